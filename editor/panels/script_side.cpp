// Right of a script: the chosen thing, or the whole; each field is one gesture.
#include "editor/panels/fields.h"
#include "editor/panels/panes.h"
#include "editor/panels/script_hand.h"
#include "sim/core/text.h"
#include "sim/drill/fact_index.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace editor::panels {

namespace drill = sim::drill;
using document::ScriptItem;
using drill::InjectSpec;
using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;
using Kind = ScriptItem::Kind;

namespace {

ImVec2 wide(float design_height) {
    return {ImGui::GetContentRegionAvail().x, px(design_height)};
}

std::vector<std::string> role_names(const drill::Scenario& scenario) {
    std::vector<std::string> names;
    for (const drill::RoleSpec& role : scenario.roles)
        names.push_back(role.name);
    return names;
}

std::size_t role_index(const drill::Scenario& scenario, const std::string& key) {
    std::size_t i = 0;
    while (i < scenario.roles.size() && scenario.roles[i].key != key)
        ++i;
    return i;
}

/// Something that the script or the plan names; none is a choice too.
void choose_target(Fields& fields, const drill::Scenario& scenario, const sim::plan::Plan& plan,
                   const char* question, std::string& key) {
    const auto targets = document::list_targets(scenario, plan);
    std::vector<std::string> names{tr("（没有）")};
    std::size_t chosen = 0;
    for (const auto& [known, words] : targets) {
        if (known == key) chosen = names.size();
        names.push_back(words);
    }
    if (chosen == 0 && !key.empty()) { // named otherwise: a level, a compartment
        chosen = names.size();
        names.push_back(key);
    }
    const std::size_t before = chosen;
    fields.choice("target", question, chosen, names);
    if (chosen != before) key = chosen == 0 ? "" : targets[chosen - 1].first;
}

/// Growth as t2 fires are named. Source: docs/references.md#t2
void choose_growth(Fields& fields, double& alpha_kW_per_s2) {
    constexpr std::array named{0.0029, 0.0117, 0.0469, 0.1876};
    std::vector<std::string> names{tr("慢"), tr("中等"), tr("快"), tr("超快")};
    std::size_t chosen = 0;
    while (chosen < named.size() && std::abs(named[chosen] - alpha_kW_per_s2) > 1e-4)
        ++chosen;
    if (chosen == named.size()) names.push_back(trf("脚本自定（{:g} kW/s²）", alpha_kW_per_s2));
    fields.choice("growth", tr("长得多快"), chosen, names);
    if (chosen < named.size()) alpha_kW_per_s2 = named[chosen];
}

/// A condition from three choices instead of written words.
void draw_condition_choice(Desk& desk, std::string& predicate, bool& changed) {
    Scripting& s = *desk.scripting;
    const drill::Scenario& scenario = s.file.scenario();
    Fields fields(desk);
    std::vector<std::string> kinds, places{tr("（不限）")}, roles{tr("（不限）")};
    for (std::size_t i = 0; i < drill::fact_kind_count; ++i)
        kinds.emplace_back(tr(drill::word(static_cast<drill::FactKind>(i))));
    for (const std::string& name : role_names(scenario))
        roles.push_back(name);
    for (const auto& space : s.file.plan().spaces)
        places.push_back(space.name.empty() ? space.key : space.name);
    auto kind = static_cast<std::size_t>(s.choice.kind);
    std::size_t role = s.choice.role.empty() ? 0 : role_index(scenario, s.choice.role) + 1;
    std::size_t place = 0;
    for (std::size_t i = 0; i < s.file.plan().spaces.size(); ++i)
        if (s.file.plan().spaces[i].key == s.choice.target) place = i + 1;
    quiet_text(tr("拼一个条件："));
    fields.choice("kind", tr("什么事"), kind, kinds);
    fields.choice("role", tr("谁做的"), role, roles);
    fields.choice("place", tr("在哪一间"), place, places);
    s.choice.kind = static_cast<drill::FactKind>(kind);
    s.choice.role = role == 0 ? "" : scenario.roles[role - 1].key;
    s.choice.target = place == 0 ? "" : s.file.plan().spaces[place - 1].key;
    if (!button(desk, "use condition", tr("换成这个条件"), "", wide(40), Look::quiet)) return;
    predicate = document::to_predicate(s.choice);
    changed = true;
}

void draw_inject(Desk& desk) {
    drill::Scenario after = desk.scripting->file.scenario();
    InjectSpec& inject = after.injects[desk.scripting->selected.index];
    heading(trf("注入 {}", inject.no));
    Fields fields(desk);
    auto trigger = static_cast<std::size_t>(inject.trigger);
    fields.choice("trigger", tr("什么时候"), trigger,
                  {tr("到时间"), tr("条件成立以后"), tr("条件成立时"), tr("导调触发")});
    inject.trigger = static_cast<InjectSpec::Trigger>(trigger);
    if (inject.trigger == InjectSpec::Trigger::at) fields.number("at", tr("第几秒"), inject.at_s);
    if (inject.trigger == InjectSpec::Trigger::after)
        fields.number("delay", tr("再过几秒"), inject.delay_s);
    fields.text("text", tr("内容"), inject.text);
    fields.text("from", tr("从"), inject.from);
    std::size_t to = role_index(after, inject.to);
    fields.choice("to", tr("到"), to, role_names(after));
    if (to < after.roles.size()) inject.to = after.roles[to].key;
    fields.text("channel", tr("渠道"), inject.channel);
    const bool conditional =
        inject.trigger == InjectSpec::Trigger::after || inject.trigger == InjectSpec::Trigger::when;
    if (conditional) {
        fields.text("predicate", tr("条件"), inject.predicate);
        draw_condition_choice(desk, inject.predicate, fields.changed);
        if (inject.predicate.empty()) inject.predicate = document::to_predicate({});
    }
    if (fields.changed) commit_script(desk, after);
}

void draw_expected(Desk& desk) {
    drill::Scenario after = desk.scripting->file.scenario();
    drill::ExpectedSpec& item = after.expected[desk.scripting->selected.index];
    heading(trf("考核 {}", item.no));
    Fields fields(desk);
    fields.text("action", tr("要做什么"), item.action);
    std::size_t role = role_index(after, item.role);
    fields.choice("role of", tr("谁"), role, role_names(after));
    if (role < after.roles.size()) item.role = after.roles[role].key;
    fields.number("due", tr("最迟第几秒"), item.due_s);
    fields.number("grace", tr("宽限几秒"), item.grace_s);
    fields.number("weight", tr("分值"), item.weight);
    auto element = static_cast<std::size_t>(item.element);
    fields.choice("element", tr("考什么"), element,
                  {tr("懂危险性"), tr("会报警"), tr("会扑救"), tr("会疏散"), tr("指挥")});
    item.element = static_cast<sim::core::CompetenceElement>(element);
    fields.tick("critical", tr("关键动作"), item.critical);
    fields.text("predicate", tr("条件（怎样算做到）"), item.predicate);
    draw_condition_choice(desk, item.predicate, fields.changed);
    if (fields.changed) commit_script(desk, after);
}

/// A step of the response plan: who does what to what, when.
void draw_step(Desk& desk) {
    Scripting& s = *desk.scripting;
    drill::Scenario after = s.file.scenario();
    drill::ResponseStep& step = after.response[s.selected.index];
    heading(trf("预案第 {} 步", step.no));
    Fields fields(desk);
    std::size_t role = role_index(after, step.role);
    fields.choice("role of", tr("谁"), role, role_names(after));
    if (role < after.roles.size()) step.role = after.roles[role].key;
    std::vector<std::string> actions;
    for (std::size_t i = 0; i < drill::action_count; ++i)
        actions.emplace_back(tr(drill::word(static_cast<drill::Action>(i))));
    auto action = static_cast<std::size_t>(step.action);
    fields.choice("action", tr("做什么"), action, actions);
    step.action = static_cast<drill::Action>(action);
    choose_target(fields, after, s.file.plan(), tr("对什么、在哪里"), step.target);
    fields.text("when", tr("什么时候（不写是上一步做完）"), step.when);
    draw_condition_choice(desk, step.when, fields.changed);
    fields.tick("skippable", tr("普通队伍可能忘"), step.skippable);
    if (fields.changed) commit_script(desk, after);
}

void draw_fire(Desk& desk) {
    Scripting& s = *desk.scripting;
    drill::Scenario after = s.file.scenario();
    const auto& plan = s.file.plan();
    auto& fire = after.fires[s.selected.index];
    heading(tr("起火"));
    Fields fields(desk);
    std::vector<std::string> spaces;
    for (const auto& space : plan.spaces)
        spaces.push_back(space.name.empty() ? space.key : space.name);
    std::size_t space = fire.space.index();
    fields.choice("space", tr("在哪一间"), space, spaces);
    if (space != fire.space.index())
        document::put_fire(fire, plan, sim::core::make_id<sim::plan::SpaceId>(space));
    bool timed = std::isfinite(fire.ignition_s);
    fields.tick("timed", tr("到时间自己起火（不选就由注入点燃）"), timed);
    if (timed != std::isfinite(fire.ignition_s))
        fire.ignition_s = timed ? 0 : std::numeric_limits<double>::infinity();
    if (timed) fields.number("ignition", tr("第几秒起火"), fire.ignition_s);
    choose_growth(fields, fire.alpha_kW_per_s2);
    fields.number("peak", tr("最大多少千瓦"), fire.peak_kW);
    auto kind = static_cast<std::size_t>(after.fire_classes[s.selected.index]);
    fields.choice("class", tr("烧的是什么"), kind,
                  {tr("固体（A 类）"), tr("液体（B 类）"), tr("气体（C 类）"),
                   tr("带电设备（E 类）"), tr("食用油（F 类）"), tr("锂电池")});
    after.fire_classes[s.selected.index] = static_cast<sim::devices::FireClass>(kind);
    if (fields.changed) commit_script(desk, after);
}

void draw_person(Desk& desk) {
    Scripting& s = *desk.scripting;
    drill::Scenario after = s.file.scenario();
    drill::PersonSpec& person = after.people[s.selected.index];
    heading(tr("人员"));
    Fields fields(desk);
    fields.text("name", tr("姓名"), person.name);
    std::size_t role = role_index(after, person.role);
    fields.choice("role of", tr("角色"), role, role_names(after));
    if (role < after.roles.size()) person.role = after.roles[role].key;
    choose_target(fields, after, s.file.plan(), tr("在哪里"), person.place);
    fields.number("arrives", tr("第几秒到场（0 是一直在）"), person.arrives_s);
    fields.number("delay", tr("接到警报后几秒才动"), person.alert_delay_s);
    fields.tick("mask", tr("有防烟面具"), person.has_mask);
    bool strong = person.fitness == sim::assist::Fitness::strong;
    fields.tick("strong", tr("体力好，抬人推人快"), strong);
    person.fitness = strong ? sim::assist::Fitness::strong : sim::assist::Fitness::usual;
    fields.tick("key", tr("有钥匙"), person.has_key);
    quiet_text(tr("角色今晚有人值班的，开始演练时换成值班的人。老人在图纸的床上改。"));
    if (fields.changed) commit_script(desk, after);
}

void draw_times(Desk& desk) {
    Scripting& s = *desk.scripting;
    ImGui::Dummy({0, px(8)});
    Fields fields(desk);
    fields.number("shift", tr("从这一条起，都推后几秒（负数提前）"), s.shift_by_s);
    if (button(desk, "shift", tr("推"), "", wide(36), Look::quiet)) return shift_script(desk);
    double percent = s.scale_ratio * 100;
    fields.number("scale", tr("全部时间按百分之几"), percent);
    s.scale_ratio = percent / 100;
    if (button(desk, "scale times", tr("缩放"), "", wide(36), Look::quiet)) scale_script(desk);
}

void draw_item(Desk& desk) {
    switch (desk.scripting->selected.kind) {
    case Kind::none:
        return draw_whole_script(desk);
    case Kind::inject:
        return draw_inject(desk);
    case Kind::expected:
        return draw_expected(desk);
    case Kind::step:
        return draw_step(desk);
    case Kind::fire:
        return draw_fire(desk);
    case Kind::person:
        return draw_person(desk);
    }
}

} // namespace

void draw_script_side(Desk& desk, const Place& place) {
    const Pane pane("script side", place.low, place.size, palette().panel);
    ImGui::SetCursorPos({px(14), px(8)});
    ImGui::BeginChild("fields", {place.size.x - px(28), place.size.y - px(16)});
    const Scripting& s = *desk.scripting;
    if (!s.notice.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, s.refused ? palette().overdue : palette().in_time);
        wrapped_text((s.refused ? "■ " : "● ") + s.notice);
        ImGui::PopStyleColor();
    }
    ImGui::PushID(static_cast<int>(s.selected.kind));
    ImGui::PushID(static_cast<int>(s.selected.index));
    draw_item(desk);
    ImGui::PopID();
    ImGui::PopID();
    draw_times(desk);
    ImGui::EndChild();
}

} // namespace editor::panels
