/// Daily reports (日报告、零报告): entered, put right, and who has not reported.
#pragma once
#include "roster/store/daily_report_table.h"
#include <string>
#include <vector>

namespace roster::service {

enum class ReportStep { add, correct, withdraw };
/// Writes one day of one organisation; a correction replaces what stands, a withdrawal takes it
/// back.
/// Errors: bad_input with everything wrong at once (nothing to correct or withdraw among it);
/// conflict when the day is reported and `step` is add.
[[nodiscard]] sim::core::Result<std::int64_t> record_daily_report(store::Database& database,
                                                                  domain::DailyReport report,
                                                                  ReportStep step,
                                                                  const std::string& who);

/// Days of one organisation, or of all below an office.
struct ReportCount {
    int due_count = 0;                      ///< days × organisations that were open
    int reported_count = 0, zero_count = 0; ///< of them
    int late_count = 0;                     ///< reported on a later day
    int event_count = 0;
    [[nodiscard]] int missing_count() const noexcept { return due_count - reported_count; }
};
struct ReportLine {
    std::string organisation_key, name;
    int depth = 0;       ///< below the top
    bool office = false; ///< sums what is below and reports nothing itself
    ReportCount count;
    std::vector<domain::Date> missing_days;     ///< of an institution
    std::vector<store::DailyReportRow> reports; ///< of an institution, by day
};
/// Every institution and office of the part, parents first. Days after `today` are not due; today
/// is. Errors: bad_input when the span is empty, begins after `today` or is too long.
[[nodiscard]] sim::core::Result<std::vector<ReportLine>>
list_daily_reports(store::Database& database, const std::string& top_key, domain::DaySpan span,
                   domain::Date today);

} // namespace roster::service
