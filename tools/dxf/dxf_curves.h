/// Curves as chords.
#pragma once
#include "sim/core/geometry.h"
#include <vector>

namespace tools::dxf {

/// Points of an ellipse's arc from one parameter to the other, both ends among them. A circle has
/// equal half axes.
/// @param major half axis @param ratio of the minor to the major
[[nodiscard]] std::vector<sim::core::Vec2> arc_points(sim::core::Vec2 center, sim::core::Vec2 major,
                                                      double ratio, double from_rad, double to_rad);
/// Points after `a` up to `b` of a polyline's arc; bulge_ratio is the tangent of a quarter of its
/// angle.
[[nodiscard]] std::vector<sim::core::Vec2> bulge_points(sim::core::Vec2 a, sim::core::Vec2 b,
                                                        double bulge_ratio);

} // namespace tools::dxf
