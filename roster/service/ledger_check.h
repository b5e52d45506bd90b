/// Whether the ledger is whole: the file itself, its references, and that nobody changed, removed
/// or slipped in a row of history.
#pragma once
#include "roster/store/history_check.h"

namespace roster::service {

struct LedgerCheck {
    std::int64_t sealed_row_count = 0;
    std::string seals_sha256; ///< written down elsewhere, it proves everything up to it
    std::string audit_sha256;
};

/// Errors: io when the file itself is damaged; conflict with every row that was tampered with, by
/// table and number ("finding_step/12"). Cost: reads everything.
[[nodiscard]] sim::core::Result<LedgerCheck> check_ledger(store::Database& database);

} // namespace roster::service
