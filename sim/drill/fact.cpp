#include "sim/drill/fact.h"

#include "sim/drill/json_text.h"
#include <array>
#include <limits>
#include <map>

namespace sim::drill {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view kind_names[] = {
#define SIM_FACT_NAME(name, zh) #name,
    SIM_FACT_KINDS(SIM_FACT_NAME)
#undef SIM_FACT_NAME
};
constexpr const char* kind_words[] = {
#define SIM_FACT_WORD(name, zh) zh,
    SIM_FACT_KINDS(SIM_FACT_WORD)
#undef SIM_FACT_WORD
};

constexpr std::size_t args_limit_count = 64; ///< more than any action needs; keeps set() cheap

std::map<std::string_view, FactKind> make_kinds_by_name() {
    std::map<std::string_view, FactKind> kinds;
    for (std::size_t i = 0; i < std::size(kind_names); ++i)
        kinds.emplace(kind_names[i], static_cast<FactKind>(i));
    return kinds;
}

void append_value(std::string& out, const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) {
        out += *truth ? "true" : "false";
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        out += std::to_string(*whole);
    } else if (const auto* number = std::get_if<double>(&value)) {
        append_json_double(out, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        append_json_text(out, *text);
    } else {
        out += '[';
        const char* separator = "";
        for (const std::string& item : std::get<std::vector<std::string>>(value)) {
            out += separator;
            append_json_text(out, item);
            separator = ",";
        }
        out += ']';
    }
}

std::optional<Value> read_texts(const Json& json) {
    std::vector<std::string> texts;
    for (const Json& item : json) {
        if (!item.is_string()) return std::nullopt;
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

std::optional<Value> read_value(const Json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_unsigned() &&
        json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        return std::nullopt;
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number_float()) return json.get<double>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) return read_texts(json);
    if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
}

Json parse_quietly(std::string_view line) {
    return Json::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
}

/// The keys stand in this order and there are no others.
constexpr std::array fact_keys{"seq", "tick", "kind", "actor", "role", "target", "args", "cause"};

bool has_fact_shape(const Json& json) {
    if (!json.is_object() || json.size() != fact_keys.size()) return false;
    for (const char* key : fact_keys)
        if (!json.contains(key)) return false;
    for (const char* key : {"seq", "tick", "cause"})
        if (!json[key].is_number_integer()) return false;
    for (const char* key : {"kind", "actor", "role", "target"})
        if (!json[key].is_string()) return false;
    return true;
}

} // namespace

std::string_view name(FactKind kind) noexcept {
    return kind_names[static_cast<std::size_t>(kind)];
}

const char* word(FactKind kind) noexcept {
    return kind_words[static_cast<std::size_t>(kind)];
}

std::optional<FactKind> find_fact_kind(std::string_view name) noexcept {
    static const auto kinds = make_kinds_by_name();
    const auto it = kinds.find(name);
    if (it == kinds.end()) return std::nullopt;
    return it->second;
}

const Value* Args::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : items)
        if (key == name) return &value;
    return nullptr;
}

void Args::set(std::string name, Value value) {
    for (auto& [key, old] : items) {
        if (key != name) continue;
        old = std::move(value);
        return;
    }
    items.emplace_back(std::move(name), std::move(value));
}

std::optional<Args> read_args(const Json& json) {
    if (!json.is_object() || json.size() > args_limit_count) return std::nullopt;
    Args args;
    for (const auto& item : json.items()) {
        std::optional<Value> value = read_value(item.value());
        if (!value) return std::nullopt;
        args.set(item.key(), std::move(*value));
    }
    return args;
}

std::string format_args(const Args& args) {
    std::string out = "{";
    const char* separator = "";
    for (const auto& [key, value] : args.items) {
        out += separator;
        append_json_text(out, key);
        out += ':';
        append_value(out, value);
        separator = ",";
    }
    out += '}';
    return out;
}

std::optional<Args> parse_args(std::string_view json) {
    return read_args(parse_quietly(json));
}

std::string format_fact(const Fact& fact) {
    std::string out;
    out.reserve(160);
    out += "{\"seq\":" + std::to_string(fact.seq);
    out += ",\"tick\":" + std::to_string(fact.tick.value);
    out += ",\"kind\":\"" + std::string(name(fact.kind)) + "\"";
    out += ",\"actor\":";
    append_json_text(out, fact.actor);
    out += ",\"role\":";
    append_json_text(out, fact.role);
    out += ",\"target\":";
    append_json_text(out, fact.target);
    out += ",\"args\":" + format_args(fact.args);
    out += ",\"cause\":" + std::to_string(fact.cause) + "}";
    return out;
}

std::optional<Fact> parse_fact(std::string_view line) {
    const Json json = parse_quietly(line);
    if (!has_fact_shape(json)) return std::nullopt;
    const auto kind = find_fact_kind(json["kind"].get_ref<const std::string&>());
    auto args = read_args(json["args"]);
    if (!kind || !args) return std::nullopt;
    Fact fact;
    fact.seq = json["seq"].get<std::int64_t>();
    fact.tick = {json["tick"].get<std::int64_t>()};
    fact.kind = *kind;
    fact.actor = json["actor"].get<std::string>();
    fact.role = json["role"].get<std::string>();
    fact.target = json["target"].get<std::string>();
    fact.args = std::move(*args);
    fact.cause = json["cause"].get<std::int64_t>();
    return fact;
}

} // namespace sim::drill
