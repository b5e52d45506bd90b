#include "editor/document/script_rows.h"

#include "sim/core/text.h"
#include "tools/library/building.h"
#include <algorithm>
#include <cmath>

namespace editor::document {

namespace drill = sim::drill;
using drill::ExpectedSpec;
using drill::InjectSpec;
using drill::Scenario;
using sim::core::tr;
using sim::core::trf;
using Kind = ScriptItem::Kind;
using Trigger = InjectSpec::Trigger;

namespace {

std::string clock(double time_s) {
    const long total = std::lround(time_s);
    return fmt::format("{:02}:{:02}", total / 60, total % 60);
}

std::string role_name(const Scenario& scenario, const std::string& key) {
    for (const drill::RoleSpec& role : scenario.roles)
        if (role.key == key) return role.name;
    return key;
}

ScriptRow inject_row(const Scenario& scenario, std::size_t index) {
    const InjectSpec& inject = scenario.injects[index];
    ScriptRow row{{Kind::inject, index}, {}, "", inject.text, inject.from};
    if (!inject.to.empty()) row.who += " → " + role_name(scenario, inject.to);
    switch (inject.trigger) {
    case Trigger::at:
        row.time_s = inject.at_s;
        row.when = clock(inject.at_s);
        break;
    case Trigger::after:
        row.when = trf("条件成立后 {:g} 秒", inject.delay_s);
        break;
    case Trigger::when:
        row.when = tr("条件成立时");
        break;
    case Trigger::manual:
        row.when = tr("导调触发");
        break;
    }
    return row;
}

ScriptRow expected_row(const Scenario& scenario, std::size_t index) {
    const ExpectedSpec& item = scenario.expected[index];
    return {{Kind::expected, index},
            item.due_s,
            trf("≤ {}", clock(item.due_s)),
            item.action,
            role_name(scenario, item.role)};
}

template <class List>
int next_no(const List& list) {
    int most = 0;
    for (const auto& one : list)
        most = std::max(most, one.no);
    return most + 1;
}

} // namespace

namespace {

std::vector<ScriptRow> list_events(const Scenario& scenario) {
    std::vector<ScriptRow> rows;
    for (std::size_t i = 0; i < scenario.injects.size(); ++i)
        rows.push_back(inject_row(scenario, i));
    for (std::size_t i = 0; i < scenario.expected.size(); ++i)
        rows.push_back(expected_row(scenario, i));
    std::stable_sort(rows.begin(), rows.end(), [](const ScriptRow& a, const ScriptRow& b) {
        if (a.time_s.has_value() != b.time_s.has_value()) return a.time_s.has_value();
        return a.time_s && *a.time_s < *b.time_s;
    });
    return rows;
}

std::string name_in(const std::vector<Named>& names, const std::string& key) {
    for (const auto& [known, words] : names)
        if (known == key) return words;
    return key;
}

/// The kinds of events that a condition speaks of, in words; the whole of it is in the right pane.
std::string list_events_of(const std::string& predicate) {
    constexpr std::string_view begin = "ev(";
    std::string words;
    for (std::size_t at = predicate.find(begin); at != std::string::npos;
         at = predicate.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        const std::size_t to = predicate.find_first_of(",) ", from);
        if (const auto kind = drill::find_fact_kind(predicate.substr(from, to - from)))
            words += (words.empty() ? "" : tr("、")) + std::string(tr(drill::word(*kind)));
    }
    return words;
}

ScriptRow step_row(const Scenario& scenario, const std::vector<Named>& names, std::size_t index) {
    const drill::ResponseStep& step = scenario.response[index];
    ScriptRow row{{Kind::step, index},
                  {},
                  trf("第 {} 步", step.no),
                  tr(drill::word(step.action)),
                  role_name(scenario, step.role)};
    if (!step.target.empty()) row.what += "　" + name_in(names, step.target);
    if (const std::string events = list_events_of(step.when); !events.empty())
        row.what += "　" + trf("（等：{}）", events);
    return row;
}

ScriptRow fire_row(const Scenario& scenario, const sim::plan::Plan& plan, std::size_t index) {
    const sim::fire::FireSpec& fire = scenario.fires[index];
    const bool timed = std::isfinite(fire.ignition_s);
    ScriptRow row{{Kind::fire, index},
                  {},
                  timed ? clock(fire.ignition_s) : tr("由注入点燃"),
                  trf("最大 {:.0f} 千瓦", fire.peak_kW),
                  plan[fire.space].name};
    if (timed) row.time_s = fire.ignition_s;
    return row;
}

ScriptRow person_row(const Scenario& scenario, const std::vector<Named>& names, std::size_t index) {
    const drill::PersonSpec& person = scenario.people[index];
    return {{Kind::person, index},
            {},
            person.arrives_s > 0 ? trf("{} 到场", clock(person.arrives_s))
                                 : std::string(tr("在场")),
            trf("{}　{}", person.name, name_in(names, person.place)),
            role_name(scenario, person.role)};
}

} // namespace

std::vector<ScriptRow> list_script_rows(const Scenario& scenario, const sim::plan::Plan& plan,
                                        ScriptList list) {
    if (list == ScriptList::events) return list_events(scenario);
    const std::vector<Named> names = list_targets(scenario, plan);
    std::vector<ScriptRow> rows;
    if (list == ScriptList::steps)
        for (std::size_t i = 0; i < scenario.response.size(); ++i)
            rows.push_back(step_row(scenario, names, i));
    if (list == ScriptList::fires)
        for (std::size_t i = 0; i < scenario.fires.size(); ++i)
            rows.push_back(fire_row(scenario, plan, i));
    if (list == ScriptList::people)
        for (std::size_t i = 0; i < scenario.people.size(); ++i)
            rows.push_back(person_row(scenario, names, i));
    return rows;
}

bool exists(const Scenario& scenario, const ScriptItem& item) noexcept {
    switch (item.kind) {
    case Kind::none:
        return false;
    case Kind::inject:
        return item.index < scenario.injects.size();
    case Kind::expected:
        return item.index < scenario.expected.size();
    case Kind::step:
        return item.index < scenario.response.size();
    case Kind::fire:
        return item.index < scenario.fires.size();
    case Kind::person:
        return item.index < scenario.people.size();
    }
    return false;
}

std::vector<Named> list_targets(const Scenario& scenario, const sim::plan::Plan& plan) {
    std::vector<Named> named;
    const auto add = [&](const auto& list) {
        for (const auto& one : list)
            named.emplace_back(one.key, one.name.empty() ? one.key : one.name);
    };
    add(plan.spaces);
    add(plan.levels);
    add(plan.compartments);
    for (const auto& opening : plan.openings)
        if (opening.kind == sim::plan::OpeningKind::door)
            named.emplace_back(opening.key, opening.name.empty() ? opening.key : opening.name);
    add(plan.equipment);
    add(plan.places);
    for (const drill::ResidentSpec& resident : scenario.residents)
        named.emplace_back(resident.key, resident.alias);
    add(scenario.roles);
    for (const auto& fire : scenario.fires)
        named.emplace_back(fire.key, trf("{}的火", plan[fire.space].name));
    return named;
}

ScriptEdit add_inject(Scenario s, double time_s) {
    InjectSpec inject;
    inject.no = next_no(s.injects);
    inject.at_s = std::clamp(time_s, 0.0, s.end_s);
    inject.from = s.injects.empty() ? tr("场景") : s.injects.back().from;
    inject.to = s.injects.empty() ? s.roles.front().key : s.injects.back().to;
    inject.channel = s.injects.empty() ? tr("口头") : s.injects.back().channel;
    inject.text = tr("写上发生了什么");
    s.injects.push_back(std::move(inject));
    const std::size_t index = s.injects.size() - 1;
    return {std::move(s), {Kind::inject, index}};
}

ScriptEdit add_expected(Scenario s, double due_s) {
    ExpectedSpec item;
    item.no = next_no(s.expected);
    item.role = s.roles.front().key;
    item.action = tr("写上要做什么");
    item.due_s = std::clamp(due_s, 1.0, s.end_s);
    item.predicate = to_predicate({drill::FactKind::alarm_confirm, item.role, "", {}});
    s.expected.push_back(std::move(item));
    const std::size_t index = s.expected.size() - 1;
    return {std::move(s), {Kind::expected, index}};
}

ScriptEdit add_step(Scenario s) {
    drill::ResponseStep step;
    step.no = next_no(s.response);
    step.role = s.roles.front().key;
    step.action = drill::Action::wait;
    s.response.push_back(std::move(step));
    const std::size_t index = s.response.size() - 1;
    return {std::move(s), {Kind::step, index}};
}

void put_fire(sim::fire::FireSpec& fire, const sim::plan::Plan& plan, sim::plan::SpaceId space) {
    fire.space = space;
    fire.at_m = tools::library::Building(plan).point_in(space);
}

namespace {

/// A key that none of the list has.
template <class List>
std::string free_key(const List& list, const std::string& beginning) {
    for (int number = 1;; ++number) {
        const std::string key = beginning + std::to_string(number);
        if (std::none_of(list.begin(), list.end(), [&](const auto& one) { return one.key == key; }))
            return key;
    }
}

} // namespace

ScriptEdit add_fire(Scenario s, const sim::plan::Plan& plan) {
    sim::fire::FireSpec fire;
    fire.key = free_key(s.fires, "fire/");
    const auto origin = plan.find_space(s.origin);
    put_fire(fire, plan, origin ? origin : sim::core::make_id<sim::plan::SpaceId>(0));
    s.fires.push_back(std::move(fire));
    s.fire_classes.push_back(sim::devices::FireClass::solids);
    s.feeds.push_back(drill::Feed::none);
    const std::size_t index = s.fires.size() - 1;
    return {std::move(s), {Kind::fire, index}};
}

ScriptEdit add_person(Scenario s) {
    drill::PersonSpec person;
    if (!s.people.empty()) person = s.people.front();
    person.key = free_key(s.people, "person/");
    person.name = tr("写上姓名");
    person.role = s.roles.front().key;
    s.people.push_back(std::move(person));
    const std::size_t index = s.people.size() - 1;
    return {std::move(s), {Kind::person, index}};
}

namespace {

/// Once more at the end of its list. @return the copy, to be told from what it was made of
template <class List>
auto& append_copy(List& list, std::size_t index) {
    auto copy = list[index];
    list.push_back(std::move(copy));
    return list.back();
}

template <class List>
void erase_at(List& list, std::size_t index) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

} // namespace

ScriptEdit copy_item(Scenario s, const ScriptItem& item) {
    std::size_t last = 0;
    switch (item.kind) {
    case Kind::none:
        return {std::move(s), {}};
    case Kind::inject:
        append_copy(s.injects, item.index).no = next_no(s.injects);
        last = s.injects.size() - 1;
        break;
    case Kind::expected:
        append_copy(s.expected, item.index).no = next_no(s.expected);
        last = s.expected.size() - 1;
        break;
    case Kind::step:
        append_copy(s.response, item.index).no = next_no(s.response);
        last = s.response.size() - 1;
        break;
    case Kind::fire:
        append_copy(s.fires, item.index).key = free_key(s.fires, "fire/");
        append_copy(s.fire_classes, item.index);
        append_copy(s.feeds, item.index);
        last = s.fires.size() - 1;
        break;
    case Kind::person:
        append_copy(s.people, item.index).key = free_key(s.people, "person/");
        last = s.people.size() - 1;
        break;
    }
    return {std::move(s), {item.kind, last}};
}

ScriptEdit remove_item(Scenario s, const ScriptItem& item) {
    switch (item.kind) {
    case Kind::none:
        break;
    case Kind::inject:
        erase_at(s.injects, item.index);
        break;
    case Kind::expected:
        erase_at(s.expected, item.index);
        break;
    case Kind::step:
        erase_at(s.response, item.index);
        break;
    case Kind::fire:
        erase_at(s.fires, item.index);
        erase_at(s.fire_classes, item.index);
        erase_at(s.feeds, item.index);
        break;
    case Kind::person:
        erase_at(s.people, item.index);
        break;
    }
    return {std::move(s), {}};
}

Scenario shift_from(Scenario s, double from_s, double by_s) {
    const auto shift = [&](double& time_s) {
        if (time_s >= from_s) time_s = std::max(0.0, time_s + by_s);
    };
    for (InjectSpec& inject : s.injects)
        if (inject.trigger == Trigger::at) shift(inject.at_s);
    for (ExpectedSpec& item : s.expected) {
        shift(item.open_s);
        shift(item.due_s);
    }
    return s;
}

Scenario scale_times(Scenario s, double factor) {
    for (InjectSpec& inject : s.injects) {
        inject.at_s *= factor;
        inject.delay_s *= factor;
    }
    for (ExpectedSpec& item : s.expected) {
        item.open_s *= factor;
        item.due_s *= factor;
        item.grace_s *= factor;
    }
    return s;
}

std::string to_predicate(const EventChoice& choice) {
    std::string text = "ev(" + std::string(drill::name(choice.kind));
    if (!choice.role.empty()) text += ", role='" + choice.role + "'";
    if (!choice.target.empty()) text += ", target='" + choice.target + "'";
    text += ")";
    if (choice.within_s)
        text += fmt::format(" within [0,{:g}s] of ev(alarm_raised)", *choice.within_s);
    return text;
}

} // namespace editor::document
