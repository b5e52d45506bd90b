/// Whether there are people enough once what each of them can do in a month is looked at as a
/// whole: who stands a shift of 24 hours and rests after it cannot work the hours that the head-
/// count gives him besides. People share the shifts of a month in fractions, each by months that
/// one person could work; a linear program finds the least that stays open. Pure.
#pragma once
#include "roster/schedule/duty_grid.h"

namespace roster::schedule {

/// Effort: people × days × states looked at, some 0.3 s of CPU; beyond it the bound so far counts.
/// Source: docs/references.md#duty-search
inline constexpr std::int64_t mixes_steps_most = 60'000'000;

/// Person-shifts of some kinds that stay open in the horizon, whoever stands where: never more than
/// the truth. Looks at rest between shifts, runs of days, what people may do on each day, their own
/// limits a month (as hours of their longest shifts), and hours of the standard month (shifts of a
/// month where no hours are limited); each month by itself, and what was before it as if everybody
/// had been off. 0 says only that nothing was found. Cost: see mixes_steps_most. The same problem,
/// the same answer.
[[nodiscard]] int calc_missing_by_mixes(const DutyProblem& problem, const DutyGrid& grid,
                                        std::uint64_t kinds);

} // namespace roster::schedule
