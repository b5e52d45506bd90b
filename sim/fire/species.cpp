#include "sim/fire/species.h"
#include "sim/fire/fire_constants.h"
#include <algorithm>

namespace sim::fire {

namespace {

double volume_frac(double mass_frac, double kg_per_kmol) noexcept {
    return mass_frac * molar_mass_air_kg_per_kmol / kg_per_kmol;
}
double mass_frac(double volume, double kg_per_kmol) noexcept {
    return volume * kg_per_kmol / molar_mass_air_kg_per_kmol;
}

/// Sweeps of the implicit solution; smoke crosses that many cells against the order in a period.
constexpr int sweep_count = 2;

} // namespace

SpeciesVector make_fresh_air() noexcept {
    SpeciesVector y{};
    y[oxygen] = mass_frac(ambient_oxygen_frac, molar_mass_oxygen_kg_per_kmol);
    y[carbon_dioxide] =
        mass_frac(ambient_carbon_dioxide_frac, molar_mass_carbon_dioxide_kg_per_kmol);
    y[water] = mass_frac(ambient_water_frac, molar_mass_water_kg_per_kmol);
    return y;
}
double oxygen_volume_frac(const SpeciesVector& y) noexcept {
    return volume_frac(y[oxygen], molar_mass_oxygen_kg_per_kmol);
}
double carbon_dioxide_volume_frac(const SpeciesVector& y) noexcept {
    return volume_frac(y[carbon_dioxide], molar_mass_carbon_dioxide_kg_per_kmol);
}
double water_volume_frac(const SpeciesVector& y) noexcept {
    return volume_frac(y[water], molar_mass_water_kg_per_kmol);
}
double carbon_monoxide_volume_ppm(const SpeciesVector& y) noexcept {
    return 1e6 * volume_frac(y[carbon_monoxide], molar_mass_carbon_monoxide_kg_per_kmol);
}
double hydrogen_cyanide_volume_ppm(const SpeciesVector& y) noexcept {
    return 1e6 * volume_frac(y[hydrogen_cyanide], molar_mass_hydrogen_cyanide_kg_per_kmol);
}

SpeciesTransport::SpeciesTransport(std::size_t layer_count)
    : y_(layer_count, make_fresh_air()), before_(layer_count), begin_(layer_count + 1) {}

void SpeciesTransport::sort_by_target(std::span<const Transfer> transfers) {
    std::fill(begin_.begin(), begin_.end(), 0);
    for (const Transfer& t : transfers)
        if (t.to != open_air_layer) ++begin_[t.to + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i)
        begin_[i] += begin_[i - 1];
    source_.resize(begin_.back());
    rate_.resize(begin_.back());
    next_.assign(begin_.begin(), begin_.end() - 1);
    for (const Transfer& t : transfers) {
        if (t.to == open_air_layer) continue;
        source_[next_[t.to]] = t.from;
        rate_[next_[t.to]++] = t.kg_per_s;
    }
}

void SpeciesTransport::step(std::span<const double> mass_kg, std::span<const Transfer> transfers,
                            std::span<const SpeciesVector> sources, double period_s) {
    static const SpeciesVector fresh = make_fresh_air();
    sort_by_target(transfers);
    before_ = y_;
    for (int sweep = 0; sweep < sweep_count; ++sweep)
        for (std::size_t layer = 0; layer < y_.size(); ++layer) {
            SpeciesVector amount;
            double kg = mass_kg[layer];
            for (std::size_t k = 0; k < species_count; ++k)
                amount[k] = kg * before_[layer][k] + period_s * sources[layer][k];
            for (std::size_t i = begin_[layer]; i < begin_[layer + 1]; ++i) {
                const SpeciesVector& from = source_[i] == open_air_layer ? fresh : y_[source_[i]];
                const double in_kg = period_s * rate_[i];
                kg += in_kg;
                for (std::size_t k = 0; k < species_count; ++k)
                    amount[k] += in_kg * from[k];
            }
            for (std::size_t k = 0; k < species_count; ++k)
                y_[layer][k] = std::max(0.0, amount[k] / kg);
        }
}

} // namespace sim::fire
