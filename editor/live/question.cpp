#include "editor/live/question.h"

#include "editor/live/targets.h"
#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"
#include "sim/drill/action_table.h"
#include "sim/drill/scenario_names.h"
#include "sim/record/fact_words.h"
#include <algorithm>
#include <array>
#include <span>

namespace editor::live {

namespace core = sim::core;
namespace drill = sim::drill;
using core::tr;
using core::trf;
using drill::Action;

namespace {

struct Field {
    const char* key;
    const char* words;
    std::vector<Action> actions;
};

const std::vector<Field>& fields() {
    static const std::vector<Field> all{
        {"alarm",
         "报警、通知",
         {Action::acknowledge_alarm, Action::notify, Action::confirm_alarm, Action::call_119,
          Action::call_leader, Action::broadcast, Action::set_linkage_auto,
          Action::press_call_point, Action::call_120, Action::silence_alarm, Action::reset_panel,
          Action::call_110, Action::notify_family}},
        {"fire",
         "查看、灭火",
         {Action::inspect, Action::fetch_extinguisher, Action::use_extinguisher,
          Action::use_blanket, Action::withdraw, Action::gas_close, Action::power_cut,
          Action::oxygen_close}},
        {"people",
         "救人",
         {Action::wake_room, Action::move_resident, Action::shelter_room, Action::search_room,
          Action::oxygen_bottle, Action::lead_chain, Action::push_cot, Action::take_medicine}},
        {"doors",
         "门和区域",
         {Action::close_door, Action::open_door, Action::unlock_door, Action::shut_zone,
          Action::close_route}},
        {"report",
         "清点、报告、迎车",
         {Action::headcount, Action::report_headcount, Action::guide_fire_service,
          Action::report_to_fireservice, Action::hand_over, Action::stand_down}},
        {"other",
         "走过去、其他",
         {Action::go_to, Action::wait, Action::answer_check, Action::power_restore,
          Action::start_generator, Action::free_lift, Action::assign_vehicle}},
    };
    return all;
}

/// What has to be said on the telephone. Source: docs/references.md (fields of a call)
struct Item {
    const char* key;
    const char* words;
    const char* question; ///< the dispatcher's, when it was not said
};
constexpr std::array<Item, 6> call_items{{
    {"addr", "单位地址、路口", "什么地方？哪条路、哪个路口？"},
    {"what", "什么东西在烧", "什么东西着火了？"},
    {"size", "火有多大", "火势多大？有没有明火、浓烟？"},
    {"trapped", "有没有人被困、多少人", "里面有没有人被困？多少人？"},
    {"phone", "自己的姓名、电话", "你叫什么？电话多少？"},
    {"guide", "派人到路口接车", "有没有人到路口接车？"},
}};
constexpr std::array<Item, 5> report_items{{
    {"where", "起火的楼层、房间", ""},
    {"what", "什么东西在烧", ""},
    {"trapped", "还有谁没出来、在哪里", ""},
    {"sheltered", "谁在哪个房间关门避险", ""},
    {"hydrant", "消火栓、水源在哪里", ""},
}};

bool is_call(Action action) {
    return action == Action::call_119 || action == Action::call_120 || action == Action::call_110;
}
bool has_items(Action action) {
    return is_call(action) || action == Action::report_to_fireservice ||
           action == Action::report_headcount;
}
std::span<const Item> items_of(Action action) {
    if (action == Action::report_to_fireservice) return report_items;
    return call_items;
}

/// What the dispatcher still wants to know.
std::vector<const Item*> list_unsaid(const Draft& draft) {
    std::vector<const Item*> unsaid;
    for (const Item& item : call_items)
        if (std::find(draft.items.begin(), draft.items.end(), item.key) == draft.items.end())
            unsaid.push_back(&item);
    return unsaid;
}

constexpr const char* no_answer = "no";

Question ask_field() {
    Question question{tr("现在做什么？"), {}, false};
    for (const Field& field : fields())
        question.choices.push_back({tr(field.words), field.key});
    return question;
}

Question ask_action(const Draft& draft) {
    Question question{tr("具体做什么？"), {}, false};
    for (const Field& field : fields())
        if (draft.field == field.key)
            for (const Action action : field.actions)
                question.choices.push_back(
                    {tr(drill::word(action)), std::string(drill::name(action))});
    return question;
}

Question ask_target(const LiveDrill& live, const document::Document& document, const Draft& draft) {
    Question question{
        trf("{}：对谁、在哪里？（近的在前）", tr(drill::word(*draft.action))), {}, false};
    for (Target& target : list_targets(live, document, draft.person, *draft.action))
        question.choices.push_back({std::move(target.words), std::move(target.key)});
    if (question.choices.empty())
        question.words = *draft.action == Action::use_extinguisher
                             ? tr("还没有看到火。先去查看。")
                             : tr("这里没有可以选的。按 Esc 返回。");
    return question;
}

const drill::ResidentSpec* find_resident(const LiveDrill& live, const std::string& key) {
    for (const drill::ResidentSpec& resident : live.loaded().scenario.residents)
        if (resident.key == key) return &resident;
    return nullptr;
}

Question ask_device(const LiveDrill& live, const Draft& draft) {
    Question question{tr("用什么转移？"), {}, false};
    if (const auto* resident = find_resident(live, draft.target))
        for (const auto kind : resident->devices)
            question.choices.push_back(
                {sim::plan::device_word(kind),
                 std::string(drill::device_names[static_cast<std::size_t>(kind)])});
    return question;
}

Question ask_destination(const LiveDrill& live, const Draft& draft) {
    Question question{tr("转移到哪里？"), {}, false};
    for (Target& target : list_destinations(live, draft.target))
        question.choices.push_back({std::move(target.words), std::move(target.key)});
    return question;
}

Question ask_items(const LiveDrill& live, const document::Document& document, const Draft& draft) {
    if (*draft.action == Action::report_headcount) {
        Question question{tr("报告：哪些房间里有人关门避险？选好按回车"), {}, true};
        for (Target& target : list_targets(live, document, draft.person, Action::shelter_room))
            question.choices.push_back({std::move(target.words), std::move(target.key)});
        return question;
    }
    Question question{is_call(*draft.action) ? tr("电话通了。你说什么？选好按回车")
                                             : tr("向消防队说什么？选好按回车"),
                      {},
                      true};
    for (const Item& item : items_of(*draft.action))
        question.choices.push_back({tr(item.words), item.key});
    return question;
}

Question ask_back(const Draft& draft) {
    const auto unsaid = list_unsaid(draft);
    const Item& item = *unsaid[draft.asked_count];
    return {trf("接警员问：{}", tr(item.question)),
            {{tr("说清楚"), item.key}, {tr("答不上来"), no_answer}},
            false};
}

bool needs_device(const LiveDrill& live, const Draft& draft) {
    const auto* resident = find_resident(live, draft.target);
    return *draft.action == Action::move_resident && draft.device.empty() && resident &&
           !resident->devices.empty();
}
bool needs_destination(const LiveDrill& live, const Draft& draft) {
    return *draft.action == Action::move_resident && draft.destination.empty() &&
           !list_destinations(live, draft.target).empty();
}
/// Only the fire brigade's dispatcher asks back; the count goes to those not yet answered.
bool is_asked_back(const Draft& draft) {
    return *draft.action == Action::call_119 && draft.asked_count < list_unsaid(draft).size();
}

bool wants_target(const LiveDrill& live, const Draft& draft) {
    return draft.target.empty() && asks_for_target(live, *draft.action);
}

drill::Command make_command(const Draft& draft) {
    drill::Command command;
    command.actor = draft.person;
    command.action = *draft.action;
    command.target = draft.target;
    if (!draft.device.empty()) command.args.set("device", draft.device);
    if (!draft.destination.empty()) command.args.set("to", draft.destination);
    if (is_call(*draft.action) || *draft.action == Action::report_to_fireservice)
        command.args.set("fields", draft.items);
    if (*draft.action == Action::report_headcount) command.args.set("sheltered", draft.items);
    return command;
}

/// The decision when nothing is left to ask; the draft begins anew with it.
std::optional<drill::Command> complete(const LiveDrill& live, Draft& draft) {
    if (!draft.action || wants_target(live, draft)) return std::nullopt;
    if (needs_device(live, draft) || needs_destination(live, draft)) return std::nullopt;
    if (has_items(*draft.action) && (!draft.items_said || is_asked_back(draft)))
        return std::nullopt;
    drill::Command command = make_command(draft);
    draft = Draft{draft.person, {}, {}, {}, {}, {}, {}, false, 0};
    return command;
}

} // namespace

Question next_question(const LiveDrill& live, const document::Document& document,
                       const Draft& draft) {
    if (draft.field.empty()) {
        const std::string why = live.world().refusal(draft.person, Action::wait, "");
        if (!why.empty()) return {why, {}, false};
        return ask_field();
    }
    if (!draft.action) return ask_action(draft);
    if (wants_target(live, draft)) return ask_target(live, document, draft);
    if (needs_device(live, draft)) return ask_device(live, draft);
    if (needs_destination(live, draft)) return ask_destination(live, draft);
    if (!draft.items_said) return ask_items(live, document, draft);
    return ask_back(draft);
}

std::optional<drill::Command> answer(const LiveDrill& live, Draft& draft,
                                     const std::string& value) {
    if (draft.field.empty())
        draft.field = value;
    else if (!draft.action)
        draft.action = drill::find_action(value);
    else if (wants_target(live, draft))
        draft.target = value;
    else if (needs_device(live, draft))
        draft.device = value;
    else if (needs_destination(live, draft))
        draft.destination = value;
    else if (draft.items_said && value != no_answer)
        draft.items.push_back(value); // one fewer unsaid: the count stands at the next
    else if (draft.items_said)
        ++draft.asked_count;
    return complete(live, draft);
}

std::optional<drill::Command> send_items(const LiveDrill& live, Draft& draft,
                                         std::vector<std::string> items) {
    if (!draft.action || !has_items(*draft.action) || draft.items_said) return std::nullopt;
    draft.items = std::move(items);
    draft.items_said = true;
    return complete(live, draft);
}

void step_back(Draft& draft) {
    if (draft.items_said) {
        draft.items.clear();
        draft.items_said = false;
        draft.asked_count = 0;
    } else if (!draft.destination.empty())
        draft.destination.clear();
    else if (!draft.device.empty())
        draft.device.clear();
    else if (!draft.target.empty())
        draft.target.clear();
    else if (draft.action)
        draft.action.reset();
    else
        draft.field.clear();
}

std::vector<std::string> list_messages(const document::Document& document, std::string_view person,
                                       std::size_t most_count) {
    using drill::FactKind;
    std::string role;
    for (const drill::Cast& one : document.record.cast)
        if (one.key == person) role = one.role;
    std::vector<std::string> messages;
    const auto& facts = document.record.facts;
    for (auto at = facts.rbegin(); at != facts.rend() && messages.size() < most_count; ++at) {
        const drill::Value* to = at->args.find("to");
        const auto* told = to ? std::get_if<std::string>(to) : nullptr;
        const bool mine =
            at->actor == person || (at->kind == FactKind::inject && told && *told == role) ||
            (at->kind == FactKind::notify && at->target == role) || at->kind == FactKind::broadcast;
        if (!mine) continue;
        std::string sentence = sim::record::describe_fact(document.record, *at);
        if (!sentence.empty()) messages.push_back(std::move(sentence));
    }
    std::reverse(messages.begin(), messages.end());
    return messages;
}

} // namespace editor::live
