/// The control room's log and rounds: entered, put right, listed, and what is missing of them. A
/// log proves that somebody looked at the panel; it changes no level, obligation or rate. Rounds
/// are inspections (inspections.h) and are read from there.
#pragma once
#include "roster/domain/duty_log.h"
#include "roster/domain/window.h"
#include "roster/store/duty_log_table.h"
#include "roster/store/inspection_table.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

struct LogEntry {
    std::string organisation_key;
    domain::Instant at{};
    std::string writer_key, second_key{}; ///< who was on the shift; second: empty without
    int fire_count = 0, fault_count = 0, isolated_count = 0; ///< as the panel shows them
    domain::Linkage linkage{};
    std::string panel_note{}; ///< which points
    std::string handled{};    ///< what was done about them
};
/// Errors: bad_input with everything at once: nobody of that name, not employed then, the same
/// person twice, an instant to come, a fire alarm of which nobody says what was done; conflict when
/// the place has an entry of that very instant.
[[nodiscard]] sim::core::Result<std::int64_t>
write_log(store::Database& database, const LogEntry& log, const store::Entry& entry);

/// A new row in the place of one that was entered wrongly; what is not named stays.
struct LogCorrection {
    std::string organisation_key;
    std::int64_t log_id = 0;
    bool withdrawn = false; ///< was never written: nothing else is read
    std::optional<domain::Instant> at{};
    std::optional<std::string> writer_key{}, second_key{};
    std::optional<int> fire_count{}, fault_count{}, isolated_count{};
    std::optional<domain::Linkage> linkage{};
    std::optional<std::string> panel_note{}, handled{};
    std::string reason;
};
/// @return the new row. Errors: as above; no such entry, or one that another row corrects (which is
/// named).
[[nodiscard]] sim::core::Result<std::int64_t>
correct_log(store::Database& database, const LogCorrection& correction, const store::Entry& entry);

/// Entries in force of the days (both within), and the rounds of day and night that have a time.
struct DutyLog {
    std::vector<store::DutyLogRow> entries;
    std::vector<store::InspectionRow> rounds;
};
[[nodiscard]] sim::core::Result<DutyLog>
list_log(store::Database& database, const std::string& organisation_key, domain::DaySpan days);

/// What one rule asks for, and what there is.
struct LogCoverage {
    domain::IntervalRule rule;        ///< the strictest
    std::vector<std::string> sources; ///< of all that ask for the same, "id source"
    domain::IntervalRecord record;
    [[nodiscard]] int missing_count() const;
};
struct LogCheck {
    std::vector<LogCoverage> coverage; ///< by activity; without a rule there is none
    /// Entries of the days of whose writers none was signed in then, at any post of the place: the
    /// panel's state is on record, and nobody shows that he sat before it.
    std::vector<store::DutyLogRow> not_signed_in;
    bool has_control_room = false;
};
/// Reads only. Rounds that could not be made count for nothing.
/// Errors: bad_input when the span is empty, longer than a year and a day, or to come.
[[nodiscard]] sim::core::Result<LogCheck> check_log(store::Database& database,
                                                    const std::string& organisation_key,
                                                    domain::DaySpan days, domain::Instant now);

} // namespace roster::service
