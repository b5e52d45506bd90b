/// The drill record form of a drill that stands in the ledger: one that was observed (`observe`) or
/// run. Those entered afterwards come from their activity.
#pragma once
#include "roster/store/database.h"
#include "tools/paper/form.h"

namespace tools::cli {

/// @param number "drill/12" or "12". Error: bad_input when there is no such drill in force.
[[nodiscard]] sim::core::Result<paper::Form> fill_observed_drill(roster::store::Database& database,
                                                                 const std::string& number);

} // namespace tools::cli
