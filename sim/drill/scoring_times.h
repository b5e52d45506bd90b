/// The seven key times and the count of people, from facts.
#pragma once
#include "sim/drill/scoring.h"

namespace sim::drill {

/// Fills `times`, and `time_notes` with why there is none.
void find_key_times(const Scenario& scenario, const plan::Plan& plan, std::span<const Fact> facts,
                    Score& score);

/// From the counts that end a simulated drill; without them (observers' marks) from the last fact
/// about each resident, and the staff are inside unless marked otherwise.
[[nodiscard]] PeopleCount count_people(const Scenario& scenario, std::span<const Fact> facts);

} // namespace sim::drill
