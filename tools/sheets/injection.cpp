#include "tools/sheets/injection.h"

#include <algorithm>
#include <iterator>

namespace tools::sheets {

namespace {

bool drop(std::string_view& text, std::string_view beginning) noexcept {
    if (!text.starts_with(beginning)) return false;
    text.remove_prefix(beginning.size());
    return true;
}

bool drop_blank(std::string_view& text) noexcept {
    constexpr std::string_view blanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u3000", "\uFEFF"};
    return std::any_of(std::begin(blanks), std::end(blanks),
                       [&](std::string_view blank) { return drop(text, blank); });
}

} // namespace

bool looks_like_formula(std::string_view utf8) noexcept {
    constexpr std::string_view signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    while (drop(utf8, "'")) {
    }
    while (drop_blank(utf8)) {
    }
    return std::any_of(std::begin(signs), std::end(signs),
                       [&](std::string_view sign) { return utf8.starts_with(sign); });
}

std::string guard_formula(std::string_view utf8) {
    std::string guarded(looks_like_formula(utf8) ? "'" : "");
    return guarded.append(utf8);
}

std::string_view unguard_formula(std::string_view utf8) noexcept {
    const bool guarded = utf8.starts_with('\'') && looks_like_formula(utf8.substr(1));
    return guarded ? utf8.substr(1) : utf8;
}

} // namespace tools::sheets
