/// A plan with a crowd and an Assist on it, stepped together; doors open when they are pushed.
#pragma once
#include "sim/assist/assist.h"
#include "sim/assist/footprint.h"
#include "sim/crowd/air_sense.h"
#include "tests/support/plan_builder.h"
#include <cstring>
#include <memory>

namespace tests {

namespace assist = sim::assist;
namespace crowd = sim::crowd;

struct AssistRig {
    plan::Plan plan;
    plan::WalkableArea area;
    plan::WalkableMesh mesh;
    plan::RouteGraph graph;
    plan::SmokeCells cells;
    crowd::Crowd crowd;
    assist::Assist assist;
    std::vector<double> open_frac;
    std::vector<unsigned char> locked;
    const sim::fire::HazardView* hazard = nullptr;
    double time_s = 0;

    explicit AssistRig(plan::Plan p, std::uint64_t seed = 1)
        : plan{std::move(p)}, area{plan::make_walkable_area(plan)},
          mesh{std::move(*plan::WalkableMesh::make(plan, area, 0.25))}, graph{plan},
          cells{plan::make_smoke_cells(plan)},
          crowd{plan, area, mesh, graph, cells, seed, crowd::DoorMode::emergent},
          assist{plan, area, mesh, graph, cells, crowd, seed}, open_frac(plan.openings.size(), 0),
          locked(plan.openings.size(), 0) {
        for (std::size_t i = 0; i < plan.openings.size(); ++i) {
            open_frac[i] = plan.openings[i].kind == plan::OpeningKind::doorway ? 1 : 0;
            locked[i] = plan.openings[i].locked;
        }
    }

    [[nodiscard]] plan::SpaceId space(const std::string& key) const { return plan.find_space(key); }

    crowd::WalkerId add_walker(const std::string& key, const std::string& in, Vec2 at) {
        crowd::WalkerSpec spec;
        spec.key = key;
        spec.space = space(in);
        spec.start = {area.sheet_of(plan[spec.space].level), at};
        spec.free_speed_mps = 1.2;
        spec.enters_smoke = true;
        return crowd.add(spec);
    }

    assist::TransferSpec transfer(const std::string& resident, const std::string& from, Vec2 bed_m,
                                  double heading_rad, const std::string& to, Vec2 to_m,
                                  assist::DeviceKind kind,
                                  std::vector<crowd::WalkerId> crew) const {
        assist::TransferSpec spec;
        spec.resident_key = resident;
        spec.from = space(from);
        spec.bed_pose = {bed_m, heading_rad};
        spec.sheet = area.sheet_of(plan[spec.from].level);
        spec.to = space(to);
        spec.to_m = to_m;
        spec.device = assist::default_profile(kind);
        spec.device.preparation_sd_s = 0;
        spec.device.fatigue_per_trip = 0;
        spec.crew = std::move(crew);
        return spec;
    }

    void step() {
        for (std::size_t i = 0; i < open_frac.size(); ++i)
            if (opening[i]) open_frac[i] = std::min(1.0, open_frac[i] + sim::core::tick_s);
        assist.step({open_frac, locked, hazard, assist.obstacles()});
        crowd.step({open_frac, locked, hazard, assist.obstacles()});
        for (const auto& push : assist.door_pushes())
            open(push.opening);
        for (const auto& push : crowd.door_pushes())
            open(push.opening);
        time_s += sim::core::tick_s;
        for (const auto& body : assist.bodies())
            note_body(body);
        note_walkers();
    }
    void open(plan::OpeningId id) {
        if (!locked[id.index()]) opening[id.index()] = 1;
    }

    [[nodiscard]] bool ended(assist::TransferId id) const {
        const auto phase = assist.status(id).phase;
        return phase == assist::TransferPhase::done || phase == assist::TransferPhase::refused ||
               phase == assist::TransferPhase::stopped;
    }
    /// Steps until the transfer ends; the time it took.
    double run(assist::TransferId id, double limit_s = 1200) {
        const double from_s = time_s;
        while (!ended(id) && time_s < from_s + limit_s)
            step();
        return time_s - from_s;
    }

    /// Deepest that any body was in any wall, over the run.
    double depth_m = 0;
    /// Steps of walkers through a wall, over the run.
    int wall_crossings = 0;
    /// FNV-1a over every position of bodies and walkers in every tick.
    std::uint64_t hash = 14695981039346656037ULL;

private:
    std::vector<unsigned char> opening = std::vector<unsigned char>(plan.openings.size(), 0);
    std::vector<plan::Position> before;

    void mix(double value) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        hash = (hash ^ bits) * 1099511628211ULL;
    }
    void note_body(const assist::Assist::Body& body) {
        mix(body.pose.center_m.x);
        mix(body.pose.center_m.y);
        mix(body.pose.heading_rad);
        const auto f = assist::make_footprint({body.length_m, body.width_m});
        if (body.length_m > 0)
            for (const Segment& wall : area.sheets[body.sheet.index()].walls_m)
                depth_m = std::max(depth_m, assist::depth_m(f, body.pose, wall));
    }
    void note_walkers() {
        before.resize(crowd.size());
        for (std::size_t i = 0; i < crowd.size(); ++i) {
            const plan::Position p = crowd.position(sim::core::make_id<crowd::WalkerId>(i));
            mix(p.at_m.x);
            mix(p.at_m.y);
            if (time_s > 1.5 * sim::core::tick_s && p.sheet == before[i].sheet &&
                !(p.at_m == before[i].at_m))
                for (const Segment& wall : area.sheets[p.sheet.index()].walls_m)
                    wall_crossings += sim::core::intersects(wall, {before[i].at_m, p.at_m});
            before[i] = p;
        }
    }
};

} // namespace tests
