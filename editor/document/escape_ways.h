/// How far it is from the doors of rooms to a safe exit, as the norm measures it.
#pragma once
#include "sim/plan/plan.h"
#include <vector>

namespace editor::document {

// GB 50016-2014 (2018) table 5.5.17, homes for the elderly, fire resistance one and two, without
// sprinklers. From memory: 未核实.
inline constexpr double between_exits_limit_m = 25, dead_end_limit_m = 20;

struct LongWay {
    sim::plan::SpaceId room;
    double length_m = 0; ///< from its best door to the nearest exit along the corridor
    double limit_m = 0;
    bool dead_end = false; ///< only one way to go from that door
};

/// Rooms that are too far away. Exits are doors to a stairwell or to the open air that are not
/// locked. A door is in a dead end when the ways to any two exits begin with the same stretch of
/// `shared_limit_m` and more. Rooms without a way are told elsewhere. Ways go round the corners
/// of a bent corridor (sim/plan/space_way.h), not round furniture.
/// Cost: doors of rooms times exits of the floor, 50 us each.
[[nodiscard]] std::vector<LongWay> find_long_escape_ways(const sim::plan::Plan& plan);

inline constexpr double shared_limit_m = 3; ///< a corridor's width of common way is none

} // namespace editor::document
