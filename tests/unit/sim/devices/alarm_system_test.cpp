#include "sim/devices/alarm_system.h"

#include "sim/devices/detector_model.h"
#include "tests/support/plan_builder.h"
#include <cmath>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::devices;
using sim::core::Tick;
using sim::plan::DetectorId;
using sim::plan::DetectorKind;
using sim::plan::EquipmentId;

namespace {

/// The same ceiling jet everywhere.
struct EvenAir : sim::fire::HazardView {
    CeilingJet jet{293.15, 0.3, 0};
    [[nodiscard]] sim::fire::Air air_at(sim::plan::CellId, double) const override { return {}; }
    [[nodiscard]] sim::fire::LayerState layers(sim::plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(sim::plan::CellId, sim::core::Vec2) const override {
        return jet;
    }
};

/// Two smoke detectors in the corridor (zone "2F"), one in R1 (zone "R"), a heat detector in R2.
sim::plan::Plan home() {
    auto b = tests::row_of_rooms(2);
    b.detector("detector/c1", DetectorKind::smoke, "corridor", {2, 1});
    b.detector("detector/c2", DetectorKind::smoke, "corridor", {6, 1});
    b.detector("detector/r1", DetectorKind::smoke, "R1", {2, 4});
    b.detector("detector/r2", DetectorKind::heat, "R2", {6, 4});
    b.equipment("call/1", sim::plan::EquipmentKind::manual_call_point, "corridor", {1, 1});
    b.equipment("ext/1", sim::plan::EquipmentKind::extinguisher, "corridor", {3, 1});
    sim::plan::Plan plan = b.build();
    plan.detectors[0].zone = plan.detectors[1].zone = "2F";
    plan.detectors[2].zone = "R";
    return plan;
}

/// Cells without the smoke module: the corridor and the rooms, one cell a space.
sim::plan::SmokeCells one_cell_a_space(const sim::plan::Plan& plan) {
    sim::plan::SmokeCells cells;
    for (std::size_t i = 0; i < plan.spaces.size(); ++i) {
        sim::plan::Cell cell;
        cell.space = sim::core::make_id<sim::plan::SpaceId>(i);
        cell.outline_m = plan.spaces[i].outline_m;
        cells.cells.push_back(cell);
        cells.cells_of_space.push_back({sim::core::make_id<sim::plan::CellId>(i)});
    }
    return cells;
}

struct Panel {
    explicit Panel(const AlarmSystemSpec& spec = {}, std::uint64_t seed = 0)
        : system(plan, one_cell_a_space(plan), spec, seed) {}

    sim::plan::Plan plan = home();
    AlarmSystem system;
    EvenAir air;
    Tick now;
    std::vector<PanelEvent> seen;

    void run(double time_s) {
        for (std::int64_t i = sim::core::tick_at(time_s).value; i > 0; --i) {
            system.step(now, air);
            seen.insert(seen.end(), system.events().begin(), system.events().end());
            now = sim::core::next(now);
        }
    }
    void tell_alarm(std::uint32_t detector) { system.apply({DetectorId{detector}, {}, {}, true}); }
    [[nodiscard]] int count(PanelEventKind kind) const {
        int n = 0;
        for (const PanelEvent& e : seen)
            n += e.kind == kind;
        return n;
    }
};

} // namespace

TEST_CASE("detector model: the lag has its closed solution at any step") {
    CHECK(rc::check([] {
        const double rate = 0.01 * *rc::gen::inRange(1, 500);
        const double from = *rc::gen::inRange(0, 100), to = *rc::gen::inRange(0, 100);
        const double dt = 0.05 * *rc::gen::inRange(1, 200);
        const double start = *rc::gen::inRange(0, 100);
        const double once = calc_lagged(start, from, to, rate, dt);
        const double half = (from + to) / 2;
        const double twice =
            calc_lagged(calc_lagged(start, from, half, rate, dt / 2), half, to, rate, dt / 2);
        RC_ASSERT(std::abs(once - twice) < 1e-9);
        const double low = std::min({start, from, to}), high = std::max({start, from, to});
        RC_ASSERT(once >= low - 1e-9 && once <= high + 1e-9);
    }));
}

TEST_CASE("detector model: smoke enters with L/u, heat with RTI/sqrt(u)") {
    sim::plan::Detector smoke;
    smoke.threshold_dB_per_m = 1 - std::exp(-1.0);
    DetectorModel chamber(smoke, 1);
    const DetectorAir outside{1.0, 293.15, 0.3};
    chamber.step(outside, 0);
    chamber.step(outside, entry_length_m / 0.3);
    CHECK(chamber.chamber_dB_per_m() == doctest::Approx(1 - std::exp(-1.0)));

    sim::plan::Detector heat;
    heat.kind = DetectorKind::heat;
    DetectorModel element(heat, 1);
    const DetectorAir hot{0, 393.15, 1.0};
    element.step(hot, 0);
    element.step(hot, heat_rti_sqrt_m_s);
    CHECK(element.element_K() == doctest::Approx(293.15 + 100 * (1 - std::exp(-1.0))));
    CHECK(element.exceeds());
}

TEST_CASE("detector model: sensitivities stay within the product standard and are keyed") {
    sim::plan::Detector a, b;
    a.key = "a";
    b.key = "b";
    CHECK(draw_sensitivity_ratio(0, a) == 1);
    CHECK(draw_sensitivity_ratio(7, a) == draw_sensitivity_ratio(7, a));
    CHECK(draw_sensitivity_ratio(7, a) != draw_sensitivity_ratio(7, b));
    for (std::uint64_t seed = 1; seed < 200; ++seed) {
        CHECK(draw_sensitivity_ratio(seed, a) >= sensitivity_low_ratio);
        CHECK(draw_sensitivity_ratio(seed, a) <= sensitivity_high_ratio);
    }
}

TEST_CASE("alarm system: smoke raises the alarm after the entry lag, clean air never") {
    Panel panel;
    panel.run(600);
    CHECK(panel.seen.empty());
    panel.air.jet.extinction_per_m = 0.2; // 0.87 dB/m
    // 0.3 = 0.87 (1 - exp(-t u/L)) at u 0.3, L 5.3: 7.5 s; read at most half a second late
    panel.run(7.0);
    CHECK_FALSE(panel.system.in_alarm());
    panel.run(1.5);
    CHECK(panel.system.in_alarm());
    CHECK(panel.count(PanelEventKind::detector_alarm) == 3);
    CHECK(panel.system.sounding());
    CHECK(panel.system.first_alarm().starts_with("detector/"));
    CHECK(panel.system.detector_alarms()[3] == 0);
}

TEST_CASE("alarm system: a reading stands in for the computed smoke until the next") {
    Panel panel;
    panel.system.apply({DetectorId{2}, 1.0, {}, false});
    panel.run(30);
    CHECK(panel.system.first_alarm() == "detector/r1");
    CHECK(panel.count(PanelEventKind::detector_alarm) == 1);
    panel.system.apply({DetectorId{3}, {}, 400.0, false});
    panel.run(120);
    CHECK(panel.count(PanelEventKind::detector_alarm) == 2);
}

TEST_CASE("alarm system: keys, sound and reset") {
    Panel panel;
    panel.system.acknowledge();
    panel.system.silence();
    panel.run(0.1);
    CHECK(panel.seen.empty());
    panel.tell_alarm(2);
    panel.run(0.1);
    panel.system.acknowledge();
    panel.system.silence();
    panel.system.reset();
    panel.run(0.1);
    CHECK(panel.system.acknowledged());
    CHECK_FALSE(panel.system.sounding());
    CHECK(panel.count(PanelEventKind::reset_refused) == 1);
    panel.tell_alarm(0);
    panel.run(0.1);
    CHECK(panel.system.sounding());
    for (std::uint32_t i : {0u, 2u})
        panel.system.apply({DetectorId{i}, 0.0, {}, false});
    panel.system.reset();
    panel.run(0.1);
    CHECK(panel.count(PanelEventKind::reset) == 1);
    CHECK_FALSE(panel.system.in_alarm());
    CHECK_FALSE(panel.system.acknowledged());
    CHECK(panel.system.first_alarm().empty());
}

TEST_CASE("alarm system: confirming starts the linkage after its delay in either mode") {
    Panel panel;
    panel.tell_alarm(2);
    panel.run(60);
    CHECK_FALSE(panel.system.linkage_active());
    panel.system.confirm();
    panel.run(2.9);
    CHECK_FALSE(panel.system.linkage_active());
    panel.run(0.2);
    CHECK(panel.system.linkage_active());
    CHECK(panel.system.broadcasting());
    CHECK(panel.count(PanelEventKind::linkage_started) == 1);
    CHECK(panel.count(PanelEventKind::broadcast_started) == 1);
}

TEST_CASE("alarm system: automatic linkage waits for two signals that agree") {
    Panel panel({.linkage = LinkageMode::automatic});
    panel.tell_alarm(0);
    panel.tell_alarm(2); // another zone
    panel.run(30);
    CHECK_FALSE(panel.system.linkage_active());
    SUBCASE("a second detector of the zone") {
        panel.tell_alarm(1);
    }
    SUBCASE("a call point") {
        panel.system.press_call_point(EquipmentId{0});
    }
    panel.run(3.2);
    CHECK(panel.system.linkage_active());
}

TEST_CASE("alarm system: one signal is enough where the spec says so, and manual mode waits") {
    Panel one({.linkage = LinkageMode::automatic, .two_signals_needed = false});
    one.tell_alarm(0);
    one.run(3.2);
    CHECK(one.system.linkage_active());
    Panel manual;
    for (std::uint32_t i = 0; i < 3; ++i)
        manual.tell_alarm(i);
    manual.run(60);
    CHECK_FALSE(manual.system.linkage_active());
    manual.system.set_mode(LinkageMode::automatic);
    manual.run(3.2);
    CHECK(manual.system.linkage_active());
    CHECK(manual.count(PanelEventKind::mode_changed) == 1);
}

TEST_CASE("alarm system: a call point acts once, other equipment never") {
    Panel panel;
    panel.system.press_call_point(EquipmentId{1});
    panel.system.press_call_point(EquipmentId{0});
    panel.system.press_call_point(EquipmentId{0});
    panel.run(0.1);
    REQUIRE(panel.seen.size() == 1);
    CHECK(panel.seen[0].kind == PanelEventKind::call_point_alarm);
    CHECK(panel.seen[0].subject == "call/1");
}

TEST_CASE("alarm system: a panel out of order shows nothing and obeys nothing") {
    Panel panel({.panel_out_of_order = true});
    panel.air.jet.extinction_per_m = 1;
    panel.system.press_call_point(EquipmentId{0});
    panel.run(60);
    panel.system.acknowledge();
    panel.system.confirm();
    panel.system.set_broadcast(true);
    panel.system.set_mode(LinkageMode::automatic);
    panel.system.set_fault("x", "");
    panel.run(60);
    CHECK(panel.seen.empty());
    CHECK_FALSE(panel.system.in_alarm());
    CHECK_FALSE(panel.system.linkage_active());
    CHECK_FALSE(panel.system.broadcasting());
    CHECK(panel.system.detector_alarms()[0] == 1);
}

TEST_CASE("alarm system: a detector at fault reports nothing, the fault itself is shown") {
    Panel panel;
    panel.system.set_fault("detector/c1", "断线");
    panel.air.jet.extinction_per_m = 1;
    panel.run(30);
    REQUIRE(!panel.seen.empty());
    CHECK(panel.seen[0].kind == PanelEventKind::fault);
    CHECK(panel.seen[0].subject == "detector/c1");
    CHECK(panel.system.detector_alarms()[0] == 0);
    CHECK(panel.system.detector_alarms()[1] == 1);
}

TEST_CASE("alarm system: the same seed gives the same alarms, more smoke never a later one") {
    CHECK(rc::check([] {
        const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1000);
        const double extinction = 0.01 * *rc::gen::inRange(1, 100);
        const auto alarm_tick = [&](double k) {
            Panel panel({}, seed);
            panel.air.jet.extinction_per_m = k;
            for (int i = 0; i < 60 && !panel.system.in_alarm(); ++i)
                panel.run(1);
            return panel.now.value;
        };
        RC_ASSERT(alarm_tick(extinction) == alarm_tick(extinction));
        RC_ASSERT(alarm_tick(extinction * 1.5) <= alarm_tick(extinction));
    }));
}
