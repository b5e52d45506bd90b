/// Small random buildings that a loader must accept: rooms in a row along a corridor on each level,
/// a stairwell at its end when there are two levels.
#pragma once
#include "sim/plan/plan.h"
#include <rapidcheck.h>

namespace sim::plan::test {

[[nodiscard]] Plan generate_plan();

} // namespace sim::plan::test
