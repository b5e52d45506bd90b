#include "editor/document/script_rows.h"

#include "sim/core/text.h"
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

std::vector<ScriptRow> list_script_rows(const Scenario& scenario) {
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

ScriptEdit copy_item(Scenario s, const ScriptItem& item) {
    if (item.kind == Kind::inject) {
        InjectSpec copy = s.injects[item.index];
        copy.no = next_no(s.injects);
        s.injects.push_back(std::move(copy));
        const std::size_t index = s.injects.size() - 1;
        return {std::move(s), {Kind::inject, index}};
    }
    ExpectedSpec copy = s.expected[item.index];
    copy.no = next_no(s.expected);
    s.expected.push_back(std::move(copy));
    const std::size_t index = s.expected.size() - 1;
    return {std::move(s), {Kind::expected, index}};
}

ScriptEdit remove_item(Scenario s, const ScriptItem& item) {
    const auto at = static_cast<std::ptrdiff_t>(item.index);
    if (item.kind == Kind::inject)
        s.injects.erase(s.injects.begin() + at);
    else
        s.expected.erase(s.expected.begin() + at);
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
