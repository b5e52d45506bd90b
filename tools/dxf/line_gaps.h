/// Where the lines of walls stop: small faults are closed, openings for doors found.
#pragma once
#include "tools/dxf/planar.h"

namespace tools::dxf {

inline constexpr double widest_door_m = 2.5; ///< a gap wider than this is no door
inline constexpr double narrowest_door_m = 0.5;
inline constexpr double thickest_wall_m = 0.5;

struct Gap {
    Vec2 center_m;
    double width_m = 0;
};

struct Closed {
    std::vector<Segment> added_m; ///< what closes the lines
    std::vector<Gap> gaps;        ///< wide enough for a door or a window
};

/// Free ends are joined to what is nearest within `join_m`; the ends of two walls that face each
/// other across a gap, or a wall's end that faces another wall, are joined and noted as a gap.
/// @param lines_m as cut_at_crossings leaves them. Cost: about lines times those nearby
[[nodiscard]] Closed close_gaps(const std::vector<Segment>& lines_m, double join_m);

} // namespace tools::dxf
