// Timed decisions of named people, one JSON object a line.
#include "sim/core/file.h"
#include "sim/core/json_reader.h"
#include "sim/core/text.h"
#include "sim/drill/action_table.h"
#include "sim/drill/team_policy.h"
#include <algorithm>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

constexpr std::uintmax_t decisions_limit_bytes = 4u << 20;

void read_args(core::ObjectReader& line, Command& command) {
    const auto* args = line.raw("args");
    if (!args) return;
    auto parsed = parse_args(args->dump());
    if (!parsed)
        line.report("args", tr("参数看不懂"),
                    tr("一层的对象：数字、文字、true/false 或文字的数组"));
    else
        command.args = std::move(*parsed);
}

void check_person(core::ObjectReader& line, const LoadedScenario& loaded, const Command& command) {
    const auto& people = loaded.scenario.people;
    const auto person = std::find_if(people.begin(), people.end(),
                                     [&](const PersonSpec& p) { return p.key == command.actor; });
    if (person == people.end()) {
        std::string known;
        for (const PersonSpec& p : people)
            known += (known.empty() ? "" : ", ") + p.key;
        line.report("person", trf("脚本里没有这个人：{}", command.actor), known);
    } else if (core::seconds(command.tick) < person->arrives_s) {
        line.report("t_s",
                    trf("{} 要到 {} 秒才到场，还不能做决定", person->name, person->arrives_s));
    }
}

/// A target that stands neither in the plan nor in the scenario is a slip of the pen.
void check_target(core::ObjectReader& line, const LoadedScenario& loaded, const Command& command) {
    const std::string& t = command.target;
    if (t.empty()) {
        if (rule_of(command.action).target_needed)
            line.report("target", trf("“{}”没有说明对象", core::tr(word(command.action))));
        return;
    }
    const plan::Plan& plan = loaded.plan;
    const Scenario& s = loaded.scenario;
    const auto has = [&t](const auto& list) {
        return std::any_of(list.begin(), list.end(),
                           [&t](const auto& item) { return item.key == t; });
    };
    const bool in_plan = plan.find_space(t) || plan.find_opening(t) || plan.find_equipment(t) ||
                         plan.find_place(t) || plan.find_compartment(t) || plan.find_level(t);
    if (!in_plan && !has(s.residents) && !has(s.fires) && !has(s.roles) && !has(s.people))
        line.report("target", trf("图上和脚本里都没有“{}”", t));
}

void read_note(core::ObjectReader& line, const LoadedScenario& loaded, Command& command) {
    command.kind = CommandKind::note;
    command.target = line.text("place", "");
    if (!command.target.empty() && !loaded.plan.find_space(command.target))
        line.report("place", trf("图上没有“{}”", command.target));
    command.args.set("text", line.text("text"));
    if (const std::string person = line.text("about", ""); !person.empty())
        command.args.set("about", person);
    if (line.boolean(early_end_arg, false)) command.args.set(std::string(early_end_arg), true);
}

/// What the trainer does with an inject, or notes.
Command read_trainer_line(core::ObjectReader& line, const LoadedScenario& loaded) {
    Command command;
    command.source = "trainer";
    command.tick = core::tick_at(line.number("t_s", {0, loaded.scenario.end_s}));
    const std::string what = line.text("trainer");
    if (what == "note") {
        read_note(line, loaded, command);
        line.finish();
        return command;
    }
    command.kind = what == "skip" ? CommandKind::skip_inject : CommandKind::fire_inject;
    if (what != "skip" && what != "fire")
        line.report("trainer", trf("不认识“{}”", what),
                    tr("fire（现在发）、skip（不发）或 note（记一笔）"));
    const auto no = static_cast<int>(line.number("inject", {1, 1e6}));
    command.target = std::to_string(no);
    const auto& injects = loaded.scenario.injects;
    if (std::none_of(injects.begin(), injects.end(),
                     [no](const InjectSpec& inject) { return inject.no == no; }))
        line.report("inject", trf("脚本里没有第 {} 条注入", no));
    read_args(line, command);
    line.finish();
    return command;
}

Command read_line(core::ObjectReader& line, const LoadedScenario& loaded) {
    if (line.raw("trainer")) return read_trainer_line(line, loaded);
    Command command;
    command.kind = CommandKind::act;
    command.source = "decision";
    command.tick = core::tick_at(line.number("t_s", {0, loaded.scenario.end_s}));
    command.actor = line.text("person");
    const std::string action = line.text("action");
    const auto known = find_action(action);
    if (known)
        command.action = *known;
    else if (!action.empty())
        line.report("action", trf("不认识的动作：{}", action));
    command.target = line.text("target", "");
    if (known) check_target(line, loaded, command);
    read_args(line, command);
    check_person(line, loaded, command);
    line.finish();
    return command;
}

} // namespace

core::Result<std::vector<Command>> load_decisions(const std::string& file,
                                                  const LoadedScenario& loaded) {
    auto bytes = core::read_file(file, decisions_limit_bytes);
    if (!bytes) return tl::unexpected(bytes.error());
    core::JsonSource source{file, {}};
    std::vector<Command> commands;
    std::size_t number = 0, begin = 0;
    while (begin < bytes->size()) {
        const std::size_t end = std::min(bytes->find('\n', begin), bytes->size());
        const std::string_view text = std::string_view(*bytes).substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (text.find_first_not_of(" \t\r") == text.npos) continue;
        const std::string place = trf("第 {} 行", number);
        auto json = core::parse_json(file, text);
        if (!json) {
            for (core::Problem problem : json.error().problems) {
                problem.pointer = place + " " + problem.pointer;
                source.problems.push_back(std::move(problem));
            }
            continue;
        }
        core::ObjectReader line(*json, place, source);
        Command command = read_line(line, loaded);
        if (!commands.empty() && command.tick < commands.back().tick)
            line.report("t_s", tr("时间比上一行还早"), tr("按时间先后排列"));
        commands.push_back(std::move(command));
    }
    if (number == 0) source.problems.push_back({file, "1:1", tr("文件是空的"), ""});
    if (!source.problems.empty()) return core::make_error(std::move(source.problems));
    return commands;
}

namespace {

std::string text_of(const Command& command, std::string_view name) {
    const Value* value = command.args.find(name);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? *text : std::string();
}

} // namespace

std::string format_decision(const Command& command) {
    nlohmann::ordered_json line;
    line["t_s"] = core::seconds(command.tick);
    if (command.kind == CommandKind::note) {
        line["trainer"] = "note";
        line["text"] = text_of(command, "text");
        if (!command.target.empty()) line["place"] = command.target;
        if (const std::string about = text_of(command, "about"); !about.empty())
            line["about"] = about;
        if (command.args.find(early_end_arg)) line[std::string(early_end_arg)] = true;
        return line.dump();
    }
    if (command.kind != CommandKind::act) {
        line["trainer"] = command.kind == CommandKind::skip_inject ? "skip" : "fire";
        line["inject"] = std::stoi(command.target);
    } else {
        line["person"] = command.actor;
        line["action"] = name(command.action);
        if (!command.target.empty()) line["target"] = command.target;
    }
    if (!command.args.items.empty())
        line["args"] = nlohmann::ordered_json::parse(format_args(command.args));
    return line.dump();
}

std::optional<core::Tick> find_early_end(std::span<const Fact> facts) noexcept {
    for (const Fact& fact : facts)
        if (fact.kind == FactKind::observed && fact.actor == "trainer" &&
            fact.args.find(early_end_arg))
            return fact.tick;
    return std::nullopt;
}

std::vector<std::string> list_deciding(std::span<const Command> commands) {
    std::vector<std::string> deciding;
    for (const Command& command : commands)
        if (command.kind == CommandKind::act && command.source == "decision" &&
            std::find(deciding.begin(), deciding.end(), command.actor) == deciding.end())
            deciding.push_back(command.actor);
    return deciding;
}

} // namespace sim::drill
