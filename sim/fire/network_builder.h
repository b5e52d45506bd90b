/// From the plan's smoke cells and the fires' specifications to a zone network.
#pragma once
#include "sim/core/result.h"
#include "sim/fire/fire_spec.h"
#include "sim/fire/zone_network.h"
#include "sim/plan/smoke_cells.h"

namespace sim::fire {

struct BuiltNetwork {
    ZoneNetwork network;
    /// Of plan vent k, where it became network vent `network_vent[k]`; npos when it has no area.
    std::vector<std::size_t> network_vent;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// All problems at once: sizes that are no sizes, ids out of range, fires in the open air.
[[nodiscard]] core::Result<BuiltNetwork> build_network(const plan::Plan& plan,
                                                       const plan::SmokeCells& cells,
                                                       std::span<const FireSpec> fires,
                                                       const Surroundings& surroundings);

/// Cell of that space that holds the point, else its nearest; none for a space without cells.
[[nodiscard]] plan::CellId find_fire_cell(const plan::SmokeCells& cells, plan::SpaceId space,
                                          core::Vec2 p) noexcept;

} // namespace sim::fire
