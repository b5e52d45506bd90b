/// Air drawn into a fire plume.
#pragma once

namespace sim::fire {

/// What stands around the fire; its mirror images make it a part of a larger free fire.
enum class PlumePlace { free = 1, wall = 2, corner = 4 };

struct PlumeSource {
    double hrr_kW = 0;
    double radiant_frac = 0.35;
    double diameter_m = 0.6;
    PlumePlace place = PlumePlace::free;
};

/// Mean flame height above the base, >= 0. Source: docs/references.md#heskestad
[[nodiscard]] double calc_flame_height_m(double hrr_kW, double diameter_m) noexcept;

/// Air entrained between the base and `height_m` above it, without the fuel.
/// 0 for height or hrr <= 0; continuous at the flame tip; never NaN. Cost: three powers.
/// Source: docs/references.md#heskestad; walls and corners by mirror images.
[[nodiscard]] double calc_plume_entrainment_kg_per_s(const PlumeSource& source,
                                                     double height_m) noexcept;

/// Additional air when a draught of `speed_mps` crosses the plume between two heights above its
/// base. Source: docs/references.md#hoult
[[nodiscard]] double calc_draught_entrainment_kg_per_s(const PlumeSource& source, double from_m,
                                                       double to_m, double speed_mps,
                                                       double air_kg_per_m3) noexcept;

} // namespace sim::fire
