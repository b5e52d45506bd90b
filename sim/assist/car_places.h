/// How a device and those who go with it stand in the car of a lift.
#pragma once
#include "sim/assist/footprint.h"
#include <array>

namespace sim::assist {

/// Room for one handler in a car, as a disc. 0.18..0.25
inline constexpr double car_handler_radius_m = 0.20; // 未核实; docs/references.md#assist-handlers

/// Places beside a device in a car, each a disc of car_handler_radius_m clear of the walls, of the
/// door, of the device and of the others; fewer than `count` when there is no room for more.
/// Cost: about the area over a 10 cm grid.
[[nodiscard]] std::vector<core::Vec2> find_car_places(const plan::Polygon& car_m,
                                                      const Footprint& device,
                                                      const plan::Pose& pose, int count);

/// Poses in which the device stands wholly inside both outlines of a car, clear of its walls and
/// of its door by the margin of plan/clearance.h, with room left for the crew: in the heading with
/// which it comes first, nearest to that pose first. Empty: the car does not hold them.
[[nodiscard]] std::vector<plan::Pose> find_car_poses(const plan::Plan& plan,
                                                     const std::array<plan::SpaceId, 2>& stops,
                                                     const plan::DeviceShape& shape,
                                                     const plan::Pose& comes, int crew_count);

} // namespace sim::assist
