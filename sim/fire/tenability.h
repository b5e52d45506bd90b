/// Doses that incapacitate: gases and heat. Sources: docs/references.md#purser, #iso13571
#pragma once
#include "sim/fire/hazard_view.h"

namespace sim::fire {

/// Fractional effective doses, 1 = half of healthy adults incapacitated.
struct Dose {
    double gas = 0, heat = 0;
};
/// Rate of each dose per second in that air.
[[nodiscard]] Dose calc_dose_rate_per_s(const Air& air) noexcept;

/// Limit of either dose at which a person counts as incapacitated: staff 1.0, residents 0.3
/// (about 11 % of a mixed population; docs/references.md#iso13571).
inline constexpr double dose_limit_staff = 1.0;
inline constexpr double dose_limit_resident = 0.3;

/// Mouth height above the floor. Source: docs/references.md#tenability-heights
inline constexpr double breathing_height_standing_m = 1.5;
inline constexpr double breathing_height_seated_m = 1.2;
inline constexpr double breathing_height_lying_m = 0.7;
inline constexpr double breathing_height_crawling_m = 0.5;

} // namespace sim::fire
