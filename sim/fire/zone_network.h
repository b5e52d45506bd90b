/// All cells with all vents: the right-hand side that the solver integrates, and its Jacobian.
#pragma once
#include "sim/fire/heat_exchange.h"
#include "sim/fire/plume.h"
#include "sim/fire/species.h"
#include "sim/fire/vent_flow.h"
#include <cstdint>
#include <span>
#include <vector>

namespace sim::fire {

inline constexpr std::uint32_t open_air_cell = 0xffffffff;

struct NetworkVent {
    VentShape shape;
    std::uint32_t a = 0, b = open_air_cell;
    double full_width_m = 0, leak_width_m = 0;
    double frac_before = 0,
           frac_after = 0; ///< at the begin and from door_ramp_frac of the period on
};

struct NetworkFire {
    std::uint32_t cell = 0;
    PlumeSource plume; ///< its hrr_kW is not read
    double base_height_m = 0;
    double heat_of_combustion_kJ_per_kg = 20000;
    double hrr_before_kW = 0, hrr_after_kW = 0; ///< at the begin and end of the period
    // Draught through the plume; heights above the floor.
    double draught_before_mps = 0, draught_mps = 0, draught_from_m = 0, draught_to_m = 0;
};

/// Sums that ride along as unknowns, so that the balances see exactly what the solver integrated.
enum Tally : std::size_t {
    tally_mass_kg,
    tally_vents_kJ,
    tally_fires_kJ,
    tally_walls_kJ,
    tally_count
};

/// Pattern of the Jacobian in compressed columns.
struct SparsePattern {
    std::vector<std::int64_t> column_begin, row;
};

class ZoneNetwork {
public:
    std::vector<ZoneShape> cells;
    std::vector<NetworkVent> vents;
    std::vector<NetworkFire> fires;
    // Followed in a straight line over a period, because a jump of heat is a jump of pressure:
    std::vector<HeatSetting> settings_before, settings; ///< by cell, at the begin and the end
    /// By cell; unburnt gas that burns in the upper layer.
    std::vector<double> layer_burning_before_kW, layer_burning_kW;
    std::vector<char> active; ///< by cell: anything there differs from the open air
    double ambient_K = 293.15;

    /// Call once when cells and vents are complete.
    void finish();
    [[nodiscard]] std::size_t unknown_total() const noexcept {
        return cells.size() * unknown_count + tally_count;
    }
    [[nodiscard]] const SparsePattern& pattern() const noexcept { return pattern_; }

    /// @param phase 0..1 within the period
    /// @return false when the state is outside of what gas can be (the solver then shortens its
    /// step)
    [[nodiscard]] bool calc_rates(double phase, const double* unknowns, double* rates);
    /// @param values in the order of pattern()
    void calc_jacobian(double phase, const double* unknowns, double* values);

    /// Where the gas goes at that state; appended.
    void list_transfers(double phase, const double* unknowns, std::vector<Transfer>& out,
                        std::vector<VentTransfers>& vent_flows);
    [[nodiscard]] HeatExchange calc_heat(std::size_t cell, double phase,
                                         const double* unknowns) const;
    [[nodiscard]] double open_frac(const NetworkVent& vent, double phase) const noexcept;
    [[nodiscard]] double hrr_kW(const NetworkFire& fire, double phase) const noexcept {
        return fire.hrr_before_kW + (fire.hrr_after_kW - fire.hrr_before_kW) * phase;
    }
    /// Air that a fire draws in at that state, without the limit of a hot layer.
    [[nodiscard]] double calc_entrainment_kg_per_s(const NetworkFire& fire, double hrr_kW,
                                                   double phase, const Zone& zone) const noexcept;

private:
    /// What happens inside one cell, without vents.
    struct CellFlows {
        ZoneSums sums;
        double lifted_kg_per_s = 0, dragged_kg_per_s = 0; ///< between the layers
        double from_air_kg_per_s = 0;                     ///< through broken panes
        std::array<double, tally_count> tally{};
    };
    struct VentSums {
        ZoneSums a, b;
        double mass_in_kg_per_s = 0, heat_in_kW = 0; ///< from the open air
    };
    [[nodiscard]] CellFlows calc_cell(std::size_t cell, double phase, const Zone& zone) const;
    void add_fires(std::size_t cell, double phase, const Zone& zone, CellFlows& out) const;
    [[nodiscard]] FlameRadiation calc_flame_radiation(std::size_t cell, double phase,
                                                      const Zone& zone) const noexcept;
    [[nodiscard]] VentSums sum_vent(const NetworkVent& vent, double phase, const Zone& a,
                                    const Zone& b) const;
    void add_vent_columns(std::size_t vent, double phase, const double* unknowns,
                          double* values) const;
    void finish_block_columns(std::size_t cell, double phase, const double* unknowns,
                              double* values);
    [[nodiscard]] double* element(double* values, std::size_t row_cell_slot,
                                  std::size_t column_cell, std::size_t unknown) const noexcept;
    [[nodiscard]] std::size_t find_slot(std::size_t row_cell, std::size_t column_cell) const;

    std::vector<Zone> zones_;
    std::vector<ZoneSums> sums_;
    std::vector<double> scratch_;
    std::vector<std::vector<std::uint32_t>> fires_of_cell_;
    // Column block of cell j: rows of its neighbours (itself included), ascending, then tallies.
    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::vector<std::size_t> block_begin_;
    struct VentSlots {
        std::size_t aa = 0, ab = 0, ba = 0, bb = 0; ///< slot of the row in the column's block
    };
    std::vector<VentSlots> slots_;
    SparsePattern pattern_;
    Zone open_air_;
};

} // namespace sim::fire
