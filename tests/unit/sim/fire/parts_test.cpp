#include "sim/fire/ceiling_jet.h"
#include "sim/fire/combustion.h"
#include "sim/fire/fire_constants.h"
#include "sim/fire/heat_exchange.h"
#include "sim/fire/plume.h"
#include "sim/fire/species.h"
#include "sim/fire/tenability.h"
#include "sim/fire/vent_flow.h"
#include "sim/fire/wall_conduction.h"
#include <doctest/doctest.h>
#include <limits>
#include <rapidcheck.h>

using namespace sim::fire;

namespace {
/// Drawn number between two bounds.
double between(double low, double high) {
    return low + (high - low) * *rc::gen::inRange(0, 1000001) / 1e6;
}
} // namespace

TEST_CASE("plume: entrains what Heskestad's law gives and never jumps at the flame tip") {
    const PlumeSource p{62.9, 0.2, 0.34, PlumePlace::free};
    CHECK(calc_plume_entrainment_kg_per_s(p, 1.2) == doctest::Approx(0.413).epsilon(0.01));
    const double tip_m = calc_flame_height_m(62.9, 0.34);
    CHECK(calc_plume_entrainment_kg_per_s(p, tip_m - 1e-9) ==
          doctest::Approx(calc_plume_entrainment_kg_per_s(p, tip_m + 1e-9)));
    CHECK(calc_plume_entrainment_kg_per_s(p, 0) == 0);
    CHECK(calc_plume_entrainment_kg_per_s({0, 0.2, 0.34, PlumePlace::free}, 1) == 0);
}

TEST_CASE("plume: grows with height and heat, never larger at walls and in corners") {
    CHECK(rc::check("plume", [] {
        PlumeSource p{between(1, 5000), between(0, 0.6), between(0.1, 3), PlumePlace::free};
        const double z = between(0.01, 10);
        const double m = calc_plume_entrainment_kg_per_s(p, z);
        RC_ASSERT(std::isfinite(m) && m > 0);
        RC_ASSERT(calc_plume_entrainment_kg_per_s(p, z * 1.1) > m);
        p.place = PlumePlace::wall;
        const double wall = calc_plume_entrainment_kg_per_s(p, z);
        p.place = PlumePlace::corner;
        RC_ASSERT(wall <= m && calc_plume_entrainment_kg_per_s(p, z) <= wall);
    }));
}

TEST_CASE("plume: three metres above a small fire a wall takes a quarter, a corner more") {
    PlumeSource p{200, 0.3, 0.4, PlumePlace::free};
    const double free = calc_plume_entrainment_kg_per_s(p, 3);
    p.place = PlumePlace::wall;
    const double wall = calc_plume_entrainment_kg_per_s(p, 3);
    p.place = PlumePlace::corner;
    CHECK(wall < 0.75 * free);
    CHECK(calc_plume_entrainment_kg_per_s(p, 3) < 0.75 * wall);
}

TEST_CASE("vent flow: nothing flows between equal rooms, and swapping sides swaps the flows") {
    VentShape v;
    const Zone air = make_open_air(293.15);
    CHECK(calc_vent_transfers(v, air, air).a_to_b_kg_per_s() == 0);
    CHECK(rc::check("vent", [] {
        VentShape shape;
        shape.soffit_m = between(0.5, 3);
        const ZoneShape room{20, 3, 0, 18, 60, 0.06};
        const auto draw = [&] {
            const double T = between(290, 400);
            const double u[] = {between(-20, 20), between(1, 59), T + between(0, 600), T};
            return make_zone(room, u);
        };
        const Zone a = draw(), b = draw();
        const VentTransfers ab = calc_vent_transfers(shape, a, b),
                            ba = calc_vent_transfers(shape, b, a);
        RC_ASSERT(std::isfinite(ab.a_to_b_kg_per_s()));
        RC_ASSERT(std::abs(ab.a_to_b_kg_per_s() - ba.b_to_a_kg_per_s()) < 1e-9);
        RC_ASSERT(std::abs(ab.b_to_a_kg_per_s() - ba.a_to_b_kg_per_s()) < 1e-9);
        for (const double x : {ab.lifted[0], ab.lifted[1], ab.dragged[0], ab.dragged[1]})
            RC_ASSERT(std::isfinite(x) && x >= 0);
    }));
}

TEST_CASE("vent flow: floors of different elevation at rest exchange nothing") {
    const ZoneShape low{20, 3, 0, 18, 60, 0.06}, high{20, 3, 3.6, 18, 60, 0.06};
    const double rest[] = {0, 0.06, 293.15, 293.15};
    VentShape v;
    v.sill_m = 3.6, v.soffit_m = 5.7;
    const VentTransfers t = calc_vent_transfers(v, make_zone(low, rest), make_zone(high, rest));
    CHECK(t.a_to_b_kg_per_s() == doctest::Approx(0));
    CHECK(t.b_to_a_kg_per_s() == doctest::Approx(0));
}

TEST_CASE("vent flow: the slab integral is exact for linear pressure") {
    // integral of sqrt(1 + 3 z) over 0..1
    CHECK(calc_root_integral(1, 4, 1) == doctest::Approx(14.0 / 9).epsilon(2e-3));
    CHECK(calc_root_integral(0, 0, 1) == 0);
}

TEST_CASE("heat exchange: what the gases and surfaces gain is what the flames give") {
    CHECK(rc::check("heat", [] {
        const ZoneShape room{between(4, 60), 3, 0, 30, 60, 0.06};
        const ZoneShape shape{room.floor_area_m2,        3, 0, 30, room.floor_area_m2 * 3,
                              0.003 * room.floor_area_m2};
        const double u[] = {0, between(0.01, 0.99) * shape.volume_m3, between(290, 1400),
                            between(290, 600)};
        HeatSetting setting;
        for (double& T : setting.surface_K)
            T = between(290, 900);
        setting.upper_emissivity = between(0, 1);
        setting.lower_emissivity = between(0, 1);
        const FlameRadiation flames{between(0, 2000), between(0, 1)};
        const HeatExchange e = calc_heat_exchange(shape, make_zone(shape, u), setting, flames);
        RC_ASSERT(std::abs(e.upper_gas_kW + e.lower_gas_kW + e.surfaces_kW - flames.total_kW) <
                  1e-9 * (1 + std::abs(e.surfaces_kW)));
    }));
}

TEST_CASE("wall: a constant flux warms a thick wall as the error-function solution says") {
    Surroundings s;
    s.wall_thickness_m = 0.3;
    const WallMaterial wall(s, 1.0);
    WallProfile p;
    p.fill(s.ambient_K);
    for (int i = 0; i < 600; ++i)
        wall.step(p, 1.0, 0);
    const double effusivity = std::sqrt(s.wall_conductivity_kW_per_m_K * s.wall_density_kg_per_m3 *
                                        s.wall_heat_capacity_kJ_per_kg_K);
    const double expected_K = 2 * std::sqrt(600 / 3.14159265358979) / effusivity;
    CHECK(p[0] - s.ambient_K == doctest::Approx(expected_K).epsilon(0.05));
    CHECK(wall.stored_kJ_per_m2(p) == doctest::Approx(600).epsilon(0.01));
}

TEST_CASE(
    "combustion: burns freely in fresh air, not at all without oxygen, never more than asked") {
    CHECK(calc_oxygen_factor(0.209, 293) == doctest::Approx(1));
    CHECK(calc_oxygen_factor(0.12, 293) < 0.01);
    CHECK(calc_oxygen_factor(0.12, 1000) > 0.9);
    CHECK(rc::check("burning", [] {
        BurningLimits l;
        l.specified_kW = between(0, 6000);
        l.burnable_kW = between(0, 6000);
        l.oxygen_in_cell_kg = between(0, 30);
        l.hottest_K = between(290, 2000);
        l.smouldering = *rc::gen::arbitrary<bool>();
        const Burning b = calc_burning(l);
        RC_ASSERT(std::isfinite(b.hrr_kW) && b.hrr_kW >= 0 && b.hrr_kW <= l.specified_kW);
        RC_ASSERT(l.smouldering || b.hrr_kW <= l.burnable_kW + 1e-9);
    }));
}

TEST_CASE("combustion: t2 and tables give what they say, smouldering comes first") {
    FireSpec f;
    f.flaming_s = 60, f.smoulder_kW = 5, f.alpha_kW_per_s2 = 0.0469, f.peak_kW = 1000;
    CHECK(calc_specified_hrr_kW(f, -1) == 0);
    CHECK(calc_specified_hrr_kW(f, 30) == 5);
    CHECK(calc_specified_hrr_kW(f, 160) == doctest::Approx(469));
    CHECK(calc_specified_hrr_kW(f, 1e6) == 1000);
    CHECK(calc_specified_hrr_kW(f, -std::numeric_limits<double>::infinity()) == 0);
    f.flaming_s = 0;
    f.table = {{0, 0}, {10, 100}, {20, 100}};
    CHECK(calc_specified_hrr_kW(f, 5) == doctest::Approx(50));
    CHECK(calc_specified_hrr_kW(f, 21) == 0);
}

TEST_CASE("combustion: a fire short of air makes more carbon monoxide and keeps its fuel") {
    const Fuel fuel;
    const auto free = calc_products_kg_per_s(fuel, 1000, 1000, 0.3, false);
    const auto starved = calc_products_kg_per_s(fuel, 1000, 2000, 2, false);
    CHECK(free[carbon_monoxide] == doctest::Approx(0.04 * 0.05).epsilon(0.03));
    CHECK(starved[carbon_monoxide] == doctest::Approx(0.25 * 0.05).epsilon(0.03));
    CHECK(starved[unburnt_kJ] == doctest::Approx(1000));
    CHECK(free[oxygen] == doctest::Approx(-1000 / 13100.0));
    CHECK(free[extinction_area] == doctest::Approx(8700 * 0.07 * 0.05).epsilon(0.01));
}

TEST_CASE("species: stay between what flows in and keep their mass in a closed loop") {
    SpeciesTransport s(2);
    s[0][carbon_monoxide] = 0.01;
    const std::vector<double> mass{10, 20};
    const std::vector<Transfer> loop{{0, 1, 0.5}, {1, 0, 0.5}};
    const std::vector<SpeciesVector> none(2);
    for (int i = 0; i < 200; ++i)
        s.step(mass, loop, none, 1);
    const double total = 10 * s[0][carbon_monoxide] + 20 * s[1][carbon_monoxide];
    CHECK(total == doctest::Approx(0.1).epsilon(0.01));
    CHECK(s[0][carbon_monoxide] == doctest::Approx(s[1][carbon_monoxide]).epsilon(0.01));
}

TEST_CASE("ceiling jet: Alpert's figures, never warmer further away") {
    CHECK(calc_ceiling_jet(1000, 3, 0).excess_K ==
          doctest::Approx(16.9 * 100 / std::pow(3.0, 5.0 / 3)));
    CHECK(calc_ceiling_jet(1000, 3, 3).excess_K ==
          doctest::Approx(5.38 * std::pow(1000.0 / 3, 2.0 / 3) / 3));
    double last = 1e9;
    for (double r = 0; r < 20; r += 0.1) {
        const double T = calc_corridor_jet(500, 2.5, r, 1.2).excess_K;
        CHECK(T <= last + 1e-9);
        last = T;
    }
    CHECK(calc_corridor_jet(500, 2.5, 15, 1.2).excess_K > calc_ceiling_jet(500, 2.5, 15).excess_K);
}

TEST_CASE("tenability: ISO 20414 test 19 within half a per cent") {
    const auto seconds = [](double co2, double co, double o2) {
        Air a;
        a.carbon_dioxide_frac = co2, a.carbon_monoxide_ppm = co, a.oxygen_frac = o2;
        return 1 / calc_dose_rate_per_s(a).gas;
    };
    CHECK(seconds(0.02, 1000, 0.15) == doctest::Approx(981.7).epsilon(0.005));
    CHECK(seconds(0, 0, 0.12) == doctest::Approx(1666.5).epsilon(0.005));
    CHECK(seconds(0, 1000, 0.21) == doctest::Approx(1692.8).epsilon(0.005));
    CHECK(seconds(0.0343, 1000, 0.21) == doctest::Approx(846.5).epsilon(0.005));
}

TEST_CASE("tenability: fresh air harms nobody, any air gives a finite dose") {
    const Dose fresh = calc_dose_rate_per_s(Air{});
    CHECK(fresh.gas == 0);
    CHECK(fresh.heat == 0);
    CHECK(rc::check("dose", [] {
        Air a;
        a.temperature_K = between(250, 2000);
        a.oxygen_frac = between(0, 0.25);
        a.carbon_dioxide_frac = between(0, 0.5);
        a.carbon_monoxide_ppm = between(0, 1e5);
        a.hydrogen_cyanide_ppm = between(0, 1e4);
        a.radiant_flux_kW_per_m2 = between(0, 500);
        const Dose d = calc_dose_rate_per_s(a);
        RC_ASSERT(std::isfinite(d.gas) && std::isfinite(d.heat) && d.gas >= 0 && d.heat >= 0);
        Air worse = a;
        worse.carbon_monoxide_ppm += 100;
        RC_ASSERT(calc_dose_rate_per_s(worse).gas >= d.gas);
    }));
}
