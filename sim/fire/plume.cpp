#include "sim/fire/plume.h"
#include "sim/fire/fire_constants.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace sim::fire {

namespace {

double calc_free_entrainment_kg_per_s(double hrr_kW, double conv_kW, double diameter_m,
                                      double height_m) noexcept {
    // z = height_m, z0 = origin, L = flame, Q_c = conv_kW
    const double hrr_root = std::pow(hrr_kW, 0.4);
    const double origin_m =
        heskestad_origin_diameter_factor * diameter_m + heskestad_origin_hrr_factor * hrr_root;
    const double flame_m = std::max(heskestad_origin_diameter_factor * diameter_m +
                                        heskestad_flame_hrr_factor * hrr_root,
                                    0.05);
    const double z = std::max(height_m, flame_m);
    const double root = std::cbrt(std::max(z - origin_m, 0.0));
    const double far =
        heskestad_far_factor * std::cbrt(conv_kW) * root * root * root * root * root +
        heskestad_offset_factor * conv_kW;
    return height_m < flame_m ? far * height_m / flame_m : far;
}

} // namespace

double calc_flame_height_m(double hrr_kW, double diameter_m) noexcept {
    if (hrr_kW <= 0) return 0;
    return std::max(0.0, heskestad_origin_diameter_factor * diameter_m +
                             heskestad_flame_hrr_factor * std::pow(hrr_kW, 0.4));
}

double calc_plume_entrainment_kg_per_s(const PlumeSource& source, double height_m) noexcept {
    if (source.hrr_kW <= 0 || height_m <= 0) return 0;
    const auto part_of_mirrored = [&](double images) {
        const double hrr_kW = source.hrr_kW * images;
        return calc_free_entrainment_kg_per_s(hrr_kW, (1 - source.radiant_frac) * hrr_kW,
                                              source.diameter_m * std::sqrt(images), height_m) /
               images;
    };
    // Close above a fire wider than its flames the law would have a wall help; it never does.
    double least = part_of_mirrored(1);
    for (int images = 2; images <= static_cast<int>(source.place); images *= 2)
        least = std::min(least, part_of_mirrored(images));
    return least;
}

double calc_draught_entrainment_kg_per_s(const PlumeSource& source, double from_m, double to_m,
                                         double speed_mps, double air_kg_per_m3) noexcept {
    from_m = std::max(from_m, 0.0);
    if (source.hrr_kW <= 0 || to_m <= from_m || speed_mps <= 0) return 0;
    const double images = static_cast<double>(source.place);
    const double radius_m = source.diameter_m / 2 * std::sqrt(images);
    const double side_m2 =
        2 * std::numbers::pi / images *
        (radius_m * (to_m - from_m) + plume_spread_ratio * (to_m * to_m - from_m * from_m) / 2);
    return air_kg_per_m3 * crosswind_entrainment_frac * speed_mps * side_m2;
}

} // namespace sim::fire
