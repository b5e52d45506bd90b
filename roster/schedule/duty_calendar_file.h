/// Holidays and shifted days of rest of a year as a file: "yanlian-holidays", one a year, after the
/// State Council's notice. Schema: scenarios/schema/holidays.schema.json.
#pragma once
#include "roster/schedule/duty_model.h"
#include "sim/core/json_reader.h"

namespace roster::schedule {

inline constexpr std::uintmax_t holidays_file_limit_bytes = 1u << 20;

/// Every problem at once: keys, dates of another year, spans that run backwards, a statutory day
/// outside its span, a Monday among the worked Saturdays and Sundays.
/// @param year the year that is wanted; a file of another year is named as such
[[nodiscard]] sim::core::Result<DutyCalendar> parse_holidays(const std::string& file,
                                                             std::string_view bytes, int year);
[[nodiscard]] sim::core::Result<DutyCalendar> load_holidays(const std::string& file, int year);

/// The same inside another file; "year", "source", "holidays", "workdays" are read.
[[nodiscard]] DutyCalendar read_calendar(sim::core::ObjectReader& object);
/// A date under a key; the epoch after a problem.
[[nodiscard]] Date read_date(sim::core::ObjectReader& object, std::string_view key);
[[nodiscard]] std::optional<Date> read_optional_date(sim::core::ObjectReader& object,
                                                     std::string_view key);

} // namespace roster::schedule
