/// The drill record form, and the after-action review, of a drill that stands in the ledger:
/// observed (`observe`), run, or entered afterwards.
#pragma once
#include "roster/store/database.h"
#include "tools/cli/form_parts.h"
#include "tools/paper/form.h"

namespace tools::cli {

/// @param number "drill/12" or "12"; the key of an activity for one entered afterwards
/// @param scenario_file for drills of which the ledger keeps no scenario (older programs): title,
/// place, setting and the words of what was expected; empty: what the ledger keeps, else the
/// shipped one of that key below the working directory, else none; both are said on standard error.
/// Errors: bad_input when there is no such drill in force, or the scenario is another.
[[nodiscard]] sim::core::Result<paper::Form> fill_ledger_drill(roster::store::Database& database,
                                                               const std::string& number,
                                                               const std::string& scenario_file);
/// 演练复盘记录 of the drill options.drill names: what was expected and not done, or done late or
/// wrongly, with the findings of that drill; why, and what was agreed, stay to be written. What was
/// done in time stands under 做得好的. Errors: as above; no drill named.
[[nodiscard]] FilledForm fill_after_action(OpenLedger& ledger, const FormOptions& options);

} // namespace tools::cli
