#include "tools/verify/clearance_cases.h"

#include "sim/plan/clearance.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace tools::verify {

namespace {

using namespace sim::plan;

constexpr double quarter_rad = std::numbers::pi / 2;
constexpr double far_m = 10;         ///< length of the corridors and rooms of these cases
constexpr double side_wall_m = 0.15; ///< depth of the side door
constexpr double bisected_to_m = 0.001;
/// Stated with the answers: sim/plan/clearance.h.
constexpr double tolerance_m = 0.01;

Plan two_spaces(Polygon first, Polygon second, Vec2 door_m, Vec2 along, double door_width_m) {
    Plan plan;
    plan.wall_thickness_m = side_wall_m;
    plan.levels.push_back({"level", "level", 0, 3});
    for (Polygon* outline : {&first, &second}) {
        Space space;
        space.level = LevelId{0};
        space.outline_m = std::move(*outline);
        plan.spaces.push_back(std::move(space));
    }
    Opening door;
    door.a = SpaceId{0};
    door.b = SpaceId{1};
    door.center_m = door_m;
    door.along = along;
    door.width_m = door_width_m;
    plan.openings.push_back(door);
    return plan;
}

Polygon rectangle(Vec2 low, Vec2 high) {
    return {low, {high.x, low.y}, high, {low.x, high.y}};
}

/// A corridor along x that ends in a corner, and one along y from there.
Clearance round_corner(double width_m, double second_width_m) {
    const Plan plan = two_spaces(rectangle({-far_m, 0}, {second_width_m, width_m}),
                                 rectangle({0, width_m}, {second_width_m, far_m}),
                                 {second_width_m / 2, width_m}, {1, 0}, second_width_m);
    return find_clearance(plan, SpaceId{0}, {-3, width_m / 2}, 0, SpaceId{1}, OpeningId{0}, {})
        .verdict;
}

/// From a corridor through a door in its side wall into a large room.
Clearance into_room(double corridor_m, double door_m) {
    const Plan plan = two_spaces(rectangle({-far_m, 0}, {far_m, corridor_m}),
                                 rectangle({-far_m, corridor_m}, {far_m, corridor_m + far_m}),
                                 {0, corridor_m}, {1, 0}, door_m);
    return find_clearance(plan, SpaceId{0}, {-3, corridor_m / 2}, 0, SpaceId{1}, OpeningId{0}, {})
        .verdict;
}

/// From a large room straight through a door into another.
Clearance through_door(double door_m) {
    const Plan plan =
        two_spaces(rectangle({-5, 0}, {5, 5}), rectangle({-5, -5}, {5, 0}), {0, 0}, {1, 0}, door_m);
    return find_clearance(plan, SpaceId{0}, {0, 2.5}, quarter_rad, SpaceId{1}, OpeningId{0}, {})
        .verdict;
}

template <class Question>
double narrowest_m(double no_m, double yes_m, const Question& is_wide_enough) {
    while (yes_m - no_m > bisected_to_m) {
        const double middle_m = (no_m + yes_m) / 2;
        (is_wide_enough(middle_m) ? yes_m : no_m) = middle_m;
    }
    return yes_m;
}

/// Narrowest first corridor for a turn into a second that is `ratio` times as wide.
double analytic_turn_m(double ratio) {
    const DeviceShape bed;
    constexpr int steps = 9000;
    double widest_m = 0;
    for (int i = 0; i <= steps; ++i) {
        const double t = quarter_rad * i / steps, s = std::sin(t), c = std::cos(t);
        widest_m = std::max(widest_m, (bed.width_m + bed.length_m * s * c) / (s + ratio * c));
    }
    return widest_m;
}

void add_row(std::vector<CaseResult>& out, const char* name, const char* kind, double got_m,
             double expected_m, double within_m) {
    CaseResult row;
    row.suite = "clearance";
    row.name = name;
    row.kind = kind;
    row.got = got_m;
    row.expected = expected_m;
    row.tolerance = within_m / expected_m;
    row.verdict = std::abs(got_m - expected_m) <= within_m ? Verdict::pass : Verdict::fail;
    row.note = "metres; bed 2.10 x 0.95 m";
    out.push_back(std::move(row));
}

bool not_blocked(Clearance verdict) {
    return verdict != Clearance::blocked;
}
bool passes(Clearance verdict) {
    return verdict == Clearance::passes;
}

void add_turns(std::vector<CaseResult>& out) {
    const auto equal_m = [](double margin_m) {
        return (1.05 + margin_m + 0.95 + 2 * margin_m) / std::numbers::sqrt2;
    };
    add_row(out, "L-turn of equal widths, limit", "analytic",
            narrowest_m(1.3, 1.6, [](double w) { return not_blocked(round_corner(w, w)); }),
            equal_m(0), tolerance_m);
    add_row(out, "L-turn of equal widths, with margin", "analytic",
            narrowest_m(1.3, 1.6, [](double w) { return passes(round_corner(w, w)); }),
            equal_m(clearance_margin_m), tolerance_m);
    constexpr double narrow_m = 1.47; // 5 cm in all beyond the limit
    CaseResult row;
    row.suite = "clearance";
    row.name = "L-turn of 1.47 m corridors, with margin";
    row.kind = "direction";
    row.got = passes(round_corner(narrow_m, narrow_m)) ? 1 : 0;
    row.expected = 1;
    row.verdict = row.got == row.expected ? Verdict::pass : Verdict::fail;
    out.push_back(std::move(row));
    constexpr double ratio = 1.2;
    add_row(out, "L-turn into a corridor 1.2 times as wide, limit", "analytic",
            narrowest_m(1.0, 1.6, [](double w) { return not_blocked(round_corner(w, ratio * w)); }),
            analytic_turn_m(ratio), tolerance_m);
}

void add_doors(std::vector<CaseResult>& out) {
    add_row(out, "straight through a door, limit", "analytic",
            narrowest_m(0.8, 1.2, [](double w) { return not_blocked(through_door(w)); }), 0.95,
            tolerance_m);
    add_row(out, "straight through a door, with margin", "analytic",
            narrowest_m(0.8, 1.2, [](double w) { return passes(through_door(w)); }),
            0.95 + 2 * clearance_margin_m, tolerance_m);
    constexpr double no_m = 1.6, yes_m = 1.8; // by an independent search
    add_row(out, "corridor for a 1.2 m side door, limit", "peer",
            narrowest_m(1.2, 2.4, [](double w) { return not_blocked(into_room(w, 1.2)); }),
            (no_m + yes_m) / 2, (yes_m - no_m) / 2);
    out.back().peer = "no at 1.6 m, yes at 1.8 m";
}

} // namespace

void run_clearance_cases(const std::filesystem::path&, std::vector<CaseResult>& out) {
    add_turns(out);
    add_doors(out);
}

} // namespace tools::verify
