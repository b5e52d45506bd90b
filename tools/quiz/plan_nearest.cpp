// Questions of the form "which is the nearest": equipment, exits, stairs, the compartment to go to.
#include "sim/core/text.h"
#include "sim/plan/space_way.h"
#include "tools/quiz/plan_site.h"
#include <algorithm>

namespace tools::quiz {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t most_options = 4;
/// Things that hang side by side are one place to go to.
constexpr double same_spot_m = 1.0;

std::string distances_text(const std::vector<Place>& places) {
    std::string text = tr("按平面图的通行路线：");
    for (const Place& place : places) {
        if (&place != places.data()) text += tr("，");
        text += place.distance_m ? trf("{} {:.1f} m", place.label, *place.distance_m)
                                 : trf("{} 走不到", place.label);
    }
    return text + tr("。");
}

bool is_nearer(const Place& a, const Place& b) {
    if (a.distance_m.has_value() != b.distance_m.has_value()) return a.distance_m.has_value();
    if (a.distance_m && *a.distance_m != *b.distance_m) return *a.distance_m < *b.distance_m;
    return a.label < b.label;
}

/// One option a spot and a label: the nearest of those that people would call the same.
std::vector<Place> merge_spots(std::vector<Place> places) {
    std::ranges::sort(places, is_nearer);
    std::vector<Place> kept;
    for (Place& place : places)
        if (std::ranges::none_of(kept, [&](const Place& other) {
                const bool beside = place.space && place.space == other.space &&
                                    sim::core::distance(place.at_m, other.at_m) <= same_spot_m;
                return beside || place.label == other.label;
            }))
            kept.push_back(std::move(place));
    return kept;
}

} // namespace

std::optional<Question> finish_nearest(Question question, std::vector<Place> places) {
    places = merge_spots(std::move(places));
    if (places.size() < 2 || !places.front().distance_m) return std::nullopt;
    const double best_m = *places.front().distance_m;
    const auto equally_near = [&](const Place& place) {
        return place.distance_m && *place.distance_m <= best_m + tie_tolerance_m;
    };
    const auto farther = std::ranges::find_if_not(places, equally_near);
    if (farther == places.end()) return std::nullopt; // all are right: nothing to ask
    // Room for one that is wrong, however many tie.
    if (farther - places.begin() >= static_cast<std::ptrdiff_t>(most_options))
        places.erase(places.begin() + most_options - 1, farther);
    places.resize(std::min(places.size(), most_options));
    for (std::size_t i = 0; i < places.size(); ++i) {
        question.options.push_back(places[i].label);
        question.distances_m.push_back(places[i].distance_m);
        if (equally_near(places[i])) question.right.push_back(static_cast<int>(i));
    }
    question.explanation = distances_text(places);
    return question;
}

std::string describe_place(const Plan& plan, SpaceId space, Vec2 at_m) {
    const Opening* nearest = nullptr;
    for (const Opening& opening : plan.openings)
        if (opening.walkable() && (opening.a == space || opening.b == space) &&
            (nearest == nullptr || sim::core::distance(opening.center_m, at_m) <
                                       sim::core::distance(nearest->center_m, at_m)))
            nearest = &opening;
    const std::string& name = plan[space].name;
    if (nearest == nullptr) return name;
    const SpaceId other = nearest->a == space ? nearest->b : nearest->a;
    return trf("{}，{}门边", name, plan[other].name);
}

std::optional<Question> PlanQuestions::Site::nearest_equipment(PlanKind kind, EquipmentKind what,
                                                               SpaceId from) const {
    Question question = start_question(kind, plan[from].key);
    question.text = trf("从{}出发，走到哪一处{}最近？", plan[from].name, tr(word(what)));
    const Vec2 start_m = find_standing_point(plan[from]);
    const auto gather = [&](bool whole_building) {
        std::vector<Place> places;
        for (const Equipment& one : plan.equipment)
            if (one.kind == what && (whole_building || level_of(one.space) == level_of(from)))
                places.push_back({describe_place(plan, one.space, one.at_m),
                                  walk.walk_m(from, start_m, one.space, one.at_m), one.space,
                                  one.at_m});
        return merge_spots(std::move(places));
    };
    auto places = gather(false);
    if (places.size() < 2) places = gather(true);
    return finish_nearest(std::move(question), std::move(places));
}

std::optional<Question> PlanQuestions::Site::nearest_exit(SpaceId from) const {
    Question question = start_question(PlanKind::nearest_exit, plan[from].key);
    question.text = trf("从{}出发，走哪个安全出口到室外最近？", plan[from].name);
    std::vector<Place> places;
    for (const Opening& opening : plan.openings) {
        if (!opening.exit || !opening.walkable() || opening.locked || !opening.b) continue;
        const bool a_outside = plan[opening.a].kind == SpaceKind::outside;
        const SpaceId inside = a_outside ? opening.b : opening.a;
        places.push_back({opening.name, walk.walk_m(from, find_standing_point(plan[from]), inside,
                                                    opening.center_m)});
    }
    return finish_nearest(std::move(question), std::move(places));
}

std::optional<Question> PlanQuestions::Site::nearest_stair(SpaceId from) const {
    Question question = start_question(PlanKind::nearest_stair, plan[from].key);
    question.text = trf("从{}出发，走到哪个楼梯间最近？", plan[from].name);
    std::vector<Place> places;
    for (const Stair& stair : plan.stairs) {
        const auto here = std::ranges::find_if(
            stair.spaces, [&](SpaceId space) { return level_of(space) == level_of(from); });
        if (here == stair.spaces.end()) continue;
        const SpaceId landing = *here;
        places.push_back({stair.name, walk.walk_to_any_m(from, find_standing_point(plan[from]),
                                                         [&](SpaceId s) { return s == landing; })});
    }
    return finish_nearest(std::move(question), std::move(places));
}

CompartmentId PlanQuestions::Site::compartment_of(SpaceId space) const {
    for (std::size_t i = 0; i < plan.compartments.size(); ++i)
        if (std::ranges::find(plan.compartments[i].spaces, space) !=
            plan.compartments[i].spaces.end())
            return sim::core::make_id<CompartmentId>(i);
    return {};
}

bool PlanQuestions::Site::is_shelter(CompartmentId id) const {
    return std::ranges::any_of(plan[id].spaces, [&](SpaceId space) {
        return plan[space].kind != SpaceKind::stair && plan[space].kind != SpaceKind::outside;
    });
}

std::optional<Question> PlanQuestions::Site::shelter(SpaceId from) const {
    const CompartmentId own = compartment_of(from);
    if (!own) return std::nullopt;
    Question question = start_question(PlanKind::shelter, plan[from].key);
    question.text = trf("{}起火，本分区的老人先水平转移，推到哪个防火分区最近？", plan[from].name);
    std::vector<Place> places;
    bool sideways = false;
    for (std::size_t i = 0; i < plan.compartments.size(); ++i) {
        const auto id = sim::core::make_id<CompartmentId>(i);
        if (!is_shelter(id)) continue;
        const auto& spaces = plan[id].spaces;
        const bool same_level = level_of(spaces.front()) == level_of(from);
        const bool usable = id != own && same_level;
        sideways |= usable;
        // The fire's own compartment and other levels are no answer: nobody is carried down stairs
        // while there is a way sideways.
        places.push_back(
            {plan[id].name, usable ? walk.walk_to_any_m(from, find_standing_point(plan[from]),
                                                        [&](SpaceId s) {
                                                            return std::ranges::find(spaces, s) !=
                                                                   spaces.end();
                                                        })
                                   : std::nullopt});
    }
    if (!sideways) return std::nullopt;
    auto done = finish_nearest(std::move(question), std::move(places));
    if (done)
        done->explanation = trf("{}在{}；同一层、不是起火的分区里，最近的是{}。", plan[from].name,
                                plan[own].name, format_right(*done).substr(2));
    return done;
}

} // namespace tools::quiz
