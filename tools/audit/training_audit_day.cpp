#include "tools/audit/training_audit.h"

#include <cstdio>

namespace tools::audit {

namespace {

constexpr int first_year = 1900, last_year = 2299;

int year_of(AuditDay day) noexcept {
    return day / 10000;
}
int month_of(AuditDay day) noexcept {
    return day / 100 % 100;
}
int day_of(AuditDay day) noexcept {
    return day % 100;
}
AuditDay join(int year, int month, int day) noexcept {
    return year * 10000 + month * 100 + day;
}

/// Thirty days hath September.
int length_of(int year, int month) noexcept {
    if (month == 2) {
        const bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        return leap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

} // namespace

bool is_day(AuditDay day) noexcept {
    const int year = year_of(day), month = month_of(day);
    return first_year <= year && year <= last_year && 1 <= month && month <= 12 &&
           1 <= day_of(day) && day_of(day) <= length_of(year, month);
}

AuditDay next_day(AuditDay day) noexcept {
    if (day_of(day) < length_of(year_of(day), month_of(day))) return day + 1;
    if (month_of(day) < 12) return join(year_of(day), month_of(day) + 1, 1);
    return join(year_of(day) + 1, 1, 1);
}

AuditDay later_by_days(AuditDay day, int days) noexcept {
    for (; days > 0; --days)
        day = next_day(day);
    return day;
}

AuditDay later_by_months(AuditDay day, int months) noexcept {
    int year = year_of(day), month = month_of(day);
    for (; months > 0; --months) {
        month = month == 12 ? 1 : month + 1;
        if (month == 1) ++year;
    }
    const int length = length_of(year, month);
    return join(year, month, day_of(day) < length ? day_of(day) : length);
}

std::string show(AuditDay day) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year_of(day), month_of(day), day_of(day));
    return text;
}

} // namespace tools::audit
