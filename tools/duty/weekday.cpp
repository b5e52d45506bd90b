#include "tools/duty/weekday.h"

#include "roster/schedule/duty_grid.h"
#include "sim/core/text.h"

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;

const char* weekday_word(Date day) {
    constexpr const char* names[] = {"日", "一", "二", "三", "四", "五", "六"};
    return tr(names[std::chrono::weekday(day).c_encoding()]);
}

std::string day_word(const DutyProblem& problem, Date day) {
    switch (calc_day_kind(problem.calendars, day)) {
    case DayKind::weekend:
        return tr("休");
    case DayKind::holiday:
        return tr("节");
    default:
        return std::chrono::weekday(day).iso_encoding() >= 6 ? tr("班") : "";
    }
}

std::string holiday_name(const DutyProblem& problem, Date day) {
    for (const DutyCalendar& calendar : problem.calendars)
        for (const HolidaySpan& span : calendar.holidays)
            if (span.days.first <= day && day <= span.days.last) return span.name;
    return {};
}

} // namespace tools::duty
