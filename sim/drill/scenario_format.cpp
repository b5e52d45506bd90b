// Canonical text: keys in the order of the header, what equals its default is left out of lists.
#include "sim/drill/json_text.h"
#include "sim/drill/scenario_devices.h"
#include "sim/drill/scenario_names.h"
#include <cmath>

namespace sim::drill {

using Json = nlohmann::ordered_json;

namespace {

/// Whole numbers without ".0": the reader takes either.
Json number(double value) {
    constexpr double exact_limit = 1e15;
    if (value == std::floor(value) && std::abs(value) < exact_limit)
        return static_cast<std::int64_t>(value);
    return value;
}

Json value_json(const Value& value) {
    return std::visit([](const auto& v) { return Json(v); }, value);
}

class Item {
public:
    Item& always(const char* key, Json value) {
        json_[key] = std::move(value);
        return *this;
    }
    Item& text(const char* key, const std::string& value) {
        if (!value.empty()) json_[key] = value;
        return *this;
    }
    Item& unless(const char* key, double value, double standard) {
        if (value != standard) json_[key] = number(value);
        return *this;
    }
    Item& unless(const char* key, bool value, bool standard) {
        if (value != standard) json_[key] = value;
        return *this;
    }
    Item& args(const Args& args) {
        if (args.items.empty()) return *this;
        Json object = Json::object();
        for (const auto& [key, value] : args.items)
            object[key] = value_json(value);
        json_["args"] = std::move(object);
        return *this;
    }
    Item& only(const std::optional<StartMode>& mode) {
        if (mode) json_["only"] = name_in(start_mode_names, *mode);
        return *this;
    }
    Json take() { return std::move(json_); }

private:
    Json json_ = Json::object();
};

Json fuel_json(const fire::Fuel& fuel) {
    return Item{}
        .always("key", fuel.key)
        .always("heat_of_combustion_kJ_per_kg", number(fuel.heat_of_combustion_kJ_per_kg))
        .always("radiant_frac", number(fuel.radiant_frac))
        .always("soot_yield", number(fuel.soot_yield))
        .always("carbon_monoxide_yield", number(fuel.carbon_monoxide_yield))
        .always("hydrogen_cyanide_yield", number(fuel.hydrogen_cyanide_yield))
        .always("carbon_dioxide_yield", number(fuel.carbon_dioxide_yield))
        .always("water_yield", number(fuel.water_yield))
        .take();
}

Json fire_json(const Scenario& s, std::size_t i, const plan::Plan& plan) {
    const fire::FireSpec& fire = s.fires[i];
    Item item;
    item.always("key", fire.key).always("space", fire.space ? plan[fire.space].key : "");
    item.always("at_m", Json::array({number(fire.at_m.x), number(fire.at_m.y)}));
    item.always("base_height_m", number(fire.base_height_m));
    item.always("diameter_m", number(fire.diameter_m));
    if (std::isfinite(fire.ignition_s)) item.always("ignition_s", number(fire.ignition_s));
    item.always("alpha_kW_per_s2", number(fire.alpha_kW_per_s2));
    item.always("peak_kW", number(fire.peak_kW));
    Json table = Json::array();
    for (const fire::HrrPoint& p : fire.table)
        table.push_back(Json::array({number(p.time_s), number(p.hrr_kW)}));
    if (!table.empty()) item.always("table", std::move(table));
    item.unless("flaming_s", fire.flaming_s, 0).unless("smoulder_kW", fire.smoulder_kW, 0);
    item.always("fire_class", name_in(fire_class_names, s.fire_classes[i]));
    if (i < s.feeds.size() && s.feeds[i] != Feed::none)
        item.always("fed_by", name_in(feed_names, s.feeds[i]));
    item.always("fuel", fuel_json(fire.fuel));
    return item.take();
}

Json person_json(const PersonSpec& p) {
    const PersonSpec standard;
    const bool usual = p.fitness == standard.fitness;
    Item item;
    item
        .always("key", p.key)
        .always("name", p.name)
        .always("role", p.role)
        .always("kind", name_in(person_kind_names, p.kind))
        .always("place", p.place)
        .unless("arrives_s", p.arrives_s, standard.arrives_s)
        .text("arrives_after", p.arrives_after)
        .unless("alert_delay_s", p.alert_delay_s, standard.alert_delay_s)
        .unless("walk_mps", p.walk_mps, standard.walk_mps)
        .text("fitness", usual ? "" : name_in(fitness_names, p.fitness))
        .unless("has_mask", p.has_mask, standard.has_mask)
        .unless("has_key", p.has_key, standard.has_key);
    if (p.enters_smoke) item.always("enters_smoke", *p.enters_smoke);
    return item.take();
}

Json handover_json(const HandoverSpec& h) {
    return Item{}
        .always("at", h.at)
        .always("role", h.role)
        .always("to", h.to)
        .unless("with_device", h.with_device, false)
        .take();
}

Json resident_json(const ResidentSpec& r) {
    Item item;
    item.always("key", r.key).always("alias", r.alias);
    item.always("mobility", name_in(mobility_names, r.mobility)).always("bed", r.bed);
    Json names = Json::array();
    for (const assist::DeviceKind kind : r.devices)
        names.push_back(name_in(device_names, kind));
    if (!names.empty()) item.always("devices", std::move(names));
    item.text("guide", r.guide).unless("oxygen", r.oxygen, false);
    item.unless("hears_alarm", r.hears_alarm, true).unless("sees", r.sees, true);
    const Dementia& d = r.dementia;
    Json dementia = Item{}
                        .unless("wanders_after_s", d.wanders_after_s, 0)
                        .unless("returns_after_s", d.returns_after_s, 0)
                        .unless("resists_factor", d.resists_factor, 1)
                        .take();
    if (!dementia.empty()) item.always("dementia", std::move(dementia));
    return item.take();
}

Json inject_json(const InjectSpec& inject) {
    using Trigger = InjectSpec::Trigger;
    Item item;
    item.always("no", inject.no).always("trigger", name_in(trigger_names, inject.trigger));
    if (inject.trigger == Trigger::at) item.always("at_s", number(inject.at_s));
    item.text("predicate", inject.predicate);
    if (inject.trigger == Trigger::after) item.always("delay_s", number(inject.delay_s));
    item.only(inject.only).text("from", inject.from).text("to", inject.to);
    item.text("channel", inject.channel).always("text", inject.text).text("ignite", inject.ignite);
    item.text("attack", inject.attack);
    item.text("fact", inject.fact).text("target", inject.target).args(inject.args);
    item.text("open_opening", inject.open_opening).text("shut_opening", inject.shut_opening);
    item.text("lock_opening", inject.lock_opening)
        .text("leaves", inject.leaves)
        .text("wake_role", inject.wake_role);
    item.unless("power_lost", inject.power_lost, false).text("source", inject.source);
    if (inject.published_s) item.always("published_s", number(*inject.published_s));
    return item.take();
}

Json step_json(const ResponseStep& step) {
    return Item{}
        .always("no", step.no)
        .always("role", step.role)
        .text("when", step.when)
        .always("action", std::string(name(step.action)))
        .text("target", step.target)
        .args(step.args)
        .only(step.only)
        .unless("skippable", step.skippable, true)
        .take();
}

Json expected_json(const ExpectedSpec& e) {
    return Item{}
        .always("no", e.no)
        .always("role", e.role)
        .always("action", e.action)
        .always("predicate", e.predicate)
        .unless("open_s", e.open_s, 0)
        .always("due_s", number(e.due_s))
        .unless("grace_s", e.grace_s, 0)
        .always("weight", number(e.weight))
        .unless("critical", e.critical, false)
        .always("element", std::string(core::letter(e.element)))
        .unless("hands_on", e.hands_on, false)
        .only(e.only)
        .take();
}

template <class T, class Make>
Json list(const std::vector<T>& all, Make make) {
    Json array = Json::array();
    for (const T& one : all)
        array.push_back(make(one));
    return array;
}

Json pair_list(const std::vector<std::pair<std::string, bool>>& all, const char* flag) {
    return list(all, [&](const auto& one) {
        return Json{{"opening", one.first}, {flag, one.second}};
    });
}

void add_head(Json& root, const Scenario& s) {
    root["format"] = "yanlian-scenario";
    root["version"] = 1;
    root["key"] = s.key;
    root["name"] = s.name;
    if (!s.name_en.empty()) root["name_en"] = s.name_en;
    if (!s.note.empty()) root["note"] = s.note;
    if (!s.source.empty()) root["source"] = s.source;
    root["plan_file"] = s.plan_file;
    root["start_modes"] =
        list(s.start_modes, [](StartMode mode) { return name_in(start_mode_names, mode); });
    root["end_s"] = number(s.end_s);
    root["night"] = s.night;
    root["origin"] = s.origin;
    root["focus_zone"] = s.focus_zone;
    if (!s.response_plan_version.empty()) root["response_plan_version"] = s.response_plan_version;
}

void add_hazards(Json& root, const Scenario& s) {
    if (s.leak) {
        const devices::GasLeakSpec& gas = s.leak->gas;
        root["leak"] = Json{
            {"space", s.leak->space},           {"fire", s.leak->fire},
            {"start_s", number(gas.start_s)},   {"rise_frac_per_s", number(gas.rise_frac_per_s)},
            {"low_frac", number(gas.low_frac)}, {"high_frac", number(gas.high_frac)},
            {"shuts_itself", gas.shuts_itself}, {"ignites_s", number(gas.ignites_s)}};
    }
    if (s.flood) {
        Json depth = Json::array();
        for (const core::Vec2& point : s.flood->depth)
            depth.push_back(Json::array({number(point.x), number(point.y)}));
        root["flood"] = Json{{"level", s.flood->level}, {"depth", std::move(depth)}};
    }
    if (s.generator)
        root["generator"] = Json{{"failures_count", s.generator->failures_count},
                                 {"start_s", number(s.generator->start_s)}};
    if (s.rescue != RescueOrder::none) root["rescue"] = name_in(rescue_names, s.rescue);
    if (!s.handovers.empty()) root["handovers"] = list(s.handovers, handover_json);
    if (s.fire_lifts != FireLifts::after_fire_service)
        root["fire_lifts"] = name_in(fire_lift_names, s.fire_lifts);
    if (!s.hidden_locks.empty()) root["hidden_locks"] = s.hidden_locks;
}

void add_weights(Json& root, const Scenario& s) {
    root["weight_alarm"] = number(s.weight_alarm);
    root["weight_command"] = number(s.weight_command);
    root["weight_extinguish"] = number(s.weight_extinguish);
    root["weight_evacuate"] = number(s.weight_evacuate);
    root["weight_hazards"] = number(s.weight_hazards);
}

} // namespace

std::string format_scenario(const Scenario& s, const plan::Plan& plan) {
    Json root = Json::object();
    add_head(root, s);
    Json fires = Json::array();
    for (std::size_t i = 0; i < s.fires.size(); ++i)
        fires.push_back(fire_json(s, i, plan));
    root["fires"] = std::move(fires);
    root["openings"] = pair_list(s.openings, "open");
    root["locks"] = pair_list(s.locks, "locked");
    root["alarm"] = Json{{"linkage", name_in(linkage_names, s.alarm.linkage)},
                         {"two_signals_needed", s.alarm.two_signals_needed},
                         {"linkage_delay_s", number(s.alarm.linkage_delay_s)},
                         {"panel_out_of_order", s.alarm.panel_out_of_order}};
    add_hazards(root, s);
    root["roles"] = list(s.roles, [](const RoleSpec& r) {
        return Item{}.always("key", r.key).always("name", r.name).text("post", r.post).take();
    });
    root["people"] = list(s.people, person_json);
    root["residents"] = list(s.residents, resident_json);
    if (!s.device_profiles.empty())
        root["device_profiles"] = list(s.device_profiles, format_device_profile);
    root["injects"] = list(s.injects, inject_json);
    root["response"] = list(s.response, step_json);
    root["expected"] = list(s.expected, expected_json);
    add_weights(root, s);
    root["breaches"] = list(s.breaches, [](Breach b) { return std::string(name(b)); });
    root["typical"] =
        Json{{"delay_mean_s", number(s.typical.delay_mean_s)},
             {"delay_sd_s", number(s.typical.delay_sd_s)},
             {"omission_prob", number(s.typical.omission_prob)},
             {"call_fields_missing_prob", number(s.typical.call_fields_missing_prob)}};
    root["assumptions"] = list(s.assumptions, [](const auto& a) {
        return Item{}.always("text", a.first).text("mark", a.second).take();
    });
    return format_json_file(root);
}

} // namespace sim::drill
