/// A plan with everything that is derived from it and a crowd on it, for tests.
#pragma once
#include "sim/crowd/crowd.h"
#include "tests/support/plan_builder.h"
#include <cstdlib>
#include <memory>

namespace tests {

namespace crowd = sim::crowd;

struct CrowdSite {
    plan::Plan plan;
    plan::WalkableArea area;
    plan::WalkableMesh mesh;
    plan::RouteGraph graph;
    plan::SmokeCells cells;
    std::vector<double> open_frac;
    std::vector<unsigned char> locked;
    std::vector<crowd::Obstacle> obstacles;
    const sim::fire::HazardView* hazard = nullptr;
    std::unique_ptr<crowd::Crowd> people;
    int ticks = 0;

    explicit CrowdSite(plan::Plan p, std::uint64_t seed = 1,
                       crowd::DoorMode mode = crowd::DoorMode::emergent)
        : plan(std::move(p)), area(plan::make_walkable_area(plan)), mesh(make_mesh(plan, area)),
          graph(plan), cells(plan::make_smoke_cells(plan)), open_frac(plan.openings.size(), 1.0),
          locked(plan.openings.size(), 0),
          people(std::make_unique<crowd::Crowd>(plan, area, mesh, graph, cells, seed, mode)) {}
    CrowdSite(const CrowdSite&) = delete;

    static plan::WalkableMesh make_mesh(const plan::Plan& plan, const plan::WalkableArea& area) {
        auto mesh = plan::WalkableMesh::make(plan, area, 0.25);
        if (!mesh) {
            std::fprintf(stderr, "crowd_site: no mesh\n");
            std::abort();
        }
        return std::move(*mesh);
    }
    [[nodiscard]] plan::SpaceId space(const std::string& key) const { return plan.find_space(key); }
    [[nodiscard]] plan::OpeningId opening(const std::string& key) const {
        return plan.find_opening(key);
    }
    crowd::WalkerId add(const std::string& in, Vec2 at_m, double speed_mps = 1.25,
                        double radius_m = 0.2) {
        crowd::WalkerSpec spec;
        spec.key = "p" + std::to_string(people->size());
        spec.space = space(in);
        spec.start = {area.sheet_of(plan[spec.space].level), at_m};
        spec.free_speed_mps = speed_mps;
        spec.radius_m = radius_m;
        return people->add(spec);
    }
    void step() {
        people->step({open_frac, locked, hazard, obstacles});
        ++ticks;
    }
    [[nodiscard]] double time_s() const { return ticks * sim::core::tick_s; }
    /// Until that many have passed the opening or the time is up; answers the time taken.
    double run_until_passed(const std::string& door, int persons, double limit_s) {
        const std::size_t o = opening(door).index();
        while (people->opening_passages()[o] < persons && time_s() < limit_s)
            step();
        return time_s();
    }
    void run_for(double seconds) {
        for (double until_s = time_s() + seconds; time_s() < until_s - 1e-9;)
            step();
    }
    [[nodiscard]] crowd::WalkerState state(crowd::WalkerId id) const { return people->state(id); }
    [[nodiscard]] bool run_until_arrived(crowd::WalkerId id, double limit_s) {
        while (state(id) != crowd::WalkerState::arrived && time_s() < limit_s)
            step();
        return state(id) == crowd::WalkerState::arrived;
    }
};

/// Puts `count` people on a grid between two corners, row by row.
inline std::vector<crowd::WalkerId> fill(CrowdSite& site, const std::string& in, Vec2 low,
                                         Vec2 high, int count, double speed_mps = 1.25) {
    std::vector<crowd::WalkerId> ids;
    const double area_m2 = (high.x - low.x) * (high.y - low.y);
    double pitch_m = std::sqrt(area_m2 / count);
    int columns = 0, rows = 0;
    do {
        columns = static_cast<int>((high.x - low.x) / pitch_m + 1e-9) + 1;
        rows = static_cast<int>((high.y - low.y) / pitch_m + 1e-9) + 1;
        pitch_m *= 0.995;
    } while (columns * rows < count);
    pitch_m /= 0.995;
    for (int k = 0; k < count; ++k)
        ids.push_back(
            site.add(in, low + Vec2{(k % columns) * pitch_m, (k / columns) * pitch_m}, speed_mps));
    return ids;
}

} // namespace tests
