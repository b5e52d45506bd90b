/// 三年轮训 of a city, county or other part of the tree: made, kept up to date, and how far it is.
#pragma once
#include "roster/domain/people.h"
#include "roster/domain/rotation.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

/// One person of the round.
struct RotationLine {
    std::string person_key, name;
    struct Role {
        std::string organisation_key, organisation_name;
        domain::Post post{};
    };
    std::vector<Role> roles; ///< of the three, held that day; empty: has left them
    int year = 0, cohort_no = 0;
    std::optional<domain::Date> planned_day{};
    std::optional<domain::Date> trained_on{}; ///< last training of the city that counts
    std::optional<domain::Date> county_on{};  ///< last training of the county that counts
    domain::RotationStanding standing;
};
struct CohortProgress {
    int year = 0, cohort_no = 0;
    int assigned_count = 0; ///< of those who still hold one of the three roles
    int done_count = 0, planned_count = 0, would_miss_count = 0, left_over_count = 0,
        overdue_count = 0;
    int gone_count = 0; ///< no longer in one of the roles
};
struct RotationRound {
    int from_year = 0;
    std::vector<RotationLine> lines; ///< by cohort, organisation and person
    std::vector<CohortProgress> cohorts;
    /// People with one of the three roles who have no slot.
    std::vector<RotationLine> unassigned;
};

/// What a plan would be, or became. The lines are as if it stood.
struct RotationDraft {
    domain::RotationPlan plan;
    RotationRound round;
};
/// @param from_year 0: of the round that runs on `today`, else the year of `today`
/// Errors: bad_input: years that overlap another round, a round that is over, nobody to assign.
[[nodiscard]] sim::core::Result<RotationDraft> draft_rotation(store::Database& database,
                                                              const std::string& organisation_key,
                                                              int from_year, domain::Date today);
/// The same, and writes what differs from what stands; slots of years gone by stay.
[[nodiscard]] sim::core::Result<RotationDraft> keep_rotation(store::Database& database,
                                                             const std::string& organisation_key,
                                                             int from_year, domain::Date today,
                                                             const std::string& who);
/// The round that stands. Error: bad_input when there is none.
[[nodiscard]] sim::core::Result<RotationRound> list_rotation(store::Database& database,
                                                             const std::string& organisation_key,
                                                             int from_year, domain::Date today);

} // namespace roster::service
