#include "sim/record/fact_words.h"

#include "sim/core/text.h"
#include <algorithm>

namespace sim::record {

using core::tr;
using core::trf;
using drill::FactKind;

namespace {

template <class List>
const std::string* find_name(const List& list, std::string_view key) {
    for (const auto& item : list)
        if (item.key == key) return item.name.empty() ? &item.key : &item.name;
    return nullptr;
}

std::string text_arg(const drill::Fact& fact, std::string_view name) {
    const drill::Value* value = fact.args.find(name);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

std::int64_t count_arg(const drill::Fact& fact, std::string_view name) {
    const drill::Value* value = fact.args.find(name);
    const auto* count = value ? std::get_if<std::int64_t>(value) : nullptr;
    return count ? *count : 0;
}

std::string agent_word(std::string_view agent) {
    if (agent == "abc_powder") return tr("ABC 干粉");
    if (agent == "bc_powder") return tr("BC 干粉");
    if (agent == "water" || agent == "water_mist") return tr("水基");
    if (agent == "foam") return tr("泡沫");
    if (agent == "carbon_dioxide") return tr("二氧化碳");
    if (agent == "wet_chemical") return tr("厨房专用");
    return std::string(agent);
}

} // namespace

std::string name_of(const Record& record, std::string_view key) {
    if (key == "system") return tr("建筑");
    for (const auto& c : record.cast)
        if (c.key == key) return c.name;
    const auto& p = record.plan;
    for (const std::string* name :
         {find_name(record.scenario.roles, key), find_name(p.spaces, key),
          find_name(p.openings, key), find_name(p.equipment, key), find_name(p.detectors, key),
          find_name(p.places, key), find_name(p.compartments, key), find_name(p.levels, key),
          find_name(p.beds, key)})
        if (name) return *name;
    for (std::size_t i = 0; i < record.scenario.fires.size(); ++i)
        if (record.scenario.fires[i].key == key)
            return trf("{}的火", name_of(record, p[record.scenario.fires[i].space].key));
    return std::string(key);
}

namespace {

/// Stated at the time that was published, not at one the model found.
bool follows_published_script(const Record& record, const drill::Fact& fact) {
    if (!fact.args.find("scripted")) return false;
    const auto& injects = record.scenario.injects;
    return std::any_of(injects.begin(), injects.end(), [&](const auto& inject) {
        return inject.trigger == drill::InjectSpec::Trigger::at && inject.published_s &&
               inject.fact == drill::name(fact.kind) && inject.target == fact.target;
    });
}

/// The trainer's; a mark of an observer has no text of its own.
std::string describe_note(const Record& record, const drill::Fact& fact) {
    const std::string text = text_arg(fact, "text");
    if (text.empty()) return {};
    std::string about = name_of(record, text_arg(fact, "about"));
    if (!fact.target.empty())
        about += (about.empty() ? "" : tr("，")) + name_of(record, fact.target);
    return about.empty() ? trf("导调记：{}", text) : trf("导调记（{}）：{}", about, text);
}

} // namespace

std::string describe_fact(const Record& record, const drill::Fact& fact) {
    const std::string who = name_of(record, fact.actor), what = name_of(record, fact.target);
    switch (fact.kind) {
    case FactKind::ordered:
    case FactKind::arrived:
    case FactKind::opening_state:
    case FactKind::drill_started:
    case FactKind::drill_ended:
    case FactKind::person_safe:
        return {};
    case FactKind::observed:
        return describe_note(record, fact);
    case FactKind::inject:
        return text_arg(fact, "text");
    case FactKind::command_refused:
        return trf("{} 没能做到：{}", who, text_arg(fact, "reason"));
    case FactKind::fire_started:
        return trf("{} 起火（阴燃）", name_of(record, text_arg(fact, "space")));
    case FactKind::fire_flaming:
        return trf("{} 出现明火", name_of(record, text_arg(fact, "space")));
    case FactKind::alarm_raised:
        return trf("报警：{}", what);
    case FactKind::broadcast:
        return fact.actor == "system" ? std::string(tr("联动广播启动")) : trf("{} 广播疏散", who);
    case FactKind::get_ext:
        return trf("{} 取到灭火器（{}）", who, agent_word(text_arg(fact, "class")));
    case FactKind::use_ext:
        return trf("{} 使用灭火器（{}）", who, agent_word(text_arg(fact, "class")));
    case FactKind::withdraw: {
        const std::string result = text_arg(fact, "result");
        if (result == "out") return trf("{} 扑灭了火", who);
        if (result == "too_big") return trf("火势过大，{} 撤离火点", who);
        if (result == "empty") return trf("灭火器用完，{} 撤离火点", who);
        return trf("{} 撤离火点", who);
    }
    case FactKind::headcount:
        return trf("{} 清点 {}：应有 {}，找到 {}", who, what, count_arg(fact, "n_expected"),
                   count_arg(fact, "n_found"));
    case FactKind::space_smoky:
        return trf("{} 进烟（能见度低于 5 m）", what);
    case FactKind::room_untenable:
        return trf("{} 已不可停留", what);
    case FactKind::room_clear:
        return trf("{} 已清空", what);
    case FactKind::resident_lost:
        return trf("{} 失能（{}）", what, name_of(record, text_arg(fact, "space")));
    case FactKind::resident_safe:
        return trf("{} 到达室外", what);
    case FactKind::resident_sheltered:
        return trf("{} 避险：{}", what, name_of(record, text_arg(fact, "space")));
    case FactKind::enter_smoke:
        return trf("{} 进入烟气：{}", who, what);
    case FactKind::transfer_refused:
        return trf("{} 不能转移：{}", what, text_arg(fact, "reason"));
    case FactKind::transfer_stopped:
        return trf("{} 转移中断：{}", what, text_arg(fact, "reason"));
    case FactKind::transfer_redirected:
        return trf("{} 改送 {}：{}", what, name_of(record, text_arg(fact, "to")),
                   text_arg(fact, "reason"));
    case FactKind::resident_handed_over:
        return trf("{} 由 {} 交给 {}", what, name_of(record, text_arg(fact, "from")), who);
    case FactKind::shelter_failed:
        return trf("{} 避险的房间进烟：{}", what, name_of(record, text_arg(fact, "space")));
    default:
        break;
    }
    std::string sentence = fact.actor == "system" ? std::string(tr(drill::word(fact.kind)))
                                                  : who + " " + tr(drill::word(fact.kind));
    if (!fact.target.empty()) sentence += tr("：") + what;
    if (follows_published_script(record, fact)) sentence += tr("（按公布的时间线给定）");
    return sentence;
}

} // namespace sim::record
