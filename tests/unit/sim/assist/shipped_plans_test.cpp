#include "sim/plan/plan_file.h"
#include "tests/unit/sim/assist/assist_rig.h"
#include <chrono>
#include <doctest/doctest.h>
#include <map>

using namespace tests;
using assist::DeviceKind;
using assist::TransferPhase;

namespace {

plan::Plan shipped(const std::string& name) {
    auto loaded = plan::load_plan(std::string(YANLIAN_SOURCE_DIR) + "/scenarios/plans/" + name);
    REQUIRE(loaded);
    return std::move(*loaded);
}

/// First corridor of the level beyond the bed's own neighbour, so that a fire door lies between.
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

} // namespace

TEST_CASE("assist: every bed of the shipped home can be reached and left by sheet") {
    for (const char* file : {"ankang.plan.json", "longhua3.plan.json"}) {
        AssistRig rig{shipped(file)};
        const auto a =
            rig.add_walker("a", rig.plan[rig.plan.beds[0].space].key,
                           sim::core::centroid(rig.plan[rig.plan.beds[0].space].outline_m));
        const auto b = rig.add_walker(
            "b", rig.plan[rig.plan.beds[0].space].key,
            sim::core::centroid(rig.plan[rig.plan.beds[0].space].outline_m) + Vec2{0.6, 0});
        std::map<DeviceKind, int> refused;
        std::map<std::string, int> reasons;
        for (const DeviceKind kind : {DeviceKind::rescue_sheet, DeviceKind::wheelchair,
                                      DeviceKind::bed, DeviceKind::stretcher}) {
            const auto from = std::chrono::steady_clock::now();
            double worst = 0;
            for (const plan::Bed& bed : rig.plan.beds) {
                const auto t0 = std::chrono::steady_clock::now();
                const plan::SpaceId to = other_corridor(rig.plan, bed.space);
                auto spec = rig.transfer(bed.key, rig.plan[bed.space].key, bed.center_m,
                                         bed.heading_rad, rig.plan[to].key,
                                         sim::core::centroid(rig.plan[to].outline_m), kind, {a, b});
                spec.device.handlers_min = 1;
                const auto id = rig.assist.begin(spec);
                if (rig.assist.status(id).phase == TransferPhase::refused) {
                    ++refused[kind];
                    ++reasons[rig.assist.status(id).reason];
                }
                rig.assist.call_off(id);
                const double ms =
                    std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - t0)
                        .count();
                worst = std::max(worst, ms);
            }
            const double ms =
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from)
                    .count();
            MESSAGE(file << " device " << int(kind) << ": refused " << refused[kind] << " of "
                         << rig.plan.beds.size() << ", ms " << ms << " worst " << worst);
        }
        for (auto& [k, n] : reasons)
            MESSAGE(k << ": " << n);
        CHECK(refused[DeviceKind::rescue_sheet] == 0);
    }
}
