/// A short way among the free poses of a field: A* with prices for going and for turning.
#pragma once
#include "sim/plan/pose_field.h"
#include <functional>

namespace sim::plan {

inline constexpr std::size_t most_searched_poses = 16'000'000; ///< 48 MB for one search

struct PoseGoal {
    std::function<bool(const Pose&)> reached;
    /// Lower bound, in metres, of what is left to go; changes by at most 2 m a metre.
    std::function<double(Vec2)> left_m;
};

/// Poses from near `start` to the goal; headings are continuous, beginning with the one nearest to
/// the start's; empty when there is none.
/// @param slack_m how far from `start` the way may begin. Cost: 10-400 ms.
[[nodiscard]] std::vector<Pose> find_pose_way(const PoseField& field, const Pose& start,
                                              double slack_m, const PoseGoal& goal);

} // namespace sim::plan
