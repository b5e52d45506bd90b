/// What was entered wrongly: taken back, or entered anew in its place. The row that stood stays and
/// counts for nothing any more; who, when and why is in the audit.
#pragma once
#include "roster/service/activities.h"
#include "roster/store/withdrawal_table.h"
#include <string>

namespace roster::service {

/// "12" and a key name an activity, "drill/12" a drill that the program ran or observed.
struct Withdrawal {
    std::string who, reason; ///< both must be there
};
/// Errors: bad_input when there is no such row, or it was corrected or withdrawn already.
[[nodiscard]] sim::core::Result<void> withdraw_activity(store::Database& database,
                                                        const std::string& number_or_key,
                                                        const Withdrawal& withdrawal);
/// What it showed of people falls with it; findings that came of it stay.
[[nodiscard]] sim::core::Result<void> withdraw_drill(store::Database& database, std::int64_t id,
                                                     const Withdrawal& withdrawal);
/// The day is one without this inspection again; findings that came of it stay.
[[nodiscard]] sim::core::Result<void>
withdraw_inspection(store::Database& database, std::int64_t id, const Withdrawal& withdrawal);

/// As it was written last, to be changed and given to correct_activity.
[[nodiscard]] sim::core::Result<store::StoredActivity>
find_activity_to_correct(store::Database& database, const std::string& number_or_key);
/// Writes the entry in the place of the one it was found as; one that was withdrawn stands again.
/// Errors: as record_activity; bad_input when levels stand on it, which the correction would drop.
[[nodiscard]] sim::core::Result<RecordedActivity>
correct_activity(store::Database& database, const store::StoredActivity& stood, ActivityEntry entry,
                 const Withdrawal& withdrawal);

} // namespace roster::service
