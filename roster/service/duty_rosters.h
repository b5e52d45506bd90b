/// Duty rosters kept in the ledger: published whole, and which of them holds for which shift. What
/// is planned proves nothing about who was there; publishing touches neither competence nor
/// obligation.
#pragma once
#include "roster/schedule/duty_attendance.h"
#include "roster/schedule/duty_file.h"
#include "roster/store/duty_table.h"
#include "roster/store/entry.h"
#include "roster/store/people_table.h"
#include <map>
#include <string>
#include <vector>

namespace roster::service {

struct PublishedRoster {
    std::int64_t id = 0;
    int version_no = 0;
    int shift_count = 0;    ///< cells
    int begun_count = 0;    ///< of them begun before the publication: those stay as they were
    int accepted_count = 0; ///< breaches of rules published knowingly
};
/// Publishes a roster file for its own organisation.
/// @param accepted_reason why it is published although it breaks rules; empty: a breach refuses it
/// Errors: bad_input with everything at once: no such organisation, people who are not on file,
/// every breach of check_roster in words, of what will be in force: shifts that have begun stay as
/// they were, and what went before the first day counts (rest, runs); an applied swap that the file
/// takes back. A reason does not make good somebody or a shift that the file does not know, two
/// shifts a day, a swap taken back, nor a shift under a ban of the law (no doctor's note). Conflict
/// when the very same is in force already.
[[nodiscard]] sim::core::Result<PublishedRoster> publish_roster(store::Database& database,
                                                                const schedule::DutyFile& duty,
                                                                const std::string& accepted_reason,
                                                                const store::Entry& entry);

/// A published roster with its cells, changed as swaps have changed them since.
struct KeptRoster {
    store::DutyRosterRow row;
    schedule::DutyFile duty;
};
/// Cost: reads and parses the file.
[[nodiscard]] sim::core::Result<KeptRoster> load_kept_roster(store::Database& database,
                                                             const store::DutyRosterRow& row);

/// The roster in force on that day as a file to go on from: swaps are in it, shifts that have begun
/// are frozen, the others were told, and certificates, leave and sessions are as the ledger knows
/// them now. Errors: bad_input when none was published for the day.
[[nodiscard]] sim::core::Result<schedule::DutyFile>
load_current_roster(store::Database& database, const std::string& organisation_key,
                    domain::Date day, domain::Instant now);

/// What was planned, whoever came.
struct PlannedDuty {
    std::vector<schedule::PlannedShift> shifts; ///< by begin, post and person
    std::vector<store::DutyRosterRow> rosters;  ///< with a day in the span, oldest first
    std::map<std::string, std::string> posts;   ///< names by key, of all those rosters
    std::map<std::string, schedule::DutyShift> shifts_by_key; ///< of the newest that has them
    std::map<std::string, std::string> people;
    /// What a post asks for, of the newest roster that has it.
    std::map<std::string, std::vector<std::string>> required;
    /// What a roster says of its people, of the newest that has them.
    std::map<std::string, std::vector<schedule::DutyQualification>> qualifications;
};
/// Shifts that begin on the days, each of the newest roster that was published before it began.
[[nodiscard]] sim::core::Result<PlannedDuty> load_planned_duty(store::Database& database,
                                                               const std::string& organisation_key,
                                                               domain::DaySpan days);
/// What lists show instead of keys: names of everybody on file, and of the posts and shifts of the
/// rosters with a day in the span. A key that nothing knows stays.
struct DutyNames {
    store::PersonDays people;
    std::map<std::string, std::string> posts, shifts;
    [[nodiscard]] const std::string& person(const std::string& key) const {
        return store::name_in(people, key);
    }
    [[nodiscard]] std::string post(const std::string& key) const;
    [[nodiscard]] std::string shift(const std::string& key) const;
};
[[nodiscard]] sim::core::Result<DutyNames> load_duty_names(store::Database& database,
                                                           const std::string& organisation_key,
                                                           domain::DaySpan days);
/// Whether that shift of rosters[index] is the one in force, and no later roster had its day first.
[[nodiscard]] bool is_in_force(const std::vector<store::DutyRosterRow>& rosters, std::size_t index,
                               domain::Date day, domain::Instant begin) noexcept;

} // namespace roster::service
