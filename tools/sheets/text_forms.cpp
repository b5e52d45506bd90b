#include "tools/sheets/text_forms.h"

#include "sim/core/simplify.h"

#include <algorithm>

namespace tools::sheets {

namespace {

constexpr char32_t replacement = 0xFFFD;

int sequence_length(unsigned char lead) noexcept {
    return lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
}

bool is_tone_mark(char32_t c) noexcept {
    constexpr std::u32string_view marked = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ";
    return marked.find(c) != marked.npos;
}

bool is_pinyin(char32_t c) noexcept {
    return (c >= U'a' && c <= U'z') || c == U'ü' || is_tone_mark(c);
}

// Length of "(pinyin)" at `at`, 0 when there is none; marked says whether a tone mark is in it.
std::size_t ruby_length(std::u32string_view text, std::size_t at, bool& marked) noexcept {
    marked = false;
    if (text[at] != U'(' && text[at] != U'（') return 0;
    std::size_t end = at + 1;
    for (; end < text.size() && is_pinyin(text[end]); ++end)
        marked = marked || is_tone_mark(text[end]);
    if (end == at + 1 || end == text.size()) return 0;
    return text[end] == U')' || text[end] == U'）' ? end + 1 - at : 0;
}

} // namespace

std::u32string to_points(std::string_view utf8) {
    std::u32string points;
    points.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        const auto length = static_cast<std::size_t>(sequence_length(lead));
        if (length == 0 || at + length > utf8.size()) {
            points += replacement;
            ++at;
            continue;
        }
        char32_t point = length == 1 ? lead : lead & (0xFFu >> (length + 1));
        for (std::size_t i = 1; i < length; ++i)
            point = (point << 6) | (static_cast<unsigned char>(utf8[at + i]) & 0x3Fu);
        points += point;
        at += length;
    }
    return points;
}

std::string to_utf8(std::u32string_view points) {
    std::string utf8;
    utf8.reserve(points.size() * 3);
    const auto tail = [&](char32_t c, int shift) {
        utf8 += static_cast<char>(0x80u | ((c >> shift) & 0x3Fu));
    };
    for (char32_t c : points) {
        if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement;
        if (c < 0x80) {
            utf8 += static_cast<char>(c);
        } else if (c < 0x800) {
            utf8 += static_cast<char>(0xC0u | (c >> 6));
            tail(c, 0);
        } else if (c < 0x10000) {
            utf8 += static_cast<char>(0xE0u | (c >> 12));
            tail(c, 6);
            tail(c, 0);
        } else {
            utf8 += static_cast<char>(0xF0u | (c >> 18));
            tail(c, 12);
            tail(c, 6);
            tail(c, 0);
        }
    }
    return utf8;
}

std::size_t count_points(std::string_view utf8) noexcept {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_cjk(char32_t c) noexcept {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x323AF) || c == U'々' || c == U'〇';
}

bool is_blank(char32_t c) noexcept {
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

std::string fold_width(std::string_view utf8) {
    std::u32string text = to_points(utf8);
    for (char32_t& c : text) {
        if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
        if (is_blank(c)) c = U' ';
    }
    return to_utf8(text);
}

std::string strip_ends(std::string_view utf8) {
    const std::u32string text = to_points(utf8);
    const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
    const auto last = std::find_if_not(text.rbegin(), text.rend(), is_blank).base();
    return first < last ? to_utf8(std::u32string(first, last)) : std::string();
}

std::string strip_blanks(std::string_view utf8) {
    std::u32string text = to_points(utf8);
    std::erase_if(text, is_blank);
    return to_utf8(text);
}

std::string simplify(std::string_view utf8) {
    return sim::core::simplify(to_utf8(to_points(utf8)));
}

std::string strip_ruby(std::string_view utf8) {
    const std::u32string text = to_points(utf8);
    std::u32string kept;
    for (std::size_t at = 0; at < text.size();) {
        bool marked = false;
        const std::size_t length = ruby_length(text, at, marked);
        const bool after_cjk = !kept.empty() && is_cjk(kept.back());
        const bool before_cjk = at + length < text.size() ? is_cjk(text[at + length]) : marked;
        if (length > 0 && after_cjk && before_cjk) {
            at += length;
        } else {
            kept += text[at++];
        }
    }
    return to_utf8(kept);
}

std::string match_form(std::string_view utf8) {
    std::string form = simplify(strip_blanks(fold_width(strip_ruby(utf8))));
    for (char& c : form)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return form;
}

} // namespace tools::sheets
