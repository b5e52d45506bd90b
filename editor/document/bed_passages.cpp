#include "editor/document/bed_passages.h"

#include "sim/core/text.h"
#include <algorithm>
#include <cmath>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using plan::Clearance;
using plan::Plan;
using plan::Vec2;

namespace {

/// A bed, both outlines and every opening in them, seen from the bed: equal for rooms alike.
std::string shape_of(const Plan& p, const plan::Bed& bed, plan::SpaceId to,
                     plan::OpeningId through) {
    std::string text;
    const auto append = [&](Vec2 point) {
        text += fmt::format("{:.0f},{:.0f};", (point.x - bed.center_m.x) * 1000,
                            (point.y - bed.center_m.y) * 1000);
    };
    text = fmt::format("{:.4f} {:.3f} {:.3f} {:.3f}|", bed.heading_rad, bed.length_m, bed.width_m,
                       p.wall_thickness_m);
    for (const plan::SpaceId space : {bed.space, to}) {
        for (const Vec2 corner : p[space].outline_m)
            append(corner);
        text += "|";
    }
    append(p[through].center_m);
    return text + fmt::format("{:.3f}", p[through].width_m);
}

bool is_wider_than(const plan::Bed& bed, const plan::Opening& o) {
    return std::min(bed.width_m, bed.length_m) > o.width_m;
}

} // namespace

void BedPassages::update(const Plan& p) {
    plan_ = p;
    wanted_.clear();
    next_ = 0;
    for (std::size_t i = 0; i < p.beds.size(); ++i)
        for (std::size_t k = 0; k < p.openings.size(); ++k) {
            const plan::Opening& o = p.openings[k];
            const plan::Bed& bed = p.beds[i];
            const bool own = o.a == bed.space || o.b == bed.space;
            if (!o.walkable() || !o.b || !own || is_wider_than(bed, o)) continue;
            const plan::SpaceId to = o.a == bed.space ? o.b : o.a;
            const auto through = core::make_id<plan::OpeningId>(k);
            wanted_.push_back({i, to, through, shape_of(p, bed, to, through)});
        }
}

bool BedPassages::step() {
    while (next_ < wanted_.size() && known_.contains(wanted_[next_].shape))
        ++next_;
    if (next_ == wanted_.size()) return false;
    const Wanted& one = wanted_[next_++];
    const plan::Bed& bed = plan_.beds[one.bed];
    known_[one.shape] = plan::find_clearance(plan_, bed.space, bed.center_m, bed.heading_rad,
                                             one.to, one.through, {bed.length_m, bed.width_m})
                            .verdict;
    return true;
}

std::vector<PlanProblem> BedPassages::problems() const {
    std::map<std::size_t, Clearance> best; // by bed
    for (std::size_t i = 0; i < next_; ++i) {
        const Clearance verdict = known_.at(wanted_[i].shape);
        const auto [at, fresh] = best.try_emplace(wanted_[i].bed, verdict);
        if (!fresh) at->second = std::min(at->second, verdict);
    }
    std::vector<PlanProblem> found;
    for (const auto& [index, verdict] : best) {
        if (verdict == Clearance::passes) continue;
        const plan::Bed& bed = plan_.beds[index];
        const std::string where = plan_[bed.space].name + " · ";
        found.push_back(
            {Severity::advised,
             verdict == Clearance::blocked
                 ? trf("{}床 {} 推不出去：门口转不过弯，只能换别的搬法", where, bed.name)
                 : trf("{}床 {} 推出去很勉强，不到 {:.1f} cm 的余地", where, bed.name,
                       plan::clearance_margin_m * 100),
             "",
             {Selection::Kind::bed, index},
             plan_[bed.space].level,
             {}});
    }
    return found;
}

} // namespace editor::document
