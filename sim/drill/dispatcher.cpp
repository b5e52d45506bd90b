#include "sim/drill/dispatcher.h"

#include "sim/plan/space_way.h"
#include <algorithm>
#include <limits>

namespace sim::drill {

bool takes_on(const Scenario& scenario, std::string_view role) noexcept {
    return std::any_of(scenario.handovers.begin(), scenario.handovers.end(),
                       [role](const HandoverSpec& handover) { return handover.role == role; });
}

namespace {

constexpr double again_after_s = 60; ///< a rescue that failed is tried anew. Own choice, 30..120
/// Who takes residents on at a place stays there for that.
bool may_help(const Scenario& s, std::size_t person, std::size_t other) {
    const std::string& role = s.people[other].role;
    return role == s.people[person].role || !takes_on(s, role);
}

constexpr double never = std::numeric_limits<double>::infinity();

} // namespace

struct Dispatcher::Look {
    const World& world;
    Frame frame;
    std::vector<std::size_t> free; ///< indices into scenario.people, less those given a task

    [[nodiscard]] const PersonFrame& resident(const Scenario& s, std::size_t i) const {
        return frame.people[s.people.size() + i];
    }
};

Dispatcher::Dispatcher(const LoadedScenario& loaded)
    : loaded_(loaded), graph_(loaded.plan),
      origin_(loaded.plan.find_space(loaded.scenario.origin)) {}

Dispatcher::~Dispatcher() = default;

/// Of a resident for somebody who is free; infinity: not his.
double Dispatcher::rank_of(const Look& look, std::size_t person, std::size_t resident) const {
    const Scenario& s = loaded_.scenario;
    const plan::Plan& p = loaded_.plan;
    const ResidentSpec& who = s.residents[resident];
    const plan::Bed& bed = p[p.find_bed(who.bed)];
    const auto way_s = [&](plan::SpaceId from, core::Vec2 from_m) {
        const auto route = graph_.find_route(from, from_m, bed.space, bed.center_m, {});
        return route ? route->cost_s : never;
    };
    switch (s.rescue) {
    case RescueOrder::none:
        return never;
    case RescueOrder::guide_list: {
        const bool own = who.guide == s.people[person].role;
        const bool helps_all = s.people[person].kind == PersonKind::fire_service;
        return own || helps_all ? static_cast<double>(resident) : never;
    }
    case RescueOrder::nearest_first: {
        const PersonFrame& at = look.frame.people[person];
        const plan::LevelId level = look.world.area().sheets[at.position.sheet.index()].level;
        const plan::SpaceId space =
            level ? p.find_space_at(level, at.position.at_m) : plan::SpaceId{};
        return space ? way_s(space, at.position.at_m) : static_cast<double>(resident);
    }
    case RescueOrder::origin_first:
    case RescueOrder::shelter_in_place: // the room of origin, its neighbours, then farther away
        return origin_ ? way_s(origin_, plan::find_standing_point(p[origin_]))
                       : static_cast<double>(resident);
    }
    return never;
}

/// Who waits to be taken on comes first, and is his who takes on; the others as long as they are in
/// danger.
double Dispatcher::rank_in_need(const Look& look, std::size_t person, std::size_t resident) const {
    const Scenario& s = loaded_.scenario;
    const std::string& key = s.residents[resident].key;
    const auto waiting = look.world.waits_for_handover(key);
    if (waiting && waiting->handover->role == s.people[person].role) return -1;
    if (waiting && !waiting->in_smoke) return never;
    const PersonSpec& who = s.people[person];
    const bool stays_there = takes_on(s, who.role) && who.kind != PersonKind::fire_service;
    if (stays_there && s.residents[resident].guide != who.role) return never;
    const bool inside = look.resident(s, resident).outcome == PersonOutcome::inside;
    return inside || look.world.has_shelter_failed(key) ? rank_of(look, person, resident) : never;
}

std::vector<Dispatcher::Rescue> Dispatcher::rank_for(const Look& look, std::size_t person) const {
    const Scenario& s = loaded_.scenario;
    std::vector<Rescue> rescues;
    for (std::size_t i = 0; i < s.residents.size(); ++i) {
        if (look.world.cast()[s.people.size() + i].group != PersonGroup::resident_moved) continue;
        const std::string& key = s.residents[i].key;
        if (!look.resident(s, i).present || look.world.is_cared_for(key)) continue;
        const auto again = again_at_.find({i, look.world.waits_for_handover(key).has_value()});
        if (again != again_at_.end() && again->second > look.world.now()) continue;
        if (look.world.is_barred_by_smoke(key) && !goes_into_smoke(s.people[person])) continue;
        const double rank = rank_in_need(look, person, i);
        if (rank < never) rescues.push_back({i, rank});
    }
    std::stable_sort(rescues.begin(), rescues.end(),
                     [](const Rescue& a, const Rescue& b) { return a.rank_s < b.rank_s; });
    return rescues;
}

/// Best first: on which he lies; then his own, after each refusal beginning with another one.
std::vector<assist::DeviceKind> Dispatcher::devices_for(const Look& look,
                                                        std::size_t resident) const {
    const ResidentSpec& who = loaded_.scenario.residents[resident];
    auto devices = who.devices;
    if (devices.empty()) devices.push_back(assist::DeviceKind::arm);
    const auto refused = refusals_.find(who.key);
    const std::size_t first = refused == refusals_.end() ? 0 : refused->second % devices.size();
    std::rotate(devices.begin(), devices.begin() + static_cast<std::ptrdiff_t>(first),
                devices.end());
    if (const auto on = look.world.device_under(who.key)) devices.insert(devices.begin(), *on);
    return devices;
}

/// With the best of his devices for which there are hands enough, and as many hands as serve it.
std::optional<Command> Dispatcher::move(Look& look, std::size_t person,
                                        std::size_t resident) const {
    const Scenario& s = loaded_.scenario;
    const ResidentSpec& who = s.residents[resident];
    const bool masks = look.world.is_barred_by_smoke(who.key);
    for (const assist::DeviceKind kind : devices_for(look, resident)) {
        const assist::DeviceProfile& device = profile_of(s, kind);
        const auto least = static_cast<std::size_t>(device.handlers_min) - 1,
                   best = static_cast<std::size_t>(device.handlers_max) - 1;
        std::vector<std::string> with;
        for (const std::size_t other : look.free)
            if (other != person && with.size() < best && may_help(s, person, other) &&
                (!masks || goes_into_smoke(s.people[other])))
                with.push_back(s.people[other].key);
        if (with.size() < least) continue;
        std::erase_if(look.free, [&](std::size_t other) {
            return std::find(with.begin(), with.end(), s.people[other].key) != with.end();
        });
        Command command;
        command.action = Action::move_resident;
        command.target = who.key;
        command.args.set("device", std::string(plan::device_names[static_cast<std::size_t>(kind)]));
        if (!with.empty()) command.args.set("with", std::move(with));
        if (const auto waiting = look.world.waits_for_handover(who.key))
            command.args.set("to", waiting->handover->to);
        return command;
    }
    return std::nullopt;
}

std::optional<Command> Dispatcher::shelter(const Look& look, std::size_t person,
                                           std::size_t resident) const {
    const Scenario& s = loaded_.scenario;
    const plan::Plan& p = loaded_.plan;
    const std::string& room = p[p[p.find_bed(s.residents[resident].bed)].space].key;
    if (!look.world.refusal(s.people[person].key, Action::shelter_room, room).empty())
        return std::nullopt;
    Command command;
    command.action = Action::shelter_room;
    command.target = room;
    return command;
}

std::optional<Command> Dispatcher::command_for(Look& look, std::size_t person,
                                               std::size_t resident) const {
    const Scenario& s = loaded_.scenario;
    const plan::Plan& p = loaded_.plan;
    const plan::SpaceId room = p[p.find_bed(s.residents[resident].bed)].space;
    const std::string& key = s.residents[resident].key;
    const bool must_move =
        look.world.waits_for_handover(key) || look.world.has_shelter_failed(key);
    const bool stays =
        s.rescue == RescueOrder::shelter_in_place && room != origin_ && !must_move;
    auto command = stays ? std::nullopt : move(look, person, resident);
    if (!command && !must_move) command = shelter(look, person, resident);
    if (!command) return std::nullopt;
    command->kind = CommandKind::act;
    command->source = "policy";
    command->actor = s.people[person].key;
    return command;
}

bool Dispatcher::has_work(const Scenario& scenario) noexcept {
    return scenario.rescue != RescueOrder::none || !scenario.handovers.empty();
}

void Dispatcher::count_refusals(std::span<const Fact> facts) {
    for (const Fact& fact : facts.subspan(facts_seen_))
        if (fact.kind == FactKind::transfer_refused) ++refusals_[fact.target];
    facts_seen_ = facts.size();
}

std::vector<Command> Dispatcher::decide(const World& world, std::vector<std::string> free) {
    std::vector<Command> commands;
    const Scenario& s = loaded_.scenario;
    const bool once_a_second = world.now().value % core::tick_rate_Hz == 0;
    if (!has_work(s) || !once_a_second) return commands;
    count_refusals(world.facts());
    Look look{world, world.frame(), {}};
    for (std::size_t i = 0; i < s.people.size(); ++i)
        if (std::find(free.begin(), free.end(), s.people[i].key) != free.end())
            look.free.push_back(i);
    while (!look.free.empty()) {
        const std::size_t person = look.free.front();
        look.free.erase(look.free.begin());
        for (const Rescue& rescue : rank_for(look, person)) {
            const auto command = command_for(look, person, rescue.resident);
            if (!command) continue;
            const std::string& key = s.residents[rescue.resident].key;
            again_at_[{rescue.resident, world.waits_for_handover(key).has_value()}] =
                world.now() + core::tick_at(again_after_s);
            commands.push_back(*command);
            break;
        }
    }
    return commands;
}

} // namespace sim::drill
