#include "sim/assist/move_planner.h"
#include <algorithm>
#include <numbers>

namespace sim::assist {

using core::Segment;
using core::Vec2;
using plan::Pose;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double turn_step_rad =
    3 * pi / 180; ///< a corner of a bed moves 6 cm, under the margin's reach
constexpr double slide_step_m = 0.04;
constexpr double sideways_limit_m = 3.0; ///< nobody drags a device sideways further than this
constexpr double free_step_m = 0.05;
constexpr int free_steps_max = 60;
constexpr double escape_step_m = 0.02;
constexpr int escape_steps_max = 25;
constexpr std::size_t corner_tries_max = 24;

/// Angle from `from` to the nearer of `to` and its opposite.
double half_turn_delta(double from_rad, double to_rad) noexcept {
    double d = wrapped(to_rad - from_rad);
    if (d > pi / 2) d -= pi;
    if (d <= -pi / 2) d += pi;
    return d;
}

core::Box box_of(Vec2 a, Vec2 b, double reach_m) {
    core::Box box = box_round(a, reach_m);
    box.include(b - Vec2{reach_m, reach_m});
    box.include(b + Vec2{reach_m, reach_m});
    return box;
}

} // namespace

/// Poses added one by one; the first that is not clear ends the attempt.
class MovePlanner::Chain {
public:
    Chain(const MovePlanner& planner, const Pose& start) : planner_{planner}, poses_{start} {}
    [[nodiscard]] const Pose& last() const { return poses_.back(); }
    bool slide_to(Vec2 p) {
        if (core::distance(last().center_m, p) < 1e-6) return true;
        if (!planner_.slide_is_clear(last().center_m, p, last().heading_rad)) return false;
        poses_.push_back({p, last().heading_rad});
        return true;
    }
    bool turn_to(double heading_rad) {
        const auto turned = planner_.find_turn(last().center_m, last().heading_rad, heading_rad);
        if (!turned) return false;
        if (*turned != last().heading_rad) poses_.push_back({last().center_m, *turned});
        return true;
    }
    /// End first, along the line to p.
    bool drive_to(Vec2 p) {
        if (core::distance(last().center_m, p) < 1e-6) return true;
        return turn_to(heading_of(p - last().center_m)) && slide_to(p);
    }
    bool finish(const LegGoal& goal) { return !goal.heading_rad || turn_to(*goal.heading_rad); }
    void restart() { poses_.resize(1); }
    [[nodiscard]] std::vector<Pose> take() { return std::move(poses_); }

private:
    const MovePlanner& planner_;
    std::vector<Pose> poses_;
};

MovePlanner::MovePlanner(const Walls& walls, const plan::WalkableMesh& mesh,
                         const plan::DeviceShape& shape)
    : walls_{walls}, mesh_{mesh}, footprint_{make_footprint(shape, plan::clearance_margin_m)} {}

void MovePlanner::enter(plan::SheetId sheet, const core::Box& box) {
    sheet_ = sheet;
    space_ = {};
    here_.clear();
    walls_.find_near(sheet, box, here_);
}

void MovePlanner::pick_near(const core::Box& box) const {
    near_.clear();
    for (const Segment& s : here_)
        if (std::max(s.a.x, s.b.x) >= box.low.x && std::min(s.a.x, s.b.x) <= box.high.x &&
            std::max(s.a.y, s.b.y) >= box.low.y && std::min(s.a.y, s.b.y) <= box.high.y)
            near_.push_back(s);
}

bool MovePlanner::is_clear(const Pose& pose) const {
    return std::none_of(here_.begin(), here_.end(),
                        [&](const Segment& s) { return hits(footprint_, pose, s); });
}

bool MovePlanner::slide_is_clear(Vec2 from, Vec2 to, double heading_rad) const {
    const double length_m = core::distance(from, to);
    const auto free = [&](const Footprint& f, const Pose& pose) {
        return std::none_of(near_.begin(), near_.end(),
                            [&](const Segment& s) { return hits(f, pose, s); });
    };
    pick_near(box_of(from, to, footprint_.half_diagonal_m()));
    if (length_m < 1e-9) return free(footprint_, {from, heading_rad});
    const Vec2 way = (to - from) * (1 / length_m);
    const Vec2 axis = direction_of(heading_rad);
    if (std::fabs(core::cross(way, axis)) < 1e-9) { // end first: what it sweeps is a rectangle
        const Footprint swept{footprint_.half_length_m + length_m / 2, footprint_.half_width_m};
        return free(swept, {(from + to) * 0.5, heading_rad});
    }
    const int steps = static_cast<int>(std::ceil(length_m / slide_step_m));
    for (int i = 0; i <= steps; ++i)
        if (!free(footprint_, {from + (to - from) * (double(i) / steps), heading_rad}))
            return false;
    return true;
}

std::optional<double> MovePlanner::find_turn(Vec2 at, double from_rad, double to_rad) const {
    const double near_rad = half_turn_delta(from_rad, to_rad);
    if (std::fabs(near_rad) < 1e-7) return from_rad;
    pick_near(box_round(at, footprint_.half_diagonal_m()));
    const auto turn_is_clear = [&](double delta_rad) {
        const int steps = static_cast<int>(std::ceil(std::fabs(delta_rad) / turn_step_rad));
        for (int i = 1; i <= steps; ++i) {
            const Pose pose{at, from_rad + delta_rad * i / steps};
            for (const Segment& s : near_)
                if (hits(footprint_, pose, s)) return false;
        }
        return true;
    };
    if (turn_is_clear(near_rad)) return from_rad + near_rad;
    const double far_rad = near_rad > 0 ? near_rad - pi : near_rad + pi;
    if (turn_is_clear(far_rad)) return from_rad + far_rad;
    return std::nullopt;
}

Vec2 MovePlanner::find_free_point(Vec2 p, double want_m) const {
    Vec2 best = p;
    double best_m = -1;
    for (int i = 0; i < free_steps_max; ++i) {
        double near_m = want_m;
        Vec2 from = p;
        for (const Segment& s : here_) {
            const Vec2 q = core::nearest_point(s, p);
            const double d = core::distance(p, q);
            if (d < near_m) {
                near_m = d;
                from = q;
            }
        }
        if (near_m > best_m + 1e-3) {
            best_m = near_m;
            best = p;
        }
        if (near_m >= want_m || near_m < 1e-9) break;
        p = p + (p - from) * (std::min(free_step_m, want_m - near_m + 1e-3) / near_m);
    }
    return best;
}

std::optional<Pose> MovePlanner::find_free_pose(Pose pose) const {
    for (int i = 0; i < escape_steps_max; ++i) {
        const Segment* worst = nullptr;
        double worst_m = 0;
        for (const Segment& s : here_) {
            const double d = depth_m(footprint_, pose, s);
            if (d > worst_m) {
                worst_m = d;
                worst = &s;
            }
        }
        if (!worst) return pose;
        const Vec2 away = pose.center_m - core::nearest_point(*worst, pose.center_m);
        pose.center_m =
            pose.center_m + core::normalized(away) * std::min(worst_m + 1e-3, escape_step_m);
    }
    return std::nullopt;
}

bool MovePlanner::try_straight(Chain& chain, const Pose& start, const LegGoal& goal) const {
    const bool near = core::distance(start.center_m, goal.center_m) <= sideways_limit_m;
    const bool aligned =
        goal.heading_rad && std::fabs(half_turn_delta(start.heading_rad, *goal.heading_rad)) < 1e-3;
    if (near && aligned && chain.slide_to(goal.center_m) && chain.finish(goal)) return true;
    chain.restart();
    if (chain.drive_to(goal.center_m) && chain.finish(goal)) return true;
    chain.restart();
    if (near && chain.slide_to(goal.center_m) && chain.finish(goal)) return true;
    chain.restart();
    if (near && chain.finish(goal) && chain.slide_to(goal.center_m)) return true;
    chain.restart();
    const Vec2 free = find_free_point(start.center_m, footprint_.half_diagonal_m());
    if (!chain.slide_to(free)) return false;
    if (chain.drive_to(goal.center_m) && chain.finish(goal)) return true;
    chain.restart();
    return near && chain.slide_to(free) && chain.finish(goal) && chain.slide_to(goal.center_m);
}

bool MovePlanner::try_corners(Chain& chain, const Pose& start, const LegGoal& goal) const {
    std::vector<Vec2> corners =
        mesh_.find_corners_within(space_, sheet_, start.center_m, goal.center_m);
    if (corners.size() < 2) return false;
    corners.pop_back();
    for (Vec2& c : corners)
        c = find_free_point(c, footprint_.half_diagonal_m());
    const auto drive = [&] {
        for (const Vec2 c : corners)
            if (!chain.drive_to(c)) return false;
        return chain.drive_to(goal.center_m) && chain.finish(goal);
    };
    if (drive()) return true;
    chain.restart();
    return chain.slide_to(find_free_point(start.center_m, footprint_.half_diagonal_m())) && drive();
}

std::optional<Leg> MovePlanner::find_leg(std::span<const Pose> starts,
                                         std::span<const LegGoal> goals) const {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t sum = 0; sum < starts.size() + goals.size(); ++sum)
        for (std::size_t g = sum < starts.size() ? 0 : sum - starts.size() + 1;
             g <= std::min(sum, goals.size() - 1); ++g)
            pairs.emplace_back(sum - g, g);
    for (const auto& [s, g] : pairs) {
        Chain chain{*this, starts[s]};
        if (try_straight(chain, starts[s], goals[g])) return Leg{s, g, chain.take()};
    }
    pairs.resize(std::min(pairs.size(), corner_tries_max));
    for (const auto& [s, g] : pairs) {
        Chain chain{*this, starts[s]};
        if (try_corners(chain, starts[s], goals[g])) return Leg{s, g, chain.take()};
    }
    return std::nullopt;
}

} // namespace sim::assist
