// The Jacobian of the network: every vent touches eight unknowns and every cell four, so
// differences are taken vent by vent and cell by cell instead of column by column.
#include "sim/fire/zone_network.h"
#include <algorithm>
#include <cassert>

namespace sim::fire {

namespace {

double calc_increment(const ZoneShape& shape, std::size_t unknown, double value) noexcept {
    switch (unknown) {
    case unknown_p:
        return 1e-4 + 1e-6 * std::abs(value);
    case unknown_volume:
        return 1e-5 * shape.volume_m3;
    default:
        return 1e-3;
    }
}

std::array<double, unknown_count> difference(const ZoneSums& after, const ZoneSums& before,
                                             double increment) noexcept {
    return {(after.upper_kg_per_s - before.upper_kg_per_s) / increment,
            (after.lower_kg_per_s - before.lower_kg_per_s) / increment,
            (after.upper_kW - before.upper_kW) / increment,
            (after.lower_kW - before.lower_kW) / increment};
}

void add(double* to, const std::array<double, unknown_count>& d) noexcept {
    for (std::size_t r = 0; r < unknown_count; ++r)
        to[r] += d[r];
}

} // namespace

std::size_t ZoneNetwork::find_slot(std::size_t row_cell, std::size_t column_cell) const {
    const auto& rows = neighbours_[column_cell];
    return static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), row_cell) -
                                    rows.begin());
}

double* ZoneNetwork::element(double* values, std::size_t row_cell_slot, std::size_t column_cell,
                             std::size_t unknown) const noexcept {
    const std::size_t length = unknown_count * neighbours_[column_cell].size() + tally_count;
    return values + block_begin_[column_cell] + unknown * length + unknown_count * row_cell_slot;
}

void ZoneNetwork::finish() {
    const std::size_t count = cells.size();
    open_air_ = make_open_air(ambient_K);
    for (NetworkVent& v : vents)
        v.shape.open_air_kg_per_m3 = open_air_.lower_kg_per_m3;
    zones_.resize(count);
    sums_.resize(count);
    HeatSetting rest;
    rest.surface_K.fill(ambient_K);
    settings_before.assign(count, rest);
    settings = settings_before;
    layer_burning_before_kW.assign(count, 0);
    layer_burning_kW.assign(count, 0);
    active.assign(count, 0);
    fires_of_cell_.assign(count, {});
    for (std::uint32_t i = 0; i < fires.size(); ++i)
        fires_of_cell_[fires[i].cell].push_back(i);
    neighbours_.assign(count, {});
    for (std::uint32_t i = 0; i < count; ++i)
        neighbours_[i].push_back(i);
    for (const NetworkVent& v : vents) {
        if (v.b == open_air_cell) continue;
        neighbours_[v.a].push_back(v.b);
        neighbours_[v.b].push_back(v.a);
    }
    block_begin_.assign(count, 0);
    pattern_ = {};
    pattern_.column_begin.push_back(0);
    for (std::size_t j = 0; j < count; ++j) {
        auto& rows = neighbours_[j];
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        block_begin_[j] = pattern_.row.size();
        for (std::size_t k = 0; k < unknown_count; ++k) {
            for (const std::uint32_t i : rows)
                for (std::size_t r = 0; r < unknown_count; ++r)
                    pattern_.row.push_back(static_cast<std::int64_t>(unknown_count * i + r));
            for (std::size_t t = 0; t < tally_count; ++t)
                pattern_.row.push_back(static_cast<std::int64_t>(unknown_count * count + t));
            pattern_.column_begin.push_back(static_cast<std::int64_t>(pattern_.row.size()));
        }
    }
    for (std::size_t t = 0; t < tally_count;
         ++t) { // the tallies drive nothing: their diagonal only
        pattern_.row.push_back(static_cast<std::int64_t>(unknown_count * count + t));
        pattern_.column_begin.push_back(static_cast<std::int64_t>(pattern_.row.size()));
    }
    slots_.assign(vents.size(), {});
    for (std::size_t k = 0; k < vents.size(); ++k) {
        const NetworkVent& v = vents[k];
        slots_[k].aa = find_slot(v.a, v.a);
        if (v.b == open_air_cell) continue;
        slots_[k] = {slots_[k].aa, find_slot(v.a, v.b), find_slot(v.b, v.a), find_slot(v.b, v.b)};
    }
}

void ZoneNetwork::add_vent_columns(std::size_t vent, double phase, const double* unknowns,
                                   double* values) const {
    const NetworkVent& v = vents[vent];
    const bool outside = v.b == open_air_cell;
    const Zone& a = zones_[v.a];
    const Zone& b = outside ? open_air_ : zones_[v.b];
    const VentSums base = sum_vent(v, phase, a, b);
    // Where nothing has warmed up, only the two columns of air move, not their thin upper layers.
    const bool quiet = !active[v.a] && (outside || !active[v.b]);
    const VentSlots& slots = slots_[vent];
    for (std::size_t side = 0; side < (outside ? 1u : 2u); ++side) {
        const std::size_t cell = side == 0 ? v.a : v.b;
        std::array<double, unknown_count> moved;
        std::copy_n(unknowns + unknown_count * cell, +unknown_count, moved.begin());
        for (std::size_t k = 0; k < unknown_count; ++k) {
            if (quiet && k != unknown_p && k != unknown_lower) continue;
            const double increment = calc_increment(cells[cell], k, moved[k]);
            const double kept = moved[k];
            moved[k] += increment;
            const Zone changed = make_zone(cells[cell], moved.data());
            moved[k] = kept;
            const VentSums s =
                side == 0 ? sum_vent(v, phase, changed, b) : sum_vent(v, phase, a, changed);
            const std::size_t slot_a = side == 0 ? slots.aa : slots.ab;
            add(element(values, slot_a, cell, k), difference(s.a, base.a, increment));
            if (outside) {
                double* tally = element(values, neighbours_[cell].size(), cell, k);
                tally[tally_mass_kg] += (s.mass_in_kg_per_s - base.mass_in_kg_per_s) / increment;
                tally[tally_vents_kJ] += (s.heat_in_kW - base.heat_in_kW) / increment;
            } else {
                add(element(values, side == 0 ? slots.ba : slots.bb, cell, k),
                    difference(s.b, base.b, increment));
            }
        }
    }
}

/// Adds what the cell does inside, then turns the block rows from sums into rates.
void ZoneNetwork::finish_block_columns(std::size_t cell, double phase, const double* unknowns,
                                       double* values) {
    const auto& rows = neighbours_[cell];
    const CellFlows base = calc_cell(cell, phase, zones_[cell]);
    const auto base_rates = calc_zone_rates(cells[cell], zones_[cell], sums_[cell]);
    const std::size_t own = find_slot(cell, cell);
    std::array<double, unknown_count> moved;
    std::copy_n(unknowns + unknown_count * cell, +unknown_count, moved.begin());
    for (std::size_t k = 0; k < unknown_count; ++k) {
        const double increment = calc_increment(cells[cell], k, moved[k]), kept = moved[k];
        moved[k] += increment;
        const Zone changed = make_zone(cells[cell], moved.data());
        moved[k] = kept;
        const CellFlows flows = calc_cell(cell, phase, changed);
        add(element(values, own, cell, k), difference(flows.sums, base.sums, increment));
        double* tally = element(values, rows.size(), cell, k);
        for (std::size_t t = 0; t < tally_count; ++t)
            tally[t] += (flows.tally[t] - base.tally[t]) / increment;
        for (std::size_t slot = 0; slot < rows.size(); ++slot) {
            double* e = element(values, slot, cell, k);
            const std::size_t i = rows[slot];
            const auto rates = calc_zone_rates(cells[i], zones_[i], {e[0], e[1], e[2], e[3]});
            std::copy(rates.begin(), rates.end(), e);
        }
        const auto direct = calc_zone_rates(cells[cell], changed, sums_[cell]);
        double* e = element(values, own, cell, k);
        for (std::size_t r = 0; r < unknown_count; ++r)
            e[r] += (direct[r] - base_rates[r]) / increment;
    }
}

void ZoneNetwork::calc_jacobian(double phase, const double* unknowns, double* values) {
    std::fill_n(values, pattern_.row.size(), 0.0);
    scratch_.resize(unknown_total());
    // Fills zones_ and sums_; a state that is no gas never gets here, the step was refused before.
    if (!calc_rates(phase, unknowns, scratch_.data())) return;
    for (std::size_t k = 0; k < vents.size(); ++k)
        add_vent_columns(k, phase, unknowns, values);
    for (std::size_t i = 0; i < cells.size(); ++i)
        finish_block_columns(i, phase, unknowns, values);
}

} // namespace sim::fire
