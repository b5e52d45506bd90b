/// 日报告、零报告: what an institution reports each day, a zero said as a zero. Plain values.
#pragma once
#include "roster/domain/organisation.h"
#include "roster/domain/window.h"
#include "sim/core/result.h"
#include <cstdint>
#include <string>

namespace roster::domain {

struct DailyReport {
    std::int64_t id = 0;          ///< row; 0 before it is written
    std::int64_t corrects_id = 0; ///< row that this one replaces; 0 for none
    bool withdrawn = false;       ///< only takes the other back: the day is not reported
    std::string organisation_key;
    Date local_day{};
    int event_count = 0; ///< 0 is a zero report (零报告)
    std::string note{};  ///< what happened; of a correction also why
};
/// Longest span of a list.
inline constexpr int longest_report_span_days = 366;

/// Everything that keeps it from being written, in one go: days to come or on which the
/// organisation is not open, events without a word, a correction without a reason.
[[nodiscard]] sim::core::Problems check(const DailyReport& report, const Organisation* organisation,
                                        Date today);

} // namespace roster::domain
