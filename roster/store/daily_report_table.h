/// Daily reports. Insert-only; a day without a row was not reported.
#pragma once
#include "roster/domain/daily_report.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <vector>

namespace roster::store {

/// @return row number. Errors: conflict when the day is on file and nothing is corrected.
[[nodiscard]] Result<std::int64_t>
insert_daily_report(Database& database, const domain::DailyReport& report, const Entry& entry);

struct DailyReportRow {
    domain::DailyReport report;
    domain::Instant recorded_at_utc{};
    std::string recorded_by;
    bool corrected = false; ///< stands in the place of another
};
/// Last row of that day, withdrawn or not; id 0 when there is none.
[[nodiscard]] Result<DailyReportRow>
find_last_report(Database& database, const std::string& organisation_key, domain::Date day);
/// In force, of the organisation and all below it, by organisation and day.
[[nodiscard]] Result<std::vector<DailyReportRow>>
load_daily_reports(Database& database, const std::string& top_key, domain::DaySpan span);

} // namespace roster::store
