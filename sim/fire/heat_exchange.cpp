#include "sim/fire/heat_exchange.h"

namespace sim::fire {

namespace {

double fourth(double x) noexcept {
    return x * x * x * x;
}

struct Exchange {
    HeatExchange out;
    /// kW from a gas into a share of surface `s`.
    void add(Surface s, double flux_kW_per_m2, double slope_kW_per_m2_K, double& gas_kW) noexcept {
        out.flux_kW_per_m2[s] += flux_kW_per_m2;
        out.slope_kW_per_m2_K[s] += slope_kW_per_m2_K;
        gas_kW -= flux_kW_per_m2 * out.area_m2[s];
    }
};

void add_convection(Exchange& e, const Zone& zone, const HeatSetting& setting) noexcept {
    const double forced = ceiling_stanton_ratio * gas_heat_capacity_kJ_per_kg_K *
                          zone.upper_kg_per_m3 * setting.jet_mps;
    for (std::size_t i = 0; i < surface_count; ++i) {
        const auto s = static_cast<Surface>(i);
        const bool upper = s == ceiling || s == upper_wall;
        const double difference_K = (upper ? zone.upper_K : zone.lower_K) - setting.surface_K[i];
        const double natural =
            natural_convection_kW_per_m2_K43 * std::cbrt(std::abs(difference_K) + 0.1);
        const double h = natural + (s == ceiling ? forced : s == upper_wall ? forced / 2 : 0);
        e.add(s, h * difference_K, h, upper ? e.out.upper_gas_kW : e.out.lower_gas_kW);
    }
}

/// Net radiation of the gases onto the surfaces, and between the two enclosures.
void add_radiation(Exchange& e, const ZoneShape& shape, const Zone& zone,
                   const HeatSetting& setting) noexcept {
    constexpr double sigma = stefan_boltzmann_kW_per_m2_K4;
    const double eu = setting.upper_emissivity, el = setting.lower_emissivity;
    const auto& area = e.out.area_m2;
    std::array<double, surface_count> t4{};
    for (std::size_t i = 0; i < surface_count; ++i)
        t4[i] = fourth(setting.surface_K[i]);
    const double upper4 = fourth(zone.upper_K), lower4 = fourth(zone.lower_K);
    const double below_m2 = area[lower_wall] + area[floor_surface];
    const double above_m2 = area[ceiling] + area[upper_wall];
    const double above4 =
        (area[ceiling] * t4[ceiling] + area[upper_wall] * t4[upper_wall]) / above_m2;
    const double opening_m2 = shape.floor_area_m2;
    const double down = opening_m2 / below_m2, up = opening_m2 / above_m2;
    const auto slope = [&](std::size_t i, double weight) {
        return 4 * sigma * weight * setting.surface_K[i] * setting.surface_K[i] *
               setting.surface_K[i];
    };
    for (const Surface s : {ceiling, upper_wall}) {
        e.add(s, sigma * eu * (upper4 - t4[s]), slope(s, eu), e.out.upper_gas_kW);
        e.add(s, sigma * up * (1 - eu) * el * (lower4 - t4[s]), slope(s, up * (1 - eu) * el),
              e.out.lower_gas_kW);
    }
    double between_kW = 0; // gains nothing: what one enclosure gets the other gives
    for (const Surface s : {lower_wall, floor_surface}) {
        e.add(s, sigma * el * (lower4 - t4[s]), slope(s, el), e.out.lower_gas_kW);
        e.add(s, sigma * down * (1 - el) * eu * (upper4 - t4[s]), slope(s, down * (1 - el) * eu),
              e.out.upper_gas_kW);
        e.add(s, sigma * down * (1 - el) * (1 - eu) * (above4 - t4[s]),
              slope(s, down * (1 - el) * (1 - eu)), between_kW);
    }
    for (const Surface s : {ceiling, upper_wall})
        e.out.flux_kW_per_m2[s] += between_kW / above_m2;
    const double layers_kW = sigma * eu * el * opening_m2 * (upper4 - lower4);
    e.out.upper_gas_kW -= layers_kW;
    e.out.lower_gas_kW += layers_kW;
}

void add_flames(Exchange& e, const HeatSetting& setting, const FlameRadiation& flames) noexcept {
    if (flames.total_kW <= 0) return;
    const auto& area = e.out.area_m2;
    const double up_kW = flames.total_kW * flames.through_upper_frac;
    const double down_kW = flames.total_kW - up_kW;
    e.out.upper_gas_kW += setting.upper_emissivity * up_kW;
    e.out.lower_gas_kW += setting.lower_emissivity * down_kW;
    const double above =
        (1 - setting.upper_emissivity) * up_kW / (area[ceiling] + area[upper_wall]);
    const double below =
        (1 - setting.lower_emissivity) * down_kW / (area[lower_wall] + area[floor_surface]);
    e.out.flux_kW_per_m2[ceiling] += above;
    e.out.flux_kW_per_m2[upper_wall] += above;
    e.out.flux_kW_per_m2[lower_wall] += below;
    e.out.flux_kW_per_m2[floor_surface] += below;
}

} // namespace

HeatExchange calc_heat_exchange(const ZoneShape& shape, const Zone& zone,
                                const HeatSetting& setting, const FlameRadiation& flames) noexcept {
    Exchange e;
    e.out.area_m2 = {shape.floor_area_m2, shape.perimeter_m * (shape.height_m - zone.interface_m),
                     shape.perimeter_m * zone.interface_m, shape.floor_area_m2};
    add_convection(e, zone, setting);
    add_radiation(e, shape, zone, setting);
    add_flames(e, setting, flames);
    for (std::size_t i = 0; i < surface_count; ++i)
        e.out.surfaces_kW += e.out.flux_kW_per_m2[i] * e.out.area_m2[i];
    return e.out;
}

double calc_layer_emissivity(double mean_beam_m, double products_atm, double extinction_per_m,
                             double temperature_K) noexcept {
    const double gas =
        std::min(gas_emissivity_limit,
                 gas_emissivity_factor *
                     std::pow(std::max(0.0, products_atm * mean_beam_m), gas_emissivity_exponent));
    const double soot_volume_frac =
        extinction_per_m / (flaming_extinction_m2_per_kg * soot_density_kg_per_m3);
    const double soot_per_m = soot_absorption_per_m_K * soot_volume_frac * temperature_K;
    return 1 - (1 - gas) * std::exp(-soot_per_m * mean_beam_m);
}

double calc_mean_beam_m(const ZoneShape& shape, double depth_m) noexcept {
    const double area_m2 = 2 * shape.floor_area_m2 + shape.perimeter_m * depth_m;
    return mean_beam_length_ratio * shape.floor_area_m2 * depth_m / area_m2;
}

} // namespace sim::fire
