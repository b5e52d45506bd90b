/// Windows of time in which something must have been done, in calendar terms. Pure.
#pragma once
#include "roster/domain/calendar.h"
#include <array>
#include <string>
#include <string_view>

namespace roster::domain {

/// `once` is done before or on the first day (岗前). Halves are January to June, July to December.
enum class WindowKind {
    day,
    week,
    month,
    quarter,
    half_year,
    year,
    rolling_months,
    rolling_days,
    once
};
inline constexpr std::array<std::string_view, 9> window_kind_names{
    "day",  "week",           "month",        "quarter", "half_year",
    "year", "rolling_months", "rolling_days", "once"};

struct Window {
    WindowKind kind = WindowKind::year;
    int length_count = 1; ///< months or days of a rolling window; else 1
    friend bool operator==(const Window&, const Window&) = default;
};

struct DaySpan {
    Date first, last; ///< both within
};

[[nodiscard]] bool is_calendar(WindowKind kind) noexcept;
/// The same day so many months later or earlier; the last day of a month that is too short:
/// 31 August and 6 months make 28 or 29 February, 29 February and 36 months 28 February.
[[nodiscard]] Date add_months(Date date, int months) noexcept;
/// The calendar window in which a day lies. @param kind is_calendar(kind); weeks begin on Monday
[[nodiscard]] DaySpan calc_window(WindowKind kind, Date day) noexcept;
/// Last day on which what was done on `done` still holds in a rolling window.
[[nodiscard]] Date calc_rolling_end(const Window& window, Date done) noexcept;
/// Times a year that `count` in each window amount to, for comparing rules.
[[nodiscard]] double calc_per_year(const Window& window, int count) noexcept;
/// "每半年", "每 36 个月" …
[[nodiscard]] std::string describe(const Window& window);

} // namespace roster::domain
