// Checks of what a drill does and expects: injects, steps of the response plan, expectations.
#include "sim/core/text.h"
#include "sim/drill/scenario_draft.h"
#include "sim/drill/scenario_names.h"
#include <algorithm>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

std::string at(const char* list, std::size_t i, const char* key) {
    return "/" + std::string(list) + "/" + std::to_string(i) + "/" + key;
}

/// Keys that a variable of all(...) fills in are known only in a run.
bool has_variable(std::string_view text) {
    return text.find('{') != text.npos;
}

std::string zone_of(const std::string& text) {
    for (const std::string_view prefix : {"bedrooms:", "residents:", "doors:"})
        if (text.starts_with(prefix)) return text.substr(prefix.size());
    return text;
}

enum class StateUse { allowed, forbidden };

void check_predicate_names(ScenarioDraft& draft, const std::string& pointer,
                           const Predicate& predicate, StateUse state, const ScenarioKeys& keys) {
    static const KnownKeys kinds = [] {
        KnownKeys all;
#define SIM_FACT_KEY(name, zh) all.add(#name);
        SIM_FACT_KINDS(SIM_FACT_KEY)
#undef SIM_FACT_KEY
        return all;
    }();
    const Predicate::Names names = predicate.names();
    for (const auto& fact : names.facts)
        check_key(draft, pointer, "事件", fact, kinds);
    for (const auto& role : names.roles)
        check_key(draft, pointer, "角色", role, keys.roles);
    if (keys.with_plan) {
        for (const auto& target : names.targets)
            if (!has_variable(target)) check_key(draft, pointer, "对象", target, keys.targets);
        for (const auto& zone : names.zones)
            if (!has_variable(zone)) check_key(draft, pointer, "区域", zone_of(zone), keys.zones);
    }
    if (state == StateUse::forbidden && !names.states.empty())
        report(draft, pointer, trf("评分条件里不能用 state({})", names.states.front()),
               tr("只由事件计算的条件"));
}

void check_predicate(ScenarioDraft& draft, const std::string& pointer, const std::string& text,
                     StateUse state, const ScenarioKeys& keys) {
    if (text.empty()) return; // missing, and reported as such, where it must be there
    const auto predicate = Predicate::parse(text);
    if (predicate) return check_predicate_names(draft, pointer, *predicate, state, keys);
    for (const core::Problem& problem : predicate.error().problems)
        report(draft, pointer, trf("条件第 {} 字：{}", problem.pointer.substr(2), problem.what),
               problem.expected);
}

void check_mode(ScenarioDraft& draft, const std::string& pointer,
                const std::optional<StartMode>& only) {
    const auto& modes = draft.scenario.start_modes;
    if (only && std::find(modes.begin(), modes.end(), *only) == modes.end())
        report(draft, pointer, trf("脚本没有启动方式 {}", name_in(start_mode_names, *only)));
}

/// What an action's target may name; null when anything may.
const KnownKeys* known_targets(Action action, const ScenarioKeys& keys) {
    switch (action) {
    case Action::notify:
    case Action::call_leader:
        return &keys.roles;
    case Action::use_extinguisher:
    case Action::use_blanket:
    case Action::uncover:
        return &keys.fires;
    case Action::move_resident:
    case Action::oxygen_bottle:
        return &keys.residents;
    default:
        break;
    }
    if (!keys.with_plan) return nullptr;
    switch (action) {
    case Action::inspect:
    case Action::search_room:
    case Action::wake_room:
    case Action::shelter_room:
    case Action::close_route:
    case Action::lead_chain:
    case Action::push_cot:
        return &keys.spaces;
    case Action::open_door:
    case Action::close_door:
    case Action::unlock_door:
        return &keys.openings;
    case Action::broadcast:
    case Action::shut_zone:
    case Action::headcount:
        return &keys.zones;
    case Action::go_to:
    case Action::guide_fire_service:
        return &keys.targets;
    case Action::fetch_extinguisher:
    case Action::press_call_point:
    case Action::gas_close:
    case Action::power_cut:
    case Action::oxygen_close:
    case Action::power_restore:
    case Action::start_generator:
        return &keys.equipment;
    default:
        return nullptr;
    }
}

bool needs_target(Action action) noexcept {
    switch (action) {
    case Action::notify:
    case Action::use_extinguisher:
    case Action::move_resident:
    case Action::inspect:
    case Action::search_room:
    case Action::wake_room:
    case Action::shelter_room:
    case Action::open_door:
    case Action::close_door:
    case Action::unlock_door:
    case Action::shut_zone:
    case Action::headcount:
    case Action::go_to:
    case Action::guide_fire_service:
    case Action::use_blanket:
    case Action::uncover:
    case Action::close_route:
    case Action::oxygen_bottle:
    case Action::free_lift:
    case Action::lead_chain:
    case Action::push_cot:
        return true;
    default:
        return false;
    }
}

std::string text_arg(const Args& args, std::string_view name) {
    const Value* value = args.find(name);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

void check_step_args(ScenarioDraft& draft, std::size_t i, const ScenarioKeys& keys) {
    const Args args = draft.scenario.response[i].args;
    const std::string device = text_arg(args, "device"), to = text_arg(args, "to");
    if (!device.empty() && !plan::find_device(device))
        report(draft, at("response", i, "args/device"), trf("没有这种器具：{}", device),
               trf("其中之一：{}", fmt::join(device_names, ", ")));
    if (keys.with_plan && !keys.places.has(to))
        check_key(draft, at("response", i, "args/to"), "去处", to, keys.zones);
    check_key(draft, at("response", i, "args/with"), "角色", text_arg(args, "with"), keys.roles);
    if (const Value* with = args.find("with"))
        if (const auto* names = std::get_if<std::vector<std::string>>(with))
            for (const std::string& name : *names)
                if (!keys.people.has(name))
                    check_key(draft, at("response", i, "args/with"), "角色", name, keys.roles);
    check_predicate(draft, at("response", i, "args/until"), text_arg(args, "until"),
                    StateUse::allowed, keys);
}

} // namespace

void check_injects(ScenarioDraft& draft, const ScenarioKeys& keys) {
    for (std::size_t i = 0; i < draft.scenario.injects.size(); ++i) {
        const InjectSpec inject = draft.scenario.injects[i];
        check_predicate(draft, at("injects", i, "predicate"), inject.predicate, StateUse::allowed,
                        keys);
        check_mode(draft, at("injects", i, "only"), inject.only);
        check_key(draft, at("injects", i, "ignite"), "火源", inject.ignite, keys.fires);
        check_key(draft, at("injects", i, "attack"), "火源", inject.attack, keys.fires);
        check_key(draft, at("injects", i, "leaves"), "老人", inject.leaves, keys.residents);
        check_key(draft, at("injects", i, "wake_role"), "角色", inject.wake_role, keys.roles);
        if (!inject.fact.empty() && !find_fact_kind(inject.fact))
            report(draft, at("injects", i, "fact"), trf("没有这个事件：{}", inject.fact));
        if (!keys.with_plan) continue;
        check_key(draft, at("injects", i, "target"), "对象", inject.target, keys.targets);
        check_key(draft, at("injects", i, "open_opening"), "门窗", inject.open_opening,
                  keys.openings);
        check_key(draft, at("injects", i, "shut_opening"), "门窗", inject.shut_opening,
                  keys.openings);
        check_key(draft, at("injects", i, "lock_opening"), "门窗", inject.lock_opening,
                  keys.openings);
    }
}

void check_arrivals(ScenarioDraft& draft, const ScenarioKeys& keys) {
    for (std::size_t i = 0; i < draft.scenario.people.size(); ++i) {
        const std::string when = draft.scenario.people[i].arrives_after; // the draft may grow
        check_predicate(draft, at("people", i, "arrives_after"), when, StateUse::allowed, keys);
    }
}

void check_handovers(ScenarioDraft& draft, const ScenarioKeys& keys) {
    for (std::size_t i = 0; i < draft.scenario.handovers.size(); ++i) {
        const HandoverSpec handover = draft.scenario.handovers[i];
        check_key(draft, at("handovers", i, "role"), "角色", handover.role, keys.roles);
        if (handover.to == handover.at)
            report(draft, at("handovers", i, "to"), tr("交接以后还留在交接的地方"),
                   tr("另一个去处：地点、空间或防火分区"));
        if (!keys.with_plan) continue;
        check_key(draft, at("handovers", i, "at"), "区域", handover.at, keys.zones);
        if (!keys.places.has(handover.to))
            check_key(draft, at("handovers", i, "to"), "去处", handover.to, keys.zones);
    }
}

void check_response(ScenarioDraft& draft, const ScenarioKeys& keys) {
    for (std::size_t i = 0; i < draft.scenario.response.size(); ++i) {
        const ResponseStep step = draft.scenario.response[i];
        check_key(draft, at("response", i, "role"), "角色", step.role, keys.roles);
        check_mode(draft, at("response", i, "only"), step.only);
        check_predicate(draft, at("response", i, "when"), step.when, StateUse::allowed, keys);
        if (step.target.empty() && needs_target(step.action))
            report(draft, at("response", i, "target"),
                   trf("“{}”没有说明对象", tr(word(step.action))));
        const KnownKeys* known = known_targets(step.action, keys);
        if (known && step.target != "nearest")
            check_key(draft, at("response", i, "target"), "对象", step.target, *known);
        check_step_args(draft, i, keys);
    }
}

void check_expected(ScenarioDraft& draft, const ScenarioKeys& keys) {
    for (std::size_t i = 0; i < draft.scenario.expected.size(); ++i) {
        const ExpectedSpec item = draft.scenario.expected[i];
        check_key(draft, at("expected", i, "role"), "角色", item.role, keys.roles);
        check_mode(draft, at("expected", i, "only"), item.only);
        check_predicate(draft, at("expected", i, "predicate"), item.predicate, StateUse::forbidden,
                        keys);
        if (item.due_s <= item.open_s)
            report(draft, at("expected", i, "due_s"),
                   trf("时间窗 {}–{} s 的结尾不在开头之后", item.open_s, item.due_s));
    }
}

} // namespace sim::drill
