#include "sim/fire/draught.h"

namespace sim::fire {

namespace {

/// Inflow of a vent into `inside`: heights between which it blows, and its mean speed.
struct Inflow {
    double from_m = 0, to_m = 0, speed_mps = 0; ///< elevations
};

Inflow calc_inflow(const NetworkVent& vent, const Zone& inside, const Zone& beyond,
                   double air_kg_per_m3) {
    constexpr int slices = 16;
    Inflow out;
    double sum_mps = 0;
    int count = 0;
    const double slice_m = (vent.shape.soffit_m - vent.shape.sill_m) / slices;
    for (int i = 0; i < slices; ++i) {
        const double z = vent.shape.sill_m + (i + 0.5) * slice_m;
        const double drive_Pa = calc_pressure_at_Pa(beyond, z, air_kg_per_m3) -
                                calc_pressure_at_Pa(inside, z, air_kg_per_m3);
        if (drive_Pa <= 0) continue;
        if (count == 0) out.from_m = z - slice_m / 2;
        out.to_m = z + slice_m / 2;
        sum_mps += std::sqrt(2 * drive_Pa / beyond.lower_kg_per_m3);
        ++count;
    }
    if (count > 0) out.speed_mps = vent.shape.discharge_ratio * sum_mps / count;
    return out;
}

} // namespace

Draught calc_draught(const ZoneNetwork& network, const NetworkFire& fire, core::Vec2 fire_at_m,
                     std::span<const core::Vec2> vent_at_m, const double* unknowns) {
    Draught best;
    const Zone air = make_open_air(network.ambient_K);
    const auto zone_of = [&](std::uint32_t cell) {
        return cell == open_air_cell
                   ? air
                   : make_zone(network.cells[cell], unknowns + unknown_count * cell);
    };
    const Zone inside = zone_of(fire.cell);
    const double floor_m = network.cells[fire.cell].floor_elevation_m;
    for (std::size_t k = 0; k < vent_at_m.size(); ++k) {
        const NetworkVent& v = network.vents[k];
        if (v.a != fire.cell && v.b != fire.cell) continue;
        const double width_m = v.full_width_m * v.frac_after;
        if (width_m <= 0) continue;
        const Inflow in =
            calc_inflow(v, inside, zone_of(v.a == fire.cell ? v.b : v.a), air.lower_kg_per_m3);
        const double core_m = jet_core_lengths * std::sqrt(width_m * (in.to_m - in.from_m));
        const double way_m = core::distance(vent_at_m[k], fire_at_m);
        const double speed = in.speed_mps * std::min(1.0, core_m / std::max(way_m, 1e-6));
        if (speed > best.speed_mps) best = {speed, in.from_m - floor_m, in.to_m - floor_m};
    }
    return best;
}

} // namespace sim::fire
