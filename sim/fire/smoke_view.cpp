#include "sim/fire/smoke_view.h"
#include "sim/fire/ceiling_jet.h"
#include <numbers>

namespace sim::fire {

namespace {

double mix(double a, double b, double share) noexcept {
    return a + (b - a) * share;
}

LayerAir mix(const LayerAir& a, const LayerAir& b, double share) noexcept {
    return {mix(a.temperature_K, b.temperature_K, share),
            mix(a.extinction_per_m, b.extinction_per_m, share),
            mix(a.oxygen_frac, b.oxygen_frac, share),
            mix(a.carbon_dioxide_frac, b.carbon_dioxide_frac, share),
            mix(a.carbon_monoxide_ppm, b.carbon_monoxide_ppm, share),
            mix(a.hydrogen_cyanide_ppm, b.hydrogen_cyanide_ppm, share)};
}

/// Nobody stands in the flames: the mean distance of a point of the floor, at least a metre.
double calc_flame_flux_kW_per_m2(const CellSnapshot& c) noexcept {
    const double distance_m = std::max(least_fire_distance_m, 0.5 * std::sqrt(c.floor_area_m2));
    return c.flame_kW / (4 * std::numbers::pi * distance_m * distance_m);
}

} // namespace

double calc_visibility_m(double extinction_per_m) noexcept {
    if (!(extinction_per_m > visibility_reflecting_factor / visibility_limit_m))
        return visibility_limit_m;
    return visibility_reflecting_factor / extinction_per_m;
}

LayerAir make_layer_air(const SpeciesVector& y, double temperature_K) noexcept {
    return {temperature_K,
            y[extinction_area] * calc_density_kg_per_m3(temperature_K),
            oxygen_volume_frac(y),
            carbon_dioxide_volume_frac(y),
            carbon_monoxide_volume_ppm(y),
            hydrogen_cyanide_volume_ppm(y)};
}

CellSnapshot SmokeView::blend(std::size_t cell) const noexcept {
    const CellSnapshot &a = before[cell], &b = after[cell];
    CellSnapshot out = b;
    out.interface_m = mix(a.interface_m, b.interface_m, phase);
    out.upper = mix(a.upper, b.upper, phase);
    out.lower = mix(a.lower, b.lower, phase);
    out.glow_kW_per_m2 = mix(a.glow_kW_per_m2, b.glow_kW_per_m2, phase);
    out.flame_kW = mix(a.flame_kW, b.flame_kW, phase);
    return out;
}

Air SmokeView::air_at(plan::CellId cell, double height_m) const {
    Air out;
    if (!cell || cell.index() >= after.size()) {
        out.temperature_K = ambient_K;
        return out;
    }
    const CellSnapshot c = blend(cell.index());
    const bool no_layer = c.interface_m >= c.height_m;
    const double share =
        no_layer ? 0 : smooth_step((height_m - c.interface_m) / interface_blur_m + 0.5);
    const LayerAir air = mix(c.lower, c.upper, share);
    out.temperature_K = air.temperature_K;
    out.extinction_per_m = air.extinction_per_m;
    out.oxygen_frac = air.oxygen_frac;
    out.carbon_dioxide_frac = air.carbon_dioxide_frac;
    out.carbon_monoxide_ppm = air.carbon_monoxide_ppm;
    out.hydrogen_cyanide_ppm = air.hydrogen_cyanide_ppm;
    // A layer overhead fills less of the sky the higher it floats over the person.
    const double gap_m = std::max(0.0, c.interface_m - height_m);
    const double sky = c.floor_area_m2 / (c.floor_area_m2 + 4 * gap_m * gap_m);
    out.radiant_flux_kW_per_m2 =
        std::max(0.0, c.glow_kW_per_m2) * sky + calc_flame_flux_kW_per_m2(c);
    return out;
}

LayerState SmokeView::layers(plan::CellId cell) const {
    LayerState out;
    out.upper_temperature_K = out.lower_temperature_K = ambient_K;
    if (!cell || cell.index() >= after.size()) return out;
    const CellSnapshot c = blend(cell.index());
    out.interface_height_m = c.interface_m;
    out.upper_temperature_K = c.upper.temperature_K;
    out.lower_temperature_K = c.lower.temperature_K;
    out.upper_extinction_per_m = c.upper.extinction_per_m;
    out.lower_extinction_per_m = c.lower.extinction_per_m;
    return out;
}

HazardView::CeilingJet SmokeView::ceiling_jet(plan::CellId cell, core::Vec2 at_m) const {
    CeilingJet out;
    out.temperature_K = ambient_K;
    if (!cell || cell.index() >= after.size()) return out;
    const CellSnapshot c = blend(cell.index());
    // A film thinner than a detector's body is mixed with the air below it.
    const double share = std::clamp((c.height_m - c.interface_m) / detector_depth_m, 0.0, 1.0);
    const LayerAir under_ceiling = mix(c.lower, c.upper, share);
    out.temperature_K = under_ceiling.temperature_K;
    out.extinction_per_m = under_ceiling.extinction_per_m;
    for (const JetSource& jet : jets) {
        if (jet.cell != cell || jet.hrr_kW <= 0) continue;
        const double distance_m = core::distance(jet.at_m, at_m);
        const CeilingJetFlow flow =
            jet.corridor_half_width_m > 0
                ? calc_corridor_jet(jet.hrr_kW, jet.height_m, distance_m, jet.corridor_half_width_m)
                : calc_ceiling_jet(jet.hrr_kW, jet.height_m, distance_m);
        const double jet_K = std::min(c.lower.temperature_K + flow.excess_K, hottest_layer_end_K);
        out.temperature_K = std::max(out.temperature_K, jet_K);
        out.speed_mps = std::max(out.speed_mps, flow.speed_mps);
        out.extinction_per_m =
            std::max(out.extinction_per_m,
                     c.lower.extinction_per_m + jet.extinction_per_K_kg_m3 * flow.excess_K *
                                                    calc_density_kg_per_m3(jet_K));
    }
    return out;
}

} // namespace sim::fire
