#include "sim/fire/tenability.h"
#include <algorithm>
#include <cmath>

namespace sim::fire {

namespace {

// All numbers of this file: docs/references.md#purser (gases, rates per minute), #heat-dose.
constexpr double seconds_per_minute = 60;
constexpr double monoxide_factor = 2.764e-5, monoxide_exponent = 1.036; // ppm
constexpr double cyanide_scale_ppm = 43, cyanide_divisor = 220;
constexpr double hypoxia_a = 8.13, hypoxia_b = 0.54, normal_oxygen_percent = 20.9;
constexpr double hypoxia_below_percent = 20;
constexpr double breathing_a = 0.1903, breathing_b = 2.0004, breathing_divisor = 7.1;
constexpr double radiant_tolerable_kW_per_m2 = 2.5;
constexpr double radiant_factor = 4, radiant_exponent = 1.35;
constexpr double convective_factor = 5e7,
                 convective_exponent = 3.4; // degrees Celsius, light clothing
constexpr double convective_from_degC = 40; // below it the law's hours mean nothing
constexpr double celsius_K = 273.15;

double calc_breathing_ratio(double carbon_dioxide_percent) noexcept {
    if (carbon_dioxide_percent <= 0) return 1;
    return std::exp(breathing_a * carbon_dioxide_percent + breathing_b) / breathing_divisor;
}

double calc_gas_rate_per_min(const Air& air) noexcept {
    const double monoxide =
        monoxide_factor * std::pow(std::max(0.0, air.carbon_monoxide_ppm), monoxide_exponent);
    // Above some 300 ppm one breath is enough; the cap keeps the power finite.
    const double ppm = std::clamp(air.hydrogen_cyanide_ppm, 0.0, 1000.0);
    const double cyanide = (std::exp(ppm / cyanide_scale_ppm) - 1) / cyanide_divisor;
    const double percent = 100 * std::clamp(air.oxygen_frac, 0.0, 1.0);
    const double hypoxia = percent < hypoxia_below_percent
                               ? std::exp(hypoxia_b * (normal_oxygen_percent - percent) - hypoxia_a)
                               : 0;
    const double carbon_dioxide_percent = 100 * std::clamp(air.carbon_dioxide_frac, 0.0, 0.3);
    return (monoxide + cyanide) * calc_breathing_ratio(carbon_dioxide_percent) + hypoxia;
}

double calc_heat_rate_per_min(const Air& air) noexcept {
    double rate = 0;
    if (air.radiant_flux_kW_per_m2 > radiant_tolerable_kW_per_m2)
        rate += std::pow(air.radiant_flux_kW_per_m2, radiant_exponent) / radiant_factor;
    const double degC = air.temperature_K - celsius_K;
    if (degC > convective_from_degC)
        rate += std::pow(degC, convective_exponent) / convective_factor;
    return rate;
}

} // namespace

Dose calc_dose_rate_per_s(const Air& air) noexcept {
    return {calc_gas_rate_per_min(air) / seconds_per_minute,
            calc_heat_rate_per_min(air) / seconds_per_minute};
}

} // namespace sim::fire
