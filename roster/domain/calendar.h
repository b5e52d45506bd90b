/// Civil dates and instants as text. Days are duty days in China, one time zone without summer
/// time; instants are UTC, whole seconds. Both are kept apart everywhere, in structs and in SQL.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace roster::domain {

using Date = std::chrono::sys_days;
using Instant = std::chrono::sys_seconds;
using Days = std::chrono::days;

/// Asia/Shanghai since 1991: UTC+8 all year.
inline constexpr std::chrono::hours local_offset{8};
/// Years that a date may have; outside is taken for a typing error.
inline constexpr int first_year = 1900;
inline constexpr int last_year = 2199;

/// The day must exist; for literals in code and tests.
[[nodiscard]] constexpr Date make_date(int year, unsigned month, unsigned day) noexcept {
    return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}
/// Exactly "YYYY-MM-DD" of a day that exists, years 1900 to 2199; nothing otherwise.
[[nodiscard]] std::optional<Date> find_date(std::string_view text) noexcept;
/// Exactly "YYYY-MM-DDTHH:MM:SSZ"; nothing otherwise.
[[nodiscard]] std::optional<Instant> find_instant(std::string_view text) noexcept;
/// "YYYY-MM-DD".
[[nodiscard]] std::string iso(Date date);
/// "YYYY-MM-DDTHH:MM:SSZ".
[[nodiscard]] std::string iso(Instant instant);
/// The duty day on which an instant falls.
[[nodiscard]] Date calc_local_day(Instant instant) noexcept;
/// Half of a year as drills are counted: "2026-H1" or "2026-H2".
[[nodiscard]] std::string calc_half_year(Date date);
/// b - a.
[[nodiscard]] constexpr int calc_days_between(Date a, Date b) noexcept {
    return static_cast<int>((b - a).count());
}

} // namespace roster::domain
