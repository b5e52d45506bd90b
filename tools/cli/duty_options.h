/// What the commands of duty share: files with their numbers, shift patterns, instants as people
/// write them.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/schedule/duty_check.h"
#include "roster/schedule/duty_file.h"
#include "roster/service/duty_drafts.h"
#include "tools/cli/finding_options.h"
#include <optional>
#include <string>

namespace tools::cli {

/// "09:30" of the day given, "2026-03-01 09:30", or UTC as "2026-03-01T01:30:00Z"; local time in
/// China else. Nothing when it is none of them.
[[nodiscard]] std::optional<roster::domain::Instant> find_local_instant(const std::string& text,
                                                                        roster::domain::Date today);
/// "2026-03-01 09:30", local
[[nodiscard]] std::string local_text(roster::domain::Instant instant);
/// Reads an instant and notes one that is none; the default when nothing was written.
[[nodiscard]] roster::domain::Instant read_instant(Answers& answers, const char* option,
                                                   const std::string& text,
                                                   roster::domain::Date today,
                                                   roster::domain::Instant otherwise);
/// This second.
[[nodiscard]] roster::domain::Instant read_clock();

/// Commands below `duty`, as in commands.h.
void add_duty_explain_commands(CLI::App& duty, int& exit_code); ///< explain and accept
void add_duty_city_command(CLI::App& duty, int& exit_code);
void add_duty_condition_commands(CLI::App& duty, int& exit_code);

/// A roster that was read, with its numbers.
struct NumberedDuty {
    roster::schedule::DutyFile duty;
    roster::schedule::DutyGrid grid;
    roster::schedule::DutyTable table;
};
[[nodiscard]] sim::core::Result<NumberedDuty> load_numbered_duty(const std::string& file);

/// The file of each year that the days touch, as it ships; Saturdays and Sundays alone, and a
/// source that says so, where none does.
[[nodiscard]] sim::core::Result<std::vector<roster::schedule::DutyCalendar>>
find_calendars(roster::domain::DaySpan days);

/// What a draft from the ledger asks and the ledger does not know.
struct PatternOptions {
    std::string pattern = "3x8", basis, hours = "month", approval;
    int care_day = 1, care_night = 1, room = 2, experienced = 0;
    int leader_rest_h = 0, care_rest_h = roster::service::usual_care_rest_min / 60; ///< hours
};
void add_pattern_options(CLI::App& command, PatternOptions& options);
void fill_pattern(roster::service::DutyDraft& draft, const PatternOptions& options);

} // namespace tools::cli
