/// Papers before the year and before a training: 年度计划, 培训计划表, 培训通知.
#pragma once
#include "tools/cli/form_parts.h"

namespace tools::cli {

/// The year named by options.day ("2027"), else that of the ledger's day: what rules and campaigns
/// ask for in it, and what was done so far.
[[nodiscard]] FilledForm fill_annual_plan(OpenLedger& ledger, const FormOptions& options);
/// The sessions of that year of the organisation and everything below it, and who is booked.
[[nodiscard]] FilledForm fill_training_plan(OpenLedger& ledger, const FormOptions& options);
/// Of the session options.activity names; it need not have been told of: printing tells nobody.
[[nodiscard]] FilledForm fill_invitation(OpenLedger& ledger, const FormOptions& options);

} // namespace tools::cli
