/// Lines cut where they cross, and the faces between them. GEOS does the geometry.
#pragma once
#include "sim/core/geometry.h"
#include "sim/core/result.h"
#include <vector>

namespace tools::dxf {

using sim::core::Segment;
using sim::core::Vec2;
using Ring = std::vector<Vec2>;

/// All on a grid of a millimetre, once each, meeting at ends only.
[[nodiscard]] std::vector<Segment> cut_at_crossings(const std::vector<Segment>& lines_m);

struct Face {
    Ring outline_m; ///< anticlockwise, corners that matter
    double hole_m2 = 0;
    double widest_m = 0; ///< of the largest circle in it: its diameter
};
/// @pre `lines_m` as cut_at_crossings leaves them. The open air around is none.
[[nodiscard]] std::vector<Face> find_faces(const std::vector<Segment>& lines_m);

} // namespace tools::dxf
