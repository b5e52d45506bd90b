/// People who move by themselves: discs in structure-of-arrays form with a cell list, 20 steps a
/// second. Routes are chosen on the plan's graph, corners come from the walkable mesh, bodies
/// collide with the plan's walls and with each other. Smoke slows, blocks and turns them back.
/// One crowd belongs to one world; not thread-safe; deterministic.
#pragma once
#include "sim/core/random.h"
#include "sim/core/tick.h"
#include "sim/crowd/smoke_speed.h"
#include "sim/crowd/way_preference.h"
#include "sim/fire/hazard_view.h"
#include "sim/plan/route_graph.h"
#include "sim/plan/walkable_area.h"
#include "sim/plan/walkable_mesh.h"
#include <memory>
#include <span>
#include <string>

namespace sim::crowd {

using WalkerId = core::Id<struct WalkerTag>;

enum class DoorMode {
    emergent,   ///< flow is what bodies make of it
    regulatory, ///< no more than 1.33 persons/(m s) through a door; docs/references.md#sfpe-flow
};

/// How a walker holds himself.
enum class Posture : std::uint8_t {
    upright,
    crawling, ///< on hands and knees, in better air; docs/references.md#crawling
    lying,    ///< incapacitated
};

struct WalkerSpec {
    std::string key; ///< the person's key
    plan::Position start;
    plan::SpaceId space; ///< where `start` is (a flight: the lower landing)
    double radius_m = 0.20;
    double free_speed_mps = 1.25;
    double stair_up_mps = 0.50, stair_down_mps = 0.65;
    /// Speed on a ramp as a share of that on the flat, 0.1 .. 1.5; docs/references.md#ramps.
    double ramp_up_ratio = 1, ramp_down_ratio = 1;
    bool walks_on_escalators = false; ///< else stands and is carried
    double breathing_height_m = 1.5;
    /// Whether this person chooses ways through air with visibility below 3 m.
    bool enters_smoke = false;
    /// Gets down on hands and knees where he sees less than 3 m upright and much more near the
    /// floor. Never on stairs.
    bool can_crawl = true;
    /// Walks stairs along the rail on his right; others do so only where they see little.
    bool holds_handrail = false;
};

enum class WalkerState {
    standing,
    walking,
    arrived,
    door_shut, ///< waits at a shut door that it is pushing open
    no_route,  ///< every way is locked, blocked or too smoky
    attached,  ///< carried along by an assist crew; moved by place()
    down,      ///< incapacitated
    gone,      ///< left the run
};

/// Whom a lift takes.
enum class LiftService {
    out_of_service, ///< nobody, its doors as the world says: the default, as in a fire
    permitted,      ///< those with a permit: fire service, crews under orders
    everybody,
};

enum class CarPhase { standing, opening, open, closing, riding };

struct LiftStatus {
    plan::SpaceId stop; ///< where the car is, or (riding) was last
    CarPhase phase = CarPhase::standing;
    int aboard = 0; ///< persons
};

/// What a device with its crew and its resident wants of a lift.
enum class LiftNeed {
    call,  ///< waits before the door of `stop`: goes in before those on foot
    board, ///< is being pushed in at `stop`
    ride,  ///< stands in the car and wants to `to`
    leave, ///< is being pushed out at `stop`
};

struct LiftLoad {
    plan::LiftId lift;
    LiftNeed need = LiftNeed::call;
    plan::SpaceId stop, to;
};

struct DoorPush {
    WalkerId walker;
    plan::OpeningId opening;
};

/// A body that is not a walker (a bed, a stretcher), as discs that walkers keep away from.
struct Obstacle {
    plan::SheetId sheet;
    core::Vec2 center_m, velocity_mps;
    double radius_m = 0.3;
};

/// What the crowd reads of the world in one step; all spans are indexed by id.
struct Surroundings {
    std::span<const double> open_frac;        ///< by opening
    std::span<const unsigned char> locked;    ///< by opening: 1 cannot be opened by pushing
    const fire::HazardView* hazard = nullptr; ///< null: clear air
    std::span<const Obstacle> obstacles;
    /// By opening: 1 nobody chooses a way through it, open or not (given up). Empty: none.
    std::span<const unsigned char> given_up{};
};

class Crowd {
public:
    /// All borrowed for the crowd's life.
    Crowd(const plan::Plan& plan, const plan::WalkableArea& area, const plan::WalkableMesh& mesh,
          const plan::RouteGraph& graph, const plan::SmokeCells& cells, std::uint64_t seed,
          DoorMode door_mode);
    ~Crowd();

    WalkerId add(const WalkerSpec& spec);

    /// Sets out for a point; the way is chosen at once and again when it becomes blocked.
    void go_to(WalkerId id, plan::SpaceId space, core::Vec2 at_m);
    /// Sets out for the nearest (by time) space for which `is_goal` answers true.
    void go_to_any(WalkerId id, std::function<bool(plan::SpaceId)> is_goal);
    void stop(WalkerId id);
    /// Factor on the free speed (fatigue, holding somebody's arm), 0..2.
    void set_speed_factor(WalkerId id, double factor);
    void set_enters_smoke(WalkerId id, bool enters);
    /// Counts from now on; the way is chosen anew at once.
    void set_way_preference(WalkerId id, WayPreference preference);
    /// Distances from which the signs of openings are read in clear air, by opening; 0 or beyond
    /// the end: no sign. In smoke they are seen less far (docs/references.md#jin).
    void set_signs(std::vector<double> reach_m);
    /// From now on; the ways of all are chosen anew. Who is aboard when it goes out of service
    /// stays in the car.
    void set_lift_service(plan::LiftId lift, LiftService service);
    void set_lift_permit(WalkerId id, bool permitted);
    [[nodiscard]] LiftStatus lift_status(plan::LiftId lift) const;
    /// Whether a lift is in service for somebody with or without a permit.
    [[nodiscard]] bool lift_takes(plan::LiftId lift, bool permitted) const noexcept;
    /// Of a ride from one stop to another, with the car's way to the first; nobody else counted.
    /// @param from, to  two stops of that lift
    [[nodiscard]] double lift_expected_s(plan::LiftId lift, plan::SpaceId from,
                                         plan::SpaceId to) const;
    /// For the next step alone: told anew in each tick. A device fills its car; it shares it with
    /// nobody but its crew.
    void tell_lift(const LiftLoad& load);
    /// Of all walkers, from now on. Default: Lund's.
    void set_smoke_law(SmokeSpeedLaw law);
    /// These keep together from now on, until they arrive: nobody wants to walk faster than the
    /// slowest of them who is under way, and who is ahead by more than a few metres slows down.
    /// One belongs to one group at most; a later call takes him out of the earlier group.
    /// Source: docs/references.md#walking-groups
    void keep_together(std::span<const WalkerId> group);
    void attach(WalkerId id); ///< to a device: the crowd stops moving it
    void detach(WalkerId id);
    /// Puts an attached walker somewhere.
    void place(WalkerId id, plan::Position position, plan::SpaceId space);
    void set_down(WalkerId id); ///< incapacitated
    void remove(WalkerId id);   ///< leaves the run (state gone)

    /// One tick. Cost: about linear in the number of moving walkers.
    void step(const Surroundings& surroundings);

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] WalkerState state(WalkerId id) const noexcept;
    [[nodiscard]] plan::Position position(WalkerId id) const noexcept;
    [[nodiscard]] core::Vec2 velocity_mps(WalkerId id) const noexcept;
    [[nodiscard]] plan::SpaceId space(WalkerId id) const noexcept;
    /// Chosen anew once a second of who is under way.
    [[nodiscard]] Posture posture(WalkerId id) const noexcept;
    /// Of his mouth above the floor as he holds himself: doses are taken there.
    [[nodiscard]] double breathing_height_m(WalkerId id) const noexcept;
    [[nodiscard]] double radius_m(WalkerId id) const noexcept;
    /// On the flat in clear air, unhindered and unburdened.
    [[nodiscard]] double free_speed_mps(WalkerId id) const noexcept;
    /// Walkers that touched a shut door in the last step and would pass; borrowed until the next.
    [[nodiscard]] std::span<const DoorPush> door_pushes() const noexcept;
    /// How many walkers stood in each opening in the last step, by opening.
    [[nodiscard]] std::span<const int> opening_occupants() const noexcept;
    /// Persons that have passed each opening since the start, by opening (both directions).
    [[nodiscard]] std::span<const int> opening_passages() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace sim::crowd
