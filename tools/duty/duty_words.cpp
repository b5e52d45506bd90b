#include "tools/duty/duty_words.h"

#include "sim/core/text.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>

namespace tools::duty {

namespace {

struct Word {
    const char *chinese, *english, *chinese_short, *english_short;
};

/// Both ways: a catalogue of messages leads from Chinese to English only.
constexpr Word words[] = {
    {"早班", "Early shift", "早", "E"},
    {"中班", "Afternoon shift", "中", "A"},
    {"夜班", "Night shift", "夜", "N"},
    {"白班", "Day shift", "白", "D"},
    {"带班", "Leading", "带", "L"},
    {"值班", "On duty", "值", "O"},
    {"全天", "Whole day", "全", "W"},
    {"带班领导", "Duty leader", "带", "L"},
    {"消防控制室", "Control room", "控", "C"},
    {"值班室", "Duty room", "值", "O"},
    {"护理", "Care", "护", "C"},
    {"门卫", "Gate", "门", "G"},
    {"休", "off", "休", "-"},
    {"节", "holiday", "节", "H"},
    {"班", "worked", "班", "W"},
    {"假", "away", "假", "x"},
    {"日期", "Date", "日", "D"},
    {"星期", "Weekday", "星", "W"},
    {"日子", "Kind of day", "日", "K"},
};

const Word* find_word(const std::string& name) {
    const std::string wanted = sheets::match_form(name);
    const auto at = std::ranges::find_if(words, [&](const Word& one) {
        return wanted == sheets::match_form(one.chinese) ||
               wanted == sheets::match_form(one.english);
    });
    return at == std::end(words) ? nullptr : at;
}

bool is_english() {
    return sim::core::selected_language() == sim::core::Language::english;
}

} // namespace

std::string shown_word(const std::string& name) {
    const Word* word = find_word(name);
    if (!word) return name;
    return is_english() ? word->english : word->chinese;
}

std::vector<std::string> list_spellings(const std::string& name) {
    std::vector<std::string> all{name};
    if (const Word* word = find_word(name))
        for (const char* one : {word->chinese, word->english, sim::core::tr(word->chinese)})
            if (std::ranges::find(all, one) == all.end()) all.emplace_back(one);
    return all;
}

std::string short_word(const std::string& name) {
    if (const Word* word = find_word(name))
        return is_english() ? word->english_short : word->chinese_short;
    const std::u32string points = sheets::to_points(name);
    return points.empty() ? name : sheets::to_utf8(points.substr(0, 1));
}

} // namespace tools::duty
