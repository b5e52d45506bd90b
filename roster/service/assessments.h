/// What an examiner saw at a training, into the ledger; and how many were told the 三提示.
#pragma once
#include "roster/store/assessment_table.h"
#include "roster/store/database.h"

namespace roster::service {

using store::Assessment;
using store::AssessmentLine;
using store::load_assessment;

struct RecordedAssessment {
    std::int64_t id = 0;
    std::int64_t competence_id = 0;
    int level = 0;                         ///< that it carries: the examiner's, as far as allowed
    int level_before = 0, level_after = 0; ///< on the day of the training
};
/// Errors: bad_input with everything wrong at once (no such training, not held, a demonstration,
/// not present, examined by oneself, no examiner); conflict when it is on file already.
[[nodiscard]] sim::core::Result<RecordedAssessment>
record_assessment(store::Database& database, const Assessment& assessment, const std::string& who);

using store::ThreeTips;
/// Errors: bad_input (more told than there, a day to come, no such organisation).
[[nodiscard]] sim::core::Result<std::int64_t>
record_three_tips(store::Database& database, const ThreeTips& tips, const std::string& who);

/// 三提示普及率: told / present over a period; nothing when nobody wrote anything down.
struct TipsRate {
    domain::Date first{}, last{};
    long long informed_count = 0, present_count = 0;
    std::vector<ThreeTips> rows;
    [[nodiscard]] std::optional<double> ratio() const {
        if (present_count == 0) return std::nullopt;
        return static_cast<double>(informed_count) / static_cast<double>(present_count);
    }
};
[[nodiscard]] sim::core::Result<TipsRate> calc_tips_rate(store::Database& database,
                                                         const std::string& organisation_key,
                                                         domain::Date first, domain::Date last);

} // namespace roster::service
