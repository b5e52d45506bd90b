/// What Assist keeps: one row a transfer, in the order of their beginning. Only assist*.cpp read
/// it.
#pragma once
#include "sim/assist/assist.h"
#include "sim/assist/rigid_bodies.h"
#include "sim/assist/way_finder.h"
#include "sim/crowd/air_sense.h"
#include <array>
#include <deque>
#include <map>

namespace sim::assist {

/// What holds a device back in this tick; waiting time counts anew when it changes.
enum class Hold {
    none,
    door, ///< shut; being opened
    locked,
    person,
    device, ///< another one ahead that will move on
    facing, ///< another one coming the other way: this one gives way
    jam,    ///< the body does not follow
    lift,   ///< its car is on the way, or taken
    smoke,  ///< in the next space, thicker than the crew goes into
};
[[nodiscard]] std::string words_of(Hold hold);
/// A hold, and for `facing` the one for whom this one makes way.
struct Held {
    Hold hold = Hold::none;
    TransferId by;
};

/// The ride on a way that comes next, or that the device has not got clear of yet. Places are
/// efforts along the way.
struct Ride {
    plan::LiftId lift;
    plan::SpaceId from, to;
    double door_m = 0, pose_m = 0, out_m = 0; ///< into the car, in the car, out of it
};

struct Transfer {
    TransferId id;
    TransferSpec spec;
    TransferStatus status;
    std::vector<crowd::WalkerId> crew; ///< those who take part: no more than the device needs
    Way way;
    plan::SpaceId way_from;        ///< space in which the way begins
    double done_m = 0;             ///< effort along the way
    std::size_t crossed_count = 0; ///< crossings behind the device
    double timer_s = 0;            ///< of gathering without a way, preparing or unloading
    std::optional<BodyIndex> body;
    Hold hold = Hold::none;
    double held_s = 0;
    double back_left_m = 0; ///< > 0: backing off
    /// While it makes way: for whom. Who stands behind it makes way for the same one.
    std::optional<TransferId> makes_way_for;
    double boxed_in_s = 0; ///< could not back off, since it last got on
    int jam_tries = 0;
    double jam_at_m = 0; ///< furthest effort at which it jammed
    /// Pulled over to let another one pass: where on the way, and for whom.
    struct Aside {
        TransferId other;
        double at_m = 0;
        plan::Pose way_pose; ///< back to which it goes
    };
    std::optional<Aside> aside;
    core::Vec2 velocity_mps;
    bool boards = false;       ///< the car was free and open: goes in, rides
    bool counts_stock = false; ///< took one from its stock

    [[nodiscard]] bool active() const noexcept {
        return status.phase != TransferPhase::done && status.phase != TransferPhase::refused &&
               status.phase != TransferPhase::stopped;
    }
    [[nodiscard]] bool has_shape() const noexcept {
        return spec.device.length_m > 0 && spec.device.width_m > 0;
    }
    [[nodiscard]] plan::DeviceShape shape() const noexcept {
        return {spec.device.length_m, spec.device.width_m};
    }
    [[nodiscard]] plan::Pose pose() const noexcept {
        return {status.resident.at_m, status.heading_rad};
    }
};

struct Assist::Impl {
    const plan::Plan& plan;
    const plan::WalkableArea& area;
    const plan::WalkableMesh& mesh;
    crowd::Crowd& crowd;
    std::uint64_t seed;
    Walls walls;
    WayFinder ways;
    crowd::AirSense air;
    RigidBodies bodies;

    std::deque<Transfer> transfers{};    ///< never moved: callers keep references to a status
    std::vector<TransferId> under_way{}; ///< those not ended, in order; swept after each step
    std::vector<int> stock_left{};       ///< by equipment
    std::map<crowd::WalkerId, DeviceKind> carried{}; ///< device that a crew's first has with him
    std::map<crowd::WalkerId, int> trips{};          ///< finished, by walker
    std::vector<unsigned char> locked{};             ///< by opening, as last seen
    std::vector<plan::LiftId> lift_of{};             ///< by space: whose car stops there

    std::array<std::vector<crowd::Obstacle>, 2> obstacles{}; ///< this tick's and the last one's
    std::size_t obstacles_now = 0;
    std::vector<crowd::DoorPush> door_pushes{};
    std::vector<plan::OpeningId> openings_in_use{};
    std::vector<Assist::Body> shown{};
    std::vector<core::Segment> near{}; ///< scratch

    Impl(const plan::Plan& plan, const plan::WalkableArea& area, const plan::WalkableMesh& mesh,
         const plan::RouteGraph& graph, const plan::SmokeCells& cells, crowd::Crowd& crowd,
         std::uint64_t seed);

    // assist.cpp: beginning and ending
    [[nodiscard]] std::string refusal(const TransferSpec& spec) const;
    [[nodiscard]] Transfer& operator[](TransferId id) { return transfers[id.index()]; }
    [[nodiscard]] const Transfer& operator[](TransferId id) const { return transfers[id.index()]; }
    [[nodiscard]] bool busy(crowd::WalkerId id) const noexcept;
    void start(Transfer& t);
    void stop(Transfer& t, std::string reason);
    void release_crew(Transfer& t);
    void finish(Transfer& t);

    // assist_crew.cpp: until the device moves
    void step_fetching(Transfer& t);
    void step_gathering(Transfer& t);
    void step_preparing(Transfer& t);
    void send_to_resident(Transfer& t, std::size_t i);
    [[nodiscard]] bool is_there(crowd::WalkerId id, plan::Position at, double reach_m) const;
    /// Handlers who went down leave; false when too few are left (and the transfer is stopped).
    [[nodiscard]] bool keep_enough_handlers(Transfer& t);
    [[nodiscard]] std::vector<core::Vec2> places_in_car(const Transfer& t) const;
    void place_crew(Transfer& t, const crowd::Surroundings& s, bool at_once);
    [[nodiscard]] plan::SpaceId space_at(plan::Position p, plan::SpaceId guess) const;

    // assist_moving.cpp: on the way
    void set_out(Transfer& t, const crowd::Surroundings& s);
    void step_moving(Transfer& t, const crowd::Surroundings& s);
    void aim_bodies();
    void take_poses(const crowd::Surroundings& s);
    [[nodiscard]] WayAnswer find_way(const Transfer& t, const crowd::Surroundings* s) const;
    void take_way(Transfer& t, Way way) const;
    void avoid_smoke(Transfer& t, const crowd::Surroundings& s) const;
    void wait_for_smoke(Transfer& t, const crowd::Surroundings& s);
    void step_hold(Transfer& t, const crowd::Surroundings& s, TransferId by);
    void make_way(Transfer& t, TransferId by);
    [[nodiscard]] bool step_aside(Transfer& t, const Transfer& other) const;
    void back_off(Transfer& t, int tries_max, const char* reason);
    void step_back(Transfer& t, const crowd::Surroundings& s);
    void advance(Transfer& t, const crowd::Surroundings& s, double factor);
    [[nodiscard]] double speed_mps(const Transfer& t, const WayPoint& on,
                                   const crowd::Surroundings& s) const;

    // assist_holds.cpp: what stands in the way
    [[nodiscard]] Held find_hold(const Transfer& t, const crowd::Surroundings& s) const;
    [[nodiscard]] bool shut(plan::OpeningId id, const crowd::Surroundings& s) const;
    [[nodiscard]] plan::OpeningId find_shut_door(const Transfer& t,
                                                 const crowd::Surroundings& s) const;
    [[nodiscard]] Held find_device_hold(const Transfer& t) const;
    [[nodiscard]] bool bars(const Transfer& t, const Transfer& other) const;
    [[nodiscard]] bool hems_in(const Transfer& t, const Transfer& other) const;
    [[nodiscard]] bool waits_aside(const Transfer& t) const;
    /// Whether the next metres of that way touch a rectangle that stands still.
    [[nodiscard]] bool comes_by(const Transfer& other, plan::SheetId sheet, const Footprint& f,
                                const plan::Pose& pose) const;
    [[nodiscard]] bool touches(const Transfer& t, double ahead_m, const Transfer& other) const;
    [[nodiscard]] bool touches_any(const Transfer& t, double ahead_m) const;
    [[nodiscard]] bool would_touch(const Transfer& t, double gap_m, const Transfer& other) const;
    [[nodiscard]] bool person_ahead(const Transfer& t) const;
    [[nodiscard]] double lag_m(const Transfer& t) const;
    [[nodiscard]] bool locked_ahead(const Transfer& t) const;
    [[nodiscard]] bool smoky(plan::SpaceId space, const crowd::Surroundings& s) const;
    /// Into smoke too: willing, or in it already.
    [[nodiscard]] bool goes_on(const Transfer& t, const crowd::Surroundings& s) const;
    /// The smoky space right ahead that the crew does not go into; none: nothing of the kind.
    [[nodiscard]] plan::SpaceId find_refused_smoke(const Transfer& t,
                                                   const crowd::Surroundings& s) const;

    // assist_rides.cpp: by lift from one level to another
    [[nodiscard]] std::optional<Ride> find_ride(const Transfer& t) const;
    [[nodiscard]] std::optional<crowd::LiftNeed> need_of(const Transfer& t, const Ride& r) const;
    [[nodiscard]] bool car_is_open(plan::LiftId lift, plan::SpaceId stop) const;
    [[nodiscard]] bool car_is_free(const Transfer& t, const Ride& r) const;
    /// May a device go by it now: in service under orders, no smoke before either door?
    [[nodiscard]] bool lift_usable(plan::LiftId lift, plan::SpaceId from, plan::SpaceId to,
                                   const crowd::Surroundings* s) const;
    void step_ride(Transfer& t, const crowd::Surroundings& s);
    [[nodiscard]] bool waits_for_car(const Transfer& t) const;
    [[nodiscard]] double ride_limit_m(const Transfer& t) const;
    [[nodiscard]] double floor_behind_m(const Transfer& t) const;
    void tell_lift(const Transfer& t);

    // assist_output.cpp: what others read
    void publish();
    void publish_openings(const Transfer& t);
};

} // namespace sim::assist
