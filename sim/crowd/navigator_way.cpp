#include "sim/crowd/navigator.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

namespace {

constexpr double closed_s = std::numeric_limits<double>::infinity();
constexpr double fan_rad = 1.1;     ///< to either side of the way in
constexpr std::uint32_t tries = 30; ///< of a place to stand

Vec2 middle(const Segment& s) {
    return (s.a + s.b) * 0.5;
}

} // namespace

/// Unit vector square to the opening, into that space.
Vec2 Navigator::way_into(plan::OpeningId opening, plan::SpaceId into) const {
    const plan::Opening& o = plan_[opening];
    const Vec2 n = core::left_of(core::normalized(o.along));
    const plan::Space& space = plan_[into];
    const auto& outline = space.landing_m.empty() ? space.outline_m : space.landing_m;
    constexpr double step_m = 0.05;
    return core::contains(outline, o.center_m + n * step_m) ? n : n * -1;
}

/// Unit vector off the flight, in the frame of the level it leads onto.
Vec2 Navigator::way_off(const plan::SheetLink& link) const {
    const Vec2 along = core::normalized(link.to_edge_m.b - link.to_edge_m.a);
    return core::left_of(along) * (link.up ? 1 : -1);
}

bool Navigator::is_smoky(const Walkers& w, std::size_t i, const Now& now, plan::SpaceId space,
                         Vec2 at_m) const {
    const double k = air_.extinction_per_m(now.around.hazard, space, at_m, w.breathing_height_m[i]);
    return fire::calc_visibility_m(k) < closed_visibility_m;
}

double Navigator::price_of_opening_s(const Walkers& w, std::size_t i, const Now& now,
                                     plan::OpeningId id, bool through_smoke) const {
    const plan::Opening& o = plan_[id];
    if (!wide_enough_[id.index()] || now.gates.is_locked(id)) return closed_s;
    if (now.around.hazard && !through_smoke)
        for (const plan::SpaceId side : {o.a, o.b})
            if (is_smoky(w, i, now, side, o.center_m)) return closed_s;
    double price_s = now.gates.is_shut(id) ? shut_door_s : 0;
    if (plan_[o.a].level == plan_[w.space[i]].level) {
        const double d = core::distance(o.center_m, w.at_m[i]);
        const double wait_s =
            now.gates.count_ahead(id, d) / (expected_flow_persons_per_m_s * o.width_m);
        price_s += std::max(0.0, wait_s - d / w.free_mps[i]);
    }
    return price_s + preference_s(w, i, now, id);
}

double Navigator::preference_s(const Walkers& w, std::size_t i, const Now& now,
                               plan::OpeningId o) const {
    if (i >= preferences_.size() || !preferences_[i]) return 0;
    const WayPreference& likes = *preferences_[i];
    double price_s = 0;
    if (leads_out_[o.index()]) {
        if (likes.told && !(likes.told == o)) price_s += likes.told_s;
        if (likes.unfamiliar_s > 0 && !likes.knows(o) && !(likes.told == o) && !reads_sign(w, i, o))
            price_s += likes.unfamiliar_s;
    }
    if (likes.follows_s > 0 && (plan_[o].a == w.space[i] || plan_[o].b == w.space[i]))
        price_s += likes.follows_s * others_elsewhere_frac(w, i, now, o);
    return price_s;
}

/// In sight, and near enough for the air between.
bool Navigator::reads_sign(const Walkers& w, std::size_t i, plan::OpeningId o) const {
    const double reach_m = o.index() < sign_reach_m_.size() ? sign_reach_m_[o.index()] : 0;
    const plan::Opening& opening = plan_[o];
    if (reach_m <= 0 || !(area_.sheet_of(plan_[opening.a].level) == w.sheet[i])) return false;
    const double through_smoke_m =
        extinction_per_m_[i] > 0 ? lit_sign_contrast_ratio / extinction_per_m_[i] : reach_m;
    if (core::distance(opening.center_m, w.at_m[i]) > std::min(reach_m, through_smoke_m))
        return false;
    const Segment gap = opening.segment_m();
    return ground_.sees(w.sheet[i], w.at_m[i], opening.center_m, 0, &gap);
}

/// Of the others on their way out of this space the share that takes another opening.
double Navigator::others_elsewhere_frac(const Walkers& w, std::size_t i, const Now& now,
                                        plan::OpeningId o) const {
    int all = 0, elsewhere = 0;
    for (std::size_t k = 0; k < plan_.openings.size(); ++k) {
        const auto id = core::make_id<plan::OpeningId>(k);
        if (!(plan_[id].a == w.space[i] || plan_[id].b == w.space[i])) continue;
        const int others = now.gates.count_heading(id) - (next_opening(i) == id ? 1 : 0);
        all += std::max(0, others);
        elsewhere += id == o ? 0 : std::max(0, others);
    }
    return all == 0 ? 0 : static_cast<double>(elsewhere) / all;
}

std::optional<plan::Route> Navigator::find_from(const Errand& errand, plan::SpaceId from, Vec2 at_m,
                                                const plan::RouteCosts& costs) const {
    if (errand.goal == Goal::any)
        return graph_.find_route_to_any(from, at_m, errand.is_goal, costs);
    return graph_.find_route(from, at_m, errand.space, errand.at_m, costs);
}

std::optional<plan::Route> Navigator::find_way(const Walkers& w, std::size_t i, const Now& now,
                                               plan::OpeningId only_by, bool through_smoke) const {
    const Errand& errand = errands_[i];
    const double factor = std::max(1e-3, w.speed_factor[i] * w.smoke_factor[i]);
    plan::RouteCosts costs;
    costs.speed_mps = std::max(1e-3, w.free_mps[i] * factor);
    costs.stair_up_mps = std::max(1e-3, w.up_mps[i] * factor);
    costs.stair_down_mps = std::max(1e-3, w.down_mps[i] * factor);
    costs.opening_s = [&](plan::OpeningId o) {
        const bool here = plan_[o].a == w.space[i] || plan_[o].b == w.space[i];
        if (only_by && here && o != only_by) return closed_s;
        return price_of_opening_s(w, i, now, o, through_smoke);
    };
    costs.ramp_up_mps = costs.speed_mps * w.ramp_up_ratio[i];
    costs.ramp_down_mps = costs.speed_mps * w.ramp_down_ratio[i];
    costs.walks_on_escalators = w.walks_on_escalators[i] != 0;
    if (now.lifts.any_in_service())
        costs.lift_s = [&](plan::LiftId lift, plan::SpaceId from, plan::SpaceId to) {
            return now.lifts.takes(lift, w.lift_permit[i] != 0)
                       ? now.lifts.expected_s(lift, from, to)
                       : closed_s;
        };
    if (now.around.hazard)
        costs.space_s = [&](plan::SpaceId s, double length_m) {
            if (!air_.is_one_cell(s)) return 0.0;
            const double k = air_.extinction_per_m(
                now.around.hazard, s, core::centroid(plan_[s].outline_m), w.breathing_height_m[i]);
            if (!through_smoke && fire::calc_visibility_m(k) < closed_visibility_m) return closed_s;
            return length_m / costs.speed_mps *
                   (1 / calc_smoke_speed_factor(smoke_law_, k, w.free_mps[i]) - 1);
        };
    const plan::Sheet& sheet = area_.sheets[w.sheet[i].index()];
    if (!sheet.flight) return find_from(errand, w.space[i], w.at_m[i], costs);

    // On a flight both ends are looked at.
    const plan::Flight& flight = plan_[sheet.flight];
    std::optional<plan::Route> best;
    for (const bool up : {false, true}) {
        const plan::SpaceId end = up ? flight.upper : flight.lower;
        const Vec2 edge_m = middle(up ? flight.upper_edge_m : flight.lower_edge_m);
        std::optional<plan::Route> way = find_from(errand, end, edge_m, costs);
        if (!way) continue;
        const double left_m = up ? flight.slope_length_m - w.at_m[i].y : w.at_m[i].y;
        const double there_mps = flight_mps(w, i, sheet.flight, up);
        if (there_mps <= 0) continue; // against a moving escalator
        way->cost_s += left_m / there_mps;
        way->steps.insert(way->steps.begin(), plan::RouteStep{{}, sheet.flight, up, end});
        if (!best || way->cost_s < best->cost_s) best = std::move(way);
    }
    return best;
}

bool Navigator::choose_way(Walkers& w, std::size_t i, const Now& now) {
    Errand& errand = errands_[i];
    const bool bold = w.enters_smoke[i] != 0;
    std::optional<plan::Route> way = find_way(w, i, now, {}, bold);
    if (!way && !bold && in_smoke_[i])
        way = find_way(w, i, now, {}, true); // out of it, whatever the way
    errand.way_stale = !way;
    if (!way) return false;
    errand.steps = std::move(way->steps);
    errand.step = 0;
    errand.leg_stale = true;
    return true;
}

void Navigator::watch_way(Walkers& w, std::size_t i, const Now& now) {
    Errand& errand = errands_[i];
    if (errand.way_stale) return;
    if (is_turn<watch_period_ticks>(now.tick, w.id[i])) {
        const bool bold = w.enters_smoke[i] || in_smoke_[i];
        for (std::size_t k = errand.step; k < errand.steps.size() && !errand.way_stale; ++k) {
            const plan::RouteStep& step = errand.steps[k];
            const bool blocked =
                step.opening && price_of_opening_s(w, i, now, step.opening, bold) == closed_s;
            const bool smoky =
                now.around.hazard && !bold && air_.is_one_cell(step.into) &&
                is_smoky(w, i, now, step.into, core::centroid(plan_[step.into].outline_m));
            errand.way_stale = blocked || smoky;
        }
    }
    if (!errand.way_stale && is_turn<compare_period_ticks>(now.tick, w.id[i]))
        compare_ways(w, i, now);
}

/// In a queue: is another door so much better that one walks over to it?
void Navigator::compare_ways(Walkers& w, std::size_t i, const Now& now) {
    Errand& errand = errands_[i];
    const plan::OpeningId present = errand.leg.opening;
    if (!present || errand.leg_stale || errand.step >= errand.steps.size()) return;
    const double d = core::distance(plan_[present].center_m, w.at_m[i]);
    const bool has_likes = i < preferences_.size() && preferences_[i];
    if (!has_likes && now.gates.count_ahead(present, d) < queue_worth_comparing_count) return;
    const bool bold = w.enters_smoke[i] != 0;
    std::optional<plan::Route> best = find_way(w, i, now, {}, bold);
    if (!best || best->steps.empty() || best->steps.front().opening == present) return;
    const std::optional<plan::Route> stay = find_way(w, i, now, present, bold);
    if (stay && best->cost_s > worth_changing_frac * stay->cost_s) return;
    errand.steps = std::move(best->steps);
    errand.step = 0;
    errand.leg_stale = true;
}

/// A place in the space just reached that is out of the way of those who follow: anywhere within
/// reach and sight, so that the space fills evenly.
Vec2 Navigator::place_to_stand(const Walkers& w, std::size_t i, const Now& now) const {
    const plan::Space& space = plan_[w.space[i]];
    const auto& outline = space.landing_m.empty() ? space.outline_m : space.landing_m;
    const Vec2 at = w.at_m[i];
    const Vec2 came_in = errands_[i].came_in;
    const Vec2 ahead = came_in == Vec2{} ? core::normalized(w.velocity_mps[i]) : came_in;
    const double reach_m =
        space.kind == plan::SpaceKind::outside ? assembly_reach_m : refuge_reach_m;
    Vec2 best = at + ahead * 0.5;
    double best_m = 0.5;
    for (std::uint32_t k = 0; k < tries; ++k) {
        core::DrawKey key{seed_, core::Stream::body, w.draw_subject[i],
                          static_cast<std::uint32_t>(now.tick), 110 + 2 * k};
        const double turn = (core::draw_uniform(key) - 0.5) * 2 * fan_rad;
        ++key.n;
        const double far_m = reach_m * std::sqrt(core::draw_uniform(key));
        const Vec2 p = at + Vec2{ahead.x * std::cos(turn) - ahead.y * std::sin(turn),
                                 ahead.x * std::sin(turn) + ahead.y * std::cos(turn)} *
                                far_m;
        if (far_m <= best_m || !core::contains(outline, p) ||
            !ground_.sees(w.sheet[i], at, p, w.radius_m[i], nullptr))
            continue;
        best = p;
        best_m = far_m;
        if (far_m >= clear_of_door_m) break;
    }
    return best;
}

} // namespace sim::crowd
