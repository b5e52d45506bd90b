#include "sim/drill/scoring_times.h"

#include "sim/core/text.h"
#include <algorithm>
#include <map>

namespace sim::drill {

using core::tr;

namespace {

std::optional<std::int64_t> count(const Fact& fact, std::string_view name) {
    const Value* value = fact.args.find(name);
    const auto* number = value ? std::get_if<std::int64_t>(value) : nullptr;
    return number ? std::optional(*number) : std::nullopt;
}

bool everybody_accounted(const Fact& fact) {
    const auto expected = count(fact, "n_expected"), found = count(fact, "n_found");
    if (!expected || !found) return false;
    const Value* value = fact.args.find("missing");
    const auto* missing = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
    const auto named = missing ? static_cast<std::int64_t>(missing->size()) : 0;
    return *found == *expected ||
           (fact.kind == FactKind::report_headcount && *found + named == *expected);
}

bool is_leaf_of(const plan::Plan& plan, plan::SpaceId space, std::string_view key) {
    const auto id = plan.find_opening(key);
    return id && plan[id].kind == plan::OpeningKind::door &&
           (plan[id].a == space || plan[id].b == space);
}

bool now_shut(const Fact& fact) {
    const Value* open = fact.args.find("open");
    const bool* flag = open ? std::get_if<bool>(open) : nullptr;
    return fact.kind == FactKind::door_close ||
           (fact.kind == FactKind::opening_state && flag && !*flag);
}

} // namespace

void find_key_times(const Scenario& scenario, const plan::Plan& plan, std::span<const Fact> facts,
                    Score& score) {
    KeyTimes& t = score.times;
    const auto origin = plan.find_space(scenario.origin);
    const auto keep_first = [](std::optional<double>& time_s, const Fact& fact) {
        if (!time_s) time_s = core::seconds(fact.tick);
    };
    bool someone_left = false; // a door shut before anybody came is no deed
    for (const Fact& fact : facts) {
        switch (fact.kind) {
        case FactKind::alarm_raised:
            keep_first(t.detect, fact);
            break;
        case FactKind::inspect:
            someone_left = true;
            break;
        case FactKind::alarm_confirm:
            keep_first(t.detect, fact);
            keep_first(t.confirm, fact);
            break;
        case FactKind::call_119:
            keep_first(t.call_119, fact);
            break;
        case FactKind::use_ext:
        case FactKind::use_blanket:
        case FactKind::use_hose:
            keep_first(t.first_agent, fact);
            break;
        case FactKind::door_close:
        case FactKind::opening_state:
            if (origin && now_shut(fact) && is_leaf_of(plan, origin, fact.target) &&
                (fact.kind == FactKind::door_close || someone_left))
                keep_first(t.origin_door_closed, fact);
            break;
        case FactKind::room_clear:
            if (fact.target == scenario.origin) keep_first(t.origin_room_clear, fact);
            break;
        case FactKind::headcount:
        case FactKind::report_headcount:
            if (everybody_accounted(fact)) keep_first(t.accounted, fact);
            break;
        default:
            break;
        }
    }
    const auto note = [&score](const std::optional<double>& time_s, const char* name,
                               const char* why) {
        if (!time_s) score.time_notes.emplace_back(name, why);
    };
    note(t.detect, tr("发现"), tr("没有探测器报警，也没有人发现"));
    note(t.confirm, tr("确认"), tr("没有人到场确认"));
    note(t.call_119, "119", tr("没有人拨打"));
    note(t.first_agent, tr("首支灭火器"), tr("没有人使用灭火器材"));
    note(t.origin_door_closed, tr("起火间关门"), tr("没有人关上起火间的门"));
    note(t.origin_room_clear, tr("起火间清空"), tr("起火间的人没有全部离开"));
    note(t.accounted, tr("清点完毕"), tr("没有把人数清点清楚"));
}

PeopleCount count_people(const Scenario& scenario, std::span<const Fact> facts) {
    PeopleCount people;
    const auto end = std::find_if(facts.rbegin(), facts.rend(), [](const Fact& fact) {
        return fact.kind == FactKind::drill_ended;
    });
    if (end != facts.rend() && count(*end, "safe")) {
        people.safe = static_cast<int>(count(*end, "safe").value_or(0));
        people.sheltered = static_cast<int>(count(*end, "sheltered").value_or(0));
        people.inside = static_cast<int>(count(*end, "inside").value_or(0));
        people.incapacitated = static_cast<int>(count(*end, "incapacitated").value_or(0));
        return people;
    }
    std::map<std::string, FactKind, std::less<>> last;
    for (const Fact& fact : facts)
        if (fact.kind == FactKind::resident_safe || fact.kind == FactKind::resident_sheltered ||
            fact.kind == FactKind::resident_lost || fact.kind == FactKind::person_safe)
            last[fact.target] = fact.kind;
    const auto add = [&](const std::string& key) {
        const auto it = last.find(key);
        if (it == last.end())
            ++people.inside;
        else if (it->second == FactKind::resident_sheltered)
            ++people.sheltered;
        else
            ++(it->second == FactKind::resident_lost ? people.incapacitated : people.safe);
    };
    for (const ResidentSpec& resident : scenario.residents)
        add(resident.key);
    for (const PersonSpec& person : scenario.people)
        add(person.key);
    return people;
}

} // namespace sim::drill
