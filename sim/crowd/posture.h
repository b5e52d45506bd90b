/// Down on hands and knees where the air is better near the floor.
/// Source: docs/references.md#crawling
#pragma once
#include "sim/crowd/crowd.h"

namespace sim::crowd {

/// Whether one gets down, or stays down: little is seen upright and much more near the floor.
/// @param upright_per_m, low_per_m extinction at the height of the mouth, upright and crawling
/// @param crawls already
/// Pure. In smoke that is even from floor to ceiling nobody crawls: it would win nothing.
[[nodiscard]] bool is_worth_crawling(double upright_per_m, double low_per_m, bool crawls) noexcept;

/// Height of the mouth above the floor.
/// @param upright_m that of this person upright
[[nodiscard]] double calc_breathing_height_m(Posture posture, double upright_m) noexcept;

} // namespace sim::crowd
