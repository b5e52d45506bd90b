/// SUNDIALS CVODE (BDF, Newton, KLU) around a zone network.
#pragma once
#include "sim/core/result.h"
#include "sim/fire/zone_network.h"
#include <memory>

namespace sim::fire {

struct SolverCounts {
    long steps = 0, rate_calls = 0, jacobians = 0, factorisations = 0, restarts = 0;
};

/// One thread at a time; two solvers share nothing.
class ZoneSolver {
public:
    /// @param network outlives the solver; its finish() has been called
    [[nodiscard]] static core::Result<std::unique_ptr<ZoneSolver>> make(ZoneNetwork& network);
    virtual ~ZoneSolver() = default;
    /// From the end of the last period to the end of the next. On failure the state is the last
    /// good one, after a second attempt from a fresh start with wider tolerances.
    [[nodiscard]] virtual core::Result<void> step() = 0;
    /// unknown_total() numbers; valid until the next step.
    [[nodiscard]] virtual const double* unknowns() const noexcept = 0;
    [[nodiscard]] virtual SolverCounts counts() const noexcept = 0;
};

} // namespace sim::fire
