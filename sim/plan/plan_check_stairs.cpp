#include "sim/core/text.h"
#include "sim/plan/plan_draft.h"
#include "sim/plan/walls.h"
#include <algorithm>

namespace sim::plan {

using core::tr;
using core::trf;

namespace {

constexpr double edge_width_tolerance_m = 0.05; ///< edge drawn against width stated

void check_landings(PlanDraft& draft) {
    for (std::size_t i = 0; i < draft.plan.spaces.size(); ++i) {
        const Space& space = draft.plan.spaces[i];
        if (!draft.spaces[i].sound || space.landing_m.empty()) continue;
        if (!std::all_of(space.landing_m.begin(), space.landing_m.end(), [&](Vec2 p) {
                return core::contains(space.outline_m, p, drawing_tolerance_m);
            }))
            draft.report(draft.spaces[i], "landing_m", tr("平台超出了楼梯间的轮廓"));
    }
}

/// @param stair_of by space: the stair that has it, set here
void check_stair(PlanDraft& draft, std::size_t index, std::vector<StairId>& stair_of) {
    const Plan& plan = draft.plan;
    const Stair& stair = plan.stairs[index];
    const Mark& mark = draft.stairs[index];
    for (std::size_t k = 0; k < stair.spaces.size(); ++k) {
        const SpaceId id = stair.spaces[k];
        if (!draft.spaces[id.index()].sound) continue;
        const std::string at = "spaces/" + std::to_string(k);
        if (plan[id].kind != SpaceKind::stair)
            draft.report(mark, at, trf("空间 \"{}\" 不是楼梯间", plan[id].key), tr("类别 stair"));
        if (stair_of[id.index()])
            draft.report(
                mark, at,
                trf("空间 \"{}\" 已属于楼梯 \"{}\"", plan[id].key, plan[stair_of[id.index()]].key));
        else
            stair_of[id.index()] = core::make_id<StairId>(index);
        const bool lower_sound = k > 0 && draft.spaces[stair.spaces[k - 1].index()].sound;
        if (lower_sound && plan[id].level <= plan[stair.spaces[k - 1]].level)
            draft.report(mark, at, trf("空间 \"{}\" 不高于前一个", plan[id].key),
                         tr("每层一个，从低到高排列"));
    }
}

bool on_boundary(const Polygon& landing, const Segment& edge) {
    const std::vector<Wall> walls = find_walls(landing);
    return std::any_of(walls.begin(), walls.end(), [&](const Wall& wall) {
        return core::distance(wall.line_m, edge.a) <= drawing_tolerance_m &&
               core::distance(wall.line_m, edge.b) <= drawing_tolerance_m;
    });
}

void check_flight_edge(PlanDraft& draft, const Mark& mark, const char* key, const Segment& edge,
                       SpaceId at, double width_m) {
    const Space& space = draft.plan[at];
    if (!draft.spaces[at.index()].sound || space.landing_m.empty()) return;
    if (!on_boundary(space.landing_m, edge))
        draft.report(mark, key, trf("不在空间 \"{}\" 的平台边上", space.key),
                     tr("偏差不超过 1 cm"));
    else if (std::abs(core::distance(edge.a, edge.b) - width_m) > edge_width_tolerance_m)
        draft.report(
            mark, key,
            trf("长 {:.2f} m，和梯段宽 {} m 不符", core::distance(edge.a, edge.b), width_m));
}

void check_flight(PlanDraft& draft, std::size_t index) {
    const Plan& plan = draft.plan;
    const Flight& f = plan.flights[index];
    const Mark& mark = draft.flights[index];
    if (!mark.sound) return;
    if (draft.stairs[f.stair.index()].sound) {
        const std::vector<SpaceId>& spaces = plan[f.stair].spaces;
        const auto lower = std::find(spaces.begin(), spaces.end(), f.lower);
        const auto upper = std::find(spaces.begin(), spaces.end(), f.upper);
        if (lower == spaces.end() || upper == spaces.end() || upper != lower + 1)
            draft.report(mark, "",
                         trf("\"{}\" 和 \"{}\" 不是楼梯 \"{}\" 里上下相邻的两层", plan[f.lower].key,
                             plan[f.upper].key, plan[f.stair].key));
    }
    check_flight_edge(draft, mark, "lower_edge_m", f.lower_edge_m, f.lower, f.width_m);
    check_flight_edge(draft, mark, "upper_edge_m", f.upper_edge_m, f.upper, f.width_m);
    if (!draft.spaces[f.lower.index()].sound || !draft.spaces[f.upper.index()].sound) return;
    const double rise_m =
        std::abs(plan[plan[f.upper].level].elevation_m - plan[plan[f.lower].level].elevation_m);
    if (f.slope_length_m < rise_m)
        draft.report(mark, "slope_length_m",
                     trf("{} m 比层高 {:.2f} m 还短", f.slope_length_m, rise_m));
}

} // namespace

void check_stairs(PlanDraft& draft) {
    const Plan& plan = draft.plan;
    check_landings(draft);
    std::vector<StairId> stair_of(plan.spaces.size());
    bool all_sound = true;
    for (std::size_t i = 0; i < plan.stairs.size() && draft.wants_more(); ++i) {
        all_sound = all_sound && draft.stairs[i].sound;
        if (draft.stairs[i].sound) check_stair(draft, i, stair_of);
    }
    for (std::size_t i = 0; all_sound && i < plan.spaces.size() && draft.wants_more(); ++i)
        if (draft.spaces[i].sound && plan.spaces[i].kind == SpaceKind::stair && !stair_of[i])
            draft.report(draft.spaces[i], "",
                         trf("楼梯间 \"{}\" 不属于任何楼梯", plan.spaces[i].key),
                         tr("在 stairs 里列出它"));
    for (std::size_t i = 0; i < plan.flights.size() && draft.wants_more(); ++i)
        check_flight(draft, i);
}

} // namespace sim::plan
