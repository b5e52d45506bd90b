/// Everything that a half-year bulletin is reckoned from, read in a few statements for a whole part
/// of the tree, and the origin of single rows. Reads only.
#pragma once
#include "roster/domain/certificate.h"
#include "roster/domain/finding.h"
#include "roster/domain/inspection.h"
#include "roster/domain/window.h"
#include "roster/store/roll.h"
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace roster::store {

/// A real drill of the year up to the day: a yearly rule looks back over the first half.
struct BulletinDrill {
    domain::Deed deed;
    std::int64_t organisation_id = 0;
};
/// Somebody took part in a training of the year up to the day, and did not fail.
struct BulletinTraining {
    std::int64_t person_id = 0;
    std::int64_t activity_id = 0;
};
struct BulletinTeam {
    std::int64_t id = 0;
    std::int64_t organisation_id = 0;
    int member_count = 0;
};
struct BulletinCertificate {
    std::int64_t person_id = 0;       ///< 0 for one of an organisation
    std::int64_t organisation_id = 0; ///< 0 for one of a person
    domain::Certificate certificate;  ///< keys are "person/1", "org/1" by row
};
/// Inspections of one kind in one home; those that were not possible are none.
struct BulletinInspections {
    std::int64_t organisation_id = 0;
    domain::InspectionKind kind{};
    int row_count = 0, day_count = 0, month_count = 0; ///< days and months that differ
};
/// A finding that was open at some time of the period.
struct BulletinFinding {
    std::int64_t id = 0;
    std::int64_t organisation_id = 0;
    domain::FindingSource source{};
    domain::Severity severity{};
    bool life_safety = false;
    domain::Date found_on{};
    domain::FindingState state{};         ///< at the end of the day asked for
    std::optional<domain::Date> deadline; ///< the same
};
struct BulletinTables {
    std::map<std::string, std::int64_t> organisation_id; ///< by key, all of the ledger
    std::vector<BulletinDrill> drills;
    std::map<std::int64_t, domain::Date> last_drill; ///< newest real drill up to the day
    Roll roll;                                       ///< of the part, on the day
    std::vector<BulletinTraining> trainings;         ///< by person and activity
    std::unordered_map<std::int64_t, domain::Deed> training_deeds; ///< by activity
    std::vector<BulletinTeam> teams;                               ///< that stood on the day
    std::vector<BulletinCertificate> certificates;                 ///< issued up to the day, by row
    std::vector<BulletinInspections> inspections;
    std::unordered_set<std::int64_t> active; ///< organisations with another activity on record
    std::vector<BulletinFinding> findings;   ///< by row
};
/// @param top_key top of the part
/// @param period first to last day of the half-year
/// @param day how things stood on it: the last day, or today while the period runs
/// @param inspected_until last day whose patrols are looked at
/// Cost: one pass over the rows of the period, and over the findings up to it.
[[nodiscard]] Result<BulletinTables> load_bulletin_tables(Database& database,
                                                          const std::string& top_key,
                                                          domain::DaySpan period, domain::Date day,
                                                          domain::Date inspected_until);

/// Where a row comes from.
struct SourceRow {
    std::string table;
    std::int64_t id = 0;
    std::string day;    ///< of the deed; empty when the row has none
    std::string text;   ///< what it says; of a person only the key
    std::string origin; ///< who entered it, of which file and row, or the record's hash
};
/// Tables: organisation, person, team, certificate, drill, activity, inspection, finding,
/// finding_step (its text is the state's name), duty_roster, duty_sign, duty_call. By row.
/// Rows that are not there are left out. Error: bad_input for another table.
[[nodiscard]] Result<std::vector<SourceRow>>
load_sources(Database& database, const std::string& table, const std::vector<std::int64_t>& ids);
/// Rows of the inspections counted for one home and kind, by row.
[[nodiscard]] Result<std::vector<std::int64_t>> list_inspection_rows(Database& database,
                                                                     const std::string& home_key,
                                                                     domain::InspectionKind kind,
                                                                     domain::DaySpan period);

/// Steps of a finding taken before an instant, by row.
[[nodiscard]] Result<std::vector<std::int64_t>>
list_step_rows(Database& database, std::int64_t finding_id, domain::Instant before);

/// Organisations with a published roster, a sign-in or a call in the span, by row.
[[nodiscard]] Result<std::vector<std::int64_t>> list_duty_places(Database& database,
                                                                 domain::DaySpan days,
                                                                 domain::Instant from,
                                                                 domain::Instant until);
/// Rosters that reach into the days, or sign-ins in force that do.
/// @param table "duty_roster" or "duty_sign"
[[nodiscard]] Result<std::vector<std::int64_t>> list_duty_rows(Database& database,
                                                               const std::string& table,
                                                               const std::string& place_key,
                                                               domain::DaySpan days);

} // namespace roster::store
