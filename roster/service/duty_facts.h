/// What the ledger knows of a roster's people today, whatever the file said when it was made:
/// posts, certificates, leave, sessions, duty elsewhere, bans, experience, pairs, wishes; and what
/// was planned before its first day.
#pragma once
#include "roster/schedule/duty_model.h"
#include "roster/store/duty_condition_table.h"
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
    /// In force in the days, or from the day after: the last night runs into it.
    std::vector<store::DutyConditionRow> conditions;
    bool needs_duty_training = false; ///< a rule bars from duty without it (duty_training.h)
};
[[nodiscard]] sim::core::Result<DutyFacts> load_duty_facts(store::Database& database,
                                                           const std::string& organisation_key,
                                                           domain::DaySpan days);
/// The people of it alone: without leave, sessions and duty elsewhere, for what looks back.
[[nodiscard]] sim::core::Result<std::vector<schedule::DutyPerson>>
load_qualified_people(store::Database& database, const std::string& organisation_key,
                      domain::DaySpan days);
/// What a file says of somebody, put right: qualifications that the ledger keeps are as it knows
/// them, others stay.
void replace_kept(std::vector<schedule::DutyQualification>& said,
                  const std::vector<schedule::DutyQualification>& known);
/// Puts the facts into the problem: a qualification that the ledger keeps is as the ledger has it,
/// absences and duty elsewhere are added, who has left stands nowhere after the last day. People
/// who never had a post there keep what the file says of them. Where a rule bars from duty without
/// the training in duty, the posts ask for it. Then apply_conditions.
void apply_facts(const DutyFacts& facts, schedule::DutyProblem& problem);
/// What the problem has from the ledger's conditions becomes what they are now; what the file says
/// by itself stays, and a wish of the file goes before the ledger's of that person and day, a pair
/// of it before those of the same two. A pair holds for the whole problem when it holds on one of
/// its days; of two the one that begins first. Whoever the problem does not know is left out, and a
/// wish for a shift that it does not have.
void apply_conditions(const std::vector<store::DutyConditionRow>& conditions,
                      schedule::DutyProblem& problem);
/// The facts of the problem's organisation and days, applied. Error: bad_input when the ledger does
/// not know the organisation.
[[nodiscard]] sim::core::Result<void> refresh_problem(store::Database& database,
                                                      schedule::DutyProblem& problem);

/// Fills the carry-over of a problem from what was published: the shifts of the last 31 days before
/// it and of 7 days after it (duty_neighbours.h), everybody's counts of the year so far and minutes
/// of the approved period, and cover owed from midnight where the eve had a roster. Posts that the
/// problem does not have are left out of the cells, not of the counts.
[[nodiscard]] sim::core::Result<void> carry_over(store::Database& database,
                                                 schedule::DutyProblem& problem);
/// What was published before the problem's first day raises its minutes of the year and of the
/// approved period so far to what the ledger knows; never lowers them: a home may have begun on
/// paper. Cost: reads the year's rosters.
[[nodiscard]] sim::core::Result<void> raise_hours(store::Database& database,
                                                  schedule::DutyProblem& problem);

} // namespace roster::service
