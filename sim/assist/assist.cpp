#include "sim/assist/assist.h"
#include "sim/assist/assist_constants.h"
#include "sim/assist/assist_state.h"
#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"
#include <algorithm>

namespace sim::assist {

Assist::Impl::Impl(const plan::Plan& plan_, const plan::WalkableArea& area_,
                   const plan::WalkableMesh& mesh_, const plan::RouteGraph& graph_,
                   const plan::SmokeCells& cells_, crowd::Crowd& crowd_, std::uint64_t seed_)
    : plan{plan_}, area{area_}, mesh{mesh_}, crowd{crowd_}, seed{seed_}, walls{plan_, area_},
      ways{plan_, area_, mesh_, graph_, walls}, air{plan_, area_, cells_},
      bodies{walls, area_.sheets.size()} {
    for (const plan::Equipment& e : plan.equipment)
        stock_left.push_back(e.count);
    lift_of.resize(plan.spaces.size());
    for (std::size_t i = 0; i < plan.lifts.size(); ++i)
        for (const plan::SpaceId stop : plan.lifts[i].spaces)
            lift_of[stop.index()] = core::make_id<plan::LiftId>(i);
    locked.assign(plan.openings.size(), 0);
    for (std::size_t i = 0; i < plan.openings.size(); ++i)
        locked[i] = plan.openings[i].locked;
}

Assist::Assist(const plan::Plan& plan, const plan::WalkableArea& area,
               const plan::WalkableMesh& mesh, const plan::RouteGraph& graph,
               const plan::SmokeCells& cells, crowd::Crowd& crowd, std::uint64_t seed)
    : impl_{std::make_unique<Impl>(plan, area, mesh, graph, cells, crowd, seed)} {}

Assist::~Assist() = default;

bool Assist::Impl::busy(crowd::WalkerId id) const noexcept {
    return std::any_of(under_way.begin(), under_way.end(), [&](TransferId at) {
        const Transfer& t = (*this)[at];
        return t.active() && std::find(t.crew.begin(), t.crew.end(), id) != t.crew.end();
    });
}

/// Why a transfer cannot begin, before its way is looked for; empty: nothing against it.
std::string Assist::Impl::refusal(const TransferSpec& spec) const {
    const DeviceProfile& device = spec.device;
    if (static_cast<int>(spec.crew.size()) < device.handlers_min)
        return core::trf("{}至少要 {} 人，只有 {} 人", device_word(device.kind),
                         device.handlers_min, spec.crew.size());
    for (std::size_t i = 0; i < spec.crew.size(); ++i) {
        const crowd::WalkerState state = crowd.state(spec.crew[i]);
        if (state == crowd::WalkerState::down || state == crowd::WalkerState::gone)
            return core::tr("搬运人员已不能行动");
        if (busy(spec.crew[i])) return core::tr("搬运人员正在转移另一位老人");
        if (std::count(spec.crew.begin(), spec.crew.end(), spec.crew[i]) > 1)
            return core::tr("同一名搬运人员被派了两次");
    }
    for (const TransferId id : under_way)
        if ((*this)[id].active() && (*this)[id].spec.resident_key == spec.resident_key)
            return core::tr("这位老人正在被转移");
    return {};
}

TransferId Assist::begin(const TransferSpec& spec) {
    Impl& a = *impl_;
    Transfer t;
    t.id = core::make_id<TransferId>(a.transfers.size());
    t.spec = spec;
    t.status.resident = {spec.sheet, spec.bed_pose.center_m};
    t.status.resident_space = spec.from;
    t.status.heading_rad = spec.bed_pose.heading_rad;
    t.status.reason = a.refusal(spec);
    if (t.status.reason.empty()) {
        WayAnswer answer = a.find_way(t, nullptr);
        t.way = std::move(answer.way);
        t.status.reason = std::move(answer.reason);
    }
    if (t.status.reason.empty()) a.start(t);
    if (!t.status.reason.empty()) t.status.phase = TransferPhase::refused;
    if (t.active()) a.under_way.push_back(t.id);
    a.transfers.push_back(std::move(t));
    return a.transfers.back().id;
}

/// Gives the crew their first orders, or writes the reason why the device cannot be had.
void Assist::Impl::start(Transfer& t) {
    const DeviceProfile& device = t.spec.device;
    const crowd::WalkerId first = t.spec.crew.front();
    const auto with_him = carried.find(first);
    const bool at_hand = !device.needs_stock || !t.spec.stock ||
                         (with_him != carried.end() && with_him->second == device.kind);
    if (!at_hand && stock_left[t.spec.stock.index()] <= 0) {
        t.status.reason =
            core::trf("{} 的{}已取完", plan[t.spec.stock].key, device_word(device.kind));
        return;
    }
    const auto most = static_cast<std::size_t>(std::max(device.handlers_max, device.handlers_min));
    t.crew.assign(t.spec.crew.begin(), t.spec.crew.begin() + std::min(most, t.spec.crew.size()));
    const double preparation_s =
        profile_of_crew(device, static_cast<int>(t.crew.size()), t.spec.fitness).preparation_s;
    const core::DrawKey key{seed, core::Stream::preparation, core::hash_key(t.spec.resident_key), 0,
                            static_cast<std::uint32_t>(device.kind)};
    t.status.preparation_left_s =
        device.preparation_sd_s > 0
            ? core::draw_lognormal(key, preparation_s, device.preparation_sd_s)
            : preparation_s;
    for (std::size_t i = at_hand ? 0 : 1; i < t.crew.size(); ++i)
        send_to_resident(t, i);
    if (at_hand) {
        t.status.phase = TransferPhase::gathering;
        return;
    }
    carried.erase(first); // what he had stays where he stands
    --stock_left[t.spec.stock.index()];
    t.counts_stock = true;
    t.status.phase = TransferPhase::fetching;
    const plan::Equipment& stock = plan[t.spec.stock];
    crowd.go_to(first, stock.space, stock.at_m);
}

void Assist::Impl::release_crew(Transfer& t) {
    for (const crowd::WalkerId id : t.crew) {
        if (crowd.state(id) == crowd::WalkerState::attached)
            crowd.detach(id);
        else if (crowd.state(id) != crowd::WalkerState::down &&
                 crowd.state(id) != crowd::WalkerState::gone)
            crowd.stop(id);
    }
    if (t.body) bodies.remove(*t.body);
    t.body.reset();
    t.way = Way{};
}

void Assist::Impl::stop(Transfer& t, std::string reason) {
    if (t.counts_stock && t.status.phase == TransferPhase::fetching)
        ++stock_left[t.spec.stock.index()]; // never taken
    release_crew(t);
    t.status.waits.clear();
    t.status.phase = TransferPhase::stopped;
    t.status.reason = std::move(reason);
}

void Assist::Impl::finish(Transfer& t) {
    constexpr double lift_reach_m = 1.5; // set down beside the device
    if (core::distance(t.status.resident.at_m, t.spec.to_m) <= lift_reach_m)
        t.status.resident.at_m = t.spec.to_m;
    t.status.resident_space = t.spec.to;
    release_crew(t);
    for (const crowd::WalkerId id : t.crew)
        ++trips[id];
    if (t.spec.leaves_device)
        carried.erase(t.crew.front());
    else if (t.spec.device.needs_stock)
        carried[t.crew.front()] = t.spec.device.kind;
    t.status.waits.clear();
    t.status.phase = TransferPhase::done;
}

void Assist::call_off(TransferId id) {
    Transfer& t = (*impl_)[id];
    if (t.active()) impl_->stop(t, core::tr("已取消"));
}

void Assist::step(const crowd::Surroundings& surroundings) {
    Impl& a = *impl_;
    a.locked.assign(surroundings.locked.begin(), surroundings.locked.end());
    a.door_pushes.clear();
    for (const TransferId id : a.under_way) {
        Transfer& t = a[id];
        if (!t.active() || !a.keep_enough_handlers(t)) continue;
        switch (t.status.phase) {
        case TransferPhase::fetching:
            a.step_fetching(t);
            break;
        case TransferPhase::gathering:
            a.step_gathering(t);
            break;
        case TransferPhase::preparing:
            a.step_preparing(t);
            if (t.status.phase == TransferPhase::moving) a.set_out(t, surroundings);
            break;
        case TransferPhase::moving:
            a.step_moving(t, surroundings);
            break;
        case TransferPhase::unloading:
            t.timer_s -= core::tick_s;
            if (t.timer_s <= 0) a.finish(t);
            break;
        default:
            break;
        }
    }
    a.aim_bodies();
    a.bodies.step();
    a.take_poses(surroundings);
    a.publish();
    std::erase_if(a.under_way, [&](TransferId id) { return !a[id].active(); });
}

const TransferStatus& Assist::status(TransferId id) const noexcept {
    return (*impl_)[id].status;
}

bool Assist::is_busy(crowd::WalkerId id) const noexcept {
    return impl_->busy(id);
}

std::span<const crowd::Obstacle> Assist::obstacles() const noexcept {
    return impl_->obstacles[impl_->obstacles_now];
}

std::span<const crowd::DoorPush> Assist::door_pushes() const noexcept {
    return impl_->door_pushes;
}

std::span<const plan::OpeningId> Assist::openings_in_use() const noexcept {
    return impl_->openings_in_use;
}

std::span<const Assist::Body> Assist::bodies() const noexcept {
    return impl_->shown;
}

} // namespace sim::assist
