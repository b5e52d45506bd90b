#include "sim/core/text.h"
#include "sim/plan/plan_draft.h"
#include "sim/plan/walls.h"
#include <algorithm>
#include <numeric>

namespace sim::plan {

using core::tr;
using core::trf;

namespace {

class OpeningCheck {
public:
    explicit OpeningCheck(PlanDraft& draft) : draft_(draft), plan_(draft.plan) {
        for (std::size_t i = 0; i < plan_.spaces.size(); ++i) {
            const Polygon& outline = plan_.spaces[i].outline_m;
            walls_.push_back(draft.spaces[i].sound ? find_walls(outline) : std::vector<Wall>{});
            boxes_.push_back(core::bounds(outline));
        }
    }
    void check(std::size_t i);

private:
    void report(std::string_view suffix, std::string what, std::string expected = {}) {
        draft_.report(draft_.openings[index_], suffix, std::move(what), std::move(expected));
    }
    [[nodiscard]] std::optional<Stretch> find_stretch(const Opening& o) const;
    void put_on_wall(Opening& o, const Stretch& stretch);
    void check_other_side(const Opening& o, const Wall& wall);
    void check_height(const Opening& o);
    void check_exit(const Opening& o);
    void check_landings(const Opening& o);

    PlanDraft& draft_;
    Plan& plan_;
    std::vector<std::vector<Wall>> walls_; ///< by space
    std::vector<core::Box> boxes_;         ///< by space
    std::size_t index_ = 0;
};

/// The stretch of a's walls on which the opening's middle lies: shared with b, or any when b is
/// the open air.
std::optional<Stretch> OpeningCheck::find_stretch(const Opening& o) const {
    const std::vector<Wall>& walls = walls_[o.a.index()];
    std::vector<Stretch> stretches;
    if (o.b)
        stretches = find_shared_stretches(walls, walls_[o.b.index()]);
    else
        for (std::size_t i = 0; i < walls.size(); ++i)
            stretches.push_back({i, 0, walls[i].length_m});
    for (const Stretch& s : stretches) {
        const Wall& wall = walls[s.wall];
        const Vec2 d = o.center_m - wall.line_m.a;
        const double t = core::dot(d, wall.along);
        if (std::abs(core::cross(wall.along, d)) <= drawing_tolerance_m &&
            t >= s.from_m - drawing_tolerance_m && t <= s.to_m + drawing_tolerance_m)
            return s;
    }
    return std::nullopt;
}

void OpeningCheck::put_on_wall(Opening& o, const Stretch& s) {
    const Wall& wall = walls_[o.a.index()][s.wall];
    o.along = wall.along;
    const double t = core::dot(o.center_m - wall.line_m.a, wall.along);
    const Vec2 on_wall = wall.line_m.a + wall.along * t;
    if (core::distance(on_wall, o.center_m) > 1e-9) o.center_m = on_wall;
    const double wall_m = s.to_m - s.from_m;
    if (o.width_m > wall_m + drawing_tolerance_m)
        report("width_m", trf("宽 {} m，比墙宽：这面墙只有 {:.2f} m", o.width_m, wall_m));
    else if (t - o.width_m / 2 < s.from_m - drawing_tolerance_m ||
             t + o.width_m / 2 > s.to_m + drawing_tolerance_m)
        report("center_m", tr("超出了墙的端头"), tr("整个开口都在这面墙上"));
}

/// A window without b looks into the open air: no room may stand there.
void OpeningCheck::check_other_side(const Opening& o, const Wall& wall) {
    const double t = core::dot(o.center_m - wall.line_m.a, wall.along);
    const core::Box box = core::bounds(std::vector<Vec2>{o.segment_m().a, o.segment_m().b});
    for (std::size_t i = 0; i < plan_.spaces.size(); ++i) {
        const core::Box& b = boxes_[i];
        if (b.low.x > box.high.x + 1 || box.low.x > b.high.x + 1) continue;
        if (b.low.y > box.high.y + 1 || box.low.y > b.high.y + 1) continue;
        const Space& other = plan_.spaces[i];
        if (other.level != plan_[o.a].level || other.kind == SpaceKind::outside) continue;
        if (!draft_.spaces[i].sound || i == o.a.index()) continue;
        for (const Stretch& s : find_shared_stretches({wall}, walls_[i])) {
            const double from = std::max(s.from_m, t - o.width_m / 2);
            const double to = std::min(s.to_m, t + o.width_m / 2);
            if (to - from <= drawing_tolerance_m) continue;
            report("", trf("墙的另一侧不是室外，是空间 \"{}\"", other.key), tr("把它写作 b"));
            return;
        }
    }
}

void OpeningCheck::check_height(const Opening& o) {
    double height_m = plan_[o.a].height_m;
    if (o.b && plan_[o.b].kind != SpaceKind::outside)
        height_m = std::min(height_m, plan_[o.b].height_m);
    if (o.sill_m + o.height_m > height_m + drawing_tolerance_m)
        report("height_m", trf("上沿高 {:.2f} m，超过净高 {} m", o.sill_m + o.height_m, height_m));
}

void OpeningCheck::check_exit(const Opening& o) {
    const auto outside = [&](SpaceId id) { return id && plan_[id].kind == SpaceKind::outside; };
    if (o.exit && !outside(o.a) && !outside(o.b)) report("exit", tr("出口的一侧应是室外空间"));
}

void OpeningCheck::check_landings(const Opening& o) {
    if (!o.walkable()) return;
    for (const SpaceId id : {o.a, o.b}) {
        const Space& space = plan_[id];
        if (space.landing_m.empty()) continue;
        const Segment s = o.segment_m();
        if (!core::contains(space.landing_m, s.a, 2 * drawing_tolerance_m) ||
            !core::contains(space.landing_m, s.b, 2 * drawing_tolerance_m))
            report("center_m", trf("不在楼梯间 \"{}\" 的平台边上", space.key));
    }
}

void OpeningCheck::check(std::size_t i) {
    index_ = i;
    Opening& o = plan_.openings[i];
    if (!draft_.openings[i].sound || !draft_.spaces[o.a.index()].sound) return;
    if (o.b && !draft_.spaces[o.b.index()].sound) return;
    if (o.b && plan_[o.a].level != plan_[o.b].level)
        return report("b", tr("a 和 b 不在同一层"), tr("上下层由楼梯连接"));
    const std::optional<Stretch> stretch = find_stretch(o);
    if (!stretch && o.b)
        return report("center_m",
                      trf("不在 \"{}\" 和 \"{}\" 共用的墙上", plan_[o.a].key, plan_[o.b].key),
                      tr("偏差不超过 1 cm"));
    if (!stretch)
        return report("center_m", trf("不在 \"{}\" 的墙上", plan_[o.a].key), tr("偏差不超过 1 cm"));
    put_on_wall(o, *stretch);
    if (!o.b) check_other_side(o, walls_[o.a.index()][stretch->wall]);
    check_height(o);
    check_exit(o);
    check_landings(o);
}

/// True when both take the same piece of a wall.
bool collide(const Opening& a, const Opening& b) {
    if (std::abs(core::cross(a.along, b.along)) > 0.05) return false;
    const Vec2 d = b.center_m - a.center_m;
    if (std::abs(core::cross(a.along, d)) > 2 * drawing_tolerance_m) return false;
    if (std::abs(core::dot(a.along, d)) > (a.width_m + b.width_m) / 2 - drawing_tolerance_m)
        return false;
    return std::min(a.sill_m + a.height_m, b.sill_m + b.height_m) - std::max(a.sill_m, b.sill_m) >
           drawing_tolerance_m;
}

void check_collisions(PlanDraft& draft) {
    const Plan& plan = draft.plan;
    const auto& openings = plan.openings;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < openings.size(); ++i)
        if (draft.openings[i].sound && openings[i].along != Vec2{}) order.push_back(i);
    const auto low_x = [&](std::size_t i) {
        return openings[i].center_m.x - openings[i].width_m / 2;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return low_x(i) < low_x(j); });
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t m = 0; m < order.size(); ++m)
        for (std::size_t k = m + 1; k < order.size() && pairs.size() < problem_limit_count; ++k) {
            const std::size_t i = std::min(order[m], order[k]), j = std::max(order[m], order[k]);
            if (low_x(order[k]) > low_x(order[m]) + openings[order[m]].width_m) break;
            if (plan[openings[i].a].level != plan[openings[j].a].level) continue;
            if (collide(openings[i], openings[j])) pairs.emplace_back(i, j);
        }
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [i, j] : pairs)
        draft.report(draft.openings[j], "center_m", trf("和开口 \"{}\" 重叠", openings[i].key));
}

} // namespace

void check_openings(PlanDraft& draft) {
    OpeningCheck check(draft);
    for (std::size_t i = 0; i < draft.plan.openings.size() && draft.wants_more(); ++i)
        check.check(i);
    check_collisions(draft);
}

} // namespace sim::plan
