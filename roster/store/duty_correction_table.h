/// Handovers and calls put right: rows that say anew what an older one said, which stays.
/// Insert-only.
#pragma once
#include "roster/store/duty_cover_table.h"

namespace roster::store {

/// A call and what was last said of it, whether it was taken back or not.
struct StoodCall {
    DutyCallRow row;            ///< as corrected; correction_id: the last one
    bool withdrawn = false;     ///< by that correction
    std::int64_t answer_id = 0; ///< row that answers it; 0: none
};
[[nodiscard]] Result<std::optional<StoodCall>>
find_duty_call(Database& database, const std::string& organisation_key, std::int64_t id);
/// In the place of what stood: its id and correction_id, with new values.
/// Errors: conflict when another correction came first, or the call was answered since.
[[nodiscard]] Result<std::int64_t> insert_call_correction(Database& database,
                                                          const DutyCallRow& row, bool withdrawn,
                                                          const std::string& reason,
                                                          const Entry& entry);

struct StoodHandover {
    DutyHandoverRow row; ///< as corrected, with items; correction_id: the last one
    bool withdrawn = false;
};
[[nodiscard]] Result<std::optional<StoodHandover>>
find_duty_handover(Database& database, const std::string& organisation_key, std::int64_t id);
/// The same for a handover; all its items are said anew.
[[nodiscard]] Result<std::int64_t>
insert_handover_correction(Database& database, const DutyHandoverRow& row, bool withdrawn,
                           const std::string& reason, const Entry& entry);

} // namespace roster::store
