/// Homes drawn by chance, for properties of people on foot: some storeys, each a corridor
/// with rooms on either side and doors of any width, a stairwell at the west end, two exits below.
#pragma once
#include "tests/support/crowd_site.h"
#include <rapidcheck.h>

namespace tests {

struct DrawnHome {
    plan::Plan plan;
    double east_exit_m = 0, west_exit_m = 0; ///< widths
};

inline void draw_storey(PlanBuilder& b, int storey, const std::vector<double>& walls_m,
                        double width_m) {
    const std::string n = std::to_string(storey);
    b.level("L" + n, 3.2 * storey);
    b.corridor("corridor" + n, {0, 0}, {walls_m.back(), width_m});
    for (std::size_t k = 0; k + 1 < walls_m.size(); ++k) {
        const double west = walls_m[k], east = walls_m[k + 1];
        const std::string key = n + "_" + std::to_string(k);
        const bool above = *rc::gen::inRange(0, 2) == 0;
        const double y = above ? width_m : 0, far = above ? width_m + 4 : -4;
        b.room("R" + key, {west, std::min(y, far)}, {east, std::max(y, far)});
        const double door_m = *rc::gen::inRange(8, 14) / 10.0;
        const double play_m = (east - west - door_m) / 2 - 0.1;
        b.door("D" + key, "R" + key, "corridor" + n,
               {(west + east) / 2 + play_m * *rc::gen::inRange(-10, 11) / 10.0, y}, door_m);
    }
    // The flight up leaves by the well's south side, the one from below comes in by the north side.
    b.stairwell("well" + n, {-4, 0}, {0, 4}, {-4, 0}, {0, 4});
    b.door("well_door" + n, "well" + n, "corridor" + n, {0, width_m / 2}, 1.1);
}

/// A case of a property: call within rc::check.
inline DrawnHome draw_home(int most_storeys) {
    const int storeys = *rc::gen::inRange(1, most_storeys + 1), rooms = *rc::gen::inRange(2, 5);
    const double width_m = *rc::gen::inRange(14, 30) / 10.0;
    std::vector<double> walls_m{0};
    for (int k = 0; k < rooms; ++k)
        walls_m.push_back(walls_m.back() + *rc::gen::inRange(25, 60) / 10.0);
    PlanBuilder b;
    DrawnHome home;
    home.east_exit_m = *rc::gen::inRange(8, 16) / 10.0;
    home.west_exit_m = *rc::gen::inRange(8, 16) / 10.0;
    for (int storey = 0; storey < storeys; ++storey) {
        draw_storey(b, storey, walls_m, width_m);
        if (storey > 0) continue;
        b.outside("east", {walls_m.back(), -8}, {walls_m.back() + 14, 14});
        b.outside("west", {-18, -8}, {-4, 14});
        b.door("exit_e", "corridor0", "east", {walls_m.back(), width_m / 2},
               std::min(home.east_exit_m, width_m - 0.2));
        b.door("exit_w", "well0", "west", {-4, 2}, home.west_exit_m);
    }
    if (storeys > 1) {
        std::vector<std::string> wells;
        for (int storey = 0; storey < storeys; ++storey)
            wells.push_back("well" + std::to_string(storey));
        b.stair("stair", wells);
        for (std::size_t k = 0; k + 1 < wells.size(); ++k)
            b.flight("flight" + std::to_string(k), wells[k], wells[k + 1], {{-3.8, 4}, {-2.4, 4}},
                     {{-1.6, 4}, {-0.2, 4}}, 6);
    }
    home.plan = b.build();
    return home;
}

struct DoorEvent {
    enum class Kind { open, shut, lock } kind;
    int tick;
    std::size_t door;
};
inline std::vector<DoorEvent> draw_door_events(const plan::Plan& plan) {
    std::vector<DoorEvent> events;
    const int count = *rc::gen::inRange(0, 12);
    for (int k = 0; k < count; ++k)
        events.push_back(
            {*rc::gen::element(DoorEvent::Kind::open, DoorEvent::Kind::shut, DoorEvent::Kind::lock),
             *rc::gen::inRange(0, 1200),
             static_cast<std::size_t>(
                 *rc::gen::inRange(0, static_cast<int>(plan.openings.size())))});
    return events;
}

inline void send_out(CrowdSite& site, crowd::WalkerId id) {
    site.people->go_to_any(
        id, [&site](plan::SpaceId to) { return site.plan[to].kind == plan::SpaceKind::outside; });
}

/// So many in every bedroom, on their way out; speeds from slow to brisk.
inline void populate(CrowdSite& site, int a_room, std::uint64_t seed) {
    std::uint32_t n = 0;
    for (const plan::Space& space : site.plan.spaces) {
        if (space.kind != plan::SpaceKind::bedroom) continue;
        const auto box = sim::core::bounds(space.outline_m);
        for (int k = 0; k < a_room; ++k, ++n) {
            const sim::core::DrawKey key{seed, sim::core::Stream::placement, n, 0, 0};
            const double speed_mps = 0.5 + 0.9 * sim::core::draw_uniform(key);
            const Vec2 at{box.low.x + 0.4 + (box.high.x - box.low.x - 0.8) * (k % 2),
                          box.low.y + 0.6 + 0.9 * (k / 2)};
            send_out(site, site.add(space.key, at, speed_mps, 0.18 + 0.01 * (n % 6)));
        }
    }
}

inline int count_inside(const CrowdSite& site) {
    int inside = 0;
    for (std::size_t i = 0; i < site.people->size(); ++i)
        inside += site.plan[site.people->space(sim::core::make_id<crowd::WalkerId>(i))].kind !=
                  plan::SpaceKind::outside;
    return inside;
}

} // namespace tests
