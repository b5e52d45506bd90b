#include "sim/assist/crew_places.h"
#include "sim/assist/assist_constants.h"
#include <algorithm>

namespace sim::assist {

using core::Segment;
using core::Vec2;

namespace {

constexpr double beside_m = 0.45; ///< who is led by the arm
constexpr int draw_in_steps = 10;
constexpr double slack_m = 1e-3;

bool crosses(std::span<const Segment> bounds, Vec2 a, Vec2 b) noexcept {
    const Segment way{a, b};
    return std::any_of(bounds.begin(), bounds.end(),
                       [&](const Segment& s) { return core::intersects(s, way); });
}

bool has_room(std::span<const Segment> bounds, Vec2 p, double radius_m) noexcept {
    return std::all_of(bounds.begin(), bounds.end(),
                       [&](const Segment& s) { return core::distance(s, p) >= radius_m; });
}

} // namespace

Vec2 handler_place_m(const plan::Pose& pose, const DeviceProfile& device, std::size_t i,
                     std::size_t count) noexcept {
    const Vec2 along = direction_of(pose.heading_rad), left = core::left_of(along);
    if (device.length_m <= 0) return pose.center_m + left * (i % 2 == 0 ? -beside_m : beside_m);
    const double end_m = device.length_m / 2 + handler_reach_m;
    if (count == 1) return pose.center_m - along * end_m;
    const bool front = i % 2 == 0;
    const std::size_t at_end = front ? (count + 1) / 2 : count / 2; // how many share this end
    const double side_m = at_end < 2 ? 0 : (i / 2 == 0 ? -handler_side_m : handler_side_m);
    return pose.center_m + along * (front ? end_m : -end_m) + left * side_m;
}

Vec2 find_reachable_place(Vec2 want_m, Vec2 middle_m, double radius_m,
                          std::span<const Segment> bounds) noexcept {
    for (int i = 0; i < draw_in_steps; ++i) {
        const Vec2 p = want_m + (middle_m - want_m) * (double(i) / draw_in_steps);
        if (has_room(bounds, p, radius_m + slack_m) && !crosses(bounds, middle_m, p)) return p;
    }
    return middle_m;
}

Vec2 step_towards(Vec2 from_m, Vec2 to_m, double step_m, double radius_m,
                  std::span<const Segment> bounds) noexcept {
    const double way_m = core::distance(from_m, to_m);
    if (way_m <= step_m) return to_m;
    const Vec2 p = from_m + (to_m - from_m) * (step_m / way_m);
    return has_room(bounds, p, radius_m) && !crosses(bounds, from_m, p) ? p : to_m;
}

} // namespace sim::assist
