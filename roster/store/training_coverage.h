/// How much of the staff a training reached: who passed of those on the roll on its day. Reads
/// only.
#pragma once
#include "roster/domain/activity.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

struct TrainingCoverage {
    std::string activity_key, title, organisation_key, organisation_name;
    domain::Date local_day{};
    int on_roll_count = 0; ///< people with a post that day in the institutions it was held for
    int passed_count = 0;  ///< of them: there, and not failed
};
/// Trainings of that level held within the days by the organisation or anybody below it, by day and
/// key. A training is held for its organisation, for everything below it, and for those that took
/// part with it. Nobody counts twice in one training. Cost: a few statements a training.
[[nodiscard]] Result<std::vector<TrainingCoverage>>
load_training_coverage(Database& database, const std::string& top_key, domain::ActivityLevel level,
                       domain::Date first, domain::Date last);

} // namespace roster::store
