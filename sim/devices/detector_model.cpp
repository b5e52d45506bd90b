#include "sim/devices/detector_model.h"

#include "sim/core/random.h"
#include <algorithm>
#include <cmath>

namespace sim::devices {

double calc_lagged(double state, double from, double to, double rate_per_s, double dt_s) noexcept {
    const double k_dt = rate_per_s * dt_s;
    if (!(k_dt > 0)) return state;
    const double decay = std::exp(-k_dt);
    const double mean_weight = -std::expm1(-k_dt) / k_dt; // mean of the decay over the interval
    // dy/dt = k (from + (to - from) t/dt - y)
    return state * decay + from * (mean_weight - decay) + to * (1 - mean_weight);
}

DetectorModel::DetectorModel(const plan::Detector& detector, double sensitivity_ratio) noexcept
    : kind_(detector.kind), threshold_dB_per_m_(detector.threshold_dB_per_m * sensitivity_ratio),
      threshold_K_(detector.threshold_K) {}

void DetectorModel::step(const DetectorAir& outside, double dt_s) noexcept {
    if (started_) {
        const double speed_mps =
            std::max((outside.speed_mps + last_.speed_mps) / 2, entry_speed_min_mps);
        if (kind_ == plan::DetectorKind::smoke)
            chamber_dB_per_m_ =
                calc_lagged(chamber_dB_per_m_, last_.optical_density_dB_per_m,
                            outside.optical_density_dB_per_m, speed_mps / entry_length_m, dt_s);
        else
            element_K_ = calc_lagged(element_K_, last_.temperature_K, outside.temperature_K,
                                     std::sqrt(speed_mps) / heat_rti_sqrt_m_s, dt_s);
    }
    started_ = true;
    last_ = outside;
}

bool DetectorModel::exceeds() const noexcept {
    return kind_ == plan::DetectorKind::smoke ? chamber_dB_per_m_ >= threshold_dB_per_m_
                                              : element_K_ >= threshold_K_;
}

double draw_sensitivity_ratio(std::uint64_t seed, const plan::Detector& detector) noexcept {
    if (seed == 0) return 1;
    const core::DrawKey key{seed, core::Stream::detector, core::hash_key(detector.key), 0, 0};
    return std::clamp(core::draw_lognormal(key, 1, sensitivity_sd_ratio), sensitivity_low_ratio,
                      sensitivity_high_ratio);
}

} // namespace sim::devices
