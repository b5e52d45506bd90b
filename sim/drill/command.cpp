#include "sim/drill/command.h"

#include "sim/drill/json_text.h"
#include <array>

namespace sim::drill {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view action_names[] = {
#define SIM_ACTION_NAME(name, zh) #name,
    SIM_ACTIONS(SIM_ACTION_NAME)
#undef SIM_ACTION_NAME
};
constexpr const char* action_words[] = {
#define SIM_ACTION_WORD(name, zh) zh,
    SIM_ACTIONS(SIM_ACTION_WORD)
#undef SIM_ACTION_WORD
};
constexpr std::string_view command_kind_names[] = {"act",     "fire_inject", "skip_inject",
                                                   "reading", "panel_line",  "note"};

std::optional<CommandKind> find_command_kind(std::string_view name) noexcept {
    for (std::size_t i = 0; i < std::size(command_kind_names); ++i)
        if (command_kind_names[i] == name) return static_cast<CommandKind>(i);
    return std::nullopt;
}

constexpr std::array command_keys{"seq",   "tick",   "kind",   "source",
                                  "actor", "action", "target", "args"};

bool has_command_shape(const Json& json) {
    if (!json.is_object() || json.size() != command_keys.size()) return false;
    for (const char* key : command_keys)
        if (!json.contains(key)) return false;
    for (const char* key : {"seq", "tick"})
        if (!json[key].is_number_integer()) return false;
    for (const char* key : {"kind", "source", "actor", "action", "target"})
        if (!json[key].is_string()) return false;
    return json["args"].is_object();
}

} // namespace

std::string_view name(Action action) noexcept {
    return action_names[static_cast<std::size_t>(action)];
}

const char* word(Action action) noexcept {
    return action_words[static_cast<std::size_t>(action)];
}

std::optional<Action> find_action(std::string_view name) noexcept {
    for (std::size_t i = 0; i < std::size(action_names); ++i)
        if (action_names[i] == name) return static_cast<Action>(i);
    return std::nullopt;
}

std::string format_command(const Command& command) {
    std::string out = "{\"seq\":" + std::to_string(command.seq);
    out += ",\"tick\":" + std::to_string(command.tick.value);
    out += ",\"kind\":\"";
    out += command_kind_names[static_cast<std::size_t>(command.kind)];
    out += "\",\"source\":";
    append_json_text(out, command.source);
    out += ",\"actor\":";
    append_json_text(out, command.actor);
    out += ",\"action\":\"" + std::string(name(command.action)) + "\"";
    out += ",\"target\":";
    append_json_text(out, command.target);
    out += ",\"args\":" + format_args(command.args) + "}";
    return out;
}

std::optional<Command> parse_command(std::string_view line) {
    const Json json = Json::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
    if (!has_command_shape(json)) return std::nullopt;
    const auto kind = find_command_kind(json["kind"].get_ref<const std::string&>());
    const auto action = find_action(json["action"].get_ref<const std::string&>());
    auto args = read_args(json["args"]);
    if (!kind || !action || !args) return std::nullopt;
    Command command;
    command.seq = json["seq"].get<std::int64_t>();
    command.tick = {json["tick"].get<std::int64_t>()};
    command.kind = *kind;
    command.source = json["source"].get<std::string>();
    command.actor = json["actor"].get<std::string>();
    command.action = *action;
    command.target = json["target"].get<std::string>();
    command.args = std::move(*args);
    return command;
}

} // namespace sim::drill
