/// The year of one home: study, half-yearly drills and training, campaigns, put on days. Reads
/// only: a calendar is a proposal and counts for nothing.
#pragma once
#include "roster/schedule/training_calendar.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

struct YearQuestion {
    std::string organisation_key;
    int year = 0;
    domain::Date today{}; ///< nothing is put on an earlier day
    std::vector<domain::DaySpan> festivals{};
    std::vector<domain::Date> make_up_days{}; ///< 调休
};
struct TrainingYear {
    schedule::CalendarInput input; ///< its duties are what is still owed
    schedule::CalendarPlan plan;
};
/// Rules in force and campaigns of the year, less what was held in each window already; one line
/// for rules that ask for the same, the strictest. Windows that went by are left out: `due` names
/// them. Days on which something is held or planned are taken. Errors: bad_input: no such
/// organisation.
[[nodiscard]] sim::core::Result<TrainingYear> plan_year(store::Database& database,
                                                        const YearQuestion& question);

} // namespace roster::service
