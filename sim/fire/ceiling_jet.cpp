#include "sim/fire/ceiling_jet.h"
#include <algorithm>
#include <cmath>

namespace sim::fire {

namespace {
// docs/references.md#alpert: kW, m, K
constexpr double turning_excess_factor = 16.9, jet_excess_factor = 5.38,
                 turning_excess_ratio = 0.18;
constexpr double turning_speed_factor = 0.96, jet_speed_factor = 0.195, turning_speed_ratio = 0.15;
// docs/references.md#delichatsios
constexpr double corridor_start_factor = 0.37, corridor_decay_factor = 0.16;
constexpr double corridor_decay_from = 0.2; // no law inside the turning region
} // namespace

CeilingJetFlow calc_ceiling_jet(double hrr_kW, double height_m, double radius_m) noexcept {
    if (hrr_kW <= 0 || height_m <= 0) return {};
    const double ratio = radius_m / height_m;
    CeilingJetFlow out;
    out.excess_K =
        ratio <= turning_excess_ratio
            ? turning_excess_factor * std::pow(hrr_kW, 2.0 / 3) / std::pow(height_m, 5.0 / 3)
            : jet_excess_factor * std::pow(hrr_kW / radius_m, 2.0 / 3) / height_m;
    out.speed_mps = ratio <= turning_speed_ratio
                        ? turning_speed_factor * std::cbrt(hrr_kW / height_m)
                        : jet_speed_factor * std::cbrt(hrr_kW) * std::sqrt(height_m) /
                              std::pow(radius_m, 5.0 / 6);
    return out;
}

CeilingJetFlow calc_corridor_jet(double hrr_kW, double height_m, double distance_m,
                                 double half_width_m) noexcept {
    CeilingJetFlow out = calc_ceiling_jet(hrr_kW, height_m, distance_m);
    if (hrr_kW <= 0 || height_m <= 0 || half_width_m <= 0 ||
        distance_m < corridor_decay_from * height_m)
        return out;
    const double start_K = calc_ceiling_jet(hrr_kW, height_m, 0).excess_K;
    const double narrow = std::cbrt(half_width_m / height_m);
    const double corridor_K = start_K * corridor_start_factor / narrow *
                              std::exp(-corridor_decay_factor * distance_m / height_m * narrow);
    out.excess_K = std::min(start_K, std::max(out.excess_K, corridor_K));
    return out;
}

} // namespace sim::fire
