/// Follows one route with a rectangle: from pose to pose through its doors and down its stairs.
#pragma once
#include "sim/assist/way_finder.h"

namespace sim::assist {

struct WayFinder::Stuck {
    plan::OpeningId opening; ///< none: a flight, or the last space
    plan::SpaceId space;     ///< where the device could go no further
    plan::LiftId lift{};     ///< whose car does not hold it
};

struct WayFinder::Search {
    Search(const WayFinder& finder, const WayRequest& request, const plan::Route& route,
           int searches);

    const WayFinder& finder;
    const WayRequest& request;
    const plan::Route& route;
    MovePlanner planner;
    Way way;
    Stuck stuck;
    int searches_left; ///< calls of the full search, each up to 0.2 s

    /// @return true when `way` leads to the goal; else `stuck` says where it ends
    [[nodiscard]] bool run();

private:
    using Starts = std::vector<plan::Pose>;

    [[nodiscard]] bool follow(std::size_t step, plan::SpaceId space, plan::SheetId sheet,
                              const Starts& starts);
    [[nodiscard]] bool follow_door(std::size_t step, plan::SpaceId space, plan::SheetId sheet,
                                   const Starts& starts);
    [[nodiscard]] bool follow_door_by_search(std::size_t step, plan::SpaceId space,
                                             plan::SheetId sheet, const Starts& starts);
    [[nodiscard]] bool follow_flight(std::size_t step, plan::SpaceId space, plan::SheetId sheet,
                                     const Starts& starts);
    [[nodiscard]] bool follow_lift(std::size_t step, plan::SpaceId space, plan::SheetId sheet,
                                   const Starts& starts);
    [[nodiscard]] bool set_down(plan::SpaceId space, plan::SheetId sheet, const Starts& starts);
    [[nodiscard]] Starts leave_bed();
    [[nodiscard]] Starts leave_flight();

    void enter(plan::SheetId sheet, plan::SpaceId space);
    void append(plan::SheetId sheet, const std::vector<plan::Pose>& poses);
    void append(plan::SheetId sheet, const plan::Pose& pose, Gait gait = Gait::flat);
    /// Clear poses on the far side of an edge, straight ahead, nearest first.
    [[nodiscard]] Starts poses_beyond(core::Vec2 edge_m, core::Vec2 ahead, double heading_rad,
                                      plan::SheetId sheet) const;
    [[nodiscard]] std::vector<LegGoal> goals_before(core::Vec2 edge_m, core::Vec2 ahead,
                                                    plan::SheetId sheet) const;
    [[nodiscard]] std::vector<double> depths_m(core::Vec2 edge_m, core::Vec2 ahead,
                                               plan::SheetId sheet) const;
    [[nodiscard]] double half_length_m() const { return request.device.length_m / 2; }
    void stop_at(std::size_t step, const Stuck& at);

    std::size_t deepest_step_ = 0; ///< `stuck` tells of the attempt that got furthest
};

} // namespace sim::assist
