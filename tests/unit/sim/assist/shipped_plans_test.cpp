#include "sim/plan/plan_file.h"
#include "tests/unit/sim/assist/assist_rig.h"
#include <doctest/doctest.h>
#include <map>

using namespace tests;
using assist::DeviceKind;
using assist::TransferId;
using assist::TransferPhase;

namespace {

plan::Plan shipped(const std::string& name) {
    auto loaded = plan::load_plan(std::string(YANLIAN_SOURCE_DIR) + "/scenarios/plans/" + name);
    REQUIRE(loaded);
    return std::move(*loaded);
}

/// A corridor of the bed's level that its room has no door to: a fire door lies between, if any.
plan::SpaceId other_corridor(const plan::Plan& p, plan::SpaceId room) {
    plan::SpaceId next;
    for (const plan::Opening& o : p.openings) {
        if (!o.walkable() || (o.a != room && o.b != room)) continue;
        const plan::SpaceId other = o.a == room ? o.b : o.a;
        if (other && p[other].kind == plan::SpaceKind::corridor) next = other;
    }
    for (std::size_t i = 0; i < p.spaces.size(); ++i)
        if (p.spaces[i].kind == plan::SpaceKind::corridor && p.spaces[i].level == p[room].level &&
            sim::core::make_id<plan::SpaceId>(i) != next)
            return sim::core::make_id<plan::SpaceId>(i);
    return next;
}

assist::TransferSpec sideways(const AssistRig& rig, const plan::Bed& bed, DeviceKind kind,
                              std::vector<crowd::WalkerId> crew, double aside_m = 0) {
    const plan::SpaceId to = other_corridor(rig.plan, bed.space);
    const Vec2 at = sim::core::centroid(rig.plan[to].outline_m) + Vec2{aside_m, 0};
    return rig.transfer(bed.key, rig.plan[bed.space].key, bed.center_m, bed.heading_rad,
                        rig.plan[to].key, at, kind, std::move(crew));
}

int count_refused(AssistRig& rig, DeviceKind kind) {
    const plan::SpaceId room = rig.plan.beds[0].space;
    const Vec2 at = sim::core::centroid(rig.plan[room].outline_m);
    std::vector<crowd::WalkerId> crew;
    for (int i = 0; i < 4; ++i)
        crew.push_back(rig.add_walker("w", rig.plan[room].key, at));
    std::map<std::string, int> reasons;
    for (const plan::Bed& bed : rig.plan.beds) {
        const auto id = rig.assist.begin(sideways(rig, bed, kind, crew));
        if (rig.assist.status(id).phase == TransferPhase::refused)
            ++reasons[rig.assist.status(id).reason];
        rig.assist.call_off(id);
    }
    int refused = 0;
    for (const auto& [reason, count] : reasons) {
        MESSAGE(reason << ": " << count);
        refused += count;
    }
    return refused;
}

} // namespace

TEST_CASE("assist: every bed of the shipped homes can be left by sheet, chair and stretcher") {
    for (const char* file : {"ankang.plan.json", "longhua3.plan.json"})
        for (const DeviceKind kind :
             {DeviceKind::rescue_sheet, DeviceKind::wheelchair, DeviceKind::evacuation_chair,
              DeviceKind::stretcher, DeviceKind::arm}) {
            AssistRig rig{shipped(file)};
            INFO(file);
            CHECK(count_refused(rig, kind) == 0);
        }
}

TEST_CASE("assist: every bed of the model home rolls out of its room") {
    AssistRig rig{shipped("ankang.plan.json")};
    CHECK(count_refused(rig, DeviceKind::bed) == 0);
}

namespace {

struct Shift {
    AssistRig rig{shipped("ankang.plan.json")};
    std::vector<TransferId> all;

    [[nodiscard]] int count(TransferPhase phase) const {
        int n = 0;
        for (const TransferId id : all)
            n += rig.assist.status(id).phase == phase;
        return n;
    }

    /// Four crews move `beds` in turn, each to the corridor it does not lie at.
    void run(const std::vector<const plan::Bed*>& beds, DeviceKind kind) {
        constexpr std::size_t crews = 4;
        std::vector<std::vector<crowd::WalkerId>> crew(crews);
        std::vector<TransferId> task(crews);
        for (std::size_t c = 0; c < crews; ++c)
            for (int i = 0; i < 2; ++i) {
                const plan::Space& room = rig.plan[beds[c]->space];
                const Vec2 at =
                    sim::core::centroid(room.outline_m) + Vec2{0.5 * i, 0.5 * double(c % 2)};
                crew[c].push_back(rig.add_walker("w", room.key, at));
            }
        const auto next = [&](std::size_t c) {
            const std::size_t n = all.size();
            task[c] =
                rig.assist.begin(sideways(rig, *beds[n], kind, crew[c], 2.6 * double(n % 7) - 7.8));
            all.push_back(task[c]);
        };
        for (std::size_t c = 0; c < crews; ++c)
            next(c);
        for (bool working = true; working && rig.time_s < 3600;) {
            rig.step();
            working = false;
            for (std::size_t c = 0; c < crews; ++c) {
                if (rig.ended(task[c]) && all.size() < beds.size()) next(c);
                working = working || !rig.ended(task[c]);
            }
        }
    }
};

/// Beds of the top floor; of the west corridor's rooms, or of both.
std::vector<const plan::Bed*> top_floor(const plan::Plan& p, bool west_only, std::size_t most) {
    std::vector<const plan::Bed*> beds;
    const plan::SpaceId first = other_corridor(p, p.beds.back().space);
    for (const plan::Bed& bed : p.beds) {
        if (p[bed.space].level != p[p.beds.back().space].level || beds.size() == most) continue;
        if (!west_only || other_corridor(p, bed.space) == first) beds.push_back(&bed);
    }
    return beds;
}

} // namespace

TEST_CASE("assist: four crews clear one side of the model home's top floor") {
    for (const DeviceKind kind :
         {DeviceKind::rescue_sheet, DeviceKind::bed, DeviceKind::wheelchair}) {
        Shift shift;
        shift.run(top_floor(shift.rig.plan, true, 12), kind);
        for (const TransferId id : shift.all) {
            const auto& status = shift.rig.assist.status(id);
            INFO(status.reason);
            CHECK(status.phase == TransferPhase::done);
        }
        CHECK(shift.rig.depth_m < 0.02);
        CHECK(shift.rig.wall_crossings == 0);
        MESSAGE("device " << int(kind) << ": " << shift.all.size() << " residents in "
                          << shift.rig.time_s << " s; deepest in a wall "
                          << 1000 * shift.rig.depth_m << " mm");
    }
}

TEST_CASE("assist: crews that move people both ways through one door all end, with a reason if not "
          "done") {
    for (const DeviceKind kind : {DeviceKind::rescue_sheet, DeviceKind::bed}) {
        Shift shift;
        shift.run(top_floor(shift.rig.plan, false, 20), kind);
        CHECK(shift.count(TransferPhase::done) + shift.count(TransferPhase::stopped) == 20);
        for (const TransferId id : shift.all)
            if (shift.rig.assist.status(id).phase == TransferPhase::stopped)
                CHECK_FALSE(shift.rig.assist.status(id).reason.empty());
        CHECK(shift.rig.depth_m < 0.02);
        CHECK(shift.rig.wall_crossings == 0);
        MESSAGE("device " << int(kind) << ": done " << shift.count(TransferPhase::done)
                          << " of 20 in " << shift.rig.time_s << " s");
    }
}
