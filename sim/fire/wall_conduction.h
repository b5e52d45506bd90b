/// Heat conduction into the boundaries of a cell: slabs of one material, one-dimensional, implicit.
#pragma once
#include "sim/fire/fire_spec.h"
#include <array>
#include <cstddef>

namespace sim::fire {

inline constexpr std::size_t wall_node_count = 12;       ///< graded towards the face; 10..20
using WallProfile = std::array<double, wall_node_count>; ///< K, from the face to the rear

/// Factors of one step of `period_s`, shared by all slabs of that material.
class WallMaterial {
public:
    WallMaterial(const Surroundings& surroundings, double period_s);

    /// Advances a profile under the flux `flux_kW_per_m2 - slope * (T_face - face_K)` into the
    /// face, where face_K is the face's temperature before the step.
    /// @param slope_kW_per_m2_K >= 0: makes the step stable for thin insulating faces
    /// @return flux actually taken in, mean of the step
    double step(WallProfile& profile, double flux_kW_per_m2,
                double slope_kW_per_m2_K) const noexcept;
    /// Heat stored above the surroundings' temperature, per area.
    [[nodiscard]] double stored_kJ_per_m2(const WallProfile& profile) const noexcept;

private:
    [[nodiscard]] WallProfile solve(const WallProfile& right) const noexcept;
    double period_s_, ambient_K_, rear_kW_per_m2_K_;
    WallProfile capacity_{}; ///< kJ/m2/K of each node
    WallProfile lower_{}, diagonal_{}, upper_{};
    WallProfile response_{}; ///< to a unit flux into the face
};

} // namespace sim::fire
