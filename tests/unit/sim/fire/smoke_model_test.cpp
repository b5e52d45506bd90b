#include "sim/fire/fire_csv.h"
#include "sim/fire/tenability.h"
#include "tests/unit/sim/fire/scenes.h"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <limits>
#include <rapidcheck.h>
#include <thread>

using namespace sim;
using namespace sim::fire;
using scenes::Scene;

namespace {

constexpr double never_s = std::numeric_limits<double>::infinity();

/// Room with a fire, a corridor, an exit; the door between is opening 0.
Scene make_pair(bool open) {
    Scene s;
    const auto room = s.add_room("room", 0, 0, 4, 6);
    const auto corridor = s.add_room("corridor", 0, 6, 10, 2.4);
    s.add_door(room, corridor, {2, 6}, open);
    s.add_door(corridor, {}, {10, 7}, true);
    s.add_fire(room, {2, 3}, 1000);
    return s;
}

/// Until smoke hangs down to 2 m and leaves 10 m of visibility there.
double find_smoke_s(SmokeModel& model, plan::CellId cell, double until_s) {
    while (model.time_s() < until_s) {
        REQUIRE(model.step());
        if (model.view().air_at(cell, 2).extinction_per_m > 0.3) return model.time_s();
    }
    return never_s;
}

bool is_finite(const SmokeModel& model, std::size_t cells) {
    for (std::size_t i = 0; i < cells; ++i) {
        const auto id = core::make_id<plan::CellId>(i);
        const LayerState l = model.view().layers(id);
        for (const double x :
             {l.interface_height_m, l.upper_temperature_K, l.lower_temperature_K,
              l.upper_extinction_per_m, l.lower_extinction_per_m, model.pressure_Pa(id)})
            if (!std::isfinite(x)) return false;
        for (const double h : {0.5, 1.5}) {
            const Dose d = calc_dose_rate_per_s(model.view().air_at(id, h));
            if (!std::isfinite(d.gas) || !std::isfinite(d.heat)) return false;
        }
    }
    return true;
}

std::string run_csv(const Scene& s, int seconds) {
    const auto model = s.make();
    std::string out = csv_header(s.cells, s.fires);
    for (int t = 0; t < seconds; ++t) {
        if (t % 7 == 3)
            model->set_open_frac(core::make_id<plan::OpeningId>(static_cast<std::size_t>(t) %
                                                                s.plan.openings.size()),
                                 t % 2);
        if (!model->step()) return "failed";
        for (std::size_t i = 0; i < s.cells.cells.size(); ++i) // all bits, not the printed digits
            out += std::to_string(
                std::hash<double>{}(model->pressure_Pa(core::make_id<plan::CellId>(i))));
        out += csv_row(*model, s.cells);
    }
    return out;
}

} // namespace

TEST_CASE("smoke model: a building without fire stays at rest") {
    Scene s = make_pair(true);
    s.fires.clear();
    const auto model = s.make();
    for (int i = 0; i < 60; ++i)
        REQUIRE(model->step());
    const LayerState l = model->view().layers(plan::CellId{0});
    CHECK(l.interface_height_m == 3);
    CHECK(l.upper_temperature_K == doctest::Approx(293.15));
    CHECK(std::abs(model->pressure_Pa(plan::CellId{0})) < 1e-6);
    CHECK(model->limits_reached().empty());
}

TEST_CASE("smoke model: mass and energy balance to a thousandth") {
    for (const bool open : {true, false}) {
        const auto model = make_pair(open).make();
        for (int i = 0; i < 600; ++i)
            REQUIRE(model->step());
        CHECK(model->balance().mass_error_frac < 1e-3);
        CHECK(model->balance().energy_error_frac < 1e-3);
    }
}

TEST_CASE("smoke model: shutting the door delays smoke in the corridor and does not stop it") {
    const double open_s = find_smoke_s(*make_pair(true).make(), plan::CellId{1}, 600);
    const double shut_s = find_smoke_s(*make_pair(false).make(), plan::CellId{1}, 600);
    CHECK(open_s < 120);
    CHECK(shut_s > open_s + 10);
    CHECK(shut_s < 600);
}

TEST_CASE("smoke model: a sealed room's pressure rises by (gamma - 1) Q / V") {
    Scene s;
    const auto room = s.add_room("room", 0, 0, 5, 4, 2.5);
    FireSpec& f = s.add_fire(room, {2.5, 2});
    f.fuel.radiant_frac = 0;
    f.table = {{0, 0}, {10, 10}};
    s.surroundings.wall_conductivity_kW_per_m_K = 1e-9;
    s.surroundings.wall_density_kg_per_m3 = 1e-3;
    const auto model = s.make();
    for (int i = 0; i < 10; ++i)
        REQUIRE(model->step());
    CHECK(model->pressure_Pa(room) == doctest::Approx(400).epsilon(0.02));
}

TEST_CASE("smoke model: smoke does not reach the whole corridor at once") {
    Scene s = scenes::make_floor();
    s.plan.openings[4].initially_open = true; // of a room at the second segment
    s.add_fire(core::make_id<plan::CellId>(10), {13, 3});
    const auto model = s.make();
    std::vector<double> arrival_s(6, never_s);
    while (model->time_s() < 400) {
        REQUIRE(model->step());
        for (std::size_t i = 0; i < 6; ++i)
            if (arrival_s[i] == never_s &&
                model->view().layers(core::make_id<plan::CellId>(i)).upper_extinction_per_m > 0.3)
                arrival_s[i] = model->time_s();
    }
    CHECK(arrival_s[2] > arrival_s[1] + 4);
    CHECK(arrival_s[3] > arrival_s[2] + 4);
    CHECK(arrival_s[5] > arrival_s[1] + 20);
    CHECK(arrival_s[5] < 400);
}

TEST_CASE("smoke model: more heat means more smoke, sooner") {
    const auto run = [](double peak_kW) {
        Scene s = make_pair(true);
        s.fires[0].peak_kW = peak_kW;
        const auto model = s.make();
        for (int i = 0; i < 300; ++i)
            REQUIRE(model->step());
        return model->view().layers(plan::CellId{1});
    };
    const LayerState small = run(200), large = run(1000);
    CHECK(large.upper_temperature_K > small.upper_temperature_K + 20);
    CHECK(large.upper_extinction_per_m > small.upper_extinction_per_m);
}

TEST_CASE("smoke model: a closed room starves its fire, which makes more carbon monoxide") {
    Scene s;
    const auto room = s.add_room("room", 0, 0, 4, 5);
    s.add_door(room, {}, {2, 0}, false);
    s.add_fire(room, {2, 2.5}, 2000);
    const auto model = s.make();
    for (int i = 0; i < 900; ++i)
        REQUIRE(model->step());
    CHECK(model->fires()[0].hrr_kW < 400);
    const Air air = model->view().air_at(room, 2);
    CHECK(air.oxygen_frac < 0.18);
    CHECK(air.carbon_monoxide_ppm > 1000);
    CHECK(air.hydrogen_cyanide_ppm > 20);
    CHECK(air.carbon_dioxide_frac > 0.01);
}

TEST_CASE("smoke model: suppression lowers the fire, and ignition may wait for a command") {
    Scene s = make_pair(true);
    s.fires[0].ignition_s = never_s;
    const auto model = s.make();
    for (int i = 0; i < 50; ++i)
        REQUIRE(model->step());
    CHECK(model->fires()[0].hrr_kW == 0);
    model->ignite(0);
    for (int i = 0; i < 100; ++i)
        REQUIRE(model->step());
    const double before_kW = model->fires()[0].hrr_kW;
    CHECK(before_kW > 300);
    CHECK(model->fires()[0].flame_height_m > 0.5);
    model->set_suppression(0, 0);
    for (int i = 0; i < 20; ++i)
        REQUIRE(model->step());
    CHECK(model->fires()[0].hrr_kW == 0);
    CHECK_FALSE(model->fires()[0].burning);
}

TEST_CASE("smoke model: the view lies between the last two states and is smooth at the interface") {
    const auto model = make_pair(true).make();
    for (int i = 0; i < 100; ++i)
        REQUIRE(model->step());
    model->set_view_phase(0);
    const double early_K = model->view().layers(plan::CellId{0}).upper_temperature_K;
    model->set_view_phase(1);
    const double late_K = model->view().layers(plan::CellId{0}).upper_temperature_K;
    model->set_view_phase(0.5);
    CHECK(model->view().layers(plan::CellId{0}).upper_temperature_K ==
          doctest::Approx((early_K + late_K) / 2));
    double last = model->view().air_at(plan::CellId{0}, 0).extinction_per_m;
    for (double h = 0.01; h < 3; h += 0.01) {
        const double k = model->view().air_at(plan::CellId{0}, h).extinction_per_m;
        CHECK(k >= last - 1e-12);
        CHECK(k - last < 0.15 * model->view().layers(plan::CellId{0}).upper_extinction_per_m);
        last = k;
    }
    CHECK(model->view().air_at({}, 1.5).extinction_per_m == 0);
    CHECK(model->view().ceiling_jet(plan::CellId{0}, {2, 3}).temperature_K >= late_K - 5);
}

TEST_CASE("smoke model: extreme rooms neither hang nor give anything but numbers") {
    struct Extreme {
        double side_m, height_m, peak_kW;
        bool door;
    };
    for (const Extreme& e :
         {Extreme{2, 2.5, 5000, false}, Extreme{2, 2.5, 5000, true}, Extreme{0.5, 0.5, 100, true},
          Extreme{0.3, 2, 5000, false}, Extreme{40, 6, 5, false}, Extreme{4, 3, 0, true}}) {
        CAPTURE(e.side_m);
        CAPTURE(e.peak_kW);
        Scene s;
        const auto room = s.add_room("room", 0, 0, e.side_m, e.side_m, e.height_m);
        if (e.door) s.add_door(room, {}, {0, 0}, true, 0.3, e.height_m * 0.8);
        s.add_fire(room, {e.side_m / 2, e.side_m / 2}, e.peak_kW, 1.0);
        const auto model = s.make();
        REQUIRE(model);
        for (int i = 0; i < 400; ++i)
            REQUIRE(model->step());
        CHECK(is_finite(*model, 1));
        CHECK(model->view().layers(room).upper_temperature_K < 2500);
        if (e.peak_kW == 5000 && !e.door) CHECK_FALSE(model->limits_reached().empty());
    }
}

TEST_CASE("smoke model: shutting every door of a burning floor is survived") {
    Scene s = scenes::make_floor();
    s.plan.openings[4].initially_open = true;
    s.add_fire(core::make_id<plan::CellId>(10), {13, 3}, 3000, 0.1876);
    const auto model = s.make();
    for (int i = 0; i < 300; ++i) {
        if (i == 150)
            for (std::size_t k = 0; k < s.plan.openings.size(); ++k)
                model->set_open_frac(core::make_id<plan::OpeningId>(k), 0);
        REQUIRE(model->step());
    }
    CHECK(is_finite(*model, s.cells.cells.size()));
    CHECK(model->balance().mass_error_frac < 1e-3);
}

TEST_CASE("smoke model: the same inputs give the same bits, twice and on two threads") {
    Scene s = scenes::make_floor();
    s.plan.openings[4].initially_open = true;
    s.add_fire(core::make_id<plan::CellId>(10), {13, 3});
    const std::string first = run_csv(s, 120);
    std::string left, right;
    std::thread a([&] { left = run_csv(s, 120); }), b([&] { right = run_csv(s, 120); });
    a.join();
    b.join();
    CHECK(first.size() > 10000);
    CHECK(first == left);
    CHECK(first == right);
}

TEST_CASE("smoke model: random doors on a floor keep the balances") {
    CHECK(rc::check("doors", [] {
        Scene s = scenes::make_floor();
        s.plan.openings[4].initially_open = true;
        s.add_fire(core::make_id<plan::CellId>(10), {13, 3}, 100.0 * *rc::gen::inRange(1, 30),
                   0.0469);
        const auto model = s.make();
        const auto doors = *rc::gen::container<std::vector<std::size_t>>(
            20, rc::gen::inRange<std::size_t>(0, s.plan.openings.size()));
        for (int i = 0; i < 100; ++i) {
            if (i % 5 == 0)
                model->set_open_frac(
                    core::make_id<plan::OpeningId>(doors[static_cast<std::size_t>(i) / 5]), i % 2);
            RC_ASSERT(model->step().has_value());
        }
        RC_ASSERT(model->balance().mass_error_frac < 1e-3);
        RC_ASSERT(model->balance().energy_error_frac < 1e-3);
    }));
}

TEST_CASE("smoke model: wrong inputs come back with all problems") {
    Scene s = make_pair(true);
    s.fires[0].diameter_m = -1;
    s.fires[0].fuel.radiant_frac = 2;
    s.surroundings.wall_thickness_m = std::nan("");
    s.cells.cells[1].height_m = 0;
    const auto made = SmokeModel::make(s.plan, s.cells, s.fires, s.surroundings);
    REQUIRE_FALSE(made);
    CHECK(made.error().problems.size() == 4);
}

TEST_CASE("fire csv: one column a quantity, as many values as columns") {
    const Scene s = make_pair(true);
    const auto model = s.make();
    REQUIRE(model->step());
    const auto count = [](const std::string& line) {
        return std::count(line.begin(), line.end(), ',');
    };
    const std::string header = csv_header(s.cells, s.fires);
    CHECK(header.starts_with("time_s,room.interface_height_m,room.upper_temperature_K"));
    CHECK(header.ends_with("corridor.pressure_Pa,fire-0.hrr_kW\n"));
    CHECK(count(header) == 17);
    CHECK(count(csv_row(*model, s.cells)) == 17);
}
