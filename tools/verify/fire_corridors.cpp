#include "tools/verify/csv_table.h"
#include "tools/verify/fire_cases.h"
#include "tools/verify/smoke_scene.h"
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace tools::verify {

namespace {

using namespace sim;
constexpr double celsius_K = 273.15;

/// Mean over a window of what a cell shows, beside the same mean of the measurements.
struct Probe {
    std::string name, file; ///< file of the measurements, below the experiment's folder
    plan::CellId cell;
    double band = 0.35; ///< relative, of the temperature rise
    double upper_sum_K = 0, interface_sum_m = 0;
    int count = 0;
};

struct Experiment {
    std::string suite, test;
    std::filesystem::path folder;
    double from_s = 0, to_s = 0, ambient_degC = 20;
};

bool run_probes(const Experiment& e, const SmokeScene& scene, std::vector<Probe>& probes) {
    const auto model = scene.make();
    if (!model) return false;
    while (model->time_s() < e.to_s) {
        if (!model->step()) return false;
        if (model->time_s() < e.from_s) continue;
        for (Probe& p : probes) {
            const fire::LayerState l = model->view().layers(p.cell);
            p.upper_sum_K += l.upper_temperature_K;
            p.interface_sum_m += l.interface_height_m;
            ++p.count;
        }
    }
    return true;
}

CaseResult make_skipped(const Experiment& e, const std::string& name) {
    CaseResult r;
    r.suite = e.suite, r.name = e.test + " " + name, r.kind = "experiment";
    return r;
}

void report(const Experiment& e, const Probe& p, std::vector<CaseResult>& out) {
    const CsvTable t = load_csv(e.folder / p.file);
    CaseResult r = make_skipped(e, p.name);
    const double measured_degC = t.mean("meas_T_upper_C", e.from_s, e.to_s);
    if (p.count == 0 || std::isnan(measured_degC)) {
        out.push_back(r);
        return;
    }
    const double rise_K = p.upper_sum_K / p.count - celsius_K - e.ambient_degC;
    r.got = rise_K / (measured_degC - e.ambient_degC);
    r.expected = 1;
    r.tolerance = p.band;
    r.verdict = std::abs(r.got - 1) <= p.band ? Verdict::pass : Verdict::misfit;
    r.peer =
        fmt::format("CFAST {:.2f}", (t.mean("cfast_T_upper_C", e.from_s, e.to_s) - e.ambient_degC) /
                                        (measured_degC - e.ambient_degC));
    r.note = fmt::format(
        "rise {:.1f} K measured {:.1f}; interface {:.2f} m measured {:.2f} CFAST {:.2f}", rise_K,
        measured_degC - e.ambient_degC, p.interface_sum_m / p.count,
        t.mean("meas_layer_height_m", e.from_s, e.to_s),
        t.mean("cfast_layer_height_m", e.from_s, e.to_s));
    out.push_back(r);
}

std::vector<fire::HrrPoint> load_fire(const std::filesystem::path& file) {
    const CsvTable t = load_csv(file);
    std::vector<fire::HrrPoint> out;
    for (std::size_t i = 0; i < t.rows.size(); ++i)
        out.push_back({t.at(i, "time_s"), t.at(i, "hrr_kW")});
    return out;
}

struct NbsTest {
    const char* name;
    double ambient_degC, radiant_frac;
    bool exit_open, side_room;
};

/// One material a model: the gypsum of most faces stands for all; the burner room had fibre.
void run_nbs_test(const std::filesystem::path& folder, const NbsTest& test,
                  std::vector<CaseResult>& out) {
    SmokeScene s;
    const auto burner = s.add_room("burner", {9.85, 0, 2.34, 2.34, 2.16, 0});
    const auto stub = s.add_room("stub", {11.16, 2.34, 1.03, 1.02, 2.0, 0});
    const auto east = s.add_room("corridor east", {6.1, 3.36, 6.09, 2.44, 2.44, 0});
    const auto west = s.add_room("corridor west", {0, 3.36, 6.1, 2.44, 2.44, 0});
    for (const auto id : {east, west})
        s.cells.cells[id.index()].corridor = true;
    s.add_opening(burner, stub, {0.81, 0, 1.6, {11.67, 2.34}});
    s.add_opening(stub, east, {0.81, 0, 1.6, {11.67, 3.36}});
    s.add_section(east, west, {2.44, 0, 2.44, {6.1, 4.58}});
    if (test.exit_open)
        s.add_opening(west, {}, {0.76, 0, 2.03, {0, 4.58}});
    else
        s.add_opening(west, {}, {0.76, 2.43, 2.44, {0, 4.58}});
    std::vector<Probe> probes{{"burner room", "_fire_room.csv", burner},
                              {"corridor tree 3", "_corridor_tree3.csv", east},
                              {"corridor tree 4", "_corridor_tree4.csv", west},
                              {"corridor tree 5", "_corridor_tree5.csv", west}};
    if (test.side_room) {
        const auto entry = s.add_room("entry", {2.07, 2.57, 0.94, 0.79, 2.04, 0});
        const auto side = s.add_room("side room", {2.07, 0.33, 2.22, 2.24, 2.43, 0});
        s.add_opening(west, entry, {0.79, 0, 2.04, {2.54, 3.36}});
        s.add_opening(side, entry, {0.79, 0, 2.04, {2.54, 2.57}});
        probes.push_back({"side room", "_target_room.csv", side, 0.30});
    }
    fire::FireSpec& f = s.add_fire(burner, {9.85 + 1.17, 0.1});
    f.base_height_m = 0;
    f.diameter_m = std::sqrt(4 * 0.1156 / std::numbers::pi);
    f.fuel = make_methane(test.radiant_frac);
    f.table = load_fire(folder / (std::string(test.name) + "_fire.csv"));
    s.surroundings.ambient_K = test.ambient_degC + celsius_K;
    s.surroundings.wall_conductivity_kW_per_m_K = 0.12e-3; // mineral board of the corridor
    s.surroundings.wall_density_kg_per_m3 = 720;
    s.surroundings.wall_heat_capacity_kJ_per_kg_K = 1.25;
    s.surroundings.wall_thickness_m = 0.0127;
    const Experiment e{"fire/nbs", test.name, folder, 600, 880, test.ambient_degC};
    for (Probe& p : probes)
        p.file = test.name + p.file;
    if (f.table.empty() || !run_probes(e, s, probes)) {
        out.push_back(make_skipped(e, "all"));
        return;
    }
    for (const Probe& p : probes)
        report(e, p, out);
}

void run_atf_test(const std::filesystem::path& folder, const std::string& name,
                  std::vector<CaseResult>& out) {
    SmokeScene s;
    std::array<std::array<plan::CellId, 2>, 2> corridor;
    for (int level = 0; level < 2; ++level)
        for (int k = 0; k < 2; ++k) {
            corridor[level][k] = s.add_room(fmt::format("corridor {} {}", level, k),
                                            {8.5 * k, 0, 8.5, 1.8, 2.5, 2.5 * level});
            s.cells.cells.back().corridor = true;
        }
    const auto stair = s.add_room("stair", {0, 1.8, 2.6, 3.2, 5, 0});
    for (int level = 0; level < 2; ++level) {
        s.add_section(corridor[level][0], corridor[level][1],
                      {1.8, 2.5 * level, 2.5 * level + 2.5, {8.5, 0.9}});
        s.add_opening(corridor[level][0], stair, {2.6, 2.5 * level, 2.5 * level + 2.5, {1.3, 1.8}});
    }
    s.add_opening(corridor[1][1], {}, {1.8, 2.5, 4.5, {17, 0.9}});
    fire::FireSpec& f = s.add_fire(corridor[0][1], {15, 0.9});
    f.base_height_m = 0.4;
    f.diameter_m = std::sqrt(4 * 0.16 / std::numbers::pi);
    f.fuel = make_methane(0.2);
    f.table = load_fire(folder / (name + "_fire.csv"));
    s.surroundings.wall_conductivity_kW_per_m_K = 0.13e-3; // gypsum board
    s.surroundings.wall_density_kg_per_m3 = 930;
    s.surroundings.wall_heat_capacity_kJ_per_kg_K = 1.09;
    s.surroundings.wall_thickness_m = 0.017;
    std::vector<Probe> probes{{"lower corridor", name + "_floor1.csv", corridor[0][0], 0.20},
                              {"upper corridor", name + "_floor2.csv", corridor[1][0], 0.15}};
    const Experiment e{"fire/atf", name, folder, 600, 880, 20};
    if (f.table.empty() || !run_probes(e, s, probes)) {
        out.push_back(make_skipped(e, "all"));
        return;
    }
    for (const Probe& p : probes)
        report(e, p, out);
}

} // namespace

void run_nbs_multiroom(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out) {
    const auto folder = reference_dir / "fire/data/nbs_multiroom";
    for (const NbsTest& test :
         {NbsTest{"MV100A", 23, 0.2, true, false}, NbsTest{"MV100O", 20, 0.3, false, false},
          NbsTest{"MV100Z", 22, 0.3, true, true}})
        run_nbs_test(folder, test, out);
}

void run_atf_corridors(const std::filesystem::path& reference_dir, std::vector<CaseResult>& out) {
    const auto folder = reference_dir / "fire/data/atf_corridors";
    for (const char* name : {"050kW", "100kW"})
        run_atf_test(folder, name, out);
}

} // namespace tools::verify
