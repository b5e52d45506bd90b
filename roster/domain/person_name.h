/// Names of people in free text: who examined, who observed, who inspected. Pure.
#pragma once
#include <string>
#include <string_view>

namespace roster::domain {

/// What two spellings of one name share: no blanks, no dots, full width as ASCII, without what
/// stands in brackets ("刘洋（本人）") and without 本人, 同志 … behind it.
[[nodiscard]] std::string fold_name(std::string_view text);
/// False for what nobody is called: empty, digits, signs, 无, 机器人, 系统 …
[[nodiscard]] bool names_somebody(std::string_view text);
/// The text means this person, alone or among several ("刘洋、周督导"): by key or by name.
[[nodiscard]] bool means_person(std::string_view text, std::string_view person_key,
                                std::string_view person_name);

} // namespace roster::domain
