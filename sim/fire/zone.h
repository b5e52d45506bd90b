/// One cell of the two-zone model at one moment, and what all its parts need to know of it.
#pragma once
#include "sim/fire/fire_constants.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace sim::fire {

/// 0 at and below 0, 1 at and above 1, smooth between.
[[nodiscard]] inline double smooth_step(double x) noexcept {
    x = std::clamp(x, 0.0, 1.0);
    return x * x * (3 - 2 * x);
}
/// `wanted`, but at most `most`; smooth, and within 5 % of the smaller of both.
[[nodiscard]] inline double limit_smoothly(double wanted, double most) noexcept {
    if (wanted <= 0 || most <= 0) return 0;
    double r = wanted / most;
    if (r > 10) return most;
    for (int i = 0; i < 4; ++i)
        r *= r; // 16th power
    return wanted / std::sqrt(std::sqrt(std::sqrt(std::sqrt(1 + r))));
}
/// x for x >> scale, a positive rest for negative x.
[[nodiscard]] inline double keep_positive(double x, double scale) noexcept {
    return (x + std::sqrt(x * x + scale * scale)) / 2;
}
[[nodiscard]] inline double calc_density_kg_per_m3(double temperature_K) noexcept {
    return atmosphere_Pa / (1000 * gas_constant_kJ_per_kg_K * temperature_K);
}

struct ZoneShape {
    double floor_area_m2 = 1, height_m = 1, floor_elevation_m = 0;
    double perimeter_m = 4;
    double volume_m3 = 1;
    double least_volume_m3 = least_layer_frac;
};

/// The four unknowns of a cell as the solver sees them, in this order.
enum ZoneUnknown : std::size_t {
    unknown_p,
    unknown_volume,
    unknown_upper,
    unknown_lower,
    unknown_count
};

/// Unknowns with what follows from them.
struct Zone {
    double pressure_Pa = 0;     ///< gauge, at the floor, against the open air at that elevation
    double upper_volume_m3 = 0; ///< clamped to the cell
    double upper_K = 0, lower_K = 0;
    double upper_kg_per_m3 = 0, lower_kg_per_m3 = 0;
    double interface_m = 0; ///< above the floor
    double upper_depth_m = 0, lower_depth_m = 0;
    double interface_elevation_m = 0;
    double floor_elevation_m = 0;
};

/// @param unknowns four numbers, see ZoneUnknown
[[nodiscard]] inline Zone make_zone(const ZoneShape& shape, const double* unknowns) noexcept {
    Zone z;
    z.pressure_Pa = unknowns[unknown_p];
    // Neither layer vanishes; smooth, or the solver's Newton iteration would trip over the edge.
    const double upper_m3 = keep_positive(unknowns[unknown_volume], shape.least_volume_m3 / 2);
    z.upper_volume_m3 =
        shape.volume_m3 - keep_positive(shape.volume_m3 - upper_m3, shape.least_volume_m3 / 2);
    z.upper_K = unknowns[unknown_upper];
    z.lower_K = unknowns[unknown_lower];
    z.upper_kg_per_m3 = calc_density_kg_per_m3(z.upper_K);
    z.lower_kg_per_m3 = calc_density_kg_per_m3(z.lower_K);
    z.interface_m = shape.height_m - z.upper_volume_m3 / shape.floor_area_m2;
    z.upper_depth_m = z.upper_volume_m3 / shape.floor_area_m2;
    z.lower_depth_m = z.interface_m;
    z.floor_elevation_m = shape.floor_elevation_m;
    z.interface_elevation_m = shape.floor_elevation_m + z.interface_m;
    return z;
}

/// The open air as a zone: no layer, no excess pressure.
[[nodiscard]] inline Zone make_open_air(double ambient_K) noexcept {
    Zone z;
    z.upper_K = z.lower_K = ambient_K;
    z.upper_kg_per_m3 = z.lower_kg_per_m3 = calc_density_kg_per_m3(ambient_K);
    z.interface_m = z.interface_elevation_m = 1e9;
    return z;
}

/// What streams into both layers of a cell: mass and enthalpy (cp m T plus heat).
struct ZoneSums {
    double upper_kg_per_s = 0, lower_kg_per_s = 0;
    double upper_kW = 0, lower_kW = 0;
};

/// Time derivatives of the four unknowns. Source: docs/references.md#cfast-tech
[[nodiscard]] std::array<double, unknown_count>
calc_zone_rates(const ZoneShape& shape, const Zone& zone, const ZoneSums& sums) noexcept;

/// Gas mass of a layer, with the gauge pressure.
[[nodiscard]] inline double upper_mass_kg(const Zone& z) noexcept {
    return z.upper_kg_per_m3 * (1 + z.pressure_Pa / atmosphere_Pa) * z.upper_volume_m3;
}
[[nodiscard]] inline double lower_mass_kg(const ZoneShape& s, const Zone& z) noexcept {
    return z.lower_kg_per_m3 * (1 + z.pressure_Pa / atmosphere_Pa) *
           (s.volume_m3 - z.upper_volume_m3);
}

} // namespace sim::fire
