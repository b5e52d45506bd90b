/// What must hold of everybody on foot, looked at after every tick; and doors that are worked by
/// chance meanwhile.
#pragma once
#include "tests/property/drawn_home.h"
#include <fmt/format.h>

namespace tests {

using crowd::WalkerState;

inline constexpr double wall_limit_m = 0.001, stuck_s = 60;

/// Everybody's last place from which he has moved on by a step's length, and when that was.
class Watch {
public:
    explicit Watch(const CrowdSite& site) : site_(site) {
        for (std::size_t i = 0; i < site.people->size(); ++i) {
            before_.push_back(position(i));
            left_.push_back({before_.back(), 0});
        }
    }
    void look() {
        RC_ASSERT(site_.people->size() == before_.size());
        for (std::size_t i = 0; i < before_.size(); ++i) {
            const plan::Position now = position(i);
            check_walls(i, before_[i], now);
            check_space(i, now);
            check_moves_on(i, now);
            before_[i] = now;
        }
    }

private:
    struct Left {
        plan::Position at;
        double since_s;
    };
    [[nodiscard]] static crowd::WalkerId id_of(std::size_t i) {
        return sim::core::make_id<crowd::WalkerId>(i);
    }
    [[nodiscard]] plan::Position position(std::size_t i) const {
        return site_.people->position(id_of(i));
    }
    void check_walls(std::size_t i, const plan::Position& from, const plan::Position& to) const {
        if (!(from.sheet == to.sheet) || from.at_m == to.at_m) return;
        const double radius_m = site_.people->radius_m(id_of(i));
        for (const Segment& wall : site_.area.sheets[to.sheet.index()].walls_m) {
            if (sim::core::distance(wall, to.at_m) >= radius_m - wall_limit_m) continue;
            RC_FAIL(fmt::format(
                "walker {} of radius {:.2f} on sheet {} at {:.2f} s comes within {:.4f} m of the "
                "wall ({:.2f}, {:.2f})-({:.2f}, {:.2f}): ({:.4f}, {:.4f}) -> ({:.4f}, {:.4f})",
                i, radius_m, to.sheet.value, site_.time_s(), sim::core::distance(wall, to.at_m),
                wall.a.x, wall.a.y, wall.b.x, wall.b.y, from.at_m.x, from.at_m.y, to.at_m.x,
                to.at_m.y));
        }
    }
    void check_space(std::size_t i, const plan::Position& at) const {
        if (site_.area.sheets[at.sheet.index()].flight) return;
        const plan::Space& space = site_.plan[site_.people->space(id_of(i))];
        RC_ASSERT(sim::core::contains(space.outline_m, at.at_m, 1e-6));
    }
    void check_moves_on(std::size_t i, const plan::Position& at) {
        constexpr double step_m = 0.3;
        if (!(left_[i].at.sheet == at.sheet) ||
            sim::core::distance(left_[i].at.at_m, at.at_m) > step_m)
            left_[i] = {at, site_.time_s()};
        const bool for_long = site_.time_s() - left_[i].since_s > stuck_s;
        if (for_long && site_.state(id_of(i)) == WalkerState::walking)
            RC_FAIL(
                fmt::format("walker {} has stood at ({:.2f}, {:.2f}) on sheet {} since {:.1f} s "
                            "and says that he walks",
                            i, at.at_m.x, at.at_m.y, at.sheet.value, left_[i].since_s));
    }

    const CrowdSite& site_;
    std::vector<plan::Position> before_;
    std::vector<Left> left_;
};

/// Shuts, locks, unlocks or opens some door; who pushes an unlocked one gets it open.
inline void work_doors(CrowdSite& site, const std::vector<DoorEvent>& events) {
    for (const DoorEvent& e : events) {
        if (e.tick != site.ticks) continue;
        site.open_frac[e.door] = e.kind == DoorEvent::Kind::open ? 1 : 0;
        site.locked[e.door] = e.kind == DoorEvent::Kind::lock ? 1 : 0;
    }
    for (const crowd::DoorPush& push : site.people->door_pushes())
        if (!site.locked[push.opening.index()]) site.open_frac[push.opening.index()] = 1;
}

} // namespace tests
