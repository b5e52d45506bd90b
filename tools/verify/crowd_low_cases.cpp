// Down low and by hand: crawling under smoke, along walls, along handrails.
#include "sim/crowd/crowd_constants.h"
#include "sim/fire/tenability.h"
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include "tools/verify/even_smoke.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

namespace {

constexpr double v0_mps = 1.25, limit_s = 120;

/// Smoke and carbon monoxide above a height, clear air below.
class Layer final : public sim::fire::HazardView {
public:
    explicit Layer(double interface_m) : interface_m_(interface_m) {
        air_.extinction_per_m = 2;
        air_.carbon_monoxide_ppm = 3000;
    }
    [[nodiscard]] sim::fire::Air air_at(plan::CellId, double height_m) const override {
        return height_m > interface_m_ ? air_ : sim::fire::Air{};
    }
    [[nodiscard]] sim::fire::LayerState layers(plan::CellId) const override { return {}; }
    [[nodiscard]] CeilingJet ceiling_jet(plan::CellId, core::Vec2) const override { return {}; }

private:
    double interface_m_;
    sim::fire::Air air_;
};

struct Walk {
    double time_s = 0, dose = 0;
    double aside_m = 0; ///< mean distance from the wall on his left, second half of the way
};

/// 20 m of a corridor 4 m wide, from 1.3 m beside its wall, by himself.
Walk walk_corridor(const sim::fire::HazardView& air, bool can_crawl) {
    constexpr double wide_m = 4, begin_m = 1, end_m = 21;
    CrowdSite site;
    const auto corridor = site.corridor({0, 0}, {26, wide_m});
    const auto yard = site.outside({26, -3}, {34, 7});
    site.doorway(corridor, yard, {26, wide_m / 2}, 1.2, {0, 1});
    site.open({});
    site.breathe(air);
    crowd::WalkerSpec spec;
    spec.start = site.inside_of(corridor, {begin_m, 1.3});
    spec.space = corridor;
    spec.free_speed_mps = v0_mps;
    spec.enters_smoke = true;
    spec.can_crawl = can_crawl;
    const auto id = site.add(spec);
    site.send(id, yard);
    Walk walk;
    int seen = 0;
    while (site.people().position(id).at_m.x < end_m && site.time_s() < limit_s) {
        site.step();
        const Vec2 at = site.people().position(id).at_m;
        const auto cell = core::make_id<plan::CellId>(0);
        const auto breathed = air.air_at(cell, site.people().breathing_height_m(id));
        walk.dose += sim::fire::calc_dose_rate_per_s(breathed).gas * core::tick_s;
        if (at.x < (begin_m + end_m) / 2) continue;
        walk.aside_m += at.y;
        ++seen;
    }
    walk.aside_m /= std::max(1, seen);
    walk.time_s = site.time_s();
    return walk;
}

void crawling(std::vector<CaseResult>& out) {
    const Layer layer(1.0);
    const Walk down = walk_corridor(layer, true), up = walk_corridor(layer, false);
    constexpr double upright_mps = 1.32, crawling_mps = 0.71;
    out.push_back(crowd_equal("crawling 20 m under smoke at 1.0 m, s", "published", down.time_s,
                              20 / (v0_mps * crawling_mps / upright_mps), 0.05,
                              "buildingEXODUS crawls; no open peer",
                              "Muhdi 2006: 0.71 of 1.32 m/s; free 1.25"));
    constexpr double tall_m = 1.70;
    out.push_back(crowd_equal("crawling: height of mouth and eyes, share of 1.70 m", "published",
                              crowd::crawling_mouth_m / tall_m, 0.29, 0.05, "Pathfinder 29 %"));
    out.push_back(crowd_holds(
        "crawling: dose of carbon monoxide over 20 m below that upright",
        down.dose < up.dose && up.dose > 0, down.dose, {},
        fmt::format("upright {:.3f} in {:.1f} s; 3000 ppm above 1.0 m", up.dose, up.time_s)));
}

void by_hand(std::vector<CaseResult>& out) {
    constexpr double body_m = 0.20;
    const double smoky_m = walk_corridor(EvenSmoke(2), true).aside_m - body_m;
    const double clear_m = walk_corridor(EvenSmoke(0), true).aside_m - body_m;
    out.push_back(crowd_between(
        "along a wall at 1.5 m of visibility: room to it, m", "published", smoky_m, 0.15, 0.25, {},
        fmt::format("SFPE boundary layer 0.20; in clear air {:.2f}", clear_m)));
}

/// Middle of the flight: room between his body and the wall on his right, going up.
double room_to_rail_m(const sim::fire::HazardView& air, bool holds) {
    constexpr double wide_m = 1.8, slope_m = 10, body_m = 0.20;
    CrowdSite site;
    site.level(0);
    const auto low = site.space(plan::SpaceKind::stair, {{0, 0}, {4, 0}, {4, wide_m}, {0, wide_m}});
    site.level(5);
    const auto high =
        site.space(plan::SpaceKind::stair, {{0, 0}, {4, 0}, {4, wide_m}, {0, wide_m}});
    const auto flight =
        site.flight(low, high, {{4, 0}, {4, wide_m}}, {{0, 0}, {0, wide_m}}, slope_m);
    site.open({});
    site.breathe(air);
    crowd::WalkerSpec spec;
    spec.start = {site.area().sheet_of(flight), {wide_m / 2, 0.1}};
    spec.space = low;
    spec.enters_smoke = true;
    spec.holds_handrail = holds;
    const auto id = site.add(spec);
    site.send(id, high);
    while (site.people().position(id).at_m.y < slope_m / 2 && site.time_s() < limit_s)
        site.step();
    return wide_m - body_m - site.people().position(id).at_m.x;
}

void on_stairs(std::vector<CaseResult>& out) {
    constexpr double layer_m = 0.09;
    out.push_back(crowd_equal("handrail at 1.5 m of visibility: room to the wall, m", "published",
                              room_to_rail_m(EvenSmoke(2), false), layer_m, 0.25, {},
                              "SFPE boundary layer of a handrail"));
    out.push_back(crowd_equal("handrail of one who needs it, in clear air: room to the wall, m",
                              "published", room_to_rail_m(EvenSmoke(0), true), layer_m, 0.25, {},
                              fmt::format("others {:.2f}", room_to_rail_m(EvenSmoke(0), false))));
}

} // namespace

void run_crowd_low_cases(std::vector<CaseResult>& out) {
    crawling(out);
    by_hand(out);
    on_stairs(out);
}

} // namespace tools::verify
