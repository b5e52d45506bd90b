/// Where the handlers of a device stand, and how they get from one such place to the next without
/// going through a wall.
#pragma once
#include "sim/assist/assist.h"
#include "sim/assist/footprint.h"

namespace sim::assist {

/// Place of handler `i` of `count` round a device; a device without a shape: at the side.
[[nodiscard]] core::Vec2 handler_place_m(const plan::Pose& pose, const DeviceProfile& device,
                                         std::size_t i, std::size_t count) noexcept;

/// The same, drawn in towards the middle of the device until a disc there is clear of `bounds`
/// and in sight of the middle.
[[nodiscard]] core::Vec2 find_reachable_place(core::Vec2 want_m, core::Vec2 middle_m,
                                              double radius_m,
                                              std::span<const core::Segment> bounds) noexcept;

/// One tick's step from `from_m` towards `to_m`, through no segment of `bounds`; `to_m` itself when
/// there is no such step.
[[nodiscard]] core::Vec2 step_towards(core::Vec2 from_m, core::Vec2 to_m, double step_m,
                                      double radius_m,
                                      std::span<const core::Segment> bounds) noexcept;

} // namespace sim::assist
