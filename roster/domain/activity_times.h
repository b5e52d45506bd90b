/// When an activity was held, against the clock and against the days its home was open. Pure.
#pragma once
#include "roster/domain/activity.h"
#include "roster/domain/organisation.h"

namespace roster::domain {

/// What was held has begun and ended by now; the day alone would let this evening's drill count.
[[nodiscard]] sim::core::Problems check_past(const Activity& activity, Instant now);
/// Nothing is held in a house before it opens or after it closes.
[[nodiscard]] sim::core::Problems check_open(const Activity& activity, const Organisation& home);

} // namespace roster::domain
