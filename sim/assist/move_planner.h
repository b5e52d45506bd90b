/// Slides and turns of one device within one space, each checked against the walls with the margin
/// of plan/clearance.h. Cheap: tried before the full search of clearance.h, which answers the
/// tight cases.
#pragma once
#include "sim/assist/footprint.h"
#include "sim/plan/walkable_mesh.h"
#include <optional>

namespace sim::assist {

/// Where a leg shall end; a heading counts up to half a turn, because a rectangle looks the same
/// from both ends.
struct LegGoal {
    core::Vec2 center_m;
    std::optional<double> heading_rad;
};

struct Leg {
    std::size_t start = 0, goal = 0; ///< which of the offered ones
    std::vector<plan::Pose> poses;   ///< from that start to that goal, both included
};

class MovePlanner {
public:
    /// All borrowed. @param shape with both sides > 0
    MovePlanner(const Walls& walls, const plan::WalkableMesh& mesh, const plan::DeviceShape& shape);

    /// Takes up the walls within a box of a sheet; all answers below are about these.
    void enter(plan::SheetId sheet, const core::Box& box);

    /// Ways round corners stay in that space, until the next walls are taken up.
    void stay_within(plan::SpaceId space) noexcept { space_ = space; }

    [[nodiscard]] bool is_clear(const plan::Pose& pose) const;
    [[nodiscard]] bool slide_is_clear(core::Vec2 from, core::Vec2 to, double heading_rad) const;
    /// Heading after the shortest clear turn on the spot to `to_rad` or its opposite; none if both
    /// ways round are blocked.
    [[nodiscard]] std::optional<double> find_turn(core::Vec2 at, double from_rad,
                                                  double to_rad) const;
    /// Nearest place at about `want_m` from every wall, or as far from them as it gets.
    [[nodiscard]] core::Vec2 find_free_point(core::Vec2 p, double want_m) const;
    /// A pose of the same heading, clear of walls, for a device that stands against one; none when
    /// there is none within half a metre.
    [[nodiscard]] std::optional<plan::Pose> find_free_pose(plan::Pose pose) const;

    /// First leg found from one of `starts` to one of `goals`; pairs early in both lists first.
    [[nodiscard]] std::optional<Leg> find_leg(std::span<const plan::Pose> starts,
                                              std::span<const LegGoal> goals) const;

    [[nodiscard]] const Footprint& footprint() const noexcept { return footprint_; }

private:
    class Chain;
    [[nodiscard]] bool try_straight(Chain& chain, const plan::Pose& start,
                                    const LegGoal& goal) const;
    [[nodiscard]] bool try_corners(Chain& chain, const plan::Pose& start,
                                   const LegGoal& goal) const;
    void pick_near(const core::Box& box) const;

    const Walls& walls_;
    const plan::WalkableMesh& mesh_;
    Footprint footprint_; ///< with the margin
    plan::SheetId sheet_;
    plan::SpaceId space_; ///< none: anywhere on the sheet
    std::vector<core::Segment> here_;
    mutable std::vector<core::Segment> near_; ///< scratch of one check
};

} // namespace sim::assist
