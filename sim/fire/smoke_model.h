/// Two-zone fire and smoke in every cell of a plan, solved by SUNDIALS CVODE.
/// Equations: docs/references.md#two-zone. Advanced in fixed periods of `fire_period_s`; doors
/// ramp to their new opening within it and the solver is never re-initialised for them.
#pragma once
#include "sim/core/result.h"
#include "sim/fire/fire_spec.h"
#include "sim/fire/hazard_view.h"
#include <memory>
#include <span>

namespace sim::fire {

inline constexpr double fire_period_s = 1.0; ///< 20 ticks

struct FireState {
    double hrr_kW = 0; ///< actually released in the room
    double burnt_kg = 0;
    bool burning = false;
    double flame_height_m = 0;   ///< above the base
    double suppression_frac = 1; ///< factor on the specified rate
};

/// Sums since the start, for tests and `verify`.
struct Balance {
    double mass_error_frac = 0;   ///< of the gas that was there at the start
    double energy_error_frac = 0; ///< of the heat released; gas and walls
};

class SmokeModel {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<SmokeModel>>
    make(const plan::Plan& plan, const plan::SmokeCells& cells, std::vector<FireSpec> fires,
         const Surroundings& surroundings);
    virtual ~SmokeModel() = default;

    /// Share of the opening's full area that is open, 0 shut to 1; reached by a ramp within the
    /// next period. Callable at any time between steps.
    virtual void set_open_frac(plan::OpeningId opening, double frac) = 0;
    /// Multiplies the specified heat release of a fire from now on (extinguisher, sprinkler).
    virtual void set_suppression(std::size_t fire, double frac) = 0;
    /// Starts a fire now that the spec scheduled later or never (ignition_s = infinity).
    virtual void ignite(std::size_t fire) = 0;
    /// Advances by one period. An error means the solver failed; the state stays the last good one.
    [[nodiscard]] virtual core::Result<void> step() = 0;

    [[nodiscard]] virtual double time_s() const noexcept = 0;
    /// @param phase 0..1 between the last two completed states
    virtual void set_view_phase(double phase) noexcept = 0;
    [[nodiscard]] virtual const HazardView& view() const noexcept = 0;
    [[nodiscard]] virtual std::span<const FireState> fires() const noexcept = 0;
    [[nodiscard]] virtual Balance balance() const noexcept = 0;
    /// Gauge pressure at the floor and net flow through a vent (a to b), kg/s, for CSV and verify.
    [[nodiscard]] virtual double pressure_Pa(plan::CellId cell) const noexcept = 0;
    struct VentFlow {
        double a_to_b_kg_per_s = 0, b_to_a_kg_per_s = 0;
    };
    [[nodiscard]] virtual VentFlow vent_flow(plan::VentId vent) const noexcept = 0;
    /// Where the model left its tested range and was held back, "<subject>/<what>" with what one of
    /// pressure (panes give way), temperature (gas over 1400 K), solver (wider tolerances); each
    /// once, in order of appearance. Only grows.
    [[nodiscard]] virtual std::span<const std::string> limits_reached() const noexcept = 0;
    /// Work of the solver so far, for benchmarks.
    struct Effort {
        long steps = 0, rate_calls = 0, jacobians = 0, restarts = 0;
    };
    [[nodiscard]] virtual Effort effort() const noexcept = 0;
};

} // namespace sim::fire
