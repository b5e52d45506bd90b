/// What happens inside one detector: smoke enters its chamber late, its thermal element lags.
#pragma once
#include "sim/devices/device_constants.h"
#include "sim/plan/plan.h"

namespace sim::devices {

/// Air just outside a detector.
struct DetectorAir {
    double optical_density_dB_per_m = 0;
    double temperature_K = ambient_K;
    double speed_mps = entry_speed_min_mps;
};

/// First-order lag driven by an input that runs straight from `from` to `to` during `dt_s`; exact
/// for such an input, whatever the step.
/// @param rate_per_s  inverse time constant, > 0
/// @return state after dt_s. Pure. Source: closed solution of dy/dt = rate (x - y)
[[nodiscard]] double calc_lagged(double state, double from, double to, double rate_per_s,
                                 double dt_s) noexcept;

/// One detector's inner state. Cost of a step: one exponential.
class DetectorModel {
public:
    /// @param sensitivity_ratio  this piece's threshold over the type's; 1 nominal
    DetectorModel(const plan::Detector& detector, double sensitivity_ratio) noexcept;

    /// The first call only takes the outside air as the start of the next interval.
    void step(const DetectorAir& outside, double dt_s) noexcept;
    /// Chamber or element is beyond its threshold now.
    [[nodiscard]] bool exceeds() const noexcept;

    [[nodiscard]] double chamber_dB_per_m() const noexcept { return chamber_dB_per_m_; }
    [[nodiscard]] double element_K() const noexcept { return element_K_; }

private:
    plan::DetectorKind kind_;
    double threshold_dB_per_m_, threshold_K_;
    double chamber_dB_per_m_ = 0, element_K_ = ambient_K;
    DetectorAir last_;
    bool started_ = false;
};

/// This piece's threshold over the nominal one: keyed by seed and the detector's key; 1 when the
/// seed is 0 (all pieces nominal).
[[nodiscard]] double draw_sensitivity_ratio(std::uint64_t seed,
                                            const plan::Detector& detector) noexcept;

} // namespace sim::devices
