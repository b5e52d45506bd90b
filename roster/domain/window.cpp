#include "roster/domain/window.h"

#include "sim/core/text.h"
#include <algorithm>

namespace roster::domain {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int months_per_year = 12;
constexpr double days_per_year = 365.25;
constexpr double weeks_per_year = days_per_year / 7;

int months_of(WindowKind kind) noexcept {
    switch (kind) {
    case WindowKind::month:
        return 1;
    case WindowKind::quarter:
        return 3;
    case WindowKind::half_year:
        return 6;
    default:
        return months_per_year;
    }
}

} // namespace

bool is_calendar(WindowKind kind) noexcept {
    return kind != WindowKind::rolling_months && kind != WindowKind::rolling_days &&
           kind != WindowKind::once;
}

Date add_months(Date date, int months) noexcept {
    const std::chrono::year_month_day civil{date};
    const auto month = civil.year() / civil.month() + std::chrono::months{months};
    const auto last = (month / std::chrono::last).day();
    return Date{month / std::min(civil.day(), last)};
}

DaySpan calc_window(WindowKind kind, Date day) noexcept {
    if (kind == WindowKind::day) return {day, day};
    if (kind == WindowKind::week) {
        const Date monday = day - (std::chrono::weekday{day} - std::chrono::Monday); // 0 to 6 days
        return {monday, monday + Days{6}};
    }
    const std::chrono::year_month_day civil{day};
    const int length = months_of(kind);
    const auto month = static_cast<int>(static_cast<unsigned>(civil.month())) - 1;
    const auto first_month = static_cast<unsigned>(month / length * length + 1);
    const Date first{civil.year() / std::chrono::month{first_month} / 1};
    return {first, add_months(first, length) - Days{1}};
}

Date calc_rolling_end(const Window& window, Date done) noexcept {
    if (window.kind == WindowKind::rolling_months) return add_months(done, window.length_count);
    return done + Days{window.length_count};
}

double calc_per_year(const Window& window, int count) noexcept {
    switch (window.kind) {
    case WindowKind::day:
        return count * days_per_year;
    case WindowKind::week:
        return count * weeks_per_year;
    case WindowKind::rolling_months:
        return static_cast<double>(count) * months_per_year / window.length_count;
    case WindowKind::rolling_days:
        return count * days_per_year / window.length_count;
    case WindowKind::once:
        return 0;
    default:
        return static_cast<double>(count) * months_per_year / months_of(window.kind);
    }
}

std::string describe(const Window& window) {
    constexpr const char* words[] = {"每天", "每周", "每月", "每季度", "每半年", "每年"};
    if (is_calendar(window.kind)) return tr(words[static_cast<int>(window.kind)]);
    if (window.kind == WindowKind::once) return tr("上岗前");
    return window.kind == WindowKind::rolling_months ? trf("每 {} 个月", window.length_count)
                                                     : trf("每 {} 天", window.length_count);
}

} // namespace roster::domain
