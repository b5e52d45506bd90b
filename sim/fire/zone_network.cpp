#include "sim/fire/zone_network.h"

namespace sim::fire {

namespace {
constexpr double cp = gas_heat_capacity_kJ_per_kg_K;

double mix(double a, double b, double share) noexcept {
    return a + (b - a) * share;
}

HeatSetting mix(const HeatSetting& a, const HeatSetting& b, double share) noexcept {
    HeatSetting out;
    for (std::size_t i = 0; i < surface_count; ++i)
        out.surface_K[i] = mix(a.surface_K[i], b.surface_K[i], share);
    out.upper_emissivity = mix(a.upper_emissivity, b.upper_emissivity, share);
    out.lower_emissivity = mix(a.lower_emissivity, b.lower_emissivity, share);
    out.jet_mps = mix(a.jet_mps, b.jet_mps, share);
    return out;
}

bool is_gas(const ZoneShape& shape, const double* u) noexcept {
    const auto warm = [](double T) { return T > coldest_gas_K && T < hottest_gas_K; };
    const double v = u[unknown_volume] / shape.volume_m3;
    return warm(u[unknown_upper]) && warm(u[unknown_lower]) &&
           std::abs(u[unknown_p]) < 0.5 * atmosphere_Pa && v > -0.1 && v < 1.1;
}
} // namespace

double ZoneNetwork::open_frac(const NetworkVent& vent, double phase) const noexcept {
    if (vent.frac_before == vent.frac_after) return vent.frac_after;
    return vent.frac_before +
           (vent.frac_after - vent.frac_before) * smooth_step(phase / door_ramp_frac);
}

double ZoneNetwork::calc_entrainment_kg_per_s(const NetworkFire& fire, double hrr_kW, double phase,
                                              const Zone& zone) const noexcept {
    PlumeSource plume = fire.plume;
    plume.hrr_kW = hrr_kW;
    const double height_m = zone.interface_m - fire.base_height_m;
    return calc_plume_entrainment_kg_per_s(plume, height_m) +
           calc_draught_entrainment_kg_per_s(
               plume, fire.draught_from_m - fire.base_height_m,
               std::min(height_m, fire.draught_to_m - fire.base_height_m),
               mix(fire.draught_before_mps, fire.draught_mps, phase), zone.lower_kg_per_m3);
}

FlameRadiation ZoneNetwork::calc_flame_radiation(std::size_t cell, double phase,
                                                 const Zone& zone) const noexcept {
    FlameRadiation out;
    double up_kW = 0;
    for (const std::uint32_t i : fires_of_cell_[cell]) {
        const NetworkFire& f = fires[i];
        const double kW = f.plume.radiant_frac * hrr_kW(f, phase);
        out.total_kW += kW;
        // A flame inside the layer shines through it in all directions.
        up_kW +=
            kW * (0.5 + 0.5 * smooth_step((f.base_height_m - zone.interface_m) / interface_blur_m));
    }
    if (out.total_kW > 0) out.through_upper_frac = up_kW / out.total_kW;
    return out;
}

void ZoneNetwork::add_fires(std::size_t cell, double phase, const Zone& zone,
                            CellFlows& out) const {
    for (const std::uint32_t i : fires_of_cell_[cell]) {
        const NetworkFire& f = fires[i];
        const double hrr = hrr_kW(f, phase);
        if (hrr <= 0) continue;
        const double conv_kW = (1 - f.plume.radiant_frac) * hrr;
        const double excess_K = std::max(zone.upper_K - zone.lower_K, 1.0);
        out.lifted_kg_per_s += limit_smoothly(calc_entrainment_kg_per_s(f, hrr, phase, zone),
                                              conv_kW / (cp * excess_K));
        const double fuel_kg_per_s = hrr / f.heat_of_combustion_kJ_per_kg;
        const double fuel_kW = cp * fuel_kg_per_s * ambient_K;
        out.sums.upper_kg_per_s += fuel_kg_per_s;
        out.sums.upper_kW += conv_kW + fuel_kW;
        out.tally[tally_mass_kg] += fuel_kg_per_s;
        out.tally[tally_fires_kJ] += hrr + fuel_kW;
    }
}

ZoneNetwork::CellFlows ZoneNetwork::calc_cell(std::size_t cell, double phase,
                                              const Zone& zone) const {
    const ZoneShape& shape = cells[cell];
    CellFlows out;
    if (!active[cell]) {
        // At rest apart from pressure: only the smallest layer is kept alive.
    } else {
        add_fires(cell, phase, zone, out);
        const FlameRadiation flames = calc_flame_radiation(cell, phase, zone);
        const HeatExchange heat = calc_heat_exchange(
            shape, zone, mix(settings_before[cell], settings[cell], phase), flames);
        const double layer_kW = mix(layer_burning_before_kW[cell], layer_burning_kW[cell], phase);
        out.sums.upper_kW += heat.upper_gas_kW + layer_kW;
        out.sums.lower_kW += heat.lower_gas_kW;
        out.tally[tally_fires_kJ] += layer_kW;
        out.tally[tally_walls_kJ] += heat.surfaces_kW;
        const double inverted_K = std::max(0.0, zone.lower_K - zone.upper_K);
        const double mixing =
            inversion_mixing_kg_per_m2_s_K * shape.floor_area_m2 * inverted_K *
            std::min(1.0, zone.upper_volume_m3 / (10 * shape.least_volume_m3)) *
            std::min(1.0, (shape.volume_m3 - zone.upper_volume_m3) / (10 * shape.least_volume_m3));
        out.lifted_kg_per_s += mixing;
        out.dragged_kg_per_s += mixing;
    }
    const double refill = 1 / least_layer_refill_s;
    const double lower_m3 = shape.volume_m3 - zone.upper_volume_m3;
    out.lifted_kg_per_s +=
        refill * zone.lower_kg_per_m3 * std::max(0.0, shape.least_volume_m3 - zone.upper_volume_m3);
    out.dragged_kg_per_s +=
        refill * zone.upper_kg_per_m3 * std::max(0.0, shape.least_volume_m3 - lower_m3);
    const double exchange_kW =
        cp * (out.lifted_kg_per_s * zone.lower_K - out.dragged_kg_per_s * zone.upper_K);
    out.sums.upper_kg_per_s += out.lifted_kg_per_s - out.dragged_kg_per_s;
    out.sums.lower_kg_per_s -= out.lifted_kg_per_s - out.dragged_kg_per_s;
    out.sums.upper_kW += exchange_kW;
    out.sums.lower_kW -= exchange_kW;
    if (std::abs(zone.pressure_Pa) > relief_begin_Pa) {
        const double beyond_Pa = std::abs(zone.pressure_Pa) - relief_begin_Pa;
        const double kg_per_s = relief_kg_per_s_Pa_m3 * shape.volume_m3 * beyond_Pa;
        const double share = zone.upper_volume_m3 / shape.volume_m3;
        const bool inward = zone.pressure_Pa < 0;
        const double sign = inward ? 1 : -1;
        const double upper = inward ? 0 : share * kg_per_s, lower = kg_per_s - upper;
        const double upper_kW = cp * upper * zone.upper_K;
        const double lower_kW = cp * lower * (inward ? ambient_K : zone.lower_K);
        out.sums.upper_kg_per_s += sign * upper;
        out.sums.lower_kg_per_s += sign * lower;
        out.sums.upper_kW += sign * upper_kW;
        out.sums.lower_kW += sign * lower_kW;
        out.tally[tally_mass_kg] += sign * kg_per_s;
        out.tally[tally_vents_kJ] += sign * (upper_kW + lower_kW);
        if (inward) out.from_air_kg_per_s = kg_per_s;
    }
    return out;
}

ZoneNetwork::VentSums ZoneNetwork::sum_vent(const NetworkVent& vent, double phase, const Zone& a,
                                            const Zone& b) const {
    VentShape shape = vent.shape;
    const double open = open_frac(vent, phase);
    shape.width_m = open * vent.full_width_m + (1 - open) * vent.leak_width_m;
    VentSums out;
    if (shape.width_m <= 0) return out;
    const VentTransfers t = calc_vent_transfers(shape, a, b);
    const auto leave = [](double upper, double lower, const Zone& from, ZoneSums& s) {
        s.upper_kg_per_s -= upper;
        s.lower_kg_per_s -= lower;
        s.upper_kW -= cp * upper * from.upper_K;
        s.lower_kW -= cp * lower * from.lower_K;
    };
    const auto arrive = [](double upper, double lower, double T, ZoneSums& s) {
        s.upper_kg_per_s += upper;
        s.lower_kg_per_s += lower;
        s.upper_kW += cp * upper * T;
        s.lower_kW += cp * lower * T;
    };
    const auto stir = [](double lifted, double dragged, const Zone& z, ZoneSums& s) {
        const double kg = lifted - dragged, kW = cp * (lifted * z.lower_K - dragged * z.upper_K);
        s.upper_kg_per_s += kg;
        s.lower_kg_per_s -= kg;
        s.upper_kW += kW;
        s.lower_kW -= kW;
    };
    leave(t.to_upper[a_upper] + t.to_lower[a_upper], t.to_upper[a_lower] + t.to_lower[a_lower], a,
          out.a);
    leave(t.to_upper[b_upper] + t.to_lower[b_upper], t.to_upper[b_lower] + t.to_lower[b_lower], b,
          out.b);
    arrive(t.to_upper[a_upper], t.to_lower[a_upper], a.upper_K, out.b);
    arrive(t.to_upper[a_lower], t.to_lower[a_lower], a.lower_K, out.b);
    arrive(t.to_upper[b_upper], t.to_lower[b_upper], b.upper_K, out.a);
    arrive(t.to_upper[b_lower], t.to_lower[b_lower], b.lower_K, out.a);
    stir(t.lifted[0], t.dragged[0], a, out.a);
    if (vent.b == open_air_cell) {
        out.mass_in_kg_per_s = t.b_to_a_kg_per_s() - t.a_to_b_kg_per_s();
        out.heat_in_kW = -(out.b.upper_kW + out.b.lower_kW);
    } else {
        stir(t.lifted[1], t.dragged[1], b, out.b);
    }
    return out;
}

namespace {
void add(ZoneSums& to, const ZoneSums& s) noexcept {
    to.upper_kg_per_s += s.upper_kg_per_s;
    to.lower_kg_per_s += s.lower_kg_per_s;
    to.upper_kW += s.upper_kW;
    to.lower_kW += s.lower_kW;
}
} // namespace

bool ZoneNetwork::calc_rates(double phase, const double* unknowns, double* rates) {
    double* tally = rates + cells.size() * unknown_count;
    std::fill(tally, tally + tally_count, 0.0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_gas(cells[i], unknowns + unknown_count * i)) return false;
        zones_[i] = make_zone(cells[i], unknowns + unknown_count * i);
        const CellFlows flows = calc_cell(i, phase, zones_[i]);
        sums_[i] = flows.sums;
        for (std::size_t k = 0; k < tally_count; ++k)
            tally[k] += flows.tally[k];
    }
    for (const NetworkVent& v : vents) {
        const VentSums s =
            sum_vent(v, phase, zones_[v.a], v.b == open_air_cell ? open_air_ : zones_[v.b]);
        add(sums_[v.a], s.a);
        if (v.b == open_air_cell) {
            tally[tally_mass_kg] += s.mass_in_kg_per_s;
            tally[tally_vents_kJ] += s.heat_in_kW;
        } else {
            add(sums_[v.b], s.b);
        }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto d = calc_zone_rates(cells[i], zones_[i], sums_[i]);
        std::copy(d.begin(), d.end(), rates + unknown_count * i);
    }
    return true;
}

void ZoneNetwork::list_transfers(double phase, const double* unknowns, std::vector<Transfer>& out,
                                 std::vector<VentTransfers>& vent_flows) {
    const auto push = [&](std::uint32_t from, std::uint32_t to, double kg_per_s) {
        if (kg_per_s > 0) out.push_back({from, to, kg_per_s});
    };
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
        zones_[i] = make_zone(cells[i], unknowns + unknown_count * i);
        const CellFlows flows = calc_cell(i, phase, zones_[i]);
        push(2 * i + 1, 2 * i, flows.lifted_kg_per_s);
        push(2 * i, 2 * i + 1, flows.dragged_kg_per_s);
        push(open_air_layer, 2 * i + 1, flows.from_air_kg_per_s);
    }
    vent_flows.assign(vents.size(), {});
    for (std::size_t k = 0; k < vents.size(); ++k) {
        const NetworkVent& v = vents[k];
        VentShape shape = v.shape;
        const double open = open_frac(v, phase);
        shape.width_m = open * v.full_width_m + (1 - open) * v.leak_width_m;
        if (shape.width_m <= 0) continue;
        const bool outside = v.b == open_air_cell;
        vent_flows[k] = calc_vent_transfers(shape, zones_[v.a], outside ? open_air_ : zones_[v.b]);
        const VentTransfers& t = vent_flows[k];
        const std::uint32_t au = 2 * v.a, al = au + 1;
        const std::uint32_t bu = outside ? open_air_layer : 2 * v.b,
                            bl = outside ? open_air_layer : bu + 1;
        const std::array<std::uint32_t, source_count> from{au, al, bu, bl};
        for (std::size_t s = 0; s < source_count; ++s) {
            push(from[s], s < b_upper ? bu : au, t.to_upper[s]);
            push(from[s], s < b_upper ? bl : al, t.to_lower[s]);
        }
        push(al, au, t.lifted[0]);
        push(au, al, t.dragged[0]);
        if (outside) continue;
        push(bl, bu, t.lifted[1]);
        push(bu, bl, t.dragged[1]);
    }
}

HeatExchange ZoneNetwork::calc_heat(std::size_t cell, double phase, const double* unknowns) const {
    const Zone zone = make_zone(cells[cell], unknowns + unknown_count * cell);
    return calc_heat_exchange(cells[cell], zone, mix(settings_before[cell], settings[cell], phase),
                              calc_flame_radiation(cell, phase, zone));
}

} // namespace sim::fire
