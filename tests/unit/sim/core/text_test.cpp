#include "sim/core/text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::core;

namespace {

/// Reference by the table of well-formed byte sequences (Unicode, table 3-7), written out row by
/// row.
bool is_well_formed(const std::string& s) {
    const auto in = [&](std::size_t i, int low, int high) {
        return i < s.size() && static_cast<unsigned char>(s[i]) >= low &&
               static_cast<unsigned char>(s[i]) <= high;
    };
    std::size_t i = 0;
    while (i < s.size()) {
        if (in(i, 0x00, 0x7F))
            i += 1;
        else if (in(i, 0xC2, 0xDF) && in(i + 1, 0x80, 0xBF))
            i += 2;
        else if (in(i, 0xE0, 0xE0) && in(i + 1, 0xA0, 0xBF) && in(i + 2, 0x80, 0xBF))
            i += 3;
        else if (in(i, 0xE1, 0xEC) && in(i + 1, 0x80, 0xBF) && in(i + 2, 0x80, 0xBF))
            i += 3;
        else if (in(i, 0xED, 0xED) && in(i + 1, 0x80, 0x9F) && in(i + 2, 0x80, 0xBF))
            i += 3;
        else if (in(i, 0xEE, 0xEF) && in(i + 1, 0x80, 0xBF) && in(i + 2, 0x80, 0xBF))
            i += 3;
        else if (in(i, 0xF0, 0xF0) && in(i + 1, 0x90, 0xBF) && in(i + 2, 0x80, 0xBF) &&
                 in(i + 3, 0x80, 0xBF))
            i += 4;
        else if (in(i, 0xF1, 0xF3) && in(i + 1, 0x80, 0xBF) && in(i + 2, 0x80, 0xBF) &&
                 in(i + 3, 0x80, 0xBF))
            i += 4;
        else if (in(i, 0xF4, 0xF4) && in(i + 1, 0x80, 0x8F) && in(i + 2, 0x80, 0xBF) &&
                 in(i + 3, 0x80, 0xBF))
            i += 4;
        else
            return false;
    }
    return true;
}

std::string encode(char32_t c) {
    std::string s;
    const auto put = [&](char32_t byte) {
        s += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
    return s;
}

/// Bytes that are often nearly UTF-8: leads, trails and the edges of the table.
std::string nearly_utf8() {
    static const std::vector<unsigned char> bytes{'a',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                                  0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE5, 0xED, 0xEF,
                                                  0xF0, 0xF1, 0xF4, 0xF5, 0xFF, 0x00};
    std::string s;
    for (int n = *rc::gen::inRange(0, 6); n > 0; --n)
        s += static_cast<char>(*rc::gen::elementOf(bytes));
    return s;
}

} // namespace

TEST_CASE("text: UTF-8 is what the table of well-formed sequences says") {
    CHECK(rc::check([] {
        const std::string s = nearly_utf8();
        RC_ASSERT(is_utf8(s) == is_well_formed(s));
    }));
    CHECK(rc::check(
        [](const std::string& bytes) { RC_ASSERT(is_utf8(bytes) == is_well_formed(bytes)); }));
    for (char32_t c = 0; c <= 0x110010; c += 7) // every plane, edges below
        CHECK_MESSAGE(is_utf8(encode(c)) == (c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF)), c);
    for (const char32_t c :
         {0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xD7FFu, 0xE000u, 0xFFFFu, 0x10000u, 0x10FFFFu})
        CHECK(is_utf8(encode(c)));
}

TEST_CASE("text: Chinese takes two columns, combining marks none") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("演练") == 4);
    CHECK(display_width("207 室，①") == 4 + 2 + 2 + 1);
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(display_width("㎡") == 2);
    CHECK(display_width("\xFF\xFE") == 2); // broken bytes: one column each, no crash
}

TEST_CASE("text: padding fills to the width and never cuts") {
    CHECK(pad("演练", 6) == "演练  ");
    CHECK(pad("演练", 3) == "演练");
    CHECK(pad("", 2) == "  ");
    CHECK(rc::check([] {
        std::string s;
        for (int n = *rc::gen::inRange(0, 8); n > 0; --n)
            s += encode(*rc::gen::inRange<char32_t>(0x20, 0x3000));
        const int width = *rc::gen::inRange(0, 20);
        const std::string padded = pad(s, width);
        RC_ASSERT(padded.starts_with(s));
        RC_ASSERT(display_width(padded) == std::max(width, display_width(s)));
    }));
}

TEST_CASE("text: a beginning never cuts a character in two") {
    CHECK(beginning_of("演练", 4) == "演");
    CHECK(beginning_of("演练", 6) == "演练");
    CHECK(beginning_of("演练", 2).empty());
    CHECK(rc::check([] {
        std::string s;
        for (int n = *rc::gen::inRange(0, 8); n > 0; --n)
            s += encode(*rc::gen::inRange<char32_t>(0x20, 0xD7FF));
        const auto limit = *rc::gen::inRange<std::size_t>(0, 30);
        const std::string_view cut = beginning_of(s, limit);
        RC_ASSERT(s.starts_with(cut));
        RC_ASSERT(cut.size() <= limit);
        RC_ASSERT(is_utf8(cut));
        RC_ASSERT(cut.size() == s.size() || limit - cut.size() < 4); // no shorter than needed
    }));
}

TEST_CASE("text: an unknown message stays Chinese in any locale") {
    select_language(Language::english, "/nonexistent");
    CHECK(std::string(tr("没有译文的一句话")) == "没有译文的一句话");
    CHECK(trf("第 {} 层", 3) == "第 3 层");
    CHECK(selected_language() == Language::english);
    select_language(Language::chinese, "/nonexistent");
}
