/// Canonical JSON text: the same value gives the same bytes on every machine.
#pragma once
#include "sim/drill/fact.h"
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace sim::drill {

/// Quoted and escaped; `text` is UTF-8 (bytes >= 0x80 go out as they are).
void append_json_text(std::string& out, std::string_view text);
/// Shortest form that reads back equal, always with a point or exponent, so that it stays a double.
/// Infinity and NaN have no JSON form: null.
void append_json_double(std::string& out, double value);
/// A file for people and for git: one line a key at the top, one line an item in arrays of objects,
/// all deeper values on their line. Whole doubles below 1e15 lose ".0" only when stored as
/// integers.
[[nodiscard]] std::string format_json_file(const nlohmann::ordered_json& object);
/// Details of a fact, command, inject or step; none when one is no value an Args can hold.
[[nodiscard]] std::optional<Args> read_args(const nlohmann::ordered_json& json);

} // namespace sim::drill
