/// What the ledger knows of a roster's people today, whatever the file said when it was made:
/// posts, certificates, leave, sessions, duty elsewhere; and what was planned before its first day.
#pragma once
#include "roster/schedule/duty_model.h"
#include "roster/store/database.h"
#include <map>
#include <string>
#include <vector>

namespace roster::service {

struct DutyFacts {
    /// With a post at the organisation, now or before; qualifications are those within the days.
    std::vector<schedule::DutyPerson> people;
    std::vector<schedule::DutyAbsence> absences;
    std::vector<schedule::DutyElsewhere> elsewhere;
    std::map<std::string, domain::Date> last_days; ///< of those who leave
};
[[nodiscard]] sim::core::Result<DutyFacts> load_duty_facts(store::Database& database,
                                                           const std::string& organisation_key,
                                                           domain::DaySpan days);
/// The people of it alone: some seven times cheaper, for what looks back.
[[nodiscard]] sim::core::Result<std::vector<schedule::DutyPerson>>
load_qualified_people(store::Database& database, const std::string& organisation_key,
                      domain::DaySpan days);
/// What a file says of somebody, put right: qualifications that the ledger keeps are as it knows
/// them, others stay.
void replace_kept(std::vector<schedule::DutyQualification>& said,
                  const std::vector<schedule::DutyQualification>& known);
/// Puts the facts into the problem: a qualification that the ledger keeps is as the ledger has it,
/// absences and duty elsewhere are added, who has left stands nowhere after the last day. People
/// who never had a post there keep what the file says of them.
void apply_facts(const DutyFacts& facts, schedule::DutyProblem& problem);

/// Fills the carry-over of a problem from what was published: the shifts of the last 31 days before
/// it, everybody's counts of the year so far, and cover owed from midnight where the eve had a
/// roster. Posts and shifts that the problem does not have are left out of the cells, not of the
/// counts.
[[nodiscard]] sim::core::Result<void> carry_over(store::Database& database,
                                                 schedule::DutyProblem& problem);

} // namespace roster::service
