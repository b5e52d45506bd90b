#include "roster/domain/calendar.h"

#include <fmt/format.h>

namespace roster::domain {
namespace {

constexpr std::size_t date_length = 10;    // YYYY-MM-DD
constexpr std::size_t instant_length = 20; // YYYY-MM-DDTHH:MM:SSZ

/// Digits only: signs and blanks that strtol would swallow are typing errors here.
std::optional<int> find_digits(std::string_view text) noexcept {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<int> find_below(std::string_view text, int limit) noexcept {
    const auto value = find_digits(text);
    return value && *value < limit ? value : std::nullopt;
}

} // namespace

std::optional<Date> find_date(std::string_view text) noexcept {
    if (text.size() != date_length || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = find_digits(text.substr(0, 4));
    const auto month = find_digits(text.substr(5, 2));
    const auto day = find_digits(text.substr(8, 2));
    if (!year || !month || !day || *year < first_year || *year > last_year) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Date{date};
}

std::optional<Instant> find_instant(std::string_view text) noexcept {
    if (text.size() != instant_length || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != 'Z')
        return std::nullopt;
    const auto date = find_date(text.substr(0, date_length));
    const auto hour = find_below(text.substr(11, 2), 24);
    const auto minute = find_below(text.substr(14, 2), 60);
    const auto second = find_below(text.substr(17, 2), 60);
    if (!date || !hour || !minute || !second) return std::nullopt;
    return Instant{*date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

std::string iso(Date date) {
    const std::chrono::year_month_day civil{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(civil.year()),
                       static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()));
}

std::string iso(Instant instant) {
    const Date day = std::chrono::floor<Days>(instant);
    const std::chrono::hh_mm_ss clock{instant - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", iso(day), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

Date calc_local_day(Instant instant) noexcept {
    return std::chrono::floor<Days>(instant + local_offset);
}

std::string calc_half_year(Date date) {
    const std::chrono::year_month_day civil{date};
    const bool first_half = civil.month() <= std::chrono::June;
    return fmt::format("{:04}-H{}", static_cast<int>(civil.year()), first_half ? 1 : 2);
}

} // namespace roster::domain
