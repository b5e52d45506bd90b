#include "roster/domain/plain_text.h"

#include <algorithm>

namespace roster::domain {

namespace {

/// Bytes of the blank that the text begins with; 0 when it begins with none. Unicode White_Space,
/// the zero-width signs and the byte-order mark.
std::size_t blank_length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    if (byte(0) == ' ' || (byte(0) >= 0x09 && byte(0) <= 0x0D)) return 1;
    if (byte(0) == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0x85)) return 2;
    if (byte(0) == 0xE2 && byte(1) == 0x80 &&
        ((byte(2) >= 0x80 && byte(2) <= 0x8D) || byte(2) == 0xA8 || byte(2) == 0xA9 ||
         byte(2) == 0xAF))
        return 3;
    for (const std::string_view rare :
         {"\u1680", "\u180E", "\u205F", "\u2060", "\u2800", "\u3000", "\u3164", "\uFEFF"})
        if (text.starts_with(rare)) return rare.size();
    return 0;
}

/// U+FF01 to U+FF5E are ASCII in full width. @return the ASCII character, or 0
char narrow(std::string_view text) noexcept {
    if (text.size() < 3 || static_cast<unsigned char>(text[0]) != 0xEF) return 0;
    const unsigned middle = static_cast<unsigned char>(text[1]),
                   last = static_cast<unsigned char>(text[2]);
    if (middle == 0xBC && last >= 0x81 && last <= 0xBF) return static_cast<char>(last - 0x60);
    if (middle == 0xBD && last >= 0x80 && last <= 0x9E) return static_cast<char>(last - 0x20);
    return 0;
}

} // namespace

std::string trim(std::string_view text) {
    while (const std::size_t blank = blank_length(text))
        text.remove_prefix(blank);
    std::size_t end = 0; // of the last that is no blank
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t blank = blank_length(text.substr(at));
        at += std::max<std::size_t>(blank, 1);
        if (blank == 0) end = at;
    }
    return std::string(text.substr(0, end));
}

void trim_all(std::initializer_list<std::string*> texts) {
    for (std::string* text : texts)
        *text = trim(*text);
}

std::string fold_width(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    while (!text.empty()) {
        std::size_t length = 1;
        if (const std::size_t blank = blank_length(text)) {
            folded += ' ';
            length = blank;
        } else if (const char plain = narrow(text)) {
            folded += plain;
            length = 3;
        } else {
            folded += text.front();
        }
        text.remove_prefix(length);
    }
    return folded;
}

std::string fold_text(std::string_view text) {
    std::string folded = fold_width(text);
    std::erase(folded, ' ');
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

} // namespace roster::domain
