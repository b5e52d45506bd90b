#include "tools/verify/assist_ward.h"
#include <fmt/format.h>

namespace tools::verify {

namespace assist = sim::assist;
namespace crowd = sim::crowd;
using sim::core::make_id;

namespace {

constexpr double person_radius_m = 0.25;

} // namespace

Drawing& Drawing::level(double elevation_m) {
    const std::string key = fmt::format("level/{}", plan_.levels.size() + 1);
    plan_.levels.push_back({key, key, elevation_m, 3});
    return *this;
}

plan::SpaceId Drawing::room(plan::SpaceKind kind, Vec2 low, Vec2 high) {
    if (plan_.levels.empty()) level(0);
    plan::Space s;
    s.key = s.name = fmt::format("space/{}", plan_.spaces.size() + 1);
    s.level = make_id<plan::LevelId>(plan_.levels.size() - 1);
    s.kind = kind;
    s.outline_m = {low, {high.x, low.y}, high, {low.x, high.y}};
    plan_.spaces.push_back(std::move(s));
    return make_id<plan::SpaceId>(plan_.spaces.size() - 1);
}

plan::SpaceId Drawing::landing(Vec2 low, Vec2 high) {
    const plan::SpaceId id = room(plan::SpaceKind::stair, low, high);
    plan_.spaces.back().landing_m = plan_.spaces.back().outline_m;
    return id;
}

plan::OpeningId Drawing::opening(plan::OpeningKind kind, plan::SpaceId a, plan::SpaceId b,
                                 Vec2 center_m, Vec2 along, double width_m) {
    plan::Opening o;
    o.key = o.name = fmt::format("door/{}", plan_.openings.size() + 1);
    o.kind = kind;
    o.a = a;
    o.b = b;
    o.center_m = center_m;
    o.along = along;
    o.width_m = width_m;
    o.swings_into = a;
    plan_.openings.push_back(std::move(o));
    return make_id<plan::OpeningId>(plan_.openings.size() - 1);
}

void Drawing::stair(const std::vector<plan::SpaceId>& landings) {
    const std::string key = fmt::format("stair/{}", plan_.stairs.size() + 1);
    plan_.stairs.push_back({key, key, landings});
}

void Drawing::flight(plan::SpaceId lower, plan::SpaceId upper, sim::core::Segment lower_edge_m,
                     sim::core::Segment upper_edge_m, double slope_length_m) {
    plan::Flight f;
    f.key = fmt::format("flight/{}", plan_.flights.size() + 1);
    f.stair = make_id<plan::StairId>(plan_.stairs.size() - 1);
    f.lower = lower;
    f.upper = upper;
    f.lower_edge_m = lower_edge_m;
    f.upper_edge_m = upper_edge_m;
    f.slope_length_m = slope_length_m;
    f.width_m = sim::core::distance(lower_edge_m.a, lower_edge_m.b);
    plan_.flights.push_back(std::move(f));
}

plan::LiftId Drawing::lift(const std::vector<plan::SpaceId>& stops, int capacity_count) {
    plan::Lift l;
    l.key = l.name = fmt::format("lift/{}", plan_.lifts.size() + 1);
    l.spaces = stops;
    l.capacity_count = capacity_count;
    l.fire_service = true;
    plan_.lifts.push_back(std::move(l));
    return make_id<plan::LiftId>(plan_.lifts.size() - 1);
}

plan::EquipmentId Drawing::stock(plan::EquipmentKind kind, plan::SpaceId space, Vec2 at_m,
                                 int count) {
    plan::Equipment e;
    e.key = e.name = fmt::format("stock/{}", plan_.equipment.size() + 1);
    e.kind = kind;
    e.space = space;
    e.at_m = at_m;
    e.count = count;
    plan_.equipment.push_back(std::move(e));
    return make_id<plan::EquipmentId>(plan_.equipment.size() - 1);
}

Ward::Ward(const plan::Plan& plan, std::uint64_t seed)
    : plan_{plan}, area_{plan::make_walkable_area(plan)}, mesh_{std::move(*plan::WalkableMesh::make(
                                                              plan, area_, person_radius_m))},
      graph_{plan}, cells_{plan::make_smoke_cells(plan)},
      crowd_{plan, area_, mesh_, graph_, cells_, seed, crowd::DoorMode::emergent},
      assist_{plan, area_, mesh_, graph_, cells_, crowd_, seed},
      open_frac_(plan.openings.size(), 1.0), locked_(plan.openings.size(), 0) {}

void Ward::add_crew(std::size_t size, plan::SpaceId space, Vec2 at_m, double walk_mps,
                    double stair_mps) {
    constexpr double apart_m = 0.7;
    Crew crew;
    for (std::size_t i = 0; i < size; ++i) {
        crowd::WalkerSpec spec;
        spec.key = fmt::format("crew/{}-{}", crews_.size() + 1, i + 1);
        spec.start = {area_.sheet_of(plan_[space].level),
                      at_m + Vec2{0, apart_m * (i % 2 == 0 ? 1 : -1)}};
        spec.space = space;
        spec.free_speed_mps = walk_mps;
        spec.stair_up_mps = spec.stair_down_mps = stair_mps;
        spec.enters_smoke = true;
        crew.walkers.push_back(crowd_.add(spec));
    }
    crews_.push_back(std::move(crew));
}

void Ward::use(const assist::DeviceProfile& device, plan::EquipmentId stock) {
    device_ = device;
    stock_ = stock;
}

const assist::TransferStatus* Ward::status(std::size_t crew) const {
    return crews_[crew].task ? &assist_.status(*crews_[crew].task) : nullptr;
}

void Ward::give_tasks() {
    for (Crew& crew : crews_) {
        if (crew.task) {
            const assist::TransferPhase phase = assist_.status(*crew.task).phase;
            refused_ = refused_ || phase == assist::TransferPhase::stopped;
            if (phase != assist::TransferPhase::done) continue;
            crew.task.reset();
        }
        if (waiting_.empty()) continue;
        const Resident& next = waiting_.front();
        assist::TransferSpec spec;
        spec.resident_key = fmt::format("resident/{}", ++begun_count_);
        spec.from = next.from;
        spec.bed_pose = {next.bed_m, 0};
        spec.sheet = area_.sheet_of(plan_[next.from].level);
        spec.to = next.to;
        spec.to_m = next.to_m;
        spec.device = device_;
        spec.stock = stock_;
        spec.crew = crew.walkers;
        const assist::TransferId id = assist_.begin(spec);
        const bool no_device = stock_ && assist_.status(id).phase == assist::TransferPhase::refused;
        if (no_device && crews_.size() > 1) continue; // another crew has it
        crew.task = id;
        refused_ = refused_ || assist_.status(id).phase == assist::TransferPhase::refused;
        waiting_.pop_front();
    }
}

void Ward::step() {
    const crowd::Surroundings before{open_frac_, locked_, hazard_, assist_.obstacles()};
    assist_.step(before);
    crowd_.step({open_frac_, locked_, hazard_, assist_.obstacles()});
    time_s_ += sim::core::tick_s;
}

double Ward::run(double limit_s) {
    while (time_s_ < limit_s && !refused_) {
        give_tasks();
        bool idle = waiting_.empty();
        for (const Crew& crew : crews_)
            idle = idle && !crew.task;
        if (idle) return time_s_;
        step();
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace tools::verify
