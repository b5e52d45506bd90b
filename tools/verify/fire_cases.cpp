#include "tools/verify/fire_cases.h"
#include "sim/fire/plume.h"
#include "sim/fire/tenability.h"
#include "sim/fire/vent_flow.h"
#include "tools/verify/smoke_scene.h"
#include <cmath>
#include <fmt/format.h>

namespace tools::verify {

namespace {

using namespace sim;
using Rows = std::vector<CaseResult>;

CaseResult& compare(Rows& out, const char* name, const char* kind, double got, double expected,
                    double tolerance, std::string note = {}) {
    CaseResult r;
    r.suite = "fire", r.name = name, r.kind = kind;
    r.got = got, r.expected = expected, r.tolerance = tolerance;
    r.verdict =
        std::abs(got - expected) <= tolerance * std::abs(expected) ? Verdict::pass : Verdict::fail;
    r.note = std::move(note);
    return out.emplace_back(std::move(r));
}

/// `got` must lie below `most`; the row's tolerance is absolute.
void bound(Rows& out, const char* name, double got, double most, std::string note) {
    CaseResult& r = compare(out, name, "analytic", got, 0, most, std::move(note));
    r.verdict = got <= most ? Verdict::pass : Verdict::fail;
}

void direction(Rows& out, const char* name, bool holds, double got, double other,
               std::string note) {
    CaseResult& r = compare(out, name, "direction", got, other, NAN, std::move(note));
    r.verdict = holds ? Verdict::pass : Verdict::fail;
}

/// Heskestad's law worked by hand: Q 1000 kW, 650 kW convective, D 1 m.
void run_plume(Rows& out) {
    const fire::PlumeSource p{1000, 0.35, 1, fire::PlumePlace::free};
    compare(out, "Heskestad entrainment 5 m above 1 MW", "analytic",
            fire::calc_plume_entrainment_kg_per_s(p, 5),
            0.071 * std::cbrt(650.0) * std::pow(5 + 1.02 - 0.083 * std::pow(1000.0, 0.4), 5.0 / 3) +
                0.00192 * 650,
            1e-9);
    compare(out, "Heskestad flame length of 1 MW", "analytic", fire::calc_flame_height_m(1000, 1),
            0.235 * std::pow(1000.0, 0.4) - 1.02, 1e-9);
}

/// Uniform rooms of 600 K and 293 K: the classical two-way flow with its neutral plane inside.
void run_vent(Rows& out) {
    fire::Zone hot = fire::make_open_air(600), cold = fire::make_open_air(293.15);
    hot.pressure_Pa = -6;
    fire::VentShape v;
    v.width_m = 1, v.soffit_m = 2;
    const double difference = cold.lower_kg_per_m3 - hot.lower_kg_per_m3;
    const double neutral_m = 6 / (fire::gravity_mps2 * difference);
    const auto side = [&](double density, double height_m) {
        return 2.0 / 3 * fire::vent_discharge_ratio * density *
               std::sqrt(2 * fire::gravity_mps2 * difference / density) * std::pow(height_m, 1.5);
    };
    const fire::VentTransfers t = fire::calc_vent_transfers(v, hot, cold);
    compare(out, "vent outflow above the neutral plane", "analytic", t.a_to_b_kg_per_s(),
            side(hot.lower_kg_per_m3, 2 - neutral_m), 5e-3);
    compare(out, "vent inflow below the neutral plane", "analytic", t.b_to_a_kg_per_s(),
            side(cold.lower_kg_per_m3, neutral_m), 5e-3);
}

/// Adiabatic on this time scale: dp/dt = (gamma - 1) Q_gas / V.
void run_sealed_room(Rows& out) {
    SmokeScene s;
    const auto room = s.add_room("room", {0, 0, 5, 4, 2.5, 0});
    fire::FireSpec& f = s.add_fire(room, {2.5, 2});
    f.fuel.radiant_frac = 0;
    f.table = {{0, 0}, {10, 10}};
    s.surroundings.wall_thickness_m = 0.05;
    s.surroundings.wall_conductivity_kW_per_m_K = 1e-9; // faces follow the gas
    s.surroundings.wall_density_kg_per_m3 = 1e-3;
    const auto model = s.make();
    for (int i = 0; model && i < 10; ++i)
        if (!model->step()) return;
    compare(out, "pressure of a sealed adiabatic room", "analytic",
            model ? model->pressure_Pa(room) : NAN, 1000 * 0.4 / 50 * 50, 0.02,
            "50 kJ into 50 m3; faces without heat capacity");
}

struct Spread {
    double smoke_at_s = INFINITY; ///< visibility in the corridor falls to 10 m at 2 m height
    double mass_error = NAN, energy_error = NAN;
    bool reached = false;
};

Spread run_corridor(double shut_at_s) {
    SmokeScene s;
    const auto room = s.add_room("room", {0, 0, 4, 6, 3, 0});
    const auto corridor = s.add_room("corridor", {0, 6, 10, 2.4, 3, 0});
    const auto door = s.add_opening(room, corridor, {1.2, 0, 2.1, {2, 6}});
    s.add_opening(corridor, {}, {1.5, 0, 2.1, {10, 7}});
    fire::FireSpec& f = s.add_fire(room, {2, 3});
    f.alpha_kW_per_s2 = 0.0117;
    f.peak_kW = 1000;
    const auto model = s.make();
    Spread out;
    while (model && model->time_s() < 600) {
        if (model->time_s() >= shut_at_s) model->set_open_frac(door, 0);
        if (!model->step()) return out;
        const double k = model->view().air_at(corridor, 2).extinction_per_m;
        if (k > 0.3 && !out.reached) out.reached = true, out.smoke_at_s = model->time_s();
    }
    if (!model) return out;
    out.mass_error = model->balance().mass_error_frac;
    out.energy_error = model->balance().energy_error_frac;
    return out;
}

void run_door_and_balances(Rows& out) {
    const Spread open = run_corridor(INFINITY), shut = run_corridor(0);
    direction(out, "shutting the door delays smoke in the corridor",
              shut.smoke_at_s > open.smoke_at_s + 10, shut.smoke_at_s, open.smoke_at_s,
              "seconds until K = 0.3 1/m; expected: with the door open");
    direction(out, "a shut door does not stop it", shut.reached, shut.smoke_at_s, 600,
              "seconds until K = 0.3 1/m; expected: before the end");
    bound(out, "mass balance, door open", open.mass_error, 1e-3, "absolute, share of the gas");
    bound(out, "energy balance, door open", open.energy_error, 1e-3,
          "absolute, share of the heat released");
    bound(out, "mass balance, door shut", shut.mass_error, 1e-3, "absolute, share of the gas");
    bound(out, "energy balance, door shut", shut.energy_error, 1e-3,
          "absolute, share of the heat released");
}

/// ISO 20414 test 19: still person in constant air; time to FED 1.
void run_doses(Rows& out) {
    struct Row {
        const char* name;
        double carbon_dioxide_frac, carbon_monoxide_ppm, oxygen_frac, expected_s;
    };
    for (const Row& row : {Row{"ISO 20414 test 19 a", 0.02, 1000, 0.15, 981.7},
                           Row{"ISO 20414 test 19 b", 0, 0, 0.12, 1666.5},
                           Row{"ISO 20414 test 19 c", 0, 1000, 0.21, 1692.8},
                           Row{"ISO 20414 test 19 d", 0.0343, 1000, 0.21, 846.5}}) {
        fire::Air air;
        air.carbon_dioxide_frac = row.carbon_dioxide_frac;
        air.carbon_monoxide_ppm = row.carbon_monoxide_ppm;
        air.oxygen_frac = row.oxygen_frac;
        compare(out, row.name, "published", 1 / fire::calc_dose_rate_per_s(air).gas, row.expected_s,
                5e-3, "seconds to FED = 1");
    }
}

} // namespace

void run_fire_cases(const std::filesystem::path& reference_dir, Rows& out) {
    run_plume(out);
    run_vent(out);
    run_sealed_room(out);
    run_door_and_balances(out);
    run_doses(out);
    run_steckler(reference_dir, out);
    run_nbs_multiroom(reference_dir, out);
    run_atf_corridors(reference_dir, out);
}

} // namespace tools::verify
