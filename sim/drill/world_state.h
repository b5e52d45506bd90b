/// What a world holds, shared by the sources that step it; no other room includes this.
#pragma once
#include "sim/devices/cover.h"
#include "sim/devices/doors.h"
#include "sim/drill/action_table.h"
#include "sim/drill/world.h"
#include "sim/drill/zones.h"
#include "sim/fire/smoke_model.h"
#include "sim/fire/tenability.h"
#include <deque>
#include <map>

namespace sim::drill {

inline constexpr std::size_t no_person = static_cast<std::size_t>(-1);

/// Where an action is done.
struct Workspot {
    plan::SpaceId space;
    core::Vec2 at_m;
};

struct Task {
    std::int64_t command_seq = 0;
    Action action{};
    std::string target;
    Args args;
    enum class Stage {
        start,
        walking,
        waiting_for_help,
        working,
        transferring
    } stage = Stage::start;
    core::Tick working_until;
    Workspot spot;
    std::size_t fire = 0;             ///< use_extinguisher
    assist::TransferId transfer;      ///< move_resident
    std::size_t resident = no_person; ///< move_resident
    assist::TransferPhase seen_phase = assist::TransferPhase::fetching;
    bool was_moving = false; ///< move_resident: he has left his place
    bool ride_told = false; ///< move_resident: that it goes by lift
    plan::SpaceId turned_from{}; ///< move_resident: smoke for which another goal was looked for
};

struct Person {
    PersonGroup group{};
    std::size_t spec = 0; ///< index into scenario people or residents
    bool resident = false;
    crowd::WalkerId walker;  ///< none: cannot walk by himself
    plan::Position position; ///< of those without a walker
    plan::SpaceId space;
    double heading_rad = 0;
    double breathing_height_m = 1.5;
    double dose_limit = 1;
    fire::Dose dose;
    PersonOutcome outcome = PersonOutcome::inside;
    bool present = true;
    bool alert = false;                 ///< staff who react; residents who are up
    std::optional<core::Tick> alert_at; ///< becomes alert then
    std::optional<core::Tick> arrives_at; ///< staff: is there from then on; none: not called yet
    bool in_smoke = false;
    bool sheltered_by_door = false; ///< shelter_room was done for his room
    // Residents with dementia.
    std::optional<core::Tick> wanders_at, goes_on_at, alone_since;
    bool wandering = false, returning = false;
    std::uint32_t places_count = 0; ///< that he has wandered to
    plan::SpaceId bed_space;        ///< residents
    std::optional<Task> task;
    std::deque<Command> queue;
    std::size_t helping = no_person;            ///< whose transfer he is helping with
    std::optional<assist::TransferId> transfer; ///< residents being moved
    plan::SpaceId barred_by{}; ///< residents: smoke for which his last crew left him
    std::size_t moved_by = no_person; ///< residents: who led the crew that moved him last
    std::optional<assist::DeviceKind> lies_on; ///< residents: left on it by that crew
    // Oxygen, and being led or carried along with others.
    std::optional<core::Tick> oxygen_lost_at;
    bool on_bottle = false, oxygen_low = false, gone = false;
    std::size_t pushed_by = no_person; ///< who pushes the cot in which he lies
    // What he carries.
    std::optional<plan::EquipmentId> extinguisher;
    devices::Discharge discharge;
};

struct World::Impl {
    Impl(const LoadedScenario& loaded_scenario, const RunOptions& run_options);

    const LoadedScenario& loaded;
    const Scenario& scenario;
    const plan::Plan& plan;
    RunOptions options;
    const devices::Trace* trace = nullptr;
    std::size_t next_trace_line = 0;

    plan::SmokeCells cells;
    plan::WalkableArea area;
    plan::RouteGraph graph;
    std::optional<plan::WalkableMesh> mesh;
    std::unique_ptr<crowd::Crowd> crowd;
    std::unique_ptr<assist::Assist> assist;
    std::unique_ptr<devices::Doors> doors;
    std::unique_ptr<devices::AlarmSystem> alarm;
    std::unique_ptr<fire::SmokeModel> smoke;

    core::Tick now;
    bool finished = false;
    std::vector<Fact> facts;
    std::vector<Command> commands;
    std::vector<Cast> cast;
    std::vector<Person> people; ///< by cast index
    std::map<std::string, std::size_t, std::less<>> person_by_key;
    std::vector<unsigned char> inject_done; ///< by inject
    std::vector<unsigned char> inject_held; ///< by inject: done only until its trainer fires it
    std::vector<std::optional<core::Tick>> inject_due;
    std::vector<Predicate> inject_predicates;
    PredicateContext fact_context; ///< zones, worked out once
    std::size_t inject_facts_seen = 0;
    std::vector<Predicate> arrival_predicates; ///< by scenario's person; of no use once he is due
    std::size_t arrival_facts_seen = 0;
    std::vector<unsigned char> space_smoky, space_untenable, space_cleared;
    std::vector<unsigned char> fire_seen_started, fire_seen_flaming, fire_seen_out;
    std::vector<double> suppression;         ///< by fire
    std::vector<unsigned char> under_attack; ///< by fire: a hose line is on it
    std::vector<unsigned char> occupied;     ///< by opening
    std::vector<core::Vec2> taken_spots;
    std::vector<plan::SpaceId> taken_spot_spaces;
    std::map<std::string, std::string> limits_told;
    bool power_is_cut = false;
    std::optional<devices::GasLeak> leak;
    devices::GasAlarm gas_told = devices::GasAlarm::none;
    bool gas_is_shut = false, oxygen_is_shut = false;
    std::optional<devices::Generator> generator;
    std::vector<devices::Cover> covers;      ///< by fire
    std::vector<Feed> feeds;                 ///< by fire
    std::vector<double> feed_left_frac;      ///< by fire: what the feed leaves of it, 1 untouched
    std::vector<unsigned char> route_closed; ///< by space
    std::vector<unsigned char> lock_known;   ///< by opening
    std::vector<unsigned char> known_locked; ///< by opening: what walkers take for locked
    std::vector<unsigned char> given_up;     ///< by opening: leads into a way that is closed
    std::vector<plan::SpaceId> space_before; ///< by person, to see who enters a closed way
    int flood_told_dm = 0;
    bool fire_service_is_here = false;
    std::vector<unsigned char> lift_is_stuck; ///< by lift
    std::size_t lift_facts_seen = 0;
    std::string broadcast_actor;
    plan::CompartmentId origin_compartment;
    std::vector<plan::CompartmentId> compartment_of; ///< by space; none when in no compartment

    // world.cpp
    Fact& emit(FactKind kind, std::string actor, std::string target, Args args = {},
               std::int64_t cause = 0);
    [[nodiscard]] std::string role_of(const std::string& actor) const;
    /// What those who move see of the building in this tick.
    [[nodiscard]] crowd::Surroundings surroundings() const;

    // world_start.cpp
    core::Result<void> start();
    void add_people();
    /// His place; somewhere in it when that is a whole space.
    [[nodiscard]] Workspot start_of(const PersonSpec& person);
    void add_residents();
    void set_openings();

    // world_building.cpp: fire, devices, doors
    core::Result<void> step_fire();
    void step_devices();
    void step_doors();
    void note_fire_changes();
    void note_smoky_spaces();
    void note_panel_events();
    [[nodiscard]] double visibility_m(plan::SpaceId space, double height_m) const;

    // world_commands.cpp
    void apply(Command command);
    void apply_trace();
    void apply_injects();
    void fire_inject(std::size_t index, std::int64_t cause);
    [[nodiscard]] std::string refusal(const Command& command) const;
    PredicateContext context() const;

    // world_tasks.cpp
    void step_tasks();
    void begin_task(std::size_t person, const Command& command);
    void step_task(std::size_t person);
    void arrive_and_work(std::size_t person);
    void finish_task(std::size_t person);
    void drop_task(std::size_t person, std::string reason);
    [[nodiscard]] std::optional<Workspot> find_workspot(std::size_t person, const Task& task) const;
    [[nodiscard]] std::optional<Workspot>
    spot_before_door(std::size_t person, plan::OpeningId opening, plan::SpaceId not_in) const;
    [[nodiscard]] plan::EquipmentId nearest_equipment(std::size_t person,
                                                      plan::EquipmentKind kind) const;
    [[nodiscard]] plan::OpeningId door_of(plan::SpaceId space) const;

    // world_effects.cpp: what finished actions do
    [[nodiscard]] bool is_alarm_known(std::size_t person) const;
    void finish_effects(std::size_t person, const Task& task);
    void inspect(std::size_t person, const Task& task);
    void take_extinguisher(std::size_t person, const Task& task);
    void step_extinguisher(std::size_t person);
    void wake_room(std::size_t person, const Task& task);
    void shelter_room(std::size_t person, const Task& task);
    void shut_zone(std::size_t person, const Task& task);
    void count_heads(std::size_t person, const Task& task);
    void call(std::size_t person, const Task& task, FactKind kind);
    void notify_role(std::string_view role, std::int64_t cause, const std::string& actor);

    // world_transfers.cpp
    void begin_transfer(std::size_t person);
    void step_transfer(std::size_t person);
    void try_to_start(std::size_t person);
    void end_transfer(std::size_t person);
    void note_transfer(std::size_t person, FactKind kind, std::string reason = {});
    [[nodiscard]] std::optional<std::vector<std::size_t>> gather_helpers(std::size_t person) const;
    [[nodiscard]] assist::DeviceProfile device_for(const Task& task) const;
    [[nodiscard]] assist::Fitness fitness_of(std::size_t person,
                                             std::span<const std::size_t> helpers) const;
    [[nodiscard]] std::size_t find_helper(std::size_t person, std::string_view with,
                                          std::span<const std::size_t> taken) const;
    /// Calls the person's transfer off: the resident stays where he is, the helpers are free.
    void release_crew(std::size_t person);
    enum class Ways { any, without_smoke };
    [[nodiscard]] std::optional<Workspot> find_destination(plan::SpaceId from, core::Vec2 from_m,
                                                           std::string_view to,
                                                           Ways ways = Ways::any);
    [[nodiscard]] Workspot pick_spot(plan::SpaceId space, std::uint32_t subject);

    // world_relays.cpp: from one crew to the next
    /// That begins in the space; none: nobody takes on from there.
    [[nodiscard]] const HandoverSpec* find_handover(plan::SpaceId at) const;
    /// Whether the crew of that person leaves the device under him there.
    [[nodiscard]] bool leaves_device(std::size_t person, const assist::DeviceProfile& device,
                                     plan::SpaceId to) const;
    void leave_on_device(const Task& task);
    /// The resident is in the hands of that person's crew now.
    void take_over(std::size_t person);
    /// Behind his shut door, and smoke has come in.
    [[nodiscard]] bool has_shelter_failed(const Person& resident) const;
    void note_failed_shelters(plan::SpaceId smoky);

    // world_refusals.cpp: smoke that turns a crew back, and who of it falls
    /// Smoke that turns back who does not go into it.
    [[nodiscard]] bool is_thick(plan::SpaceId space) const;
    /// Another goal for a crew that stands before smoke.
    void turn_from_smoke(std::size_t person);
    /// He and his helpers, out of the way of the smoke that they do not go into.
    void retreat(std::size_t person);
    /// The one who led a crew is lost: another of it leads on, when there is one.
    [[nodiscard]] bool pass_on_lead(std::size_t person);

    // world_lifts.cpp: which lifts run, and for whom
    void step_lifts();
    [[nodiscard]] bool runs(std::size_t lift) const;
    void note_ride(std::size_t person);

    // world_dementia.cpp
    void step_dementia();
    void wander(std::size_t resident);
    void watch_alone(std::size_t resident);
    [[nodiscard]] plan::SpaceId pick_place(std::size_t resident);

    // world_hazards.cpp: gas, oxygen, covers, water, generator, closed ways
    void start_hazards();
    void step_hazards();
    void step_leak();
    void step_feeds();
    void step_oxygen();
    void step_flood();
    void step_routes();
    void note_found_locks();
    void lose_oxygen();
    /// Also what is left of each fire by covers, feeds and what was put on it.
    [[nodiscard]] double left_of_fire(std::size_t fire) const;
    void hazard_effects(std::size_t person, const Task& task);
    void cover_fire(std::size_t person, const Task& task);
    void uncover_fire(std::size_t person, const Task& task);
    void close_route(std::size_t person, const Task& task);
    void restore_power(std::size_t person, const Task& task);
    void try_generator(std::size_t person, const Task& task);
    [[nodiscard]] std::optional<std::size_t> find_fire(std::string_view key) const;

    // world_groups.cpp: several who are led or pushed together
    void lead_chain(std::size_t person, const Task& task);
    void push_cot(std::size_t person, const Task& task);
    void step_cots();
    void leave(std::string_view resident, std::string_view place);

    // world_people.cpp
    [[nodiscard]] core::Result<void> make_arrivals();
    void step_arrivals();
    void step_alertness();
    void wake_residents(const std::vector<std::string>& rooms, bool by_sound);
    void send_to_safety(std::size_t resident);
    /// On his feet where he is, as a walker of the crowd.
    void stand_up(std::size_t resident);
    void step_exposure();
    void step_outcomes();
    void take_crowd_positions();
    void count(World::Counts& counts, bool residents_only) const;
    /// Above the floor on which he is, as he holds himself now.
    [[nodiscard]] double mouth_m(std::size_t person) const;
    /// Above the cell's own floor, of something that far above the floor on which he is.
    [[nodiscard]] double height_in_cell(std::size_t person, plan::CellId cell,
                                        double above_floor_m) const;
    [[nodiscard]] bool relative_safety(plan::SpaceId space) const;
    /// Sheltered in his own room, and the air in it still allows that.
    [[nodiscard]] bool is_behind_door(const Person& person) const;
    [[nodiscard]] std::vector<std::string> rooms_of(std::string_view zone) const;
    [[nodiscard]] core::DrawKey draw_key(core::Stream stream, std::size_t person,
                                         std::uint32_t n = 0) const;
};

} // namespace sim::drill
