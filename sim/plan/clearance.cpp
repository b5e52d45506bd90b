#include "sim/plan/clearance.h"

#include "sim/plan/edge_cover.h"
#include "sim/plan/pose_search.h"
#include <algorithm>
#include <numbers>

namespace sim::plan {

namespace {

/// A bed may stand against its wall: its way may begin this far off. Range 0.05-0.2.
constexpr double start_slack_m = 0.12;
/// Where two poses count as parallel. Range 2-10 degrees.
constexpr double parallel_rad = 5 * std::numbers::pi / 180;
constexpr double goal_reach_m = 0.05, goal_turn_rad = 3 * std::numbers::pi / 180;
/// Longest step between two poses of a way; a straight leg is checked at half a cell.
constexpr double way_step_m = 0.1, way_turn_rad = 5 * std::numbers::pi / 180;
constexpr double check_step_m = 0.01, check_turn_rad = 0.5 * std::numbers::pi / 180;
/// Grids of the two questions. Halving the first halves the error of an answer for 4 times its
/// cost.
constexpr double answer_cell_m = 0.01, way_cell_m = 0.02;
/// By how much the rectangle is made smaller on each side for an answer, since a way a hair wider
/// than it lies between the points of the grid. Chosen so that an L-turn's limit is found within
/// 1 cm on either side of the analytic one.
constexpr double hidden_by_grid_m = 0.003;
/// How far a pose between two of the grid may be nearer to a wall than both.
constexpr double grid_error_m = 0.01;

double diagonal_m(const DeviceShape& shape, double margin_m) {
    return std::hypot(shape.length_m + 2 * margin_m, shape.width_m + 2 * margin_m);
}

/// Floor looked at: a device length and a half round the doorway and round the pose.
core::Box window_round(const TurningRoom& room, const DeviceShape& shape,
                       std::initializer_list<Vec2> places_m) {
    const double reach_m = 1.5 * std::max(shape.length_m, shape.width_m) + 0.5;
    core::Box floor = room.from_box, wanted;
    floor.include(room.to_box.low);
    floor.include(room.to_box.high);
    for (const Vec2 p : places_m) {
        wanted.include(p - Vec2{reach_m, reach_m});
        wanted.include(p + Vec2{reach_m, reach_m});
    }
    return {{std::max(floor.low.x, wanted.low.x), std::max(floor.low.y, wanted.low.y)},
            {std::min(floor.high.x, wanted.high.x), std::min(floor.high.y, wanted.high.y)}};
}

Pose in_frame(const DoorFrame& frame, const Pose& pose) {
    return {frame.to_frame(pose.center_m), pose.heading_rad - frame.heading_rad()};
}

/// Wholly beyond the doorway; where there is no depth to turn in, parallel to the doorway's wall,
/// for else the device would be in and unable to go on.
bool is_through(const TurningRoom& room, const Pose& pose, const DeviceShape& shape,
                double margin_m) {
    const double half_l = shape.length_m / 2 + margin_m, half_w = shape.width_m / 2 + margin_m;
    const double reach_v_m = half_l * std::abs(std::sin(pose.heading_rad)) +
                             half_w * std::abs(std::cos(pose.heading_rad));
    if (pose.center_m.y - reach_v_m < room.depth_m) return false;
    return room.depth_beyond_m >= diagonal_m(shape, margin_m) ||
           std::abs(std::remainder(pose.heading_rad, std::numbers::pi)) <= parallel_rad;
}

/// The second space's floor along one row of the grid: the part nearest to the doorway's middle
/// line.
PoseField::Goal floor_of_row(const TurningRoom& room, const PoseField& field, int row) {
    const Vec2 start = field.metres_of({0, row, 0}).center_m;
    const std::vector<double> cuts = cuts_along_row(room.to_floor_m, start.y);
    PoseField::Goal nearest;
    double nearest_m = 1e300;
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
        const double off_m = std::max({0.0, cuts[i], -cuts[i + 1]});
        if (off_m >= nearest_m) continue;
        nearest_m = off_m;
        const double first = std::ceil((cuts[i] - start.x) / field.cell_m());
        const double last = std::floor((cuts[i + 1] - start.x) / field.cell_m());
        nearest = {static_cast<int>(std::max(0.0, first)),
                   static_cast<int>(std::min(last, field.columns() - 1.0))};
    }
    return nearest;
}

bool gets_through(const TurningRoom& room, const Pose& start, const DeviceShape& shape,
                  double margin_m) {
    if (std::min(shape.length_m, shape.width_m) + 2 * margin_m > room.gap_m + 1e-9) return false;
    const PoseField field(room, shape, margin_m - hidden_by_grid_m,
                          window_round(room, shape, {start.center_m, Vec2{}}), answer_cell_m);
    std::vector<PoseField::Goal> goals(static_cast<std::size_t>(field.rows()) * pose_headings);
    for (int row = 0; row < field.rows(); ++row) {
        const PoseField::Goal floor = floor_of_row(room, field, row);
        for (int heading = 0; heading < pose_headings; ++heading)
            if (is_through(room, field.metres_of({0, row, heading}), shape, margin_m))
                goals[static_cast<std::size_t>(heading) * field.rows() + row] = floor;
    }
    return field.reaches(field.free_near(start, start_slack_m + margin_m), goals);
}

Pose between(const Pose& a, const Pose& b, double frac) {
    return {a.center_m + (b.center_m - a.center_m) * frac,
            a.heading_rad + (b.heading_rad - a.heading_rad) * frac};
}

int steps_between(const Pose& a, const Pose& b, double step_m, double turn_rad) {
    const double by_way = core::distance(a.center_m, b.center_m) / step_m;
    const double by_turn = std::abs(b.heading_rad - a.heading_rad) / turn_rad;
    return std::max(1, static_cast<int>(std::ceil(std::max(by_way, by_turn) - 1e-9)));
}

bool is_leg_free(const TurningRoom& room, const Pose& a, const Pose& b, const DeviceShape& shape,
                 double margin_m) {
    const int steps = steps_between(a, b, check_step_m, check_turn_rad);
    for (int i = 0; i <= steps; ++i)
        if (!is_free(room, between(a, b, static_cast<double>(i) / steps), shape, margin_m))
            return false;
    return true;
}

/// Straight legs as long as they stay free, by doubling and then halving the leg.
std::vector<Pose> straightened(const TurningRoom& room, const std::vector<Pose>& way,
                               const DeviceShape& shape, double margin_m) {
    std::vector<Pose> result{way.front()};
    for (std::size_t at = 0; at + 1 < way.size();) {
        std::size_t good = at + 1, stride = 1;
        while (good + stride < way.size() &&
               is_leg_free(room, way[at], way[good + stride], shape, margin_m)) {
            good += stride;
            stride *= 2;
        }
        for (; stride > 0; stride /= 2)
            if (good + stride < way.size() &&
                is_leg_free(room, way[at], way[good + stride], shape, margin_m))
                good += stride;
        at = good;
        result.push_back(way[at]);
    }
    return result;
}

std::vector<Pose> resampled(const std::vector<Pose>& legs) {
    std::vector<Pose> result{legs.front()};
    for (std::size_t i = 0; i + 1 < legs.size(); ++i) {
        const int steps = steps_between(legs[i], legs[i + 1], way_step_m, way_turn_rad);
        for (int k = 1; k <= steps; ++k)
            result.push_back(between(legs[i], legs[i + 1], static_cast<double>(k) / steps));
    }
    return result;
}

bool is_at(const Pose& pose, const Pose& goal) {
    return core::distance(pose.center_m, goal.center_m) <= goal_reach_m &&
           std::abs(std::remainder(pose.heading_rad - goal.heading_rad, std::numbers::pi)) <=
               goal_turn_rad;
}

/// Straight to the doorway, then straight to the goal.
double left_to_goal_m(const TurningRoom& room, Vec2 p, Vec2 goal) {
    if (p.y >= 0) return core::distance(p, goal);
    const Vec2 gate{std::clamp(p.x, -room.gap_m / 2, room.gap_m / 2), 0};
    return core::distance(p, gate) + core::distance(gate, goal);
}

std::vector<Pose> find_way_to_goal(const TurningRoom& room, const Pose& start, const Pose& goal,
                                   const DeviceShape& shape, double margin_m) {
    const core::Box window = window_round(room, shape, {start.center_m, goal.center_m, Vec2{}});
    const PoseField field(room, shape, margin_m, window, way_cell_m, most_searched_poses);
    // Whether there is a way at all is the cheaper question.
    const double slack_m = start_slack_m + margin_m;
    std::vector<PoseField::Goal> goals(static_cast<std::size_t>(field.rows()) * pose_headings);
    for (const GridPose& p : field.free_near(goal, goal_reach_m))
        if (is_at(field.metres_of(p), goal))
            goals[static_cast<std::size_t>(p.heading) * field.rows() + p.row] = {p.column,
                                                                                 p.column};
    if (!field.reaches(field.free_near(start, slack_m), goals)) return {};
    std::vector<Pose> way =
        find_pose_way(field, start, slack_m,
                      {[&](const Pose& pose) { return is_at(pose, goal); },
                       [&](Vec2 p) { return left_to_goal_m(room, p, goal.center_m); }});
    if (way.empty()) return {};
    way = straightened(room, way, shape, std::max(0.0, margin_m - grid_error_m));
    way.insert(way.begin(), start);
    Pose last = goal;
    last.heading_rad = way.back().heading_rad +
                       std::remainder(goal.heading_rad - way.back().heading_rad, std::numbers::pi);
    way.push_back(last);
    return resampled(way);
}

/// What the grid takes from a way round a corner: it finds the turn of a bed 4 to 7 mm late
/// (docs/validation.md, suite clearance), as if the margin were so much wider.
constexpr double grid_loss_m = 0.0025;
constexpr double searched_margin_m = clearance_margin_m - grid_loss_m;

} // namespace

ClearanceAnswer find_clearance(const Plan& plan, SpaceId from, Vec2 start_m, double heading_rad,
                               SpaceId to, OpeningId through, const DeviceShape& shape) {
    const auto room = make_turning_room(plan, from, to, through, plan.wall_thickness_m);
    if (!room) return {Clearance::blocked, through};
    const Pose start = in_frame(room->frame, {start_m, heading_rad});
    const double narrow_m = std::min(shape.length_m, shape.width_m);
    const auto stopped_at = [&](double margin_m) {
        return narrow_m + 2 * margin_m > room->gap_m + 1e-9 ? through : OpeningId{};
    };
    if (gets_through(*room, start, shape, searched_margin_m)) return {Clearance::passes, {}};
    if (gets_through(*room, start, shape, 0))
        return {Clearance::doubtful, stopped_at(clearance_margin_m)};
    return {Clearance::blocked, stopped_at(0)};
}

std::vector<Pose> find_device_path(const Plan& plan, SpaceId from, Pose start, SpaceId to,
                                   OpeningId through, Pose goal, const DeviceShape& shape) {
    // Bodies meet walls without thickness, so the way is looked for among those.
    const auto room = make_turning_room(plan, from, to, through, 0);
    if (!room) return {};
    const Pose first = in_frame(room->frame, start), last = in_frame(room->frame, goal);
    std::vector<Pose> way = find_way_to_goal(*room, first, last, shape, searched_margin_m);
    if (way.empty()) way = find_way_to_goal(*room, first, last, shape, 0);
    for (Pose& pose : way)
        pose = {room->frame.to_plan(pose.center_m), pose.heading_rad + room->frame.heading_rad()};
    return way;
}

} // namespace sim::plan
