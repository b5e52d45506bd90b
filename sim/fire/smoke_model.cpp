#include "sim/fire/smoke_model.h"
#include "sim/fire/ceiling_jet.h"
#include "sim/fire/combustion.h"
#include "sim/fire/draught.h"
#include "sim/fire/network_builder.h"
#include "sim/fire/smoke_view.h"
#include "sim/fire/wall_conduction.h"
#include "sim/fire/zone_solver.h"

namespace sim::fire {

namespace {

/// A cell joins the heat balance once it is this far from the surroundings' temperature.
constexpr double active_from_K = 0.02;
constexpr double draught_relaxation_frac = 0.3; ///< share of a period's change that acts
constexpr double jet_radius_ratio = 0.25;  ///< of the ceiling's side: where the mean jet is read
constexpr double wall_catch_up_frac = 0.3; ///< share of the owed heat that a period delivers
constexpr double burning_from_kW = 0.1;

struct FireRun {
    FireSpec spec;
    double suppression_frac = 1;
    double pyrolysed_kW = 0; ///< what the specification asks for at the period's end
    double limit_ratio = 1;  ///< released over asked for; follows with a lag
    double equivalence_ratio = 0;
    bool smouldering = false;
};

struct WallHeat {
    double last_kW = 0; ///< into the face at the end of the last period
    double mean_kJ = 0; ///< during the present one, from both its ends
    double owed_kJ = 0; ///< lost by the gas and not yet in the wall
};

class Model final : public SmokeModel {
public:
    Model(BuiltNetwork built, const plan::SmokeCells& cells, std::vector<FireSpec> fires,
          const Surroundings& surroundings)
        : built_(std::move(built)), network_(built_.network), surroundings_(surroundings),
          wall_(surroundings, fire_period_s), species_(2 * network_.cells.size()) {
        for (const plan::Cell& c : cells.cells) {
            keys_.push_back(c.key);
            corridor_half_width_m_.push_back(c.corridor ? c.width_m / 2 : 0);
        }
        for (std::size_t k = 0; k < cells.vents.size(); ++k) {
            openings_.push_back(cells.vents[k].opening);
            if (built_.network_vent[k] != BuiltNetwork::npos)
                vent_at_m_.push_back(cells.vents[k].at_m);
        }
        for (FireSpec& f : fires)
            runs_.push_back({std::move(f)});
        states_.resize(runs_.size());
        WallProfile rest;
        rest.fill(surroundings.ambient_K);
        walls_.assign(network_.cells.size(), {rest, rest, rest, rest});
        wall_heat_.assign(network_.cells.size(), {});
        heats_.resize(network_.cells.size());
        flagged_.assign(2 * network_.cells.size() + 1, 0);
        sources_.resize(species_.size());
        mass_kg_.resize(species_.size());
    }

    [[nodiscard]] core::Result<void> open() {
        auto solver = ZoneSolver::make(network_);
        if (!solver) return tl::unexpected(solver.error());
        solver_ = std::move(*solver);
        initial_kg_ = total_mass_kg();
        view_.ambient_K = surroundings_.ambient_K;
        network_.list_transfers(0, solver_->unknowns(), transfers_, vent_flows_);
        publish();
        view_.before = view_.after;
        return {};
    }

    void set_open_frac(plan::OpeningId opening, double frac) override {
        if (!opening || !(frac >= 0)) return;
        for (std::size_t k = 0; k < openings_.size(); ++k)
            if (openings_[k] == opening && built_.network_vent[k] != BuiltNetwork::npos)
                network_.vents[built_.network_vent[k]].frac_after = std::min(frac, 1.0);
    }
    void set_suppression(std::size_t fire, double frac) override {
        if (fire < runs_.size() && frac >= 0) runs_[fire].suppression_frac = frac;
    }
    void ignite(std::size_t fire) override {
        if (fire < runs_.size() && runs_[fire].spec.ignition_s > time_s())
            runs_[fire].spec.ignition_s = time_s();
    }

    [[nodiscard]] core::Result<void> step() override {
        begin_period();
        if (auto done = solver_->step(); !done) return done;
        end_period();
        return {};
    }

    [[nodiscard]] double time_s() const noexcept override {
        return static_cast<double>(period_) * fire_period_s;
    }
    void set_view_phase(double phase) noexcept override {
        view_.phase = std::clamp(phase, 0.0, 1.0);
    }
    [[nodiscard]] const HazardView& view() const noexcept override { return view_; }
    [[nodiscard]] std::span<const FireState> fires() const noexcept override { return states_; }
    [[nodiscard]] std::span<const std::string> limits_reached() const noexcept override {
        return limits_;
    }

    [[nodiscard]] Balance balance() const noexcept override {
        const double* u = solver_->unknowns();
        const double* tally = u + unknown_count * network_.cells.size();
        double stored_kJ = 0;
        for (std::size_t i = 0; i < network_.cells.size(); ++i)
            stored_kJ += 1e-3 * u[unknown_count * i + unknown_p] * network_.cells[i].volume_m3 /
                         (gas_gamma_ratio - 1);
        const double gained_kJ =
            tally[tally_vents_kJ] + tally[tally_fires_kJ] - tally[tally_walls_kJ];
        Balance b;
        b.mass_error_frac =
            std::abs(total_mass_kg() - initial_kg_ - tally[tally_mass_kg]) / initial_kg_;
        // What the gas lost to the walls against what the walls took up, too.
        b.energy_error_frac =
            (std::abs(stored_kJ - gained_kJ) + std::abs(tally[tally_walls_kJ] - walls_taken_kJ_)) /
            std::max(tally[tally_fires_kJ], 1.0);
        return b;
    }

    [[nodiscard]] double pressure_Pa(plan::CellId cell) const noexcept override {
        return cell && cell.index() < network_.cells.size()
                   ? solver_->unknowns()[unknown_count * cell.index() + unknown_p]
                   : 0;
    }
    [[nodiscard]] VentFlow vent_flow(plan::VentId vent) const noexcept override {
        if (!vent || vent.index() >= built_.network_vent.size()) return {};
        const std::size_t k = built_.network_vent[vent.index()];
        if (k == BuiltNetwork::npos) return {};
        return {vent_flows_[k].a_to_b_kg_per_s(), vent_flows_[k].b_to_a_kg_per_s()};
    }
    [[nodiscard]] Effort effort() const noexcept override {
        const SolverCounts c = solver_->counts();
        return {c.steps, c.rate_calls, c.jacobians, c.restarts};
    }

private:
    [[nodiscard]] Zone zone(std::size_t cell) const noexcept {
        return make_zone(network_.cells[cell], solver_->unknowns() + unknown_count * cell);
    }
    [[nodiscard]] double total_mass_kg() const noexcept {
        double sum = 0;
        for (std::size_t i = 0; i < network_.cells.size(); ++i) {
            const Zone z = zone(i);
            sum += upper_mass_kg(z) + lower_mass_kg(network_.cells[i], z);
        }
        return sum;
    }

    void begin_period() {
        for (std::size_t i = 0; i < network_.cells.size(); ++i) {
            wake_cell(i);
            if (network_.active[i]) set_heat(i);
        }
        for (std::size_t i = 0; i < runs_.size(); ++i)
            prepare_fire(i);
        for (std::size_t i = 0; i < network_.cells.size(); ++i)
            if (network_.active[i]) burn_layer(i);
        for (std::size_t i = 0; i < species_.size() / 2; ++i) {
            const Zone z = zone(i);
            mass_kg_[2 * i] = upper_mass_kg(z);
            mass_kg_[2 * i + 1] = lower_mass_kg(network_.cells[i], z);
        }
    }

    void wake_cell(std::size_t i) {
        if (network_.active[i]) return;
        const Zone z = zone(i);
        const double off_K = std::max(std::abs(z.upper_K - surroundings_.ambient_K),
                                      std::abs(z.lower_K - surroundings_.ambient_K));
        if (off_K > active_from_K) network_.active[i] = 1;
    }

    void set_heat(std::size_t i) {
        const Zone z = zone(i);
        const ZoneShape& shape = network_.cells[i];
        network_.settings_before[i] = network_.settings[i];
        HeatSetting& s = network_.settings[i];
        for (std::size_t k = 0; k < surface_count; ++k)
            s.surface_K[k] = walls_[i][k][0];
        const auto emissivity = [&](std::size_t layer, double depth_m, double T, double density) {
            const SpeciesVector& y = species_[layer];
            return calc_layer_emissivity(calc_mean_beam_m(shape, depth_m),
                                         carbon_dioxide_volume_frac(y) + water_volume_frac(y),
                                         y[extinction_area] * density, T);
        };
        s.upper_emissivity =
            emissivity(2 * i, shape.height_m - z.interface_m, z.upper_K, z.upper_kg_per_m3);
        s.lower_emissivity = emissivity(2 * i + 1, z.interface_m, z.lower_K, z.lower_kg_per_m3);
        s.jet_mps = 0;
    }

    void prepare_fire(std::size_t i) {
        FireRun& run = runs_[i];
        NetworkFire& f = network_.fires[i];
        f.hrr_before_kW = f.hrr_after_kW;
        const double since_s = time_s() + fire_period_s - run.spec.ignition_s;
        const double asked_kW = calc_specified_hrr_kW(run.spec, since_s) * run.suppression_frac;
        run.pyrolysed_kW = asked_kW;
        run.smouldering = is_smouldering(run.spec, since_s);
        if (asked_kW <= 0 && f.hrr_before_kW <= 0) return;
        if (!network_.active[f.cell]) {
            network_.active[f.cell] = 1;
            set_heat(f.cell);
        }
        const Zone z = zone(f.cell);
        const Draught d = calc_draught(network_, f, run.spec.at_m, vent_at_m_, solver_->unknowns());
        f.draught_before_mps = f.draught_mps;
        f.draught_mps += draught_relaxation_frac * (d.speed_mps - f.draught_mps);
        f.draught_from_m = d.from_m;
        f.draught_to_m += draught_relaxation_frac * (d.to_m - f.draught_to_m);
        f.plume.radiant_frac = run.smouldering ? 0 : run.spec.fuel.radiant_frac;
        const Burning burning = calc_burning(limits_of(i, asked_kW, z));
        run.equivalence_ratio = burning.equivalence_ratio;
        if (asked_kW > 0) {
            const double ratio = burning.hrr_kW / asked_kW;
            run.limit_ratio +=
                (ratio - run.limit_ratio) *
                (ratio < run.limit_ratio ? burning_decline_frac : burning_recovery_frac);
        }
        f.hrr_after_kW = asked_kW * run.limit_ratio;
        if (burning.heat_limited) flag_limit(2 * f.cell + 1, keys_[f.cell] + "/temperature");
        const double above_m = network_.cells[f.cell].height_m - f.base_height_m;
        const double radius_m = jet_radius_ratio * std::sqrt(network_.cells[f.cell].floor_area_m2);
        network_.settings[f.cell].jet_mps =
            std::max(network_.settings[f.cell].jet_mps,
                     calc_ceiling_jet(f.hrr_before_kW, above_m, radius_m).speed_mps);
    }

    /// Oxygen from both layers: the flames stand in the lower one as far as it reaches.
    [[nodiscard]] BurningLimits limits_of(std::size_t i, double asked_kW,
                                          const Zone& z) const noexcept {
        const NetworkFire& f = network_.fires[i];
        Zone whole = z; // entrainment over the full height, as if there were no layer
        whole.interface_m = network_.cells[f.cell].height_m;
        const double below = network_.calc_entrainment_kg_per_s(f, asked_kW, 0, z);
        const double above =
            std::max(0.0, network_.calc_entrainment_kg_per_s(f, asked_kW, 0, whole) - below);
        const SpeciesVector &upper = species_[2 * f.cell], &lower = species_[2 * f.cell + 1];
        BurningLimits limits;
        limits.specified_kW = asked_kW;
        limits.burnable_kW =
            oxygen_heat_kJ_per_kg *
            (below * lower[oxygen] * calc_oxygen_factor(oxygen_volume_frac(lower), z.lower_K) +
             above * upper[oxygen] * calc_oxygen_factor(oxygen_volume_frac(upper), z.upper_K));
        limits.oxygen_in_cell_kg = upper[oxygen] * upper_mass_kg(z) +
                                   lower[oxygen] * lower_mass_kg(network_.cells[f.cell], z);
        limits.oxygen_frac = std::max(oxygen_volume_frac(upper), oxygen_volume_frac(lower));
        limits.hottest_K = z.upper_K;
        limits.smouldering = runs_[i].smouldering;
        return limits;
    }

    /// Unburnt gas that has reached oxygen and is hot enough burns within seconds.
    void burn_layer(std::size_t i) {
        const SpeciesVector& y = species_[2 * i];
        network_.layer_burning_before_kW[i] = network_.layer_burning_kW[i];
        network_.layer_burning_kW[i] = 0;
        if (y[unburnt_kJ] <= 0) return;
        const Zone z = zone(i);
        const double ready = smooth_step((z.upper_K - layer_burning_begin_K) /
                                         (layer_burning_full_K - layer_burning_begin_K)) *
                             (1 - smooth_step((z.upper_K - hottest_layer_begin_K) /
                                              (hottest_layer_end_K - hottest_layer_begin_K)));
        const double fuel_kJ = y[unburnt_kJ] * upper_mass_kg(z);
        const double oxygen_kJ = y[oxygen] * oxygen_heat_kJ_per_kg * upper_mass_kg(z) *
                                 calc_oxygen_factor(oxygen_volume_frac(y), z.upper_K);
        network_.layer_burning_kW[i] = ready * std::min(fuel_kJ, oxygen_kJ) / layer_burning_time_s;
    }

    void end_period() {
        ++period_;
        before_transfers_.swap(transfers_);
        transfers_.clear();
        network_.list_transfers(1, solver_->unknowns(), transfers_, vent_flows_);
        move_species();
        step_walls();
        for (std::size_t i = 0; i < network_.cells.size(); ++i)
            watch_limits(i);
        if (solver_->counts().restarts > 0) flag_limit(2 * network_.cells.size(), "model/solver");
        for (NetworkVent& v : network_.vents)
            v.frac_before = v.frac_after;
        publish();
    }

    void move_species() {
        // The mean of the flows at both ends of the period.
        mean_transfers_.clear();
        for (const auto* list : {&before_transfers_, &transfers_})
            for (Transfer t : *list) {
                t.kg_per_s *= 0.5;
                mean_transfers_.push_back(t);
            }
        std::fill(sources_.begin(), sources_.end(), SpeciesVector{});
        for (std::size_t i = 0; i < runs_.size(); ++i)
            add_products(i);
        for (std::size_t i = 0; i < network_.cells.size(); ++i)
            if (network_.active[i]) {
                const double kW =
                    (network_.layer_burning_before_kW[i] + network_.layer_burning_kW[i]) / 2;
                sources_[2 * i][unburnt_kJ] -= kW;
                sources_[2 * i][oxygen] -= kW / oxygen_heat_kJ_per_kg;
            }
        species_.step(mass_kg_, mean_transfers_, sources_, fire_period_s);
    }

    void add_products(std::size_t i) {
        FireRun& run = runs_[i];
        const NetworkFire& f = network_.fires[i];
        const double hrr_kW = (f.hrr_before_kW + f.hrr_after_kW) / 2;
        const double pyrolysed_kW = run.smouldering ? hrr_kW : std::max(hrr_kW, run.pyrolysed_kW);
        const SpeciesVector p = calc_products_kg_per_s(run.spec.fuel, hrr_kW, pyrolysed_kW,
                                                       run.equivalence_ratio, run.smouldering);
        for (std::size_t k = 0; k < species_count; ++k)
            sources_[2 * f.cell][k] += p[k];
        FireState& s = states_[i];
        s.burnt_kg += hrr_kW / run.spec.fuel.heat_of_combustion_kJ_per_kg * fire_period_s;
        s.hrr_kW = f.hrr_after_kW;
        s.burning = s.hrr_kW > burning_from_kW;
        s.flame_height_m = run.smouldering ? 0 : calc_flame_height_m(s.hrr_kW, run.spec.diameter_m);
        s.suppression_frac = run.suppression_frac;
    }

    /// The gas lost what the solver tallied; the walls' implicit step takes most of it at once and
    /// is owed the rest, which follows in the next periods.
    void step_walls() {
        double sum_kJ = 0, weight_kJ = 0;
        for (std::size_t i = 0; i < network_.cells.size(); ++i) {
            if (!network_.active[i]) continue;
            heats_[i] = network_.calc_heat(i, 1, solver_->unknowns());
            for (std::size_t k = 0; k < surface_count; ++k) {
                WallHeat& w = wall_heat_[i][k];
                const double now_kW = heats_[i].flux_kW_per_m2[k] * heats_[i].area_m2[k];
                w.mean_kJ = fire_period_s * (now_kW + w.last_kW) / 2;
                w.last_kW = now_kW;
                sum_kJ += w.mean_kJ;
                weight_kJ += std::abs(w.mean_kJ);
            }
        }
        const double tally_kJ =
            solver_->unknowns()[unknown_count * network_.cells.size() + tally_walls_kJ];
        // Between both ends of a period the heat may run through a peak that their mean misses.
        const double missed_kJ = tally_kJ - walls_lost_kJ_ - sum_kJ;
        walls_lost_kJ_ = tally_kJ;
        for (std::size_t i = 0; i < network_.cells.size(); ++i)
            for (std::size_t k = 0; network_.active[i] && k < surface_count; ++k) {
                WallHeat& w = wall_heat_[i][k];
                if (weight_kJ > 0) w.owed_kJ += missed_kJ * std::abs(w.mean_kJ) / weight_kJ;
                step_wall(walls_[i][k], w, heats_[i].area_m2[k], heats_[i].slope_kW_per_m2_K[k]);
            }
    }

    void step_wall(WallProfile& profile, WallHeat& w, double area_m2, double slope_kW_per_m2_K) {
        const double due_kJ = w.mean_kJ + wall_catch_up_frac * w.owed_kJ;
        const double taken_kJ =
            fire_period_s * area_m2 *
            wall_.step(profile, due_kJ / (fire_period_s * area_m2), slope_kW_per_m2_K / 2);
        w.owed_kJ += w.mean_kJ - taken_kJ;
        walls_taken_kJ_ += taken_kJ;
    }

    void watch_limits(std::size_t i) {
        if (std::abs(solver_->unknowns()[unknown_count * i + unknown_p]) > relief_begin_Pa)
            flag_limit(2 * i, keys_[i] + "/pressure");
        if (zone(i).upper_K > hottest_layer_begin_K)
            flag_limit(2 * i + 1, keys_[i] + "/temperature");
    }
    void flag_limit(std::size_t which, const std::string& text) {
        if (flagged_[which]) return;
        flagged_[which] = 1;
        limits_.push_back(text);
    }

    void publish() {
        view_.before.swap(view_.after);
        view_.after.resize(network_.cells.size());
        for (std::size_t i = 0; i < network_.cells.size(); ++i)
            view_.after[i] = make_snapshot(i);
        view_.jets.clear();
        for (std::size_t i = 0; i < runs_.size(); ++i)
            view_.jets.push_back(make_jet(i));
        view_.phase = 1;
    }

    [[nodiscard]] CellSnapshot make_snapshot(std::size_t i) const {
        const Zone z = zone(i);
        const ZoneShape& shape = network_.cells[i];
        CellSnapshot s;
        s.height_m = shape.height_m;
        s.floor_area_m2 = shape.floor_area_m2;
        s.upper = make_layer_air(species_[2 * i], z.upper_K);
        s.lower = make_layer_air(species_[2 * i + 1], z.lower_K);
        const bool layer = z.upper_volume_m3 > 1.5 * shape.least_volume_m3;
        s.interface_m = layer ? z.interface_m : shape.height_m;
        const HeatSetting& heat = network_.settings[i];
        const auto fourth = [](double T) { return T * T * T * T; };
        if (network_.active[i])
            s.glow_kW_per_m2 = stefan_boltzmann_kW_per_m2_K4 *
                               (heat.upper_emissivity * fourth(z.upper_K) +
                                (1 - heat.upper_emissivity) * fourth(walls_[i][ceiling][0]) -
                                fourth(surroundings_.ambient_K));
        for (std::size_t k = 0; k < runs_.size(); ++k)
            if (network_.fires[k].cell == i)
                s.flame_kW += network_.fires[k].plume.radiant_frac * network_.fires[k].hrr_after_kW;
        return s;
    }

    [[nodiscard]] JetSource make_jet(std::size_t i) const {
        const NetworkFire& f = network_.fires[i];
        const FireRun& run = runs_[i];
        JetSource jet;
        jet.cell = core::make_id<plan::CellId>(f.cell);
        jet.at_m = run.spec.at_m;
        jet.hrr_kW = f.hrr_after_kW;
        jet.height_m = network_.cells[f.cell].height_m - f.base_height_m;
        jet.corridor_half_width_m = corridor_half_width_m_[f.cell];
        const double area_per_kJ = run.smouldering
                                       ? smoulder_soot_yield * smouldering_extinction_m2_per_kg
                                       : run.spec.fuel.soot_yield * flaming_extinction_m2_per_kg;
        // Heat and smoke of a plume are diluted alike.
        jet.extinction_per_K_kg_m3 =
            gas_heat_capacity_kJ_per_kg_K * area_per_kJ /
            (run.spec.fuel.heat_of_combustion_kJ_per_kg * (1 - f.plume.radiant_frac));
        return jet;
    }

    BuiltNetwork built_;
    ZoneNetwork& network_;
    Surroundings surroundings_;
    WallMaterial wall_;
    SpeciesTransport species_;
    std::unique_ptr<ZoneSolver> solver_;
    std::vector<std::array<WallProfile, surface_count>> walls_;
    std::vector<std::array<WallHeat, surface_count>> wall_heat_;
    std::vector<FireRun> runs_;
    std::vector<FireState> states_;
    std::vector<plan::OpeningId> openings_; ///< by plan vent
    std::vector<core::Vec2> vent_at_m_;     ///< by network vent, without leaks
    std::vector<std::string> keys_;
    std::vector<double> corridor_half_width_m_;
    std::vector<Transfer> before_transfers_, transfers_, mean_transfers_;
    std::vector<VentTransfers> vent_flows_;
    std::vector<SpeciesVector> sources_;
    std::vector<double> mass_kg_;
    std::vector<char> flagged_;
    std::vector<std::string> limits_;
    SmokeView view_;
    double initial_kg_ = 1;
    double walls_taken_kJ_ = 0, walls_lost_kJ_ = 0;
    std::vector<HeatExchange> heats_;
    long period_ = 0;
};

} // namespace

core::Result<std::unique_ptr<SmokeModel>> SmokeModel::make(const plan::Plan& plan,
                                                           const plan::SmokeCells& cells,
                                                           std::vector<FireSpec> fires,
                                                           const Surroundings& surroundings) {
    auto built = build_network(plan, cells, fires, surroundings);
    if (!built) return tl::unexpected(built.error());
    auto model = std::make_unique<Model>(std::move(*built), cells, std::move(fires), surroundings);
    if (auto opened = model->open(); !opened) return tl::unexpected(opened.error());
    return model;
}

} // namespace sim::fire
