#include "sim/core/text.h"

#include "sim/core/in_chinese.h"

#include <clocale>
#include <cstdlib>
#include <libintl.h>

namespace sim::core {

namespace {

Language current_language = Language::chinese;

struct Decoded {
    char32_t point = 0;
    int length = 0; ///< 0: not UTF-8
};

Decoded decode(std::string_view s) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4 || s.size() < static_cast<std::size_t>(length)) return {};
    char32_t point = lead & (0xFFu >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        point = (point << 6) | (byte(i) & 0x3Fu);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (overlong || surrogate || point > 0x10FFFF) return {};
    return {point, length};
}

// Ranges of Unicode's East Asian Width W and F (UAX #11) that occur in our texts.
bool is_wide(char32_t c) noexcept {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
           (c >= 0x20000 && c <= 0x3FFFD);
}

} // namespace

void select_language(Language language, const std::string& catalogue_dir) {
    current_language = language;
    // "C.UTF-8" exists everywhere and, unlike "C", lets gettext look at LANGUAGE.
    std::setlocale(LC_MESSAGES, "C.UTF-8");
    std::setlocale(LC_CTYPE, "C.UTF-8");
    setenv("LANGUAGE", language == Language::english ? "en" : "zh", 1);
    bindtextdomain("yanlian", catalogue_dir.c_str());
    bind_textdomain_codeset("yanlian", "UTF-8");
    textdomain("yanlian");
}

Language selected_language() noexcept {
    return current_language;
}

namespace {
thread_local int chinese_only_depth = 0;
}

InChinese::InChinese() noexcept {
    ++chinese_only_depth;
}
InChinese::~InChinese() {
    --chinese_only_depth;
}

const char* tr(const char* chinese) noexcept {
    // The empty id holds the header of the catalogue.
    if (chinese_only_depth > 0 || *chinese == '\0') return chinese;
    return dgettext("yanlian", chinese);
}

int display_width(std::string_view utf8) noexcept {
    int width = 0;
    while (!utf8.empty()) {
        const Decoded d = decode(utf8);
        const int length = d.length == 0 ? 1 : d.length;
        const bool combining = d.point >= 0x300 && d.point <= 0x36F;
        width += combining ? 0 : is_wide(d.point) ? 2 : 1;
        utf8.remove_prefix(static_cast<std::size_t>(length));
    }
    return width;
}

std::string pad(std::string_view utf8, int width) {
    std::string padded(utf8);
    const int missing = width - display_width(utf8);
    if (missing > 0) padded.append(static_cast<std::size_t>(missing), ' ');
    return padded;
}

bool is_utf8(std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const Decoded d = decode(bytes);
        if (d.length == 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(d.length));
    }
    return true;
}

std::string_view beginning_of(std::string_view utf8, std::size_t limit_bytes) noexcept {
    if (utf8.size() <= limit_bytes) return utf8;
    std::size_t end = limit_bytes;
    while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80)
        --end;
    return utf8.substr(0, end);
}

} // namespace sim::core
