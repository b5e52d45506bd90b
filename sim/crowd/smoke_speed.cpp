#include "sim/crowd/smoke_speed.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

namespace {

/// From 1 at the first K down by the slope, never below the floor.
double falling(double extinction_per_m, double from_per_m, double slope_m) {
    return std::clamp(1 - slope_m * (extinction_per_m - from_per_m), jin_floor_frac, 1.0);
}

double rise_factor(double visibility_m, double free_mps) {
    if (visibility_m >= rise_visibility_m) return 1;
    const double v_mps =
        std::max(rise_floor_mps, free_mps - rise_loss_per_s * (rise_visibility_m - visibility_m));
    return std::min(1.0, v_mps / free_mps);
}

} // namespace

double calc_smoke_speed_factor(SmokeSpeedLaw law, double extinction_per_m,
                               double free_mps) noexcept {
    if (extinction_per_m <= 0) return 1;
    const double visibility_m = reflecting_contrast_ratio / extinction_per_m;
    switch (law) {
    case SmokeSpeedLaw::lund:
        // v / v0 = max(floor, 1 + beta K / alpha)
        return std::clamp(1 + smoke_beta_m2_per_s * extinction_per_m / smoke_alpha_mps,
                          smoke_floor_frac, 1.0);
    case SmokeSpeedLaw::jin_irritant:
        return falling(extinction_per_m, jin_irritant_from_per_m, jin_irritant_slope_m);
    case SmokeSpeedLaw::jin_non_irritant:
        return falling(extinction_per_m, jin_non_irritant_from_per_m, jin_non_irritant_slope_m);
    case SmokeSpeedLaw::fridolf:
        return visibility_m / (visibility_m + fridolf_m);
    case SmokeSpeedLaw::rise:
        return rise_factor(visibility_m, free_mps);
    }
    return 1;
}

double calc_smoke_speed_factor(double extinction_per_m) noexcept {
    return calc_smoke_speed_factor(SmokeSpeedLaw::lund, extinction_per_m, 1);
}

} // namespace sim::crowd
