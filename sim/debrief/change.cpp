#include "sim/debrief/change.h"

#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"
#include "sim/debrief/whereabouts.h"
#include "sim/drill/action_table.h"
#include "sim/drill/scenario_names.h"
#include "sim/record/fact_words.h"
#include <algorithm>
#include <charconv>

namespace sim::debrief {

using core::tr;
using core::trf;
using drill::Action;
using drill::Command;
using record::name_of;

namespace {

/// Everything that a call for help should say. Source: docs/references.md (fields of a call)
const std::vector<std::string> call_fields{"addr", "what", "size", "trapped", "phone", "guide"};

tl::unexpected<core::Error> refuse(std::string_view key, std::string what, std::string expected) {
    return core::make_error(core::Errc::bad_input,
                            {"--change", std::string(key), std::move(what), std::move(expected)});
}

core::Result<double> read_seconds(std::string_view key, std::string_view text) {
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc() && end == text.data() + text.size() && value > 0 &&
        value <= shift_limit_s)
        return value;
    return refuse(key, tr("看不懂多少秒"), trf("1 到 {} 的数", shift_limit_s));
}

struct Making {
    const record::Record& record;
    const Command& was;
    std::string_view key;
    std::string_view value; ///< behind the equals sign
    Change change;
};
using Made = core::Result<Change>;

Made finish(Making& m, std::string words) {
    m.change.words = std::move(words);
    return std::move(m.change);
}

Made leave_out(Making& m) {
    m.change.instead.clear();
    const std::string what = name_of(m.record, m.was.target);
    if (m.was.action == Action::close_door) return finish(m, trf("不关，让 {} 开着", what));
    if (m.was.action == Action::open_door) return finish(m, trf("不开 {}", what));
    return finish(m, tr("根本没做"));
}

Made shift_later(Making& m) {
    const auto by_s = read_seconds(m.key, m.value);
    if (!by_s) return tl::unexpected(by_s.error());
    m.change.later_s = *by_s;
    return finish(m, trf("晚 {} 秒才做", *by_s));
}

Made shift_earlier(Making& m) {
    const auto by_s = read_seconds(m.key, m.value);
    if (!by_s) return tl::unexpected(by_s.error());
    m.change.later_s = -*by_s;
    const std::int64_t to = m.was.tick.value + core::tick_at(-*by_s).value;
    m.change.from = {std::max<std::int64_t>(0, to)};
    return finish(m, trf("早 {} 秒就做", *by_s));
}

Made change_target(Making& m) {
    const bool known = is_known(m.record, m.value);
    if (!known || m.value == m.was.target)
        return refuse(m.key, trf("图上和脚本里没有别的“{}”", m.value), tr("图上的 key"));
    m.change.instead.front().target = m.value;
    return finish(m, trf("换成 {}", describe_thing(m.record, m.value)));
}

Made change_device(Making& m) {
    const auto kind = plan::find_device(m.value);
    if (!kind || m.was.action != Action::move_resident)
        return refuse(m.key, trf("不能用“{}”转移", m.value),
                      fmt::format("{}", fmt::join(drill::device_names, ", ")));
    m.change.instead.front().args.set("device", std::string(m.value));
    return finish(m, trf("改用{}转移", plan::device_word(*kind)));
}

Made shelter_instead(Making& m) {
    const plan::SpaceId room = room_of(m.record, m.was);
    if (m.was.action != Action::move_resident || !room)
        return refuse(m.key, tr("这个决定不是转移老人"), "");
    Command& instead = m.change.instead.front();
    instead.action = Action::shelter_room;
    instead.target = m.record.plan[room].key;
    instead.args = {};
    return finish(m, trf("不转移，关好 {} 的门就地避险", m.record.plan[room].name));
}

Made shut_after(Making& m) {
    const plan::OpeningId door = m.record.plan.find_opening(m.value);
    if (!door || m.record.plan[door].kind != plan::OpeningKind::door)
        return refuse(m.key, trf("图上没有这扇门：{}", m.value), tr("门的 key，如 door/207"));
    Command shut = m.was;
    shut.action = Action::close_door;
    shut.target = m.value;
    shut.args = {};
    m.change.instead.push_back(std::move(shut));
    return finish(m, trf("做完随手关上 {}", name_of(m.record, m.value)));
}

Made do_otherwise(Making& m) {
    const auto action = drill::find_action(m.value);
    const bool door = m.was.action == Action::open_door || m.was.action == Action::close_door;
    const bool fits = action && *action != m.was.action &&
                      (*action == Action::open_door || *action == Action::close_door);
    if (!door || !fits)
        return refuse(m.key, tr("只有开门和关门能互换"), "do=open_door, do=close_door");
    m.change.instead.front().action = *action;
    const std::string what = name_of(m.record, m.was.target);
    return finish(m, *action == Action::close_door ? trf("不是打开，而是关上 {}", what)
                                                   : trf("不是关上，而是打开 {}", what));
}

Made say_all(Making& m) {
    if (m.was.action != Action::call_119 && m.was.action != Action::call_120)
        return refuse(m.key, tr("这个决定不是打电话求救"), "");
    m.change.instead.front().args.set("fields", call_fields);
    return finish(m, tr("电话里六项都说清"));
}

Made swap_with(Making& m) {
    std::int64_t seq = 0;
    static_cast<void>(std::from_chars(m.value.data(), m.value.data() + m.value.size(), seq));
    const Command* other = find_decision(m.record, seq);
    if (!other || seq <= m.was.seq || other->actor != m.was.actor)
        return refuse(m.key, tr("不是这个人后来的决定"), tr("同一个人后面一个决定的号"));
    Command& instead = m.change.instead.front();
    instead.action = other->action;
    instead.target = other->target;
    instead.args = other->args;
    m.change.swapped_with = seq;
    return finish(m, other->action == m.was.action
                         ? trf("先{}", name_of(m.record, other->target))
                         : trf("先做后来的：{}", describe_command(m.record, *other)));
}

struct Form {
    std::string_view name;
    Made (*make)(Making&);
};
constexpr Form forms[] = {{"not", leave_out},         {"later", shift_later},
                          {"earlier", shift_earlier}, {"target", change_target},
                          {"device", change_device},  {"shelter", shelter_instead},
                          {"shut", shut_after},       {"do", do_otherwise},
                          {"all", say_all},           {"swap", swap_with}};

std::string form_names() {
    std::string names;
    for (const Form& form : forms)
        names += (names.empty() ? "" : ", ") + std::string(form.name);
    return names;
}

} // namespace

core::Result<Change> make_change(const record::Record& record, std::int64_t decision,
                                 std::string_view key) {
    const Command* was = find_decision(record, decision);
    if (!was)
        return core::make_error(core::Errc::bad_input,
                                {"--decision", std::to_string(decision), tr("记录里没有这个决定"),
                                 tr("不写 --decision 列出全部决定")});
    const std::size_t equals = key.find('=');
    Making making{record, *was, key, equals == key.npos ? "" : key.substr(equals + 1), {}};
    Change& change = making.change;
    change.decision = decision;
    change.from = was->tick;
    change.key = key;
    change.instead = {*was};
    for (const Form& form : forms)
        if (form.name == key.substr(0, equals)) return form.make(making);
    return refuse(key, tr("不认识这种改法"), form_names());
}

} // namespace sim::debrief
