#include "tools/verify/crowd_site.h"

#include <algorithm>
#include <stdexcept>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

CrowdSite::CrowdSite() {
    plan_.key = plan_.name = "site";
}

plan::LevelId CrowdSite::level(double elevation_m) {
    const std::string key = "L" + std::to_string(plan_.levels.size());
    plan_.levels.push_back({key, key, elevation_m, 3});
    return core::make_id<plan::LevelId>(plan_.levels.size() - 1);
}

plan::SpaceId CrowdSite::space(plan::SpaceKind kind, plan::Polygon outline_m) {
    if (plan_.levels.empty()) level(0);
    plan::Space s;
    s.key = s.name = "S" + std::to_string(plan_.spaces.size());
    s.level = core::make_id<plan::LevelId>(plan_.levels.size() - 1);
    s.kind = kind;
    if (kind == plan::SpaceKind::stair) s.landing_m = outline_m;
    s.outline_m = std::move(outline_m);
    plan_.spaces.push_back(std::move(s));
    return core::make_id<plan::SpaceId>(plan_.spaces.size() - 1);
}

namespace {
plan::Polygon rectangle(Vec2 low, Vec2 high) {
    return {low, {high.x, low.y}, high, {low.x, high.y}};
}
} // namespace

plan::SpaceId CrowdSite::room(Vec2 low, Vec2 high) {
    return space(plan::SpaceKind::hall, rectangle(low, high));
}
plan::SpaceId CrowdSite::corridor(Vec2 low, Vec2 high) {
    return space(plan::SpaceKind::corridor, rectangle(low, high));
}
plan::SpaceId CrowdSite::outside(Vec2 low, Vec2 high) {
    return space(plan::SpaceKind::outside, rectangle(low, high));
}

plan::OpeningId CrowdSite::doorway(plan::SpaceId a, plan::SpaceId b, Vec2 center_m, double width_m,
                                   Vec2 along) {
    plan::Opening o;
    o.key = o.name = "O" + std::to_string(plan_.openings.size());
    o.kind = plan::OpeningKind::doorway;
    o.a = a;
    o.b = b;
    o.center_m = center_m;
    o.along = along;
    o.width_m = width_m;
    plan_.openings.push_back(std::move(o));
    return core::make_id<plan::OpeningId>(plan_.openings.size() - 1);
}

plan::OpeningId CrowdSite::door(plan::SpaceId a, plan::SpaceId b, Vec2 center_m, double width_m,
                                Vec2 along) {
    const plan::OpeningId id = doorway(a, b, center_m, width_m, along);
    plan_.openings.back().kind = plan::OpeningKind::door;
    return id;
}

plan::FlightId CrowdSite::flight(plan::SpaceId lower, plan::SpaceId upper,
                                 core::Segment lower_edge_m, core::Segment upper_edge_m,
                                 double slope_length_m) {
    plan::Stair stair;
    stair.key = stair.name = "stair";
    stair.spaces = {lower, upper};
    plan_.stairs.push_back(std::move(stair));
    plan::Flight f;
    f.key = "F" + std::to_string(plan_.flights.size());
    f.stair = core::make_id<plan::StairId>(plan_.stairs.size() - 1);
    f.lower = lower;
    f.upper = upper;
    f.lower_edge_m = lower_edge_m;
    f.upper_edge_m = upper_edge_m;
    f.slope_length_m = slope_length_m;
    f.width_m = core::distance(lower_edge_m.a, lower_edge_m.b);
    plan_.flights.push_back(std::move(f));
    return core::make_id<plan::FlightId>(plan_.flights.size() - 1);
}

void CrowdSite::make_ramp() {
    plan_.flights.back().kind = plan::FlightKind::ramp;
}
void CrowdSite::make_escalator(double belt_mps) {
    plan_.flights.back().kind = plan::FlightKind::escalator;
    plan_.flights.back().belt_mps = belt_mps;
}

plan::LiftId CrowdSite::lift(std::vector<plan::SpaceId> stops, int capacity_count) {
    plan::Lift lift;
    lift.key = lift.name = "lift";
    lift.spaces = std::move(stops);
    lift.capacity_count = capacity_count;
    plan_.lifts.push_back(std::move(lift));
    return core::make_id<plan::LiftId>(plan_.lifts.size() - 1);
}

void CrowdSite::open(const Options& options) {
    seed_ = options.seed;
    area_ = plan::make_walkable_area(plan_);
    constexpr double person_clearance_m = 0.25;
    auto mesh = plan::WalkableMesh::make(plan_, area_, person_clearance_m);
    if (!mesh) throw std::runtime_error("crowd site: no mesh"); // a mistake in the case itself
    mesh_ = std::make_unique<plan::WalkableMesh>(std::move(*mesh));
    graph_ = std::make_unique<plan::RouteGraph>(plan_);
    cells_ = plan::make_smoke_cells(plan_);
    open_frac_.assign(plan_.openings.size(), 1.0);
    locked_.assign(plan_.openings.size(), 0);
    people_ = std::make_unique<crowd::Crowd>(plan_, area_, *mesh_, *graph_, cells_, options.seed,
                                             options.doors);
}

plan::Position CrowdSite::inside_of(plan::SpaceId space, Vec2 in_m) const {
    return {area_.sheet_of(plan_[space].level), core::bounds(plan_[space].outline_m).low + in_m};
}

crowd::WalkerId CrowdSite::add(crowd::WalkerSpec spec) {
    spec.key = "p" + std::to_string(people_->size());
    return people_->add(spec);
}

crowd::WalkerId CrowdSite::add(plan::SpaceId in, Vec2 at_m, double speed_mps) {
    crowd::WalkerSpec spec;
    spec.space = in;
    spec.start = {area_.sheet_of(plan_[in].level), at_m};
    spec.free_speed_mps = speed_mps;
    return add(spec);
}

std::vector<crowd::WalkerId> CrowdSite::fill(plan::SpaceId in, Vec2 low, Vec2 high, int count,
                                             double mean_mps, double sd_mps) {
    std::vector<crowd::WalkerId> ids;
    std::vector<Vec2> taken;
    double apart_m = 0.42;
    const auto is_free = [&](Vec2 p) {
        return std::all_of(taken.begin(), taken.end(),
                           [&](Vec2 q) { return core::distance(p, q) >= apart_m; });
    };
    ++filled_;
    for (std::uint32_t n = 0; static_cast<int>(ids.size()) < count; ++n) {
        if (n % 20000 == 19999) apart_m *= 0.95; // packed too tightly for chance
        core::DrawKey key{seed_, core::Stream::placement, filled_, n, 0};
        const double u = core::draw_uniform(key);
        ++key.n;
        const Vec2 p{low.x + (high.x - low.x) * u,
                     low.y + (high.y - low.y) * core::draw_uniform(key)};
        if (!is_free(p)) continue;
        taken.push_back(p);
        ++key.n;
        const double v = sd_mps > 0 ? core::draw_normal(key, mean_mps, sd_mps) : mean_mps;
        ids.push_back(add(in, p, std::max(0.4, v)));
    }
    return ids;
}

void CrowdSite::send(const std::vector<crowd::WalkerId>& who, plan::SpaceId to) {
    for (const crowd::WalkerId id : who)
        send(id, to);
}
void CrowdSite::send(crowd::WalkerId who, plan::SpaceId to) {
    people_->go_to_any(who, [to](plan::SpaceId s) { return s == to; });
}

void CrowdSite::step() {
    people_->step({open_frac_, locked_, air_, devices_});
    ++ticks_;
    take_away_who_left();
}

/// As in the guidelines' own models, who is well out of an exit is out of the run.
void CrowdSite::take_away_who_left() {
    constexpr double well_out_m = 2.5;
    for (std::size_t i = 0; i < people_->size(); ++i) {
        const auto id = core::make_id<crowd::WalkerId>(i);
        const plan::SpaceId at = people_->space(id);
        if (plan_[at].kind != plan::SpaceKind::outside ||
            people_->state(id) == crowd::WalkerState::gone)
            continue;
        bool near = false;
        for (const plan::Opening& o : plan_.openings)
            near = near || ((o.a == at || o.b == at) &&
                            core::distance(o.segment_m(), people_->position(id).at_m) < well_out_m);
        if (!near) people_->remove(id);
    }
}

double CrowdSite::run_until_passed(plan::OpeningId o, int persons, double limit_s) {
    while (passed(o) < persons) {
        if (time_s() > limit_s) return std::numeric_limits<double>::quiet_NaN();
        step();
    }
    return time_s();
}

int CrowdSite::passed(plan::OpeningId o) const {
    return people_->opening_passages()[o.index()];
}

int CrowdSite::inside(plan::SpaceId space) const {
    int n = 0;
    for (std::size_t i = 0; i < people_->size(); ++i)
        n += people_->space(core::make_id<crowd::WalkerId>(i)) == space;
    return n;
}

void CrowdSite::lock(plan::OpeningId o) {
    open_frac_[o.index()] = 0;
    locked_[o.index()] = 1;
}

} // namespace tools::verify
