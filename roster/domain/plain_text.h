/// Text as people type it, brought to one form before it is judged: what is blank, what is the same
/// word. UTF-8 in and out. Pure.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace roster::domain {

/// Without blanks of any kind (ASCII, no-break, U+3000, zero width) at both ends: what is left of
/// "　" is nothing, so that a blank fills in no field.
[[nodiscard]] std::string trim(std::string_view text);
/// Each in its place; the door of everything that is entered.
void trim_all(std::initializer_list<std::string*> texts);

/// Full-width letters, digits and signs as ASCII, every blank as a plain space.
[[nodiscard]] std::string fold_width(std::string_view text);
/// The width folded, in small letters and without any blank: "Ｖ Ｒ" is "vr".
[[nodiscard]] std::string fold_text(std::string_view text);

} // namespace roster::domain
