/// Where each walker wants to go next: the way over doors and stairs, the leg of it across the
/// present sheet, and the point aimed at now. Ways are chosen at setting out, when they turn out
/// blocked, and every few seconds in a queue; never in every step.
#pragma once
#include "sim/crowd/air_sense.h"
#include "sim/crowd/gates.h"
#include "sim/crowd/lifts.h"
#include "sim/crowd/passing.h"
#include "sim/crowd/walkers.h"
#include <functional>
#include <memory>
#include <optional>

namespace sim::crowd {

/// Whether that walker has his turn at something that each does once in so many ticks.
template <int period>
[[nodiscard]] constexpr bool is_turn(std::int64_t tick, std::uint32_t id) noexcept {
    return (static_cast<std::uint32_t>(tick) + id) % period == 0;
}

class Navigator {
public:
    Navigator(const plan::Plan& plan, const plan::WalkableArea& area,
              const plan::WalkableMesh& mesh, const plan::RouteGraph& graph,
              const plan::SmokeCells& cells, const Ground& ground, std::uint64_t seed);

    void add();
    void renumber(const Renumbering& renumbering);
    void go_to(Walkers& walkers, std::size_t i, plan::SpaceId space, Vec2 at_m);
    void go_to_any(Walkers& walkers, std::size_t i, std::function<bool(plan::SpaceId)> is_goal);
    void prefer(std::size_t i, WayPreference preference);
    void set_signs(std::vector<double> reach_m) { sign_reach_m_ = std::move(reach_m); }
    void set_smoke_law(SmokeSpeedLaw law) noexcept { smoke_law_ = law; }
    void forget(std::size_t i); ///< no errand any more

    /// Writes wish and state of those of `awake` with an errand, and the air's hold on them.
    void step(Walkers& walkers, std::span<const std::uint32_t> awake, const Surroundings& around,
              const Gates& gates, const Lifts& lifts, std::int64_t now);

    void passed_opening(std::size_t i, plan::OpeningId opening, plan::SpaceId into);
    /// Went over a stair edge: onto the flight, or off it when `off`.
    void passed_link(std::size_t i, const plan::SheetLink& link, bool off);

    /// Rode to that stop.
    void passed_lift(std::size_t i, plan::LiftId lift, plan::SpaceId into);
    void all_ways_stale();
    /// Where he wants to ride from the space he is in; none: he does not.
    [[nodiscard]] plan::SpaceId rides_to(std::size_t i) const noexcept;

    /// The opening towards which walker i is on his way across the present space; may be none.
    [[nodiscard]] plan::OpeningId next_opening(std::size_t i) const noexcept {
        return errands_[i].leg.opening;
    }
    /// Whom the door in front of him keeps waiting.
    [[nodiscard]] bool stands_before_door(std::size_t i) const noexcept {
        return errands_[i].at_door;
    }

private:
    enum class Goal : std::uint8_t { none, point, any };
    struct Leg {
        plan::OpeningId opening; ///< gap legs through an opening
        bool through_gap = false;
        core::Segment gap_m;     ///< as drawn
        core::Segment aim_gap_m; ///< less the breadth of a body
        Vec2 ahead;              ///< out through the gap
        Vec2 hint_m;             ///< what comes after the gap, when it is known
        bool has_hint = false;
        Vec2 point_m;              ///< end of the leg
        std::vector<Vec2> corners; ///< on the way there, the end not among them
        std::size_t corner = 0;
        Vec2 corner_aim_m; ///< where to pass that corner
    };
    struct Errand {
        Goal goal = Goal::none;
        plan::SpaceId space;
        Vec2 at_m;
        std::function<bool(plan::SpaceId)> is_goal;
        std::vector<plan::RouteStep> steps;
        std::size_t step = 0;
        Leg leg;
        bool way_stale = false, leg_stale = false;
        Vec2 came_in;           ///< direction in which the last door or stair was passed
        bool under_way = false; ///< has passed a door or stair
        bool at_door = false;
        Vec2 entered_m;       ///< where the present leg began
        double crowded_s = 0; ///< held up on the last stretch for so long
    };

    struct Now { ///< what one step reads; passed down
        const Surroundings& around;
        const Gates& gates;
        const Lifts& lifts;
        std::int64_t tick;
    };
    [[nodiscard]] bool keeps_wish(const Walkers& w, std::size_t i, std::int64_t tick) const;
    void step_one(Walkers& w, std::size_t i, const Now& now);
    [[nodiscard]] bool around_changed_for(const Walkers& w, std::size_t i, const Now& now) const;
    void sense_air(Walkers& w, std::size_t i, const Now& now);
    void watch_way(Walkers& w, std::size_t i, const Now& now);
    bool choose_way(Walkers& w, std::size_t i, const Now& now);
    void compare_ways(Walkers& w, std::size_t i, const Now& now);
    void walk(Walkers& w, std::size_t i, const Now& now);
    [[nodiscard]] bool is_there(const Walkers& w, std::size_t i, double left_m);
    [[nodiscard]] bool push_door(Walkers& w, std::size_t i, const Now& now);
    void arrive(Walkers& w, std::size_t i);
    [[nodiscard]] double top_speed_mps(const Walkers& w, std::size_t i) const;
    // navigator_leg.cpp
    void begin_leg(const Walkers& w, std::size_t i, const Now& now);
    void aim_at_step(const Walkers& w, std::size_t i, const Now& now, Leg& leg) const;
    [[nodiscard]] bool sees(const Walkers& w, std::size_t i, const Leg& leg, Vec2 p) const;
    void find_corners(const Walkers& w, std::size_t i, Leg& leg) const;
    void watch_leg(const Walkers& w, std::size_t i, const Now& now);
    [[nodiscard]] std::optional<Vec2> lane_point(plan::SheetId sheet, Vec2 corner, Vec2 at) const;
    [[nodiscard]] bool is_round_corner(const Walkers& w, std::size_t i, Vec2 next) const;
    [[nodiscard]] Vec2 corner_aim(const Walkers& w, std::size_t i) const;
    [[nodiscard]] Vec2 aim(const Walkers& w, std::size_t i) const;
    // navigator_past.cpp
    [[nodiscard]] Vec2 round_device(const Walkers& w, std::size_t i, const Now& now,
                                    Vec2 target) const;
    bool pass_device(Walkers& w, std::size_t i, double wish_mps);
    bool wait_off_flight(Walkers& w, std::size_t i, double wish_mps);
    // navigator_rides.cpp
    /// Before a lift's door that keeps him out: true when his wish is to wait there.
    bool wait_for_lift(Walkers& w, std::size_t i, const Now& now);
    [[nodiscard]] double room_in_car_m(const Walkers& w, std::size_t i, Vec2 place) const;
    [[nodiscard]] Vec2 place_in_car(const Walkers& w, std::size_t i, plan::OpeningId door) const;
    void settle_in_car(std::size_t i);
    [[nodiscard]] double flight_mps(const Walkers& w, std::size_t i, plan::FlightId flight,
                                    bool up) const;
    // navigator_by_hand.cpp
    [[nodiscard]] Vec2 by_hand(const Walkers& w, std::size_t i, Vec2 target) const;
    [[nodiscard]] bool sees_little(std::size_t i) const;
    [[nodiscard]] Vec2 along_wall(const Walkers& w, std::size_t i, Vec2 target) const;
    [[nodiscard]] Vec2 along_rail(const Walkers& w, std::size_t i, plan::FlightId flight,
                                  Vec2 target) const;

    // navigator_way.cpp
    [[nodiscard]] std::optional<plan::Route> find_way(const Walkers& w, std::size_t i,
                                                      const Now& now, plan::OpeningId only_by,
                                                      bool through_smoke) const;
    [[nodiscard]] std::optional<plan::Route> find_from(const Errand& errand, plan::SpaceId from,
                                                       Vec2 at_m,
                                                       const plan::RouteCosts& costs) const;
    [[nodiscard]] double price_of_opening_s(const Walkers& w, std::size_t i, const Now& now,
                                            plan::OpeningId o, bool through_smoke) const;
    /// What his knowledge, the others and an order add to that.
    [[nodiscard]] double preference_s(const Walkers& w, std::size_t i, const Now& now,
                                      plan::OpeningId o) const;
    [[nodiscard]] bool reads_sign(const Walkers& w, std::size_t i, plan::OpeningId o) const;
    [[nodiscard]] double others_elsewhere_frac(const Walkers& w, std::size_t i, const Now& now,
                                               plan::OpeningId o) const;
    [[nodiscard]] bool is_smoky(const Walkers& w, std::size_t i, const Now& now,
                                plan::SpaceId space, Vec2 at_m) const;
    [[nodiscard]] Vec2 way_off(const plan::SheetLink& link) const;
    [[nodiscard]] Vec2 way_into(plan::OpeningId opening, plan::SpaceId into) const;
    [[nodiscard]] Vec2 place_to_stand(const Walkers& w, std::size_t i, const Now& now) const;

    const plan::Plan& plan_;
    const plan::WalkableArea& area_;
    const plan::WalkableMesh& mesh_;
    const plan::RouteGraph& graph_;
    const Ground& ground_;
    AirSense air_;
    Passing passing_;
    std::uint64_t seed_;
    SmokeSpeedLaw smoke_law_ = SmokeSpeedLaw::lund;
    std::vector<double> sign_reach_m_; ///< by opening
    std::vector<Errand> errands_;
    std::vector<std::shared_ptr<const WayPreference>> preferences_; ///< by walker; null: none
    std::vector<double> extinction_per_m_;   ///< by walker, where his eyes are; once a second
    std::vector<unsigned char> in_smoke_;    ///< by walker: below 3 m of visibility upright
    std::vector<unsigned char> wide_enough_; ///< by opening: the mesh goes through
    std::vector<unsigned char> leads_out_;   ///< by opening: to the outside
};

} // namespace sim::crowd
