/// Chinese text in the shapes that people type it: full-width digits, traditional characters, ruby
/// that was pasted with the text. UTF-8 in and out; bytes that are not UTF-8 become U+FFFD.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace tools::sheets {

[[nodiscard]] std::u32string to_points(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view points);

/// Characters of a UTF-8 text.
[[nodiscard]] std::size_t count_points(std::string_view utf8) noexcept;

/// Ideographs, and the iteration mark 々 and 〇.
[[nodiscard]] bool is_cjk(char32_t point) noexcept;
/// Every kind of blank: ASCII, no-break, full-width, zero-width, byte-order mark.
[[nodiscard]] bool is_blank(char32_t point) noexcept;

/// Full-width ASCII to ASCII, every blank to a plain space; 、。《》 stay.
[[nodiscard]] std::string fold_width(std::string_view utf8);
/// Without blanks at the ends.
[[nodiscard]] std::string strip_ends(std::string_view utf8);
/// Without any blank.
[[nodiscard]] std::string strip_blanks(std::string_view utf8);
/// Traditional characters of a list of common ones to simplified; others stay as they are.
[[nodiscard]] std::string simplify(std::string_view utf8);
/// Removes pinyin in brackets between two ideographs, as pages with ruby leave it when copied:
/// "審(shěn)計" gives "審計". At the end of the text only pinyin with a tone mark is removed.
[[nodiscard]] std::string strip_ruby(std::string_view utf8);
/// What two spellings of one header or name share: folded, simplified, lower case, no blanks.
[[nodiscard]] std::string match_form(std::string_view utf8);

} // namespace tools::sheets
