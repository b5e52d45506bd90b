/// What the gas carries: passive against the flow, moved once a period with the period's flows.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sim::fire {

/// Carried per kg of gas: kg, except extinction_area (m2) and unburnt_kJ (kJ of fuel not yet
/// burnt).
enum Species : std::size_t {
    oxygen,
    carbon_dioxide,
    carbon_monoxide,
    hydrogen_cyanide,
    water,
    extinction_area,
    unburnt_kJ,
    species_count
};
using SpeciesVector = std::array<double, species_count>;

/// Layers are numbered 2 * cell + 0 (upper) or + 1 (lower); the open air is `open_air_layer`.
inline constexpr std::uint32_t open_air_layer = 0xffffffff;
struct Transfer {
    std::uint32_t from = open_air_layer, to = open_air_layer;
    double kg_per_s = 0;
};

/// Mass fractions of unpolluted air.
[[nodiscard]] SpeciesVector make_fresh_air() noexcept;

[[nodiscard]] double oxygen_volume_frac(const SpeciesVector& y) noexcept;
[[nodiscard]] double carbon_dioxide_volume_frac(const SpeciesVector& y) noexcept;
[[nodiscard]] double water_volume_frac(const SpeciesVector& y) noexcept;
[[nodiscard]] double carbon_monoxide_volume_ppm(const SpeciesVector& y) noexcept;
[[nodiscard]] double hydrogen_cyanide_volume_ppm(const SpeciesVector& y) noexcept;

/// Moves all species of all layers over one period, implicitly and donor by donor: stays between
/// the values that flow in, whatever the period. The caller keeps the vectors, so that no step
/// allocates after the first.
class SpeciesTransport {
public:
    explicit SpeciesTransport(std::size_t layer_count);
    /// @param mass_kg of each layer before the period
    /// @param transfers mean flows of the period
    /// @param sources per layer, in units per second; what consumes more than there is leaves zero
    void step(std::span<const double> mass_kg, std::span<const Transfer> transfers,
              std::span<const SpeciesVector> sources, double period_s);
    [[nodiscard]] const SpeciesVector& operator[](std::size_t layer) const noexcept {
        return y_[layer];
    }
    [[nodiscard]] SpeciesVector& operator[](std::size_t layer) noexcept { return y_[layer]; }
    [[nodiscard]] std::size_t size() const noexcept { return y_.size(); }

private:
    void sort_by_target(std::span<const Transfer> transfers);
    std::vector<SpeciesVector> y_, before_;
    std::vector<std::uint32_t> begin_, source_, next_;
    std::vector<double> rate_;
};

} // namespace sim::fire
