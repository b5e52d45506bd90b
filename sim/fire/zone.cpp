#include "sim/fire/zone.h"

namespace sim::fire {

std::array<double, unknown_count> calc_zone_rates(const ZoneShape& shape, const Zone& zone,
                                                  const ZoneSums& sums) noexcept {
    // h_u, h_l in kW; p in Pa: the factor 1000 turns kW into W.
    constexpr double gamma = gas_gamma_ratio, cp = gas_heat_capacity_kJ_per_kg_K;
    const double total_Pa = atmosphere_Pa + zone.pressure_Pa;
    const double upper_m3 = zone.upper_volume_m3, lower_m3 = shape.volume_m3 - upper_m3;
    const double dp = 1000 * (gamma - 1) / shape.volume_m3 * (sums.upper_kW + sums.lower_kW);
    const double dv = (1000 * (gamma - 1) * sums.upper_kW - upper_m3 * dp) / (gamma * total_Pa);
    const auto rate_K = [&](double kW, double kg_per_s, double T, double m3) {
        const double kg = total_Pa / (1000 * gas_constant_kJ_per_kg_K * T) * m3;
        return (kW - cp * kg_per_s * T + 1e-3 * m3 * dp) / (cp * kg);
    };
    return {dp, dv, rate_K(sums.upper_kW, sums.upper_kg_per_s, zone.upper_K, upper_m3),
            rate_K(sums.lower_kW, sums.lower_kg_per_s, zone.lower_K, lower_m3)};
}

} // namespace sim::fire
