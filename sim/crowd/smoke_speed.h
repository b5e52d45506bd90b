/// How smoke slows people down: the laws that are in use, by name. They differ by a factor of three
/// at the same smoke, which is why the law is named with every result.
#pragma once
#include <array>
#include <cstdint>

namespace sim::crowd {

enum class SmokeSpeedLaw : std::uint8_t {
    lund,             ///< fraction of the own speed, after Frantzich and Nilsson; FDS+Evac; shipped
    jin_irritant,     ///< fraction, eyes burn: down to the floor from K = 0.1 to 0.5 1/m
    jin_non_irritant, ///< fraction, eyes do not: half at K = 1 1/m
    fridolf,          ///< fraction V / (V + 2 m) of the visibility V
    rise,             ///< 0.34 m/s less for each metre of visibility below 3 m; an absolute speed
};
inline constexpr std::array smoke_speed_laws{SmokeSpeedLaw::lund, SmokeSpeedLaw::jin_irritant,
                                             SmokeSpeedLaw::jin_non_irritant,
                                             SmokeSpeedLaw::fridolf, SmokeSpeedLaw::rise};

/// Share of the free speed that is left in smoke; 1 in clear air, > 0 always.
/// @param extinction_per_m >= 0, of the air at breathing height
/// @param free_mps speed in clear air, > 0; read by `rise` only
/// Pure. Source: docs/references.md#smoke-speed-laws. Tested for K = 0 .. 20 1/m.
[[nodiscard]] double calc_smoke_speed_factor(SmokeSpeedLaw law, double extinction_per_m,
                                             double free_mps) noexcept;
/// The shipped law, Lund's.
[[nodiscard]] double calc_smoke_speed_factor(double extinction_per_m) noexcept;

} // namespace sim::crowd
