/// A cell of a CSV file that begins with = + - @ is a formula to the program that opens it.
#pragma once
#include <string>
#include <string_view>

namespace tools::sheets {

/// True for text whose first character after any ' and blanks is = + - @ (also full-width).
[[nodiscard]] bool looks_like_formula(std::string_view utf8) noexcept;
/// Puts a ' before such text.
[[nodiscard]] std::string guard_formula(std::string_view utf8);
/// Takes that ' away: unguard(guard(x)) == x for every x.
[[nodiscard]] std::string_view unguard_formula(std::string_view utf8) noexcept;

} // namespace tools::sheets
