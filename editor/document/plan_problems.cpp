#include "editor/document/plan_problems.h"

#include "editor/document/escape_ways.h"
#include "editor/document/plan_edits.h"
#include "editor/document/wall_spots.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using core::tr;
using core::trf;
using plan::Plan;
using plan::SpaceKind;
using Kind = Selection::Kind;

namespace {

// Least clear widths, shown with the mark 未核实: the norm's text was not at hand.
constexpr double bedroom_door_m = 1.10, door_m = 0.80, exit_m = 1.10;
constexpr double bed_gap_m = 0.80, cot_gap_m = 0.50; ///< the second for children: 未核实
constexpr double adult_bed_m = 1.8;
constexpr double bed_margin_m = 0.15; ///< of a door over the bed that is rolled through it

template <class List>
const std::string* find_name(const List& list, std::string_view key) {
    for (const auto& thing : list)
        if (thing.key == key) return &thing.name;
    return nullptr;
}

/// The name that the user gave; the key itself for what has none.
std::string name_of_key(const Plan& p, const std::string& key) {
    for (const std::string* name :
         {find_name(p.spaces, key), find_name(p.openings, key), find_name(p.beds, key),
          find_name(p.stairs, key), find_name(p.levels, key)})
        if (name && !name->empty()) return *name;
    return key;
}

/// Quoted keys become names: 空间 "room/3" is 空间“103”.
std::string with_names(const Plan& p, const std::string& words) {
    std::string result;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t open = words.find('"', at), close = words.find('"', open + 1);
        if (open == std::string::npos || close == std::string::npos)
            return result + words.substr(at);
        result += words.substr(at, open - at) + "“" +
                  name_of_key(p, words.substr(open + 1, close - open - 1)) + "”";
        at = close + 1;
    }
    return result;
}

/// "/beds/3/width_m" is the bed 3. None for what cannot be selected.
Selection find_thing(const std::string& pointer) {
    static constexpr std::pair<std::string_view, Kind> roots[] = {
        {"/spaces/", Kind::space},        {"/openings/", Kind::opening},   {"/beds/", Kind::bed},
        {"/equipment/", Kind::equipment}, {"/detectors/", Kind::detector},
    };
    for (const auto& [root, kind] : roots)
        if (pointer.starts_with(root))
            return {kind, static_cast<std::size_t>(std::atol(pointer.c_str() + root.size()))};
    return {};
}

plan::SpaceId room_of(const Plan& p, const Selection& s) {
    switch (s.kind) {
    case Kind::space:
        return core::make_id<plan::SpaceId>(s.index);
    case Kind::opening:
        return p.openings[s.index].a;
    case Kind::bed:
        return p.beds[s.index].space;
    case Kind::equipment:
        return p.equipment[s.index].space;
    case Kind::detector:
        return p.detectors[s.index].space;
    default:
        return {};
    }
}

std::string title_of(const Plan& p, const Selection& s) {
    if (s.kind == Kind::space) return "";
    const auto room = room_of(p, s);
    return room ? p[room].name + " · " : "";
}

/// Widening that the wall has room for.
Mend widening(const Plan& p, std::size_t index, double width_m) {
    const plan::Opening& o = p.openings[index];
    const auto spot = find_wall_spot(p, p[o.a].level, o.center_m, 0.05);
    if (!spot || core::distance(spot->stretch_m.a, spot->stretch_m.b) < width_m) return {};
    return {Mend::Kind::widen_door, index, width_m};
}

/// The widest door of a room whose bed does not pass.
Mend widening_for_bed(const Plan& p, std::size_t bed) {
    const plan::SpaceId room = p.beds[bed].space;
    std::optional<std::size_t> widest;
    for (std::size_t i = 0; i < p.openings.size(); ++i) {
        const plan::Opening& o = p.openings[i];
        if (!o.walkable() || (o.a != room && o.b != room)) continue;
        if (!widest || o.width_m > p.openings[*widest].width_m) widest = i;
    }
    const double narrow_m = std::min(p.beds[bed].width_m, p.beds[bed].length_m);
    if (!widest || p.openings[*widest].width_m >= narrow_m) return {};
    return widening(p, *widest, std::max(bedroom_door_m, narrow_m + bed_margin_m));
}

PlanProblem from_check(const Plan& p, const core::Problem& problem) {
    PlanProblem shown;
    shown.where = find_thing(problem.pointer);
    shown.words = title_of(p, shown.where) + with_names(p, problem.what);
    if (const auto room = room_of(p, shown.where)) shown.level = p[room].level;
    if (shown.where.kind == Kind::bed && problem.pointer.ends_with("/width_m"))
        shown.mend = widening_for_bed(p, shown.where.index);
    return shown;
}

bool has_kind(const Plan& p, const plan::Opening& o, SpaceKind kind) {
    return p[o.a].kind == kind || (o.b && p[o.b].kind == kind);
}

void find_narrow_doors(const Plan& p, std::vector<PlanProblem>& found) {
    for (std::size_t i = 0; i < p.openings.size(); ++i) {
        const plan::Opening& o = p.openings[i];
        if (!o.walkable()) continue;
        const bool bedroom = has_kind(p, o, SpaceKind::bedroom);
        const double least_m = bedroom ? bedroom_door_m : o.exit ? exit_m : door_m;
        if (o.width_m >= least_m - plan::drawing_tolerance_m) continue;
        const Selection where{Kind::opening, i};
        found.push_back(
            {Severity::advised,
             title_of(p, where) + trf("门净宽 {:.2f} m，应不小于 {:.2f} m", o.width_m, least_m),
             bedroom ? tr("JGJ 450-2018（未核实）") : tr("GB 55037-2022（未核实）"), where,
             p[o.a].level, widening(p, i, least_m)});
    }
}

/// A way out that has to be unlocked is none for whoever has no key.
void find_locked_exits(const Plan& p, std::vector<PlanProblem>& found) {
    for (std::size_t i = 0; i < p.openings.size(); ++i)
        if (const plan::Opening& o = p.openings[i]; o.exit && o.locked)
            found.push_back({Severity::advised,
                             title_of(p, {Kind::opening, i}) + tr("出口上着锁"),
                             tr("GB 55037-2022（未核实）"),
                             {Kind::opening, i},
                             p[o.a].level,
                             {Mend::Kind::unlock, i, 0}});
}

/// Clear space between the long sides of two beds that stand side by side; none otherwise.
std::optional<double> gap_between_m(const plan::Bed& a, const plan::Bed& b) {
    const core::Vec2 along{std::cos(a.heading_rad), std::sin(a.heading_rad)};
    const core::Vec2 other{std::cos(b.heading_rad), std::sin(b.heading_rad)};
    constexpr double parallel_cos = 0.98;
    if (a.space != b.space || std::abs(core::dot(along, other)) < parallel_cos) return {};
    const core::Vec2 off = b.center_m - a.center_m;
    if (std::abs(core::dot(off, along)) > (a.length_m + b.length_m) / 2) return {};
    return std::abs(core::cross(along, off)) - (a.width_m + b.width_m) / 2;
}

/// Nobody gets a sheet under a resident from a gap of a hand's width.
void find_close_beds(const Plan& p, std::vector<PlanProblem>& found) {
    for (std::size_t i = 0; i < p.beds.size(); ++i)
        for (std::size_t k = i + 1; k < p.beds.size(); ++k) {
            const auto gap_m = gap_between_m(p.beds[i], p.beds[k]);
            const double least_m = p.beds[i].length_m < adult_bed_m ? cot_gap_m : bed_gap_m;
            if (!gap_m || *gap_m >= least_m - plan::drawing_tolerance_m) continue;
            if (*gap_m < 0) continue; // one over the other is told by the plan's own check
            found.push_back(
                {Severity::advised,
                 trf("{} · 床 {} 和 {} 之间 {:.2f} m，应不小于 {:.2f} m", p[p.beds[i].space].name,
                     p.beds[i].name, p.beds[k].name, *gap_m, least_m),
                 tr("JGJ 450-2018 5.2（未核实）"),
                 {Kind::bed, k},
                 p[p.beds[i].space].level,
                 {}});
        }
}

void find_unwatched_rooms(const Plan& p, std::vector<PlanProblem>& found) {
    for (std::size_t i = 0; i < p.spaces.size(); ++i) {
        if (p.spaces[i].kind != SpaceKind::bedroom && p.spaces[i].kind != SpaceKind::corridor)
            continue;
        const bool watched = std::any_of(p.detectors.begin(), p.detectors.end(),
                                         [&](const auto& d) { return d.space.index() == i; });
        if (watched) continue;
        found.push_back({Severity::advised,
                         trf("{} 没有探测器", p.spaces[i].name),
                         tr("GB 50116-2013（未核实）"),
                         {Kind::space, i},
                         p.spaces[i].level,
                         {Mend::Kind::add_detector, i, 0}});
    }
}

/// What the response plan has to say of everybody, and does not.
void find_unplanned_occupants(const Plan& p, std::vector<PlanProblem>& found) {
    for (std::size_t i = 0; i < p.beds.size(); ++i) {
        if (!p.beds[i].occupant) continue;
        const plan::Occupant& one = *p.beds[i].occupant;
        const std::string who = p[p.beds[i].space].name + " · " +
                                (one.alias.empty() ? p.beds[i].name : one.alias) + " ";
        const auto tell = [&](const char* words) {
            found.push_back(
                {Severity::advised, who + words, "", {Kind::bed, i}, p[p.beds[i].space].level, {}});
        };
        if (!one.mobility) tell(tr("没有写行动能力"));
        if (one.mobility && plan::is_carried(*one.mobility) && one.devices.empty())
            tell(tr("要搬动，没有写用什么搬"));
        if (one.guide.empty()) tell(tr("没有写谁去接"));
    }
}

/// Smoke passes from room to room above the ceiling.
void find_open_ceilings(const Plan& p, std::vector<PlanProblem>& found) {
    for (std::size_t i = 0; i < p.openings.size(); ++i) {
        const plan::Opening& gap = p.openings[i];
        if (gap.kind != plan::OpeningKind::gap || !gap.b) continue;
        found.push_back(
            {Severity::advised,
             trf("{} 和 {} 之间的隔墙没有砌到顶，烟会从吊顶里过去", p[gap.a].name, p[gap.b].name),
             tr("GB 50016-2014（2018 年版）6.2.4，防火隔墙砌到楼板底（未核实）"),
             {Kind::opening, i},
             p[gap.a].level,
             {}});
    }
}

void find_long_ways(const Plan& p, std::vector<PlanProblem>& found) {
    const std::string norm = tr("GB 50016-2014（2018 年版）表 5.5.17，一、二级耐火（未核实）");
    for (const LongWay& way : find_long_escape_ways(p)) {
        const std::string words = way.dead_end
                                      ? trf("{} 在袋形走道，到出口 {:.0f} m，应不大于 {:.0f} m",
                                            p[way.room].name, way.length_m, way.limit_m)
                                      : trf("{} 的门到最近的出口 {:.0f} m，应不大于 {:.0f} m",
                                            p[way.room].name, way.length_m, way.limit_m);
        found.push_back({Severity::advised,
                         words,
                         norm,
                         {Kind::space, way.room.index()},
                         p[way.room].level,
                         {}});
    }
}

} // namespace

std::vector<PlanProblem> find_problems(const PlanDocument& document) {
    std::vector<PlanProblem> found;
    const Plan& p = document.plan();
    for (const core::Problem& problem : document.problems())
        found.push_back(from_check(p, problem));
    find_narrow_doors(p, found);
    find_locked_exits(p, found);
    find_close_beds(p, found);
    find_unwatched_rooms(p, found);
    find_unplanned_occupants(p, found);
    find_long_ways(p, found);
    find_open_ceilings(p, found);
    return found;
}

Plan mended(Plan p, const Mend& mend) {
    if (mend.kind == Mend::Kind::widen_door) {
        plan::Opening& o = p.openings[mend.index];
        const auto spot = find_wall_spot(p, p[o.a].level, o.center_m, 0.05);
        o.width_m = mend.width_m;
        if (spot) o.center_m = fit_on_stretch(spot->stretch_m, o.center_m, o.width_m);
    }
    if (mend.kind == Mend::Kind::unlock) p.openings[mend.index].locked = false;
    if (mend.kind == Mend::Kind::add_detector) {
        const plan::Space& room = p.spaces[mend.index];
        auto edit =
            add_detector(p, room.level, core::centroid(room.outline_m), plan::DetectorKind::smoke);
        if (edit) return std::move(edit->plan);
    }
    return p;
}

} // namespace editor::document
