#include "sim/fire/wall_conduction.h"
#include "sim/fire/fire_constants.h"
#include <algorithm>
#include <cmath>

namespace sim::fire {

namespace {

/// Ratio of neighbouring cells such that `count` cells starting at `first_m` fill `thickness_m`.
double find_growth_ratio(double first_m, double thickness_m, std::size_t count) {
    double low = 1, high = 4;
    for (int i = 0; i < 60; ++i) {
        const double r = (low + high) / 2;
        const double sum =
            first_m * (std::pow(r, static_cast<double>(count)) - 1) / (r - 1 + 1e-12);
        (sum < thickness_m ? low : high) = r;
    }
    return (low + high) / 2;
}

} // namespace

WallMaterial::WallMaterial(const Surroundings& s, double period_s)
    : period_s_(period_s), ambient_K_(s.ambient_K) {
    const double heat_kJ_per_m3_K = s.wall_density_kg_per_m3 * s.wall_heat_capacity_kJ_per_kg_K;
    const double diffusion_m =
        std::sqrt(s.wall_conductivity_kW_per_m_K * period_s / heat_kJ_per_m3_K);
    const auto count = static_cast<double>(wall_node_count);
    const double first_m = std::min(diffusion_m / 2, s.wall_thickness_m / count);
    const double growth = find_growth_ratio(first_m, s.wall_thickness_m, wall_node_count);
    WallProfile size_m{};
    for (std::size_t i = 0; i < wall_node_count; ++i)
        size_m[i] = i == 0 ? first_m : size_m[i - 1] * growth;
    // Half a cell of wall and the still air behind it in a row.
    rear_kW_per_m2_K_ =
        1 / (1 / rear_face_kW_per_m2_K + size_m.back() / 2 / s.wall_conductivity_kW_per_m_K);
    for (std::size_t i = 0; i < wall_node_count; ++i) {
        capacity_[i] = heat_kJ_per_m3_K * size_m[i];
        const auto link = [&](std::size_t j) {
            return s.wall_conductivity_kW_per_m_K / ((size_m[i] + size_m[j]) / 2);
        };
        const double front = i > 0 ? link(i - 1) : 0;
        const double back = i + 1 < wall_node_count ? link(i + 1) : rear_kW_per_m2_K_;
        lower_[i] = -front;
        upper_[i] = i + 1 < wall_node_count ? -back : 0;
        diagonal_[i] = capacity_[i] / period_s + front + back;
    }
    // Thomas factorisation: diagonal_ becomes the pivots, lower_ the multipliers.
    for (std::size_t i = 1; i < wall_node_count; ++i) {
        lower_[i] /= diagonal_[i - 1];
        diagonal_[i] -= lower_[i] * upper_[i - 1];
    }
    WallProfile unit{};
    unit[0] = 1;
    response_ = solve(unit);
}

WallProfile WallMaterial::solve(const WallProfile& right) const noexcept {
    WallProfile x = right;
    for (std::size_t i = 1; i < wall_node_count; ++i)
        x[i] -= lower_[i] * x[i - 1];
    x.back() /= diagonal_.back();
    for (std::size_t i = wall_node_count - 1; i-- > 0;)
        x[i] = (x[i] - upper_[i] * x[i + 1]) / diagonal_[i];
    return x;
}

double WallMaterial::step(WallProfile& profile, double flux_kW_per_m2,
                          double slope_kW_per_m2_K) const noexcept {
    // Excess temperatures, so that a wall at rest stays exactly at rest.
    WallProfile right{};
    for (std::size_t i = 0; i < wall_node_count; ++i)
        right[i] = capacity_[i] / period_s_ * (profile[i] - ambient_K_);
    const double face_K = profile[0];
    const WallProfile still = solve(right);
    const double flux = (flux_kW_per_m2 + slope_kW_per_m2_K * (face_K - (still[0] + ambient_K_))) /
                        (1 + slope_kW_per_m2_K * response_[0]);
    for (std::size_t i = 0; i < wall_node_count; ++i)
        profile[i] = ambient_K_ + still[i] + flux * response_[i];
    return flux;
}

double WallMaterial::stored_kJ_per_m2(const WallProfile& profile) const noexcept {
    double sum = 0;
    for (std::size_t i = 0; i < wall_node_count; ++i)
        sum += capacity_[i] * (profile[i] - ambient_K_);
    return sum;
}

} // namespace sim::fire
