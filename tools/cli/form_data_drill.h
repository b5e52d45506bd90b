/// The drill record form of a drill that stands in the ledger: observed (`observe`), run, or
/// entered afterwards.
#pragma once
#include "roster/store/database.h"
#include "tools/paper/form.h"

namespace tools::cli {

/// @param number "drill/12" or "12"; the key of an activity for one entered afterwards
/// @param scenario_file what the observed drill went by: title, place, setting and the words of
/// what was expected; empty: the shipped one of that key below the working directory, if it is
/// there Errors: bad_input when there is no such drill in force, or the scenario is another.
[[nodiscard]] sim::core::Result<paper::Form> fill_ledger_drill(roster::store::Database& database,
                                                               const std::string& number,
                                                               const std::string& scenario_file);

} // namespace tools::cli
