/// When an activity was held, against the clock. Pure.
#pragma once
#include "roster/domain/activity.h"

namespace roster::domain {

/// What was held has begun and ended by now; the day alone would let this evening's drill count.
[[nodiscard]] sim::core::Problems check_past(const Activity& activity, Instant now);

} // namespace roster::domain
