/// Days of drills put under seal, and opened by the drill itself.
#pragma once
#include "roster/domain/sealed_drill.h"
#include "roster/service/activities.h"
#include <string>
#include <vector>

namespace roster::service {

struct SealOrder {
    std::string organisation_key, title;
    domain::Date day{}, from_day{}, until_day{};
};
/// The slip that only who planned it keeps; the day and the secret are nowhere else.
struct SealSlip {
    std::int64_t id = 0;
    std::string secret;
};
/// Errors: bad_input with everything wrong at once.
[[nodiscard]] sim::core::Result<SealSlip>
seal_drill(store::Database& database, const SealOrder& order, const std::string& who);

/// Enters the real drill that was held and opens the seal with it, or does neither. The entry
/// becomes one with a hidden date. Errors: as record_activity(); bad_input when the seal is not
/// that of this day and secret, or is open.
[[nodiscard]] sim::core::Result<RecordedActivity>
hold_sealed_drill(store::Database& database, std::int64_t sealed_drill_id,
                  const std::string& secret, ActivityEntry entry, const std::string& who);

/// Windows, and days of those that were opened. Of the organisation and all below it, by first day.
[[nodiscard]] sim::core::Result<std::vector<domain::SealedDrill>>
list_sealed_drills(store::Database& database, const std::string& top_key);

} // namespace roster::service
