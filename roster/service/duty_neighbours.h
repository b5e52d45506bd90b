/// What was published around a roster's days, as fixed cells of its problem: rest and runs go
/// across the first day and across the last.
#pragma once
#include "roster/service/duty_rosters.h"

namespace roster::service {

/// Days before and after a roster whose shifts bear on its rest and its runs.
/// Source: DutyProblem::fixed
inline constexpr domain::Days carried_days{31}, following_days{7};

/// A shift of before or after as a fixed cell. A shift that the problem does not have, or has at
/// other hours, is added without need: nobody new is planned there. Nothing for people and posts
/// that the problem does not have.
void lay_neighbour(const PlannedDuty& planned, const schedule::PlannedShift& shift,
                   schedule::DutyProblem& problem);
/// Cells of the days after the last one, which another roster has, take the place of what the
/// problem says of them. Cost: reads that roster's file.
[[nodiscard]] sim::core::Result<void> lay_following(store::Database& database,
                                                    schedule::DutyProblem& problem);

} // namespace roster::service
