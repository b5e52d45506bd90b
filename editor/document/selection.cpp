#include "editor/document/selection.h"

namespace editor::document {

namespace core = sim::core;
namespace plan = sim::plan;
using Kind = Selection::Kind;

namespace {

template <class List>
bool find_in(const List& list, std::string_view key, Kind kind, Selection& found) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].key == key) {
            found = {kind, i};
            return true;
        }
    return false;
}

/// Keeps the nearest thing of the level within reach.
struct Nearest {
    plan::Vec2 at_m;
    double reach_m;
    Selection found;
    void offer(plan::Vec2 p, Kind kind, std::size_t index) {
        const double away_m = core::distance(p, at_m);
        if (away_m > reach_m) return;
        reach_m = away_m;
        found = {kind, index};
    }
};

template <class List>
void offer_things(const plan::Plan& p, const List& list, plan::LevelId level, Kind kind,
                  Nearest& nearest) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (p[list[i].space].level == level) nearest.offer(list[i].at_m, kind, i);
}

void offer_people(const Document& document, const Moment& moment, plan::LevelId level,
                  Nearest& nearest) {
    if (!moment.before) return;
    for (std::size_t i = 0; i < moment.before->people.size(); ++i) {
        if (!moment.before->people[i].present) continue;
        const auto drawn = drawn_person(document, moment, i);
        if (drawn.level == level) nearest.offer(drawn.at_m, Kind::person, i);
    }
}

Selection pick_bed(const plan::Plan& p, plan::LevelId level, plan::Vec2 at_m) {
    for (std::size_t i = 0; i < p.beds.size(); ++i) {
        const auto& bed = p.beds[i];
        if (p[bed.space].level != level) continue;
        const plan::Vec2 ahead{std::cos(bed.heading_rad), std::sin(bed.heading_rad)};
        const plan::Vec2 off = at_m - bed.center_m;
        if (std::abs(core::dot(off, ahead)) <= bed.length_m / 2 &&
            std::abs(core::cross(off, ahead)) <= bed.width_m / 2)
            return {Kind::bed, i};
    }
    return {};
}

enum class Overhead { no, yes };

void offer_openings(const plan::Plan& p, plan::LevelId level, Overhead overhead, Nearest& things) {
    for (std::size_t i = 0; i < p.openings.size(); ++i) {
        const bool above = p.openings[i].kind == plan::OpeningKind::gap;
        if (p[p.openings[i].a].level == level && above == (overhead == Overhead::yes))
            things.offer(core::nearest_point(p.openings[i].segment_m(), things.at_m), Kind::opening,
                         i);
    }
}

} // namespace

Selection find_selection(const Document& document, std::string_view key) {
    const plan::Plan& p = document.plan();
    Selection found;
    static_cast<void>(find_in(document.record.cast, key, Kind::person, found) ||
                      find_in(p.spaces, key, Kind::space, found) ||
                      find_in(p.openings, key, Kind::opening, found) ||
                      find_in(p.beds, key, Kind::bed, found) ||
                      find_in(p.equipment, key, Kind::equipment, found) ||
                      find_in(p.detectors, key, Kind::detector, found));
    return found;
}

std::optional<plan::DrawnPosition> find_place(const Document& document, const Moment& moment,
                                              const Selection& selection) {
    const plan::Plan& p = document.plan();
    const std::size_t i = selection.index;
    const auto in = [&](plan::SpaceId space, plan::Vec2 at_m) {
        return plan::DrawnPosition{p[space].level, at_m};
    };
    switch (selection.kind) {
    case Kind::none:
        return std::nullopt;
    case Kind::person:
        if (!moment.before || !moment.before->people[i].present) return std::nullopt;
        return drawn_person(document, moment, i);
    case Kind::space:
        return plan::DrawnPosition{p.spaces[i].level, core::centroid(p.spaces[i].outline_m)};
    case Kind::opening:
        return in(p.openings[i].a, p.openings[i].center_m);
    case Kind::bed:
        return in(p.beds[i].space, p.beds[i].center_m);
    case Kind::equipment:
        return in(p.equipment[i].space, p.equipment[i].at_m);
    case Kind::detector:
        return in(p.detectors[i].space, p.detectors[i].at_m);
    }
    return std::nullopt;
}

plan::SpaceId find_space_of(const Document& document, const Moment& moment,
                            const Selection& selection) {
    if (selection.kind == Kind::space) return core::make_id<plan::SpaceId>(selection.index);
    const auto place = find_place(document, moment, selection);
    return place ? document.plan().find_space_at(place->level, place->at_m) : plan::SpaceId{};
}

Selection pick(const Document& document, const Moment& moment, plan::LevelId level, plan::Vec2 at_m,
               double reach_m) {
    const plan::Plan& p = document.plan();
    Nearest people{at_m, reach_m, {}};
    offer_people(document, moment, level, people);
    if (people.found) return people.found;

    Nearest things{at_m, reach_m, {}};
    offer_things(p, p.equipment, level, Kind::equipment, things);
    offer_things(p, p.detectors, level, Kind::detector, things);
    offer_openings(p, level, Overhead::no, things);
    if (things.found) return things.found;
    offer_openings(p, level, Overhead::yes, things); // under it there may be a door
    if (things.found) return things.found;

    if (const Selection bed = pick_bed(p, level, at_m)) return bed;
    if (const plan::SpaceId space = p.find_space_at(level, at_m))
        return {Kind::space, space.index()};
    return {};
}

} // namespace editor::document
