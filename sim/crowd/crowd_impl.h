/// What a crowd is made of and what one of its ticks does; sim/crowd/crowd.h is the way in. The
/// tick itself is in crowd_step.cpp, the moving of one walker in crowd_move.cpp.
#pragma once
#include "sim/crowd/awake_list.h"
#include "sim/crowd/bodies.h"
#include "sim/crowd/crowd.h"
#include "sim/crowd/crowd_constants.h"
#include "sim/crowd/gates.h"
#include "sim/crowd/ground.h"
#include "sim/crowd/groups.h"
#include "sim/crowd/lifts.h"
#include "sim/crowd/navigator.h"
#include "sim/crowd/steering.h"
#include "sim/crowd/walkers.h"

namespace sim::crowd {

constexpr int awake_ticks = 20; ///< who was pushed aside makes room for so long

struct Crowd::Impl {
    const plan::Plan& plan;
    const plan::WalkableArea& area;
    Ground ground;
    Gates gates;
    Lifts lifts;
    std::vector<LiftLoad> lift_loads{}; ///< of the next step
    Navigator navigator;
    Bodies bodies;
    Steering steering;
    Walkers walkers;
    std::vector<std::uint32_t> row_of; ///< by index of WalkerId
    AwakeList awake;
    Groups groups;
    std::int64_t now = 0;
    std::vector<DoorPush> pushes;
    std::vector<int> occupants;
    std::span<const Edge> near;   ///< edges around the walker being moved
    std::vector<Segment> holding; ///< those that hold him
    struct InOpening {
        std::uint32_t walker;
        plan::OpeningId opening;
    };
    std::vector<InOpening> resting_in_openings;

    Impl(const plan::Plan& p, const plan::WalkableArea& a, const plan::WalkableMesh& mesh,
         const plan::RouteGraph& graph, const plan::SmokeCells& cells, std::uint64_t seed,
         DoorMode door_mode)
        : plan(p), area(a), ground(a), gates(p, door_mode), lifts(p),
          navigator(p, a, mesh, graph, cells, ground, seed), bodies(ground), steering(seed),
          occupants(p.openings.size(), 0) {}

    void step(const Surroundings& around);
    [[nodiscard]] std::size_t row(WalkerId id) const noexcept { return row_of[id.index()]; }
    void renumber();
    void wake(std::size_t i);
    void refresh_awake();
    void rest(std::size_t i);
    void count_queues();
    void step_lifts();
    void ride(const Lifts::Arrival& arrival);
    void move_all();
    void move_one(std::size_t i);
    void move(std::size_t i, Vec2 wish_m);
    void move_freely(std::size_t i, Vec2 wish_m, double limit_m);
    void step_on_flight(std::size_t i, plan::FlightId flight);
    void gather_holding(std::size_t i, double limit_m);
    Vec2 wait_at_rationed(std::size_t i, Vec2 to_m);
    void follow_through(std::size_t i, Vec2 from_m, Vec2 to_m);
    void go_over(std::size_t i, const plan::SheetLink& link, const LinkMotion& motion);
    /// Calls `count` for each opening in which he stands.
    template <class Count>
    void find_openings_around(std::size_t i, const Count& count) const;
    void step_out_of_walls(std::size_t i);
    void step_off_threshold(std::size_t i);
};

template <class Count>
void Crowd::Impl::find_openings_around(std::size_t i, const Count& count) const {
    for (const Edge& e : near) {
        if (e.kind != EdgeKind::passage) continue;
        if (e.distance_m(walkers.at_m[i]) < walkers.radius_m[i] - 2 * wall_tolerance_m)
            count(e.opening);
    }
}

} // namespace sim::crowd
