#include "tools/duty/duty_print.h"

#include "roster/schedule/duty_grid.h"
#include "sim/core/text.h"
#include "tools/duty/weekday.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace tools::duty {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::tr;
using sim::core::trf;

namespace {

void append(std::string& text, const std::string& name) {
    text += (text.empty() ? "" : "、") + name;
}

/// Shifts of a day by where the wall shows them.
class Wall {
public:
    explicit Wall(const DutyFile& duty) : problem_(duty.problem) {
        for (const DutyPerson& one : problem_.people)
            people_[one.key] = &one;
        for (const DutyCell& cell : duty.cells)
            cells_[cell.day].push_back(&cell);
    }
    paper::DutyRoster::Day make_day(Date day) const {
        paper::DutyRoster::Day row;
        row.date = iso(day);
        row.weekday = weekday_word(day);
        row.note = holiday_name(problem_, day);
        row.holiday =
            calc_day_kind(problem_.calendars, day) == DayKind::holiday || !row.note.empty();
        const auto at = cells_.find(day);
        if (at == cells_.end()) return row;
        std::map<int, std::string> watch, carers; // by the begin of the shift
        for (const DutyCell* cell : at->second)
            add(row, watch, carers, *cell);
        row.control_room = join_shifts(watch);
        row.carers_day = join_shifts(carers);
        return row;
    }

private:
    using ByStart = std::map<int, std::string>;
    static std::string join_shifts(const ByStart& names) {
        std::string text;
        for (const auto& [start, one] : names)
            text += (text.empty() ? "" : "／") + one;
        return text;
    }

    void add(paper::DutyRoster::Day& row, ByStart& watch, ByStart& carers,
             const DutyCell& cell) const {
        const auto post = std::ranges::find(problem_.posts, cell.post_key, &DutyPost::key);
        const auto shift = std::ranges::find(problem_.shifts, cell.shift_key, &DutyShift::key);
        const auto person = people_.find(cell.person_key);
        if (post == problem_.posts.end() || shift == problem_.shifts.end() ||
            person == people_.end())
            return;
        const std::string& name = person->second->name;
        switch (post->layer) {
        case DutyLayer::leader:
            append(row.leader, name);
            break;
        case DutyLayer::control_room:
            append(watch[shift->start_min], name);
            break;
        case DutyLayer::care:
            append(shift->night ? row.carers_night : carers[shift->start_min], name);
            break;
        default:
            append(shift->night ? row.night_duty : row.day_duty, name);
        }
        const bool volunteer =
            std::ranges::any_of(person->second->qualifications, [&](const auto& q) {
                return q.key == volunteer_qualification && q.from <= cell.day &&
                       (!q.until || cell.day <= *q.until);
            });
        if (volunteer && post->layer != DutyLayer::control_room) append(row.team, name);
    }

    const DutyProblem& problem_;
    std::map<std::string, const DutyPerson*> people_;
    std::map<Date, std::vector<const DutyCell*>> cells_;
};

} // namespace

paper::DutyRoster make_wall_month(const DutyFile& duty, Date month) {
    const DaySpan days = calc_window(WindowKind::month, month);
    const std::chrono::year_month_day date(days.first);
    paper::DutyRoster wall;
    wall.organisation = duty.problem.name;
    wall.month =
        trf("{} 年 {} 月", static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
    const Wall rows(duty);
    for (Date day = days.first; day <= days.last; day += Days{1})
        wall.days.push_back(rows.make_day(day));
    return wall;
}

} // namespace tools::duty
