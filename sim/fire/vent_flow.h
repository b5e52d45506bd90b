/// Flow through upright openings between two-zone cells, and what it stirs up where it arrives.
#pragma once
#include "sim/fire/zone.h"
#include <array>

namespace sim::fire {

/// Elevations above the ground, soffit above sill.
struct VentShape {
    double sill_m = 0, soffit_m = 2;
    double width_m = 1; ///< what is open now; leakage counts as width
    double discharge_ratio = vent_discharge_ratio;
    /// A full cross-section: hot gas stays under the ceiling and does not rise as a plume.
    bool section = false;
    double open_air_kg_per_m3 = calc_density_kg_per_m3(293.15); ///< against which pressures count
};

/// Order of the four sources of a vent.
enum VentSource : std::size_t { a_upper, a_lower, b_upper, b_lower, source_count };

/// Mass flows in kg/s, all >= 0.
struct VentTransfers {
    std::array<double, source_count> to_upper{}, to_lower{}; ///< by source, into the far cell
    std::array<double, 2> lifted{};  ///< lower -> upper inside a, b: entrained by what arrives
    std::array<double, 2> dragged{}; ///< upper -> lower inside a, b
    [[nodiscard]] double a_to_b_kg_per_s() const noexcept {
        return to_upper[a_upper] + to_lower[a_upper] + to_upper[a_lower] + to_lower[a_lower];
    }
    [[nodiscard]] double b_to_a_kg_per_s() const noexcept {
        return to_upper[b_upper] + to_lower[b_upper] + to_upper[b_lower] + to_lower[b_lower];
    }
};

/// Hydrostatic two-way orifice flow over all slabs between sill, soffit, both interfaces and every
/// neutral plane; exact for pressure differences linear in each slab, smooth through zero.
/// Pure, allocates nothing. Cost: up to six roots and six powers.
/// Source: docs/references.md#emmons; entrainment of arriving streams: #cfast-tech
[[nodiscard]] VentTransfers calc_vent_transfers(const VentShape& vent, const Zone& a,
                                                const Zone& b) noexcept;

/// Integral of sqrt|dp| over a slab on which dp runs linearly from `low` to `high` without a change
/// of sign. @param thickness_m >= 0
[[nodiscard]] double calc_root_integral(double low_Pa, double high_Pa, double thickness_m) noexcept;

/// Pressure at an elevation against the open air there.
[[nodiscard]] double calc_pressure_at_Pa(const Zone& zone, double elevation_m,
                                         double open_air_kg_per_m3) noexcept;

} // namespace sim::fire
