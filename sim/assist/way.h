/// The way of one device, found before it moves: poses in order, with what happens between them.
#pragma once
#include "sim/plan/clearance.h"
#include "sim/plan/walkable_area.h"
#include <vector>

namespace sim::assist {

enum class Gait { flat, stair_down, stair_up };

/// Position along a way is measured in effort: metres of the fastest point of the device, so that
/// a turn on the spot has a length too.
struct WayPoint {
    plan::SheetId sheet;
    plan::Pose pose;
    double at_m = 0;        ///< effort from the start
    Gait gait = Gait::flat; ///< of the piece that ends here
    bool turning = false;   ///< the heading changes over the piece that ends here
};

/// Where the middle of the device goes into another space.
struct Crossing {
    double at_m = 0;
    plan::OpeningId opening; ///< none: a flight's edge, or a ride
    plan::SpaceId into;
    plan::LiftId lift{}; ///< that carries it from one stop to another; else none
};

class Way {
public:
    /// Adds a pose; the first one starts the way. A pose on another sheet costs nothing by itself.
    /// @param half_length_m of the device; what a turn costs
    void append(plan::SheetId sheet, const plan::Pose& pose, Gait gait, double half_length_m);
    /// Marks the last pose as the place where another space is entered.
    void cross(plan::OpeningId opening, plan::SpaceId into);
    /// The last pose, on the sheet of another stop of the lift: reached by a ride.
    void ride(plan::LiftId lift, plan::SheetId to, plan::SpaceId into);
    /// Cuts the way back to its first `points` poses and `crossings` crossings.
    void cut(std::size_t points, std::size_t crossings);

    /// The way from `at_m` on, after a detour to `aside` and back; what lies behind is forgotten.
    [[nodiscard]] Way with_detour(double at_m, const plan::Pose& aside, double half_length_m) const;

    [[nodiscard]] const std::vector<WayPoint>& points() const noexcept { return points_; }
    [[nodiscard]] const std::vector<Crossing>& crossings() const noexcept { return crossings_; }
    [[nodiscard]] double length_m() const noexcept {
        return points_.empty() ? 0 : points_.back().at_m;
    }
    /// The pose at an effort, by interpolation; clamped to the ends. Cost: log of the poses.
    [[nodiscard]] WayPoint at(double at_m) const noexcept;
    /// End of the piece on which that effort lies, in effort.
    [[nodiscard]] double piece_end_m(double at_m) const noexcept;

private:
    [[nodiscard]] std::size_t piece(double at_m) const noexcept;
    std::vector<WayPoint> points_;
    std::vector<Crossing> crossings_;
};

} // namespace sim::assist
