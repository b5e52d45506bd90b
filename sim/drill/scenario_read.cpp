#include "sim/core/text.h"
#include "sim/drill/json_text.h"
#include "sim/drill/scenario_devices.h"
#include "sim/drill/scenario_draft.h"
#include "sim/drill/scenario_names.h"
#include <cmath>
#include <limits>

namespace sim::drill {

using core::ObjectReader;
using core::tr;
using core::trf;

namespace {

constexpr double day_s = 86400;
constexpr core::Range any_time_s{0, day_s};

template <class Enum, std::size_t n>
Enum read_choice(ObjectReader& reader, std::string_view key,
                 const std::array<std::string_view, n>& names, std::optional<Enum> fallback = {}) {
    const auto index = fallback ? std::optional(static_cast<std::size_t>(*fallback)) : std::nullopt;
    return static_cast<Enum>(reader.choice(key, names, index));
}

/// Texts that each name one of an enumeration.
template <class Enum, std::size_t n>
std::vector<Enum> read_choices(ObjectReader& reader, std::string_view key,
                               const std::array<std::string_view, n>& names) {
    std::vector<Enum> values;
    const std::vector<std::string> texts = reader.texts(key);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto it = std::find(names.begin(), names.end(), texts[i]);
        const auto value = static_cast<Enum>(it - names.begin());
        const std::string place = std::string(key) + "/" + std::to_string(i);
        if (it == names.end())
            reader.report(place, trf("不认识 \"{}\"", texts[i]),
                          trf("其中之一：{}", fmt::join(names, ", ")));
        else if (std::find(values.begin(), values.end(), value) != values.end())
            reader.report(place, trf("\"{}\" 重复了", texts[i]));
        else
            values.push_back(value);
    }
    return values;
}

std::optional<StartMode> read_only(ObjectReader& reader) {
    if (!reader.has("only")) return std::nullopt;
    return read_choice<StartMode>(reader, "only", start_mode_names);
}

Args read_args_of(ObjectReader& reader) {
    const auto* raw = reader.raw("args");
    if (!raw) return {};
    auto args = read_args(*raw);
    if (!args)
        reader.report("args", tr("这里有不能用的值"),
                      tr("对象，值为真假、数字、文字或文字的数组，最多 64 个"));
    return args.value_or(Args{});
}

int read_no(ObjectReader& reader) {
    return static_cast<int>(reader.integer("no", 1, 100000));
}

void read_fuel(ObjectReader& reader, fire::Fuel& fuel) {
    fuel.key = reader.text("key", fuel.key);
    fuel.heat_of_combustion_kJ_per_kg = reader.number(
        "heat_of_combustion_kJ_per_kg", {1000, 150000}, fuel.heat_of_combustion_kJ_per_kg);
    fuel.radiant_frac = reader.number("radiant_frac", {0, 0.9}, fuel.radiant_frac);
    fuel.soot_yield = reader.number("soot_yield", {0, 0.5}, fuel.soot_yield);
    fuel.carbon_monoxide_yield =
        reader.number("carbon_monoxide_yield", {0, 1}, fuel.carbon_monoxide_yield);
    fuel.hydrogen_cyanide_yield =
        reader.number("hydrogen_cyanide_yield", {0, 0.5}, fuel.hydrogen_cyanide_yield);
    fuel.carbon_dioxide_yield =
        reader.number("carbon_dioxide_yield", {0, 4}, fuel.carbon_dioxide_yield);
    fuel.water_yield = reader.number("water_yield", {0, 3}, fuel.water_yield);
}

void read_table(ObjectReader& reader, fire::FireSpec& fire) {
    if (!reader.has("table")) return;
    const std::vector<core::Vec2> points = reader.points("table");
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool in_order = i == 0 ? points[i].x >= 0 : points[i].x > points[i - 1].x;
        const std::string place = "table/" + std::to_string(i);
        if (!in_order) reader.report(place, tr("时间没有递增"), "[time_s, hrr_kW]");
        if (points[i].y < 0) reader.report(place, tr("热释放速率小于 0"), "[time_s, hrr_kW]");
        fire.table.push_back({points[i].x, points[i].y});
    }
}

void read_fire(ObjectReader& reader, ScenarioDraft& draft) {
    fire::FireSpec fire;
    fire.key = reader.text("key");
    draft.fire_spaces.push_back(reader.text("space"));
    fire.at_m = reader.point("at_m");
    fire.base_height_m = reader.number("base_height_m", {0, 20}, fire.base_height_m);
    fire.diameter_m = reader.number("diameter_m", {0.05, 20}, fire.diameter_m);
    fire.ignition_s = reader.has("ignition_s") ? reader.number("ignition_s", any_time_s)
                                               : std::numeric_limits<double>::infinity();
    fire.alpha_kW_per_s2 = reader.number("alpha_kW_per_s2", {1e-5, 10}, fire.alpha_kW_per_s2);
    fire.peak_kW = reader.number("peak_kW", {0, 100000}, fire.peak_kW);
    read_table(reader, fire);
    fire.flaming_s = reader.number("flaming_s", any_time_s, fire.flaming_s);
    fire.smoulder_kW = reader.number("smoulder_kW", {0, 100}, fire.smoulder_kW);
    reader.object("fuel", false, [&](ObjectReader& fuel) { read_fuel(fuel, fire.fuel); });
    draft.scenario.fire_classes.push_back(read_choice<devices::FireClass>(
        reader, "fire_class", fire_class_names, devices::FireClass::solids));
    draft.scenario.feeds.push_back(read_choice<Feed>(reader, "fed_by", feed_names, Feed::none));
    draft.scenario.fires.push_back(std::move(fire));
}

LeakSpec read_leak(ObjectReader& reader) {
    LeakSpec leak;
    leak.space = reader.text("space");
    leak.fire = reader.text("fire");
    devices::GasLeakSpec& gas = leak.gas;
    gas.start_s = reader.number("start_s", any_time_s, gas.start_s);
    gas.rise_frac_per_s = reader.number("rise_frac_per_s", {0.0001, 0.1}, gas.rise_frac_per_s);
    gas.low_frac = reader.number("low_frac", {0.01, 1}, gas.low_frac);
    gas.high_frac = reader.number("high_frac", {0.01, 1}, gas.high_frac);
    gas.shuts_itself = reader.boolean("shuts_itself", gas.shuts_itself);
    gas.ignites_s = reader.number("ignites_s", any_time_s, gas.ignites_s);
    return leak;
}

FloodSpec read_flood(ObjectReader& reader) {
    FloodSpec flood;
    flood.level = reader.text("level");
    flood.depth = reader.points("depth");
    for (std::size_t i = 0; i < flood.depth.size(); ++i)
        if (flood.depth[i].y < 0 || (i > 0 && flood.depth[i].x <= flood.depth[i - 1].x))
            reader.report("depth/" + std::to_string(i), tr("时间没有递增"), "[time_s, depth_m]");
    return flood;
}

void read_hazards(ObjectReader& root, Scenario& s) {
    root.object("leak", false, [&](ObjectReader& r) { s.leak = read_leak(r); });
    root.object("flood", false, [&](ObjectReader& r) { s.flood = read_flood(r); });
    root.object("generator", false, [&](ObjectReader& r) {
        s.generator.emplace();
        s.generator->failures_count = static_cast<int>(r.integer("failures_count", 0, 20, 0));
        s.generator->start_s = r.number("start_s", {0, 600}, s.generator->start_s);
    });
    if (root.has("hidden_locks")) s.hidden_locks = root.texts("hidden_locks");
}

HandoverSpec read_handover(ObjectReader& reader) {
    HandoverSpec handover;
    handover.at = reader.text("at");
    handover.role = reader.text("role");
    handover.to = reader.text("to");
    handover.with_device = reader.boolean("with_device", handover.with_device);
    return handover;
}

void read_alarm(ObjectReader& reader, devices::AlarmSystemSpec& alarm) {
    alarm.linkage =
        read_choice<devices::LinkageMode>(reader, "linkage", linkage_names, alarm.linkage);
    alarm.two_signals_needed = reader.boolean("two_signals_needed", alarm.two_signals_needed);
    alarm.linkage_delay_s = reader.number("linkage_delay_s", {0, 600}, alarm.linkage_delay_s);
    alarm.panel_out_of_order = reader.boolean("panel_out_of_order", alarm.panel_out_of_order);
}

PersonSpec read_person(ObjectReader& reader) {
    PersonSpec person;
    person.key = reader.text("key");
    person.name = reader.text("name");
    person.role = reader.text("role");
    person.kind = read_choice<PersonKind>(reader, "kind", person_kind_names, person.kind);
    person.place = reader.text("place");
    person.arrives_s = reader.number("arrives_s", any_time_s, person.arrives_s);
    person.arrives_after = reader.text("arrives_after", "");
    person.alert_delay_s = reader.number("alert_delay_s", any_time_s, person.alert_delay_s);
    person.walk_mps = reader.number("walk_mps", {0.1, 3}, person.walk_mps);
    person.fitness = read_choice<assist::Fitness>(reader, "fitness", fitness_names, person.fitness);
    person.has_mask = reader.boolean("has_mask", person.has_mask);
    if (reader.has("enters_smoke")) person.enters_smoke = reader.boolean("enters_smoke");
    person.has_key = reader.boolean("has_key", person.has_key);
    return person;
}

ResidentSpec read_resident(ObjectReader& reader) {
    ResidentSpec resident;
    resident.key = reader.text("key");
    resident.alias = reader.text("alias");
    resident.mobility = read_choice<Mobility>(reader, "mobility", mobility_names);
    resident.bed = reader.text("bed");
    resident.devices = read_choices<assist::DeviceKind>(reader, "devices", device_names);
    resident.guide = reader.text("guide", "");
    resident.oxygen = reader.boolean("oxygen", resident.oxygen);
    resident.hears_alarm = reader.boolean("hears_alarm", resident.hears_alarm);
    resident.sees = reader.boolean("sees", resident.sees);
    reader.object("dementia", false, [&](ObjectReader& dementia) {
        Dementia& d = resident.dementia;
        d.wanders_after_s = dementia.number("wanders_after_s", any_time_s, d.wanders_after_s);
        d.returns_after_s = dementia.number("returns_after_s", any_time_s, d.returns_after_s);
        d.resists_factor = dementia.number("resists_factor", {1, 5}, d.resists_factor);
    });
    return resident;
}

InjectSpec read_inject(ObjectReader& reader) {
    InjectSpec inject;
    using Trigger = InjectSpec::Trigger;
    inject.no = read_no(reader);
    inject.trigger = read_choice<Trigger>(reader, "trigger", trigger_names);
    if (inject.trigger == Trigger::at) inject.at_s = reader.number("at_s", any_time_s);
    if (inject.trigger == Trigger::after || inject.trigger == Trigger::when)
        inject.predicate = reader.text("predicate");
    if (inject.trigger == Trigger::after) inject.delay_s = reader.number("delay_s", any_time_s);
    inject.only = read_only(reader);
    inject.from = reader.text("from", "");
    inject.to = reader.text("to", "");
    inject.channel = reader.text("channel", "");
    inject.text = reader.text("text");
    inject.ignite = reader.text("ignite", "");
    inject.attack = reader.text("attack", "");
    inject.fact = reader.text("fact", "");
    inject.target = reader.text("target", "");
    inject.args = read_args_of(reader);
    inject.open_opening = reader.text("open_opening", "");
    inject.shut_opening = reader.text("shut_opening", "");
    inject.lock_opening = reader.text("lock_opening", "");
    inject.leaves = reader.text("leaves", "");
    inject.wake_role = reader.text("wake_role", "");
    inject.power_lost = reader.boolean("power_lost", inject.power_lost);
    inject.source = reader.text("source", "");
    if (reader.has("published_s"))
        inject.published_s = reader.number("published_s", {-day_s, day_s});
    return inject;
}

ResponseStep read_step(ObjectReader& reader) {
    ResponseStep step;
    step.no = read_no(reader);
    step.role = reader.text("role");
    step.when = reader.text("when", "");
    const std::string action = reader.text("action");
    if (const auto known = find_action(action))
        step.action = *known;
    else if (!action.empty())
        reader.report("action", trf("不认识动作 \"{}\"", action), tr("command.h 所列动作之一"));
    step.target = reader.text("target", "");
    step.args = read_args_of(reader);
    step.only = read_only(reader);
    step.skippable = reader.boolean("skippable", step.skippable);
    return step;
}

ExpectedSpec read_expected(ObjectReader& reader) {
    ExpectedSpec item;
    item.no = read_no(reader);
    item.role = reader.text("role");
    item.action = reader.text("action");
    item.predicate = reader.text("predicate");
    item.open_s = reader.number("open_s", any_time_s, item.open_s);
    item.due_s = reader.number("due_s", any_time_s, item.due_s);
    item.grace_s = reader.number("grace_s", any_time_s, item.grace_s);
    item.weight = reader.number("weight", {0.001, 1000}, item.weight);
    item.critical = reader.boolean("critical", item.critical);
    item.element = read_choice<core::CompetenceElement>(reader, "element", element_names);
    item.hands_on = reader.boolean("hands_on", item.hands_on);
    item.only = read_only(reader);
    return item;
}

void read_typical(ObjectReader& reader, TypicalTeam& typical) {
    typical.delay_mean_s = reader.number("delay_mean_s", {0.1, 600}, typical.delay_mean_s);
    typical.delay_sd_s = reader.number("delay_sd_s", {0, 600}, typical.delay_sd_s);
    typical.omission_prob = reader.number("omission_prob", {0, 1}, typical.omission_prob);
    typical.call_fields_missing_prob =
        reader.number("call_fields_missing_prob", {0, 1}, typical.call_fields_missing_prob);
}

void read_head(ObjectReader& root, Scenario& s) {
    s.key = root.text("key");
    s.name = root.text("name");
    s.name_en = root.text("name_en", "");
    s.note = root.text("note", "");
    s.source = root.text("source", "");
    s.plan_file = root.text("plan_file");
    if (root.has("start_modes"))
        s.start_modes = read_choices<StartMode>(root, "start_modes", start_mode_names);
    s.end_s = root.number("end_s", {1, day_s}, s.end_s);
    s.night = root.boolean("night", s.night);
    s.origin = root.text("origin");
    s.focus_zone = root.text("focus_zone");
    s.response_plan_version = root.text("response_plan_version", "");
}

void read_weights(ObjectReader& root, Scenario& s) {
    constexpr core::Range share{0, 1};
    s.weight_alarm = root.number("weight_alarm", share, s.weight_alarm);
    s.weight_command = root.number("weight_command", share, s.weight_command);
    s.weight_extinguish = root.number("weight_extinguish", share, s.weight_extinguish);
    s.weight_evacuate = root.number("weight_evacuate", share, s.weight_evacuate);
    s.weight_hazards = root.number("weight_hazards", share, s.weight_hazards);
}

} // namespace

void read_scenario(ObjectReader& root, ScenarioDraft& draft) {
    Scenario& s = draft.scenario;
    read_head(root, s);
    root.objects("fires", false, [&](ObjectReader& r) { read_fire(r, draft); });
    root.objects("openings", false, [&](ObjectReader& r) {
        s.openings.emplace_back(r.text("opening"), r.boolean("open"));
    });
    root.objects("locks", false, [&](ObjectReader& r) {
        s.locks.emplace_back(r.text("opening"), r.boolean("locked"));
    });
    read_hazards(root, s);
    s.rescue = read_choice<RescueOrder>(root, "rescue", rescue_names, s.rescue);
    root.objects("handovers", false,
                 [&](ObjectReader& r) { s.handovers.push_back(read_handover(r)); });
    s.fire_lifts = read_choice<FireLifts>(root, "fire_lifts", fire_lift_names, s.fire_lifts);
    root.object("alarm", false, [&](ObjectReader& r) { read_alarm(r, s.alarm); });
    root.objects("roles", true, [&](ObjectReader& r) {
        s.roles.push_back({r.text("key"), r.text("name"), r.text("post", "")});
    });
    root.objects("people", true, [&](ObjectReader& r) { s.people.push_back(read_person(r)); });
    root.objects("residents", true,
                 [&](ObjectReader& r) { s.residents.push_back(read_resident(r)); });
    root.objects("device_profiles", false,
                 [&](ObjectReader& r) { read_device_profile(r, s.device_profiles); });
    root.objects("injects", false, [&](ObjectReader& r) { s.injects.push_back(read_inject(r)); });
    root.objects("response", false, [&](ObjectReader& r) { s.response.push_back(read_step(r)); });
    root.objects("expected", true,
                 [&](ObjectReader& r) { s.expected.push_back(read_expected(r)); });
    read_weights(root, s);
    s.breaches = read_choices<Breach>(root, "breaches", breach_names);
    root.object("typical", false, [&](ObjectReader& r) { read_typical(r, s.typical); });
    root.objects("assumptions", false, [&](ObjectReader& r) {
        s.assumptions.emplace_back(r.text("text"), r.text("mark", ""));
    });
}

} // namespace sim::drill
