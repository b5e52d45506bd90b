/// What a drill will meet and expect: `.drill.json`, format "yanlian-scenario", schema
/// scenarios/schema/scenario.schema.json. A scenario holds a keyed snapshot of people and
/// residents, so that a record stands alone.
#pragma once
#include "sim/assist/assist.h"
#include "sim/core/competence_element.h"
#include "sim/devices/alarm_system.h"
#include "sim/devices/extinguisher.h"
#include "sim/devices/gas_leak.h"
#include "sim/devices/generator.h"
#include "sim/drill/command.h"
#include "sim/drill/predicate.h"
#include "sim/fire/fire_spec.h"

namespace sim::drill {

inline constexpr std::uintmax_t scenario_file_limit_bytes = 4u << 20;

enum class StartMode { scene, system }; ///< 现场发现, 系统发现

using plan::Mobility;

/// What dementia (失智) does beyond not reacting to an alarm; all off unless a scenario says so.
/// Source: docs/references.md#dementia (未核实)
struct Dementia {
    double wanders_after_s = 0; ///< gets up so long after the alarm and walks about; 0: stays
    double returns_after_s = 0; ///< left alone in safety for so long he goes back to his bed; 0: no
    double resists_factor = 1;  ///< preparing him takes so many times as long, 1..5
};

struct ResidentSpec {
    std::string key, alias;
    Mobility mobility = Mobility::walks;
    std::string bed;                         ///< key in the plan
    std::vector<assist::DeviceKind> devices; ///< how he can be moved, best first; empty: walks
    std::string guide;       ///< role that is named for him in the response plan; empty: nobody
    bool oxygen = false;     ///< has to be put on a bottle before he is moved
    bool hears_alarm = true; ///< wakes by sounder or broadcast (class A and B only)
    bool sees = true;        ///< false: leaves only on somebody's arm
    Dementia dementia{};     ///< of class E only
};

enum class PersonKind { staff, volunteer, visitor, fire_service };

struct PersonSpec {
    std::string key, name, role;
    PersonKind kind = PersonKind::staff;
    std::string place;        ///< key of a place, or of a space, where he is at the start
    double arrives_s = 0;     ///< appears there at that time, or so long after `arrives_after`
    std::string arrives_after{}; ///< predicate; empty: from the start of the drill
    double alert_delay_s = 0; ///< before he reacts to an order or alarm (asleep, far away)
    double walk_mps = 1.25;
    assist::Fitness fitness = assist::Fitness::usual; ///< as one of a device's crew
    bool has_mask = false, has_key = true;
    /// Goes into thick smoke when his work asks for it; none: with a mask, and the fire service.
    std::optional<bool> enters_smoke{};
};

struct RoleSpec {
    std::string key, name;
    std::string post; ///< post on the duty roster from which it is cast; may be empty
};

struct InjectSpec {
    int no = 0;
    enum class Trigger { at, after, when, manual } trigger = Trigger::at;
    double at_s = 0;               ///< at
    std::string predicate;         ///< after, when
    double delay_s = 0;            ///< after
    std::optional<StartMode> only; ///< fires only in that start mode
    std::string from, to, channel, text;
    // What it does to the world; all optional.
    std::string ignite; ///< fire key
    std::string attack; ///< fire key: a hose line begins to put it out (fire service)
    std::string fact;   ///< a fact kind stated as having happened (scripted), with target
    std::string target;
    Args args;
    std::string open_opening, shut_opening, lock_opening;
    std::string leaves;    ///< resident who walks out to `target` by himself, unseen
    std::string wake_role; ///< that role's people become alert now
    bool power_lost = false;
    std::string source;                ///< of a published fact; shown in the report
    std::optional<double> published_s; ///< when it was published to have happened
};

/// One step of the response plan (预案): who does what, when. Robots of `--team` follow it.
struct ResponseStep {
    int no = 0;
    std::string role;
    std::string when; ///< predicate; empty: when the role's step before is done
    Action action{};
    std::string target;
    Args args; ///< e.g. device, destination, with (second role), fields
    std::optional<StartMode> only;
    bool skippable = true; ///< `typical` may forget it
};

enum class Breach {
    call_119_never,
    call_119_late_3min,
    call_119_late_10min,
    resident_lost_reachable,
    origin_left_open_unreported,
    alone_into_smoke,
    water_on_live_or_oil,
    headcount_unreported,
    lift_used,
    not_on_duty,
};

struct ExpectedSpec {
    int no = 0;
    std::string role, action; ///< action: in words, for the report
    std::string predicate;
    double open_s = 0, due_s = 60, grace_s = 0; ///< from STARTEX, unless the predicate has `within`
    double weight = 1;
    bool critical = false;
    core::CompetenceElement element = core::CompetenceElement::alarm;
    bool hands_on = false; ///< shown with the hands, not with a mouse (element E above L1)
    std::optional<StartMode> only;
};

/// Time of delays and errors of the `typical` policy; docs/references.md#typical-team (未核实).
struct TypicalTeam {
    double delay_mean_s = 12, delay_sd_s = 8;
    double omission_prob = 0.12;
    double call_fields_missing_prob = 0.2;
};

/// From when the lifts that the plan marks as fire-fighting ones (消防电梯) run under orders; all
/// other lifts stand from the start. Source: docs/references.md#lifts
enum class FireLifts {
    never,
    after_fire_service, ///< its first crew has arrived
    by_staff,           ///< the home's own people know the fireman's switch: from the start
};

/// Whom those fetch next who have done their steps of the response plan; see dispatcher.h.
enum class RescueOrder {
    none,             ///< nobody beyond the plan's steps
    guide_list,       ///< each his own residents, as the plan's list names them
    nearest_first,    ///< from where he stands
    origin_first,     ///< room of origin, its neighbours, then the rest
    shelter_in_place, ///< out of the room of origin; everybody else behind a closed door
};

/// Who was brought to `at` is taken on to `to` by people of `role`.
struct HandoverSpec {
    std::string at, role, to; ///< keys: a zone; a role; a place or zone outside of `at`
    bool with_device = false; ///< he stays on it; those who brought him fetch another one
};

/// What feeds a fire besides its fuel; shut, the fire falls to what is left.
enum class Feed { none, gas, oxygen };

/// Fuel gas leaks into a space; `fire` is lit when it ignites.
struct LeakSpec {
    std::string space, fire;
    devices::GasLeakSpec gas;
};

/// Water on a level: depth at times, linear between, the last one stays.
struct FloodSpec {
    std::string level;
    std::vector<core::Vec2> depth; ///< [time_s, depth_m]
};

struct Scenario {
    std::string key, name, name_en, note, source;
    std::string plan_file; ///< relative to the scenario's own folder
    std::vector<StartMode> start_modes{StartMode::scene, StartMode::system};
    double end_s = 900;
    bool night = true;
    std::string origin;     ///< space of origin
    std::string focus_zone; ///< compartment or level whose residents must be accounted for
    std::string response_plan_version;
    std::vector<fire::FireSpec> fires; ///< ignition relative to STARTEX, infinity when injected
    std::vector<devices::FireClass> fire_classes; ///< by fire
    std::vector<Feed> feeds;                      ///< by fire
    std::optional<LeakSpec> leak;
    std::optional<FloodSpec> flood;
    std::optional<devices::GeneratorSpec> generator;
    RescueOrder rescue = RescueOrder::none;
    std::vector<HandoverSpec> handovers;
    FireLifts fire_lifts = FireLifts::after_fire_service;
    std::vector<std::string> hidden_locks; ///< locked doors of which people learn at the door
    std::vector<std::pair<std::string, bool>> openings; ///< opening key, open at the start
    std::vector<std::pair<std::string, bool>> locks;    ///< opening key, locked at the start
    devices::AlarmSystemSpec alarm;
    std::vector<RoleSpec> roles;
    std::vector<PersonSpec> people;
    std::vector<ResidentSpec> residents;
    std::vector<assist::DeviceProfile> device_profiles; ///< what replaces the catalogue's
    std::vector<InjectSpec> injects;
    std::vector<ResponseStep> response;
    std::vector<ExpectedSpec> expected;
    double weight_alarm = 0.25, weight_command = 0.15, weight_extinguish = 0.20,
           weight_evacuate = 0.40;
    double weight_hazards = 0;    ///< K counts for no capability unless a scenario says so
    std::vector<Breach> breaches; ///< caps that apply
    TypicalTeam typical;
    std::vector<std::pair<std::string, std::string>> assumptions; ///< text, mark ("未核实" or "")

    std::string sha256; ///< of the file's bytes
};

/// The plan it names is loaded too and every reference checked; all problems of both in one go.
struct LoadedScenario {
    Scenario scenario;
    plan::Plan plan;
    std::string plan_sha256;
    std::string scenario_text, plan_text; ///< canonical bytes, for the record
};
[[nodiscard]] core::Result<LoadedScenario> load_scenario(const std::string& file);
/// From bytes, against a plan that is loaded already (records, fuzzers).
[[nodiscard]] core::Result<Scenario> parse_scenario(const std::string& file, std::string_view bytes,
                                                    const plan::Plan& plan);
[[nodiscard]] std::string format_scenario(const Scenario& scenario, const plan::Plan& plan);

/// Whether thick smoke turns him back.
[[nodiscard]] bool goes_into_smoke(const PersonSpec& person) noexcept;
/// The scenario's own figures for a device, else the catalogue's.
[[nodiscard]] const assist::DeviceProfile& profile_of(const Scenario& scenario,
                                                      assist::DeviceKind kind) noexcept;
[[nodiscard]] std::string_view name(Breach breach) noexcept;
[[nodiscard]] const char* word(Breach breach) noexcept; ///< Chinese sentence

} // namespace sim::drill
