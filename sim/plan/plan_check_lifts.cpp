#include "sim/core/text.h"
#include "sim/plan/plan_draft.h"
#include "sim/plan/walls.h"
#include <algorithm>

namespace sim::plan {

using core::tr;
using core::trf;

namespace {

bool same_floor(const Polygon& a, const Polygon& b) {
    const core::Box one = core::bounds(a), two = core::bounds(b);
    return core::distance(one.low, two.low) <= drawing_tolerance_m &&
           core::distance(one.high, two.high) <= drawing_tolerance_m;
}

void check_stop(PlanDraft& draft, const Lift& lift, const Mark& mark, std::size_t k) {
    const Plan& plan = draft.plan;
    const Space& stop = plan[lift.spaces[k]];
    const std::string at = "spaces/" + std::to_string(k);
    if (stop.kind != SpaceKind::lift)
        draft.report(mark, at, trf("空间 \"{}\" 不是电梯", stop.key), tr("类别 lift"));
    const auto doors =
        std::count_if(plan.openings.begin(), plan.openings.end(), [&](const Opening& o) {
            return o.walkable() && (o.a == lift.spaces[k] || o.b == lift.spaces[k]);
        });
    const auto leaves =
        std::count_if(plan.openings.begin(), plan.openings.end(), [&](const Opening& o) {
            return o.kind == OpeningKind::door && (o.a == lift.spaces[k] || o.b == lift.spaces[k]);
        });
    if (doors != 1 || leaves != 1)
        draft.report(mark, at, trf("电梯停层 \"{}\" 有 {} 个门或门洞", stop.key, doors),
                     tr("每个停层一扇门"));
    if (k == 0 || !draft.spaces[lift.spaces[k - 1].index()].sound) return;
    const Space& below = plan[lift.spaces[k - 1]];
    if (stop.level <= below.level)
        draft.report(mark, at, trf("空间 \"{}\" 不高于前一个", stop.key),
                     tr("每层一个，从低到高排列"));
    if (!same_floor(stop.outline_m, below.outline_m))
        draft.report(mark, at, trf("空间 \"{}\" 和下面的停层不在同一井道里", stop.key),
                     tr("各层轮廓相同，偏差不超过 1 cm"));
}

} // namespace

void check_lifts(PlanDraft& draft) {
    const Plan& plan = draft.plan;
    std::vector<int> lifts_of(plan.spaces.size(), 0);
    bool all_sound = true;
    for (std::size_t i = 0; i < plan.lifts.size() && draft.wants_more(); ++i) {
        all_sound = all_sound && draft.lifts[i].sound;
        if (!draft.lifts[i].sound) continue;
        const Lift& lift = plan.lifts[i];
        if (lift.spaces.size() < 2)
            draft.report(draft.lifts[i], "spaces", tr("电梯只有一个停层"), tr("至少两个停层"));
        for (std::size_t k = 0; k < lift.spaces.size(); ++k) {
            ++lifts_of[lift.spaces[k].index()];
            if (draft.spaces[lift.spaces[k].index()].sound)
                check_stop(draft, lift, draft.lifts[i], k);
        }
    }
    for (std::size_t i = 0; all_sound && i < plan.spaces.size() && draft.wants_more(); ++i)
        if (draft.spaces[i].sound && plan.spaces[i].kind == SpaceKind::lift && lifts_of[i] != 1)
            draft.report(draft.spaces[i], "",
                         trf("电梯停层 \"{}\" 属于 {} 台电梯", plan.spaces[i].key, lifts_of[i]),
                         tr("在 lifts 里列出它，只列一次"));
}

} // namespace sim::plan
