/// Calls (查岗) and handovers that were entered wrongly: a new row says anew what the old one said;
/// the old one stays and is named. Whoever was taken back may be put right again.
#pragma once
#include "roster/service/duty_attest.h"
#include "roster/store/duty_correction_table.h"

namespace roster::service {

struct CallCorrection {
    std::string organisation_key;
    std::int64_t call_id = 0;              ///< as attendance names it
    bool withdrawn = false;                ///< nobody called: nothing else is read
    std::optional<std::string> post_key{}; ///< key or name; what is not named stays
    std::optional<domain::Instant> called{}, answered{};
    std::optional<std::string> answered_by_key{};
    bool unanswered = false; ///< nobody answered after all
    std::string reason;
};
/// @return row of the correction. Errors: bad_input with everything at once, as record_call, no
/// such call, no reason; conflict when the call has a newer row (which is named).
[[nodiscard]] sim::core::Result<std::int64_t> correct_call(store::Database& database,
                                                           const CallCorrection& correction,
                                                           const store::Entry& entry);

struct HandoverCorrection {
    std::string organisation_key;
    std::int64_t handover_id = 0;
    bool withdrawn = false; ///< nobody handed over: the shift is open again
    std::optional<std::string> giver_key{}, taker_key{};
    std::optional<domain::Instant> giver_signed{}, taker_signed{};
    /// Without a key: added. With the key or the words of one of its items: as said here. Items
    /// that are not named stay.
    std::vector<schedule::OpenItem> items{};
    std::string reason;
};
/// Judged like a new handover: two people who stood there, everything carried accounted for.
/// @return row of the correction. Errors: as schedule::close_shift, all at once; no such handover,
/// no reason; conflict when another correction came first.
[[nodiscard]] sim::core::Result<std::int64_t> correct_handover(store::Database& database,
                                                               const HandoverCorrection& correction,
                                                               const store::Entry& entry);

} // namespace roster::service
