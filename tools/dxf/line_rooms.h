/// Rooms and doors between the lines of a CAD drawing. Walls are drawn there with a thickness; a
/// room here reaches to the middle of its walls.
#pragma once
#include "tools/dxf/line_gaps.h"
#include "tools/dxf/linework.h"

namespace tools::dxf {

struct RoomOptions {
    double unit_m = 0.001; ///< metres of one unit of the drawing, > 0
    double join_m = 0.05;  ///< lines that miss each other by this much meet
    Layers layers;         ///< those with walls
};

struct DrawnRoom {
    Ring outline_m;   ///< anticlockwise; from the lower left corner of the layers' bounds
    std::string name; ///< what is written in it
};

struct DrawnRooms {
    std::vector<DrawnRoom> rooms;
    std::vector<Gap> gaps; ///< between two rooms, or a room and the open air
    std::size_t ring_count =
        0; ///< rooms around others: they have no single outline and are left out
};

inline constexpr std::size_t room_line_limit_count = 100'000;
inline constexpr double narrowest_room_m = 0.7; ///< what holds no circle so wide is wall

/// Errors in words: too many lines on the layers, no room closed (with what to try).
/// Cost: seconds for a floor of 10,000 lines.
[[nodiscard]] sim::core::Result<DrawnRooms> find_rooms(const Linework& all,
                                                       const RoomOptions& options);

} // namespace tools::dxf
