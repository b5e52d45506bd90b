#include "sim/crowd/crowd.h"

#include "sim/crowd/crowd_impl.h"
#include "sim/crowd/posture.h"
#include <algorithm>

namespace sim::crowd {

Crowd::Crowd(const plan::Plan& plan, const plan::WalkableArea& area, const plan::WalkableMesh& mesh,
             const plan::RouteGraph& graph, const plan::SmokeCells& cells, std::uint64_t seed,
             DoorMode door_mode)
    : impl_(std::make_unique<Impl>(plan, area, mesh, graph, cells, seed, door_mode)) {}
Crowd::~Crowd() = default;

WalkerId Crowd::add(const WalkerSpec& spec) {
    impl_->walkers.add(spec);
    impl_->row_of.push_back(static_cast<std::uint32_t>(size() - 1));
    impl_->navigator.add();
    impl_->step_out_of_walls(size() - 1);
    impl_->step_off_threshold(size() - 1);
    impl_->wake(size() - 1);
    return core::make_id<WalkerId>(size() - 1);
}

namespace {
/// Takes orders to walk: neither carried nor down nor gone.
bool obeys(WalkerState s) {
    return s != WalkerState::attached && s != WalkerState::down && s != WalkerState::gone;
}
} // namespace

void Crowd::go_to(WalkerId id, plan::SpaceId space, core::Vec2 at_m) {
    if (!obeys(state(id))) return;
    impl_->navigator.go_to(impl_->walkers, impl_->row(id), space, at_m);
    impl_->wake(impl_->row(id));
}
void Crowd::go_to_any(WalkerId id, std::function<bool(plan::SpaceId)> is_goal) {
    if (!obeys(state(id))) return;
    impl_->navigator.go_to_any(impl_->walkers, impl_->row(id), std::move(is_goal));
    impl_->wake(impl_->row(id));
}
void Crowd::stop(WalkerId id) {
    if (!obeys(state(id))) return;
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::standing;
}
void Crowd::set_speed_factor(WalkerId id, double factor) {
    impl_->walkers.speed_factor[impl_->row(id)] = std::clamp(factor, 0.0, 2.0);
}
void Crowd::set_enters_smoke(WalkerId id, bool enters) {
    impl_->walkers.enters_smoke[impl_->row(id)] = enters ? 1 : 0;
}
void Crowd::set_way_preference(WalkerId id, WayPreference preference) {
    impl_->navigator.prefer(impl_->row(id), std::move(preference));
}
void Crowd::set_signs(std::vector<double> reach_m) {
    impl_->navigator.set_signs(std::move(reach_m));
}
void Crowd::set_lift_service(plan::LiftId lift, LiftService service) {
    impl_->lifts.set_service(lift, service);
    impl_->navigator.all_ways_stale();
}
void Crowd::set_lift_permit(WalkerId id, bool permitted) {
    impl_->walkers.lift_permit[impl_->row(id)] = permitted ? 1 : 0;
}
bool Crowd::lift_takes(plan::LiftId lift, bool permitted) const noexcept {
    return impl_->lifts.takes(lift, permitted);
}
double Crowd::lift_expected_s(plan::LiftId lift, plan::SpaceId from, plan::SpaceId to) const {
    return impl_->lifts.expected_s(lift, from, to);
}
void Crowd::tell_lift(const LiftLoad& load) {
    impl_->lift_loads.push_back(load);
}
LiftStatus Crowd::lift_status(plan::LiftId lift) const {
    return impl_->lifts.status(lift);
}
void Crowd::set_smoke_law(SmokeSpeedLaw law) {
    impl_->navigator.set_smoke_law(law);
}
void Crowd::keep_together(std::span<const WalkerId> group) {
    std::vector<std::uint32_t> members;
    for (const WalkerId id : group)
        members.push_back(static_cast<std::uint32_t>(impl_->row(id)));
    impl_->groups.add(members);
}
void Crowd::attach(WalkerId id) {
    if (!obeys(state(id))) return;
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::attached;
    impl_->walkers.posture[impl_->row(id)] = Posture::upright;
}
void Crowd::detach(WalkerId id) {
    if (state(id) != WalkerState::attached) return;
    impl_->walkers.state[impl_->row(id)] = WalkerState::standing;
    impl_->walkers.velocity_mps[impl_->row(id)] = {};
    impl_->step_out_of_walls(impl_->row(id));
}
void Crowd::place(WalkerId id, plan::Position position, plan::SpaceId space) {
    Walkers& w = impl_->walkers;
    const std::size_t i = impl_->row(id);
    impl_->wake(i);
    w.velocity_mps[i] = w.sheet[i] == position.sheet
                            ? (position.at_m - w.at_m[i]) * core::tick_rate_Hz
                            : core::Vec2{};
    w.at_m[i] = position.at_m;
    w.sheet[i] = position.sheet;
    w.space[i] = space;
}
void Crowd::set_down(WalkerId id) {
    if (state(id) == WalkerState::gone) return;
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::down;
    impl_->walkers.posture[impl_->row(id)] = Posture::lying;
    impl_->walkers.velocity_mps[impl_->row(id)] = {};
}
void Crowd::remove(WalkerId id) {
    impl_->navigator.forget(impl_->row(id));
    impl_->wake(impl_->row(id));
    impl_->walkers.state[impl_->row(id)] = WalkerState::gone;
    impl_->walkers.velocity_mps[impl_->row(id)] = {};
}

void Crowd::step(const Surroundings& surroundings) {
    impl_->step(surroundings);
}

std::size_t Crowd::size() const noexcept {
    return impl_->walkers.size();
}
WalkerState Crowd::state(WalkerId id) const noexcept {
    return impl_->walkers.state[impl_->row(id)];
}
plan::Position Crowd::position(WalkerId id) const noexcept {
    return {impl_->walkers.sheet[impl_->row(id)], impl_->walkers.at_m[impl_->row(id)]};
}
core::Vec2 Crowd::velocity_mps(WalkerId id) const noexcept {
    return impl_->walkers.velocity_mps[impl_->row(id)];
}
plan::SpaceId Crowd::space(WalkerId id) const noexcept {
    return impl_->walkers.space[impl_->row(id)];
}
Posture Crowd::posture(WalkerId id) const noexcept {
    return impl_->walkers.posture[impl_->row(id)];
}
double Crowd::breathing_height_m(WalkerId id) const noexcept {
    const std::size_t i = impl_->row(id);
    return calc_breathing_height_m(impl_->walkers.posture[i], impl_->walkers.breathing_height_m[i]);
}
double Crowd::radius_m(WalkerId id) const noexcept {
    return impl_->walkers.radius_m[impl_->row(id)];
}
double Crowd::free_speed_mps(WalkerId id) const noexcept {
    return impl_->walkers.free_mps[impl_->row(id)];
}
std::span<const DoorPush> Crowd::door_pushes() const noexcept {
    return impl_->pushes;
}
std::span<const int> Crowd::opening_occupants() const noexcept {
    return impl_->occupants;
}
std::span<const int> Crowd::opening_passages() const noexcept {
    return impl_->gates.passages();
}

} // namespace sim::crowd
