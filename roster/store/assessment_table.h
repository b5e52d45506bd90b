/// What examiners saw at trainings, and how many were told the 三提示. Insert-only.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/competence.h"
#include "roster/store/database.h"
#include <cstdint>
#include <string>
#include <vector>

namespace roster::store {

/// What an examiner saw one person do at a training.
struct Assessment {
    std::string activity_key, person_key;
    domain::CompetenceElement element{};
    int level = 0; ///< as the examiner put it, 1 to 4
    std::string examiner, note;
};
/// The training and the person at it, as far as they decide what an assessment is worth.
struct AssessedPart {
    bool known = false;    ///< the activity is in force
    bool training = false; ///< of that kind and held
    bool present = false;  ///< the person attended and did not fail
    domain::ActivityForm form{};
    domain::Date local_day{};
    domain::Instant at_utc{}; ///< start of the training; noon of its day when it has none
    std::string person_name;  ///< empty: not on file
};
[[nodiscard]] Result<AssessedPart> find_assessed_part(Database& database,
                                                      const std::string& activity_key,
                                                      const std::string& person_key);
/// @return row number. Errors: conflict when that element was assessed there already.
[[nodiscard]] Result<std::int64_t> insert_assessment(Database& database,
                                                     const Assessment& assessment);

struct AssessmentLine {
    std::int64_t id = 0;
    Assessment assessment;
    std::string person_name, title, examination;
    domain::ActivityForm form{};
    domain::Date local_day{};
};
/// Errors: bad_input when there is no such assessment.
[[nodiscard]] Result<AssessmentLine> load_assessment(Database& database, std::int64_t id);

/// 三提示 given on an occasion: how many were there, how many were told.
struct ThreeTips {
    std::int64_t id = 0;
    std::string organisation_key;
    domain::Date local_day{};
    std::string occasion;
    int present_count = 0, informed_count = 0;
};
[[nodiscard]] Result<std::int64_t> insert_three_tips(Database& database, const ThreeTips& tips,
                                                     domain::Instant recorded_at_utc,
                                                     const std::string& recorded_by);
/// In force, of an organisation and all below it, by day.
[[nodiscard]] Result<std::vector<ThreeTips>> load_three_tips(Database& database,
                                                             const std::string& organisation_key,
                                                             domain::Date first, domain::Date last);

} // namespace roster::store
