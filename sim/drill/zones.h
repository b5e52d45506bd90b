/// Zones of a building and who belongs to them, for predicates and head counts.
/// A zone is a compartment, a level or a space, by key. Before it may stand what is asked for:
///   "room/207"             the spaces of the zone
///   "bedrooms:level/2"     its bedrooms
///   "residents:level/2"    the residents whose bed stands in it
///   "doors:level/2"        the doors that lead into its bedrooms
#pragma once
#include "sim/drill/scenario.h"

namespace sim::drill {

/// In the plan's (residents: the scenario's) order; empty when there is no such zone.
[[nodiscard]] std::vector<std::string> find_members(const Scenario& scenario,
                                                    const plan::Plan& plan, std::string_view zone);
/// Context for answers from facts alone. `scenario` and `plan` outlive it. Members and the zones of
/// every key are worked out once, here; asking is a look-up. A key lies in a zone when its space
/// does: a resident's bed, a door's either side, a fire, a detector, a place.
[[nodiscard]] PredicateContext make_predicate_context(const Scenario& scenario,
                                                      const plan::Plan& plan);

} // namespace sim::drill
