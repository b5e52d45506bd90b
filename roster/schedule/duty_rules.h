/// The rows of labour law and of the house that a new roster begins with. Data for the file, where
/// a home changes what is its own.
#pragma once
#include "roster/schedule/duty_model.h"

namespace roster::schedule {

/// Rest, runs of days and nights, overtime of a month and of a day, hours of a year, shifts of a
/// control room. Sources: docs/references.md#duty-labour
[[nodiscard]] std::vector<DutyRule> usual_duty_rules();
/// Whether hours count day by day and no rule of the problem limits the overtime of a day.
[[nodiscard]] bool lacks_daily_limit(const DutyProblem& problem);

} // namespace roster::schedule
