#include "sim/plan/pose_field.h"

#include "tests/support/plan_builder.h"
#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace {

using namespace sim::plan;

TurningRoom room_and_corridor(double corridor_m, double door_m) {
    tests::PlanBuilder b;
    b.corridor("C", {-6, 0}, {6, corridor_m}).room("R", {-2, corridor_m}, {2, corridor_m + 4});
    b.door("D", "R", "C", {0.3, corridor_m}, door_m);
    auto room = make_turning_room(b.build(), SpaceId{0}, SpaceId{1}, OpeningId{0}, 0.2);
    REQUIRE(room);
    return std::move(*room);
}

} // namespace

TEST_CASE("turning room: the frame is right-handed, v leads into the second space") {
    const TurningRoom room = room_and_corridor(2, 1.1);
    CHECK(dot(sim::core::left_of(room.frame.u), room.frame.v) == doctest::Approx(1));
    CHECK(room.frame.v.y == doctest::Approx(1));
    CHECK(room.depth_beyond_m == doctest::Approx(4));
    const Vec2 p{1.5, 3.7};
    CHECK(sim::core::distance(room.frame.to_plan(room.frame.to_frame(p)), p) < 1e-12);
}

TEST_CASE("pose field: a pose is free exactly when its rectangle meets no wall") {
    const DeviceShape shape{1.4, 0.8};
    const TurningRoom room = room_and_corridor(2, 1.1);
    const PoseField field(room, shape, 0.02, {{-3, -2}, {3, 4.2}}, 0.05);
    CHECK(rc::check([&] {
        const GridPose p{*rc::gen::inRange(0, field.columns()), *rc::gen::inRange(0, field.rows()),
                         *rc::gen::inRange(0, pose_headings)};
        const Pose pose = field.metres_of(p);
        // Within a micrometre of touching either answer is right.
        if (is_free(room, pose, shape, 0.02 + 1e-6)) RC_ASSERT(field.is_free(p));
        if (!is_free(room, pose, shape, 0.02 - 1e-6)) RC_ASSERT(!field.is_free(p));
    }));
}

TEST_CASE("pose field: what can be reached is what steps to neighbours reach") {
    const DeviceShape shape{1.4, 0.8};
    CHECK(rc::check([&] {
        const TurningRoom room = room_and_corridor(*rc::gen::inRange(100, 200) / 100.0,
                                                   *rc::gen::inRange(70, 130) / 100.0);
        const PoseField field(room, shape, 0, {{-2, -2}, {2, 3}}, 0.2);
        const auto index = [&](const GridPose& p) {
            return (static_cast<std::size_t>(p.heading) * field.rows() + p.row) * field.columns() +
                   p.column;
        };
        const auto starts = field.free_near({{0, -0.8}, 0}, 0.3);
        std::vector<bool> seen(
            static_cast<std::size_t>(field.rows()) * field.columns() * pose_headings, false);
        std::vector<GridPose> open = starts;
        for (const GridPose& p : starts)
            seen[index(p)] = true;
        while (!open.empty()) {
            const GridPose p = open.back();
            open.pop_back();
            for (const GridPose& d :
                 {GridPose{1, 0, 0}, GridPose{-1, 0, 0}, GridPose{0, 1, 0}, GridPose{0, -1, 0},
                  GridPose{0, 0, 1}, GridPose{0, 0, pose_headings - 1}}) {
                const GridPose q{p.column + d.column, p.row + d.row,
                                 (p.heading + d.heading) % pose_headings};
                if (q.column < 0 || q.row < 0 || q.column >= field.columns() ||
                    q.row >= field.rows())
                    continue;
                if (seen[index(q)] || !field.is_free(q)) continue;
                seen[index(q)] = true;
                open.push_back(q);
            }
        }
        const GridPose goal{*rc::gen::inRange(0, field.columns()),
                            *rc::gen::inRange(0, field.rows()),
                            *rc::gen::inRange(0, pose_headings)};
        std::vector<PoseField::Goal> goals(static_cast<std::size_t>(field.rows()) * pose_headings);
        goals[static_cast<std::size_t>(goal.heading) * field.rows() + goal.row] = {goal.column,
                                                                                   goal.column};
        RC_ASSERT(field.reaches(starts, goals) == seen[index(goal)]);
    }));
}

TEST_CASE("pose field: a window with too many poses gets a coarser grid") {
    const TurningRoom room = room_and_corridor(2, 1.1);
    const PoseField field(room, {}, 0, {{-6, -2}, {6, 4.2}}, 0.01, 1'000'000);
    CHECK(field.cell_m() > 0.05);
    CHECK(static_cast<std::size_t>(field.columns()) * field.rows() * pose_headings <= 1'000'000);
}
