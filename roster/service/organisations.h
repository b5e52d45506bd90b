/// Organisations of the ledger: entered and changed, one transaction each, with before and after.
#pragma once
#include "roster/domain/organisation.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

/// Errors: bad_input with everything wrong at once (key taken, parent missing, circle, rank).
[[nodiscard]] sim::core::Result<void> add_organisation(store::Database& database,
                                                       const domain::Organisation& organisation,
                                                       const std::string& who);
/// Everything but the key may change.
[[nodiscard]] sim::core::Result<void> change_organisation(store::Database& database,
                                                          const domain::Organisation& organisation,
                                                          const std::string& who);
/// The part below `key`, parents first; the whole ledger when empty.
[[nodiscard]] sim::core::Result<std::vector<domain::Organisation>>
list_part(store::Database& database, const std::string& key);
[[nodiscard]] std::string to_json(const domain::Organisation& organisation);

} // namespace roster::service
