/// Whether what was written is still what stands there.
#pragma once
#include "roster/store/database.h"
#include <cstdint>
#include <string>
#include <vector>

namespace roster::store {

enum class HistoryFaultKind {
    changed,  ///< the row no longer fits its digest
    missing,  ///< a sealed row is gone
    unsealed, ///< a row that no transaction of this program wrote
    chain,    ///< a seal that does not follow from the one before
};
struct HistoryFault {
    HistoryFaultKind kind{};
    std::string table; ///< "history_seal" for chain, "audit" for a line of the audit
    std::int64_t id = 0;
};
struct HistoryCheck {
    std::vector<HistoryFault> faults; ///< by table and id, at most largest_fault_count of them
    std::int64_t fault_count = 0;
    std::int64_t row_count = 0; ///< under seals
    std::string seals_sha256;   ///< end of the chain: written down elsewhere, it proves the rest
    std::string audit_sha256;
};
inline constexpr std::size_t largest_fault_count = 1000;

/// Reads everything; 0.1 s for 100,000 rows on the machine of docs/performance.md.
[[nodiscard]] Result<HistoryCheck> check_history(Database& database);

} // namespace roster::store
