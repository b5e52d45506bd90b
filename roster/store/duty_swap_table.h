/// Changes of shifts between two people, and the steps each went through. Insert-only.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <string>
#include <vector>

namespace roster::store {

struct DutySwapShiftRow {
    std::string from_key, to_key;
    domain::Date day{};
    std::string post_key, shift_key;
    bool declined = false; ///< was not approved with the others: stays as it was
    std::int64_t id = 0;
};
struct DutySwapStepRow {
    std::int64_t id = 0;
    std::string state; ///< name in schedule::swap_state_names
    std::string by_key, on_behalf_of_key, note;
    domain::Instant at_utc{}; ///< set by the entry
};
struct DutySwapRow {
    std::int64_t id = 0;
    std::string organisation_key;
    std::int64_t roster_id = 0; ///< whose cells it moves
    std::string asker_key, colleague_key;
    std::vector<DutySwapShiftRow> shifts{};
    std::vector<DutySwapStepRow> steps{};
};
/// With its shifts, without steps. @return row number
[[nodiscard]] Result<std::int64_t> insert_duty_swap(Database& database, const DutySwapRow& row,
                                                    const Entry& entry);
/// Errors: conflict when the step does not follow from the last one.
[[nodiscard]] Result<void> insert_duty_swap_step(Database& database, std::int64_t swap_id,
                                                 const DutySwapStepRow& step, const Entry& entry);
/// A shift that is not approved with the others, before the step that approves those.
/// Errors: conflict when the swap is not accepted, or none would be left.
[[nodiscard]] Result<void> insert_duty_swap_declined(Database& database, std::int64_t shift_id,
                                                     const Entry& entry);
/// All of an organisation, oldest first, with shifts and steps.
[[nodiscard]] Result<std::vector<DutySwapRow>> load_duty_swaps(Database& database,
                                                               const std::string& organisation_key);

} // namespace roster::store
