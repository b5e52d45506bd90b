// Commands in: checked without changing anything, numbered, logged, then applied or refused.
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

constexpr std::size_t queue_limit = 8; // orders that a person keeps in mind

double number_or(const Args& args, std::string_view name, double fallback) {
    const Value* value = args.find(name);
    if (!value) return fallback;
    if (const double* d = std::get_if<double>(value)) return *d;
    if (const std::int64_t* i = std::get_if<std::int64_t>(value)) return static_cast<double>(*i);
    return fallback;
}

bool flag(const Args& args, std::string_view name) {
    const Value* value = args.find(name);
    const bool* set = value ? std::get_if<bool>(value) : nullptr;
    return set && *set;
}

/// A held inject waits for its trainer, to come or to be skipped after all; one that came is
/// repeated only when it is said so.
bool may_come_again(const Command& command, bool held) {
    return held || (command.kind == CommandKind::fire_inject && flag(command.args, "again"));
}

} // namespace

std::string World::Impl::refusal(const Command& command) const {
    if (command.kind != CommandKind::act) return {};
    const auto it = person_by_key.find(command.actor);
    if (it == person_by_key.end()) return trf("没有这个人：{}", command.actor);
    const Person& p = people[it->second];
    if (p.resident) return trf("{} 是老人，不执行任务", cast[it->second].name);
    if (!p.present) return trf("{} 还没有到场", cast[it->second].name);
    if (p.outcome == PersonOutcome::incapacitated) return trf("{} 已失能", cast[it->second].name);
    if (!p.alert) return trf("{} 还不知道火警", cast[it->second].name);
    if (p.queue.size() >= queue_limit) return trf("{} 手上的任务太多", cast[it->second].name);
    const ActionRule& rule = rule_of(command.action);
    if (rule.target_needed && command.target.empty())
        return trf("“{}”没有说明对象", tr(word(command.action)));
    return {};
}

void World::Impl::apply(Command command) {
    command.seq = static_cast<std::int64_t>(commands.size()) + 1;
    command.tick = now;
    commands.push_back(command);
    if (std::string reason = refusal(command); !reason.empty()) {
        Args args;
        args.set("action", std::string(name(command.action)));
        args.set("reason", reason);
        emit(FactKind::command_refused, command.actor, command.target, std::move(args),
             command.seq);
        return;
    }
    switch (command.kind) {
    case CommandKind::act: {
        Person& p = people[person_by_key.find(command.actor)->second];
        p.queue.push_back(command);
        break;
    }
    case CommandKind::fire_inject:
    case CommandKind::skip_inject:
        for (std::size_t i = 0; i < scenario.injects.size(); ++i)
            if (std::to_string(scenario.injects[i].no) == command.target &&
                (!inject_done[i] || may_come_again(command, inject_held[i]))) {
                if (command.kind == CommandKind::fire_inject) fire_inject(i, command.seq);
                inject_done[i] = 1;
                inject_held[i] =
                    command.kind == CommandKind::skip_inject && flag(command.args, "held");
            }
        break;
    case CommandKind::reading: {
        devices::DetectorReading reading;
        reading.detector = plan.find_detector(command.target);
        if (command.args.find("optical_density_dB_per_m"))
            reading.optical_density_dB_per_m =
                number_or(command.args, "optical_density_dB_per_m", 0);
        if (command.args.find("temperature_K"))
            reading.temperature_K = number_or(command.args, "temperature_K", 293.15);
        const Value* flag = command.args.find("alarm");
        reading.alarm = flag && std::get_if<bool>(flag) && std::get<bool>(*flag);
        if (reading.detector) alarm->apply(reading);
        break;
    }
    case CommandKind::panel_line: {
        const Value* detail = command.args.find("detail");
        const auto* text = detail ? std::get_if<std::string>(detail) : nullptr;
        alarm->set_fault(command.target, text ? *text : "");
        break;
    }
    case CommandKind::note: // said about the night, not in it: nothing follows from it
        emit(FactKind::observed, "trainer", command.target, command.args, command.seq);
        break;
    }
}

void World::Impl::apply_trace() {
    while (trace && next_trace_line < trace->lines.size() &&
           trace->lines[next_trace_line].at <= now) {
        const devices::TraceLine& line = trace->lines[next_trace_line++];
        Command command;
        command.source = "trace";
        if (line.reading) {
            command.kind = CommandKind::reading;
            command.target = plan[line.reading->detector].key;
            if (line.reading->optical_density_dB_per_m)
                command.args.set("optical_density_dB_per_m",
                                 *line.reading->optical_density_dB_per_m);
            if (line.reading->temperature_K)
                command.args.set("temperature_K", *line.reading->temperature_K);
            if (line.reading->alarm) command.args.set("alarm", true);
        } else {
            command.kind = CommandKind::panel_line;
            command.target = line.panel;
            command.args.set("detail", line.detail);
        }
        apply(std::move(command));
    }
}

void World::Impl::apply_injects() {
    const bool new_facts = inject_facts_seen != facts.size() || now.value % core::tick_rate_Hz == 0;
    inject_facts_seen = facts.size();
    for (std::size_t i = 0; i < scenario.injects.size(); ++i) {
        const InjectSpec& inject = scenario.injects[i];
        if (inject_done[i] || inject.trigger == InjectSpec::Trigger::manual) continue;
        if (!inject_due[i] && new_facts) {
            const PredicateAnswer answer = inject_predicates[i].evaluate(facts, context());
            if (answer.holds) inject_due[i] = now + core::tick_at(inject.delay_s);
        }
        if (inject_due[i] && *inject_due[i] <= now) {
            inject_done[i] = 1;
            fire_inject(i, 0);
        }
    }
}

void World::Impl::fire_inject(std::size_t index, std::int64_t cause) {
    const InjectSpec& inject = scenario.injects[index];
    Args told;
    told.set("text", inject.text);
    if (!inject.from.empty()) told.set("from", inject.from);
    if (!inject.to.empty()) told.set("to", inject.to);
    if (!inject.channel.empty()) told.set("channel", inject.channel);
    emit(FactKind::inject, "system", std::to_string(inject.no), std::move(told), cause);
    for (std::size_t i = 0; smoke && i < scenario.fires.size(); ++i) {
        if (scenario.fires[i].key == inject.ignite) smoke->ignite(i);
        if (scenario.fires[i].key == inject.attack) under_attack[i] = 1;
    }
    if (!inject.fact.empty()) {
        Args args = inject.args;
        args.set("scripted", true);
        if (inject.published_s) args.set("published_s", *inject.published_s);
        emit(*find_fact_kind(inject.fact), inject.from.empty() ? "system" : inject.from,
             inject.target, std::move(args), cause);
    }
    if (const auto id = plan.find_opening(inject.open_opening)) doors->open(id);
    if (const auto id = plan.find_opening(inject.shut_opening)) doors->shut(id);
    if (const auto id = plan.find_opening(inject.lock_opening)) doors->set_locked(id, true);
    if (!inject.leaves.empty()) leave(inject.leaves, inject.target);
    if (!inject.wake_role.empty()) notify_role(inject.wake_role, cause, "system");
    if (inject.power_lost) {
        power_is_cut = true;
        emit(FactKind::power_lost, "system", scenario.origin, {}, cause);
        lose_oxygen();
    }
}

PredicateContext World::Impl::context() const {
    PredicateContext context = fact_context;
    context.state = [this](std::string_view what) -> std::optional<double> {
        if (what == "time_s") return core::seconds(now);
        if (what == "fire.hrr_kW") {
            double sum = 0;
            if (smoke)
                for (const fire::FireState& fire : smoke->fires())
                    sum += fire.hrr_kW;
            return sum;
        }
        const std::size_t dot = what.rfind('.');
        if (dot == what.npos) return std::nullopt;
        const std::string_view key = what.substr(0, dot), quantity = what.substr(dot + 1);
        if (const auto opening = plan.find_opening(key); opening && quantity == "open")
            return doors->open_frac()[opening.index()];
        const auto space = plan.find_space(key);
        if (space && quantity == "visibility_m")
            return visibility_m(space, fire::breathing_height_standing_m);
        return std::nullopt;
    };
    return context;
}

} // namespace sim::drill
