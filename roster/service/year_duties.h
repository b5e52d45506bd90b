/// What the rules in force and the campaigns ask of one organisation in a year, window by window,
/// with what was done: the plan of the year (年度计划) as a list. Reads only.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

struct YearWindow {
    domain::DaySpan days;
    int have_count = 0;
    domain::Date last_on{}; ///< last day on which something in have_count was done
};
struct YearDuty {
    std::string title;   ///< "演练", or that of a campaign
    std::string needs{}; ///< of a campaign: what it asks for
    domain::RuleSubject subject{};
    std::vector<std::string> scopes, forms; ///< names of activity.h; empty: any
    domain::Window window;
    bool campaign = false;
    std::string source; ///< "令61 第40条（法定，未核实）"
    int want_count = 1; ///< in each window
    /// Calendar windows of months and longer that begin in the year, in order; those of a day or a
    /// week, rolling ones and `once` have none here.
    std::vector<YearWindow> windows;
};
struct YearDutyQuestion {
    std::string organisation_key;
    int year = 0;
    domain::Date today{}; ///< nothing later was done
};
/// Rules that ask the same subject for the same: the strictest. By how often a year, campaigns
/// last. What counts for persons is what the organisation held; who attended is for list_due.
/// Errors: bad_input: no such organisation.
[[nodiscard]] sim::core::Result<std::vector<YearDuty>>
list_year_duties(store::Database& database, const YearDutyQuestion& question);

} // namespace roster::service
