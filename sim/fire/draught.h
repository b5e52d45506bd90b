/// The wind that open doors blow across a fire.
#pragma once
#include "sim/fire/zone_network.h"
#include "sim/plan/smoke_cells.h"

namespace sim::fire {

struct Draught {
    double speed_mps = 0;
    double from_m = 0, to_m = 0; ///< heights above the floor
};

/// Strongest inflow jet of all openings of the fire's cell at the fire's place.
/// @param vent_at_m place of each network vent on the plan; leaks beyond its size have none
/// Cost: a few pressure differences per opening. Source: docs/references.md#jets
[[nodiscard]] Draught calc_draught(const ZoneNetwork& network, const NetworkFire& fire,
                                   core::Vec2 fire_at_m, std::span<const core::Vec2> vent_at_m,
                                   const double* unknowns);

} // namespace sim::fire
