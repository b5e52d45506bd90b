// From one crew to the next: who takes on whom, and on what; and shelters that hold no longer.
#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>

namespace sim::drill {

namespace {

/// Not what is done with the bare hands.
bool can_lie_on(assist::DeviceKind kind) {
    return assist::stock_kind(kind) || kind == assist::DeviceKind::bed;
}

} // namespace

const HandoverSpec* World::Impl::find_handover(plan::SpaceId at) const {
    const auto found = std::find_if(
        scenario.handovers.begin(), scenario.handovers.end(), [&](const HandoverSpec& handover) {
            const auto rooms = rooms_of(handover.at);
            return std::find(rooms.begin(), rooms.end(), plan[at].key) != rooms.end();
        });
    return found == scenario.handovers.end() ? nullptr : &*found;
}

bool World::Impl::leaves_device(std::size_t person, const assist::DeviceProfile& device,
                                plan::SpaceId to) const {
    const HandoverSpec* handover = find_handover(to);
    return handover && handover->with_device && can_lie_on(device.kind) &&
           handover->role != cast[person].role;
}

/// Stopped on the way: what he lies on stays with him.
void World::Impl::leave_on_device(const Task& task) {
    const assist::DeviceKind kind = device_for(task).kind;
    if (task.was_moving && can_lie_on(kind)) people[task.resident].lies_on = kind;
}

void World::Impl::take_over(std::size_t person) {
    const Task& task = *people[person].task;
    Person& resident = people[task.resident];
    const std::size_t before = std::exchange(resident.moved_by, person);
    const bool with_device = resident.lies_on.has_value();
    resident.lies_on.reset();
    resident.barred_by = {};
    if (before == no_person || before == person) return;
    Args args;
    args.set("from", cast[before].key);
    args.set("space", plan[resident.space].key);
    args.set("with_device", with_device);
    emit(FactKind::resident_handed_over, cast[person].key, cast[task.resident].key,
         std::move(args), task.command_seq);
}

bool World::Impl::has_shelter_failed(const Person& resident) const {
    return resident.sheltered_by_door && resident.space == resident.bed_space &&
           space_smoky[resident.space.index()];
}

void World::Impl::note_failed_shelters(plan::SpaceId smoky) {
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (people[i].space != smoky || !has_shelter_failed(people[i])) continue;
        Args args;
        args.set("space", plan[smoky].key);
        args.set("reason", std::string(core::tr("关着门的房间进了烟")));
        emit(FactKind::shelter_failed, "system", cast[i].key, std::move(args));
    }
}

std::optional<World::Waiting> World::waits_for_handover(std::string_view resident) const {
    const auto it = impl_->person_by_key.find(resident);
    if (it == impl_->person_by_key.end()) return std::nullopt;
    const Person& p = impl_->people[it->second];
    const bool over =
        p.outcome == PersonOutcome::safe || p.outcome == PersonOutcome::incapacitated;
    if (!p.resident || p.moved_by == no_person || p.transfer || over) return std::nullopt;
    const HandoverSpec* handover = impl_->find_handover(p.space);
    if (!handover || handover->role == impl_->cast[p.moved_by].role) return std::nullopt;
    return Waiting{handover, impl_->space_smoky[p.space.index()] != 0};
}

std::optional<assist::DeviceKind> World::device_under(std::string_view resident) const {
    const auto it = impl_->person_by_key.find(resident);
    return it == impl_->person_by_key.end() ? std::nullopt : impl_->people[it->second].lies_on;
}

bool World::has_shelter_failed(std::string_view resident) const {
    const auto it = impl_->person_by_key.find(resident);
    return it != impl_->person_by_key.end() && impl_->has_shelter_failed(impl_->people[it->second]);
}

bool World::is_barred_by_smoke(std::string_view resident) const {
    const auto it = impl_->person_by_key.find(resident);
    if (it == impl_->person_by_key.end()) return false;
    const plan::SpaceId smoke = impl_->people[it->second].barred_by;
    return smoke && impl_->is_thick(smoke);
}

} // namespace sim::drill
