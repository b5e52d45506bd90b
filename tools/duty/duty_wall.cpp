#include "tools/duty/duty_wall.h"

#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_grid.h"
#include "sim/core/text.h"
#include "tools/duty/duty_words.h"
#include "tools/duty/weekday.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string clock_of(int minute) {
    constexpr int hour_min = 60;
    return fmt::format("{}:{:02}", minute % day_min / hour_min, minute % hour_min);
}

/// A sheet that looks like any other is hung up like any other.
std::string find_warning(const DutyFile& duty, DaySpan days) {
    const auto grid = make_grid(duty.problem);
    if (!grid) return tr("草表：规定有错，没有核对，不要张贴");
    const auto broken = check_roster(duty.problem, *grid, duty.cells);
    const auto breach_count = std::ranges::count_if(broken, [&](const DutyViolation& one) {
        return one.first <= days.last && days.first <= one.last;
    });
    if (breach_count == 0) return {};
    return trf("草表：这个月有 {} 处不合规定，改好再张贴", breach_count);
}

} // namespace

WallMonth::WallMonth(const DutyFile& duty, Date month)
    : duty_(duty), days_(calc_window(WindowKind::month, month)), names_(duty.problem) {
    for (const DutyCell& cell : duty.cells)
        if (days_.first <= cell.day && cell.day <= days_.last) cells_.push_back(cell);
    for (const DutyPerson& one : duty.problem.people)
        people_[one.key] = &one;
    for (const DutyPost& one : duty.problem.posts)
        posts_[one.key] = &one;
    std::set<std::string> taken;
    for (const DutyShift& one : duty.problem.shifts) {
        shifts_[one.key] = &one;
        std::string code = short_word(one.name);
        for (int n = 2; !taken.insert(code).second; ++n)
            code = short_word(one.name) + std::to_string(n);
        codes_[one.key] = code;
    }
}

bool WallMonth::is_volunteer(const DutyCell& cell) const {
    const auto post = posts_.find(cell.post_key);
    const auto person = people_.find(cell.person_key);
    if (post == posts_.end() || post->second->layer == DutyLayer::control_room ||
        person == people_.end())
        return false;
    return std::ranges::any_of(person->second->qualifications, [&](const auto& one) {
        return one.key == volunteer_qualification && one.from <= cell.day &&
               (!one.until || cell.day <= *one.until);
    });
}

bool WallMonth::has_volunteers() const {
    return std::ranges::any_of(cells_, [&](const DutyCell& one) { return is_volunteer(one); });
}

std::string WallMonth::name_of(const DutyCell& cell) const {
    return names_.shown(cell.person_key) + (is_volunteer(cell) ? "★" : "");
}

std::string WallMonth::shift_name(const std::string& key) const {
    const auto at = shifts_.find(key);
    return at == shifts_.end() ? key : shown_word(at->second->name);
}

std::string WallMonth::hours_of(const std::string& key) const {
    const auto at = shifts_.find(key);
    if (at == shifts_.end()) return {};
    const int end_min = at->second->start_min + at->second->length_min;
    const std::string begin = clock_of(at->second->start_min), end = clock_of(end_min);
    return end_min > day_min ? trf("{}–次日 {}", begin, end) : begin + "–" + end;
}

std::string WallMonth::code_of(const std::string& shift_key) const {
    const auto at = codes_.find(shift_key);
    return at == codes_.end() ? shift_key : at->second;
}

bool WallMonth::is_bold(Date day) const {
    return calc_day_kind(problem().calendars, day) == DayKind::holiday ||
           !holiday_name(problem(), day).empty();
}

std::string WallMonth::note_of(Date day) const {
    if (std::string name = holiday_name(problem(), day); !name.empty()) return name;
    const bool weekend = std::chrono::weekday(day).iso_encoding() >= 6;
    return weekend && calc_day_kind(problem().calendars, day) == DayKind::workday ? tr("调休上班")
                                                                                  : "";
}

paper::Form WallMonth::make_form() const {
    paper::Form form{"duty_roster", "值班表"};
    form.subtitle = find_warning(duty_, days_);
    if (!form.subtitle.empty()) form.title = "值班表（草表）";
    form.paper = paper::Paper::landscape;
    form.one_page = true;
    form.body_pt = largest_wall_pt;
    form.least_pt = smallest_wall_pt;
    const std::chrono::year_month_day date(days_.first);
    form.blocks.push_back(
        paper::FieldLine{{{"单位名称", problem().name},
                          {"月份", trf("{} 年 {} 月", static_cast<int>(date.year()),
                                       static_cast<unsigned>(date.month()))}}});
    return form;
}

std::string unbroken(const std::string& text) {
    constexpr char32_t word_joiner = 0x2060, fixed_blank = 0xA0;
    std::u32string out;
    for (const char32_t point : sheets::to_points(text)) {
        if (!out.empty()) out += word_joiner;
        out += point == U' ' ? fixed_blank : point;
    }
    return sheets::to_utf8(out);
}

} // namespace tools::duty
