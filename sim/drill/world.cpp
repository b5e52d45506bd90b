#include "sim/drill/world.h"

#include "sim/core/in_chinese.h"
#include "sim/core/text.h"
#include "sim/drill/world_state.h"
#include <algorithm>
#include <bit>

namespace sim::drill {

World::World(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
World::~World() = default;

World::Impl::Impl(const LoadedScenario& loaded_scenario, const RunOptions& run_options)
    : loaded(loaded_scenario), scenario(loaded_scenario.scenario), plan(loaded_scenario.plan),
      options(run_options), cells(plan::make_smoke_cells(plan)),
      area(plan::make_walkable_area(plan)), graph(plan) {}

core::Result<std::unique_ptr<World>>
World::make(const LoadedScenario& loaded, const RunOptions& options, const devices::Trace* trace) {
    const core::InChinese facts_speak_chinese;
    auto impl = std::make_unique<Impl>(loaded, options);
    impl->trace = trace;
    if (auto started = impl->start(); !started) return tl::unexpected(started.error());
    return std::unique_ptr<World>(new World(std::move(impl)));
}

Fact& World::Impl::emit(FactKind kind, std::string actor, std::string target, Args args,
                        std::int64_t cause) {
    Fact fact;
    fact.seq = static_cast<std::int64_t>(facts.size()) + 1;
    fact.tick = now;
    fact.kind = kind;
    fact.role = role_of(actor);
    fact.actor = std::move(actor);
    fact.target = std::move(target);
    fact.args = std::move(args);
    fact.cause = cause;
    return facts.emplace_back(std::move(fact));
}

std::string World::Impl::role_of(const std::string& actor) const {
    const auto it = person_by_key.find(actor);
    return it == person_by_key.end() ? std::string() : cast[it->second].role;
}

crowd::Surroundings World::Impl::surroundings() const {
    return {doors->open_frac(), known_locked, smoke ? &smoke->view() : nullptr, assist->obstacles(),
            given_up};
}

core::Result<void> World::step(std::span<const Command> commands) {
    Impl& w = *impl_;
    if (w.finished) return {};
    const core::InChinese facts_speak_chinese;
    for (const Command& command : commands)
        w.apply(command); // the only door from outside
    w.apply_trace();
    w.apply_injects();
    if (auto fire = w.step_fire(); !fire) return fire;
    w.step_devices();   // reads smoke
    w.step_doors();     // reads who stands where, of the tick before
    w.step_arrivals();
    w.step_alertness(); // people decide
    w.step_dementia();
    w.step_hazards();
    w.step_lifts();
    w.step_tasks();
    w.step_routes();
    const crowd::Surroundings surroundings = w.surroundings();
    w.assist->step(surroundings);
    w.crowd->step(surroundings);
    w.take_crowd_positions();
    w.step_cots();
    w.step_exposure();
    w.step_outcomes();
    w.now = core::next(w.now);
    if (w.now >= core::tick_at(w.scenario.end_s)) {
        Counts everybody_counts, resident_counts;
        w.count(everybody_counts, false);
        w.count(resident_counts, true);
        Args args;
        args.set("safe", std::int64_t{everybody_counts.safe});
        args.set("sheltered", std::int64_t{everybody_counts.sheltered});
        args.set("inside", std::int64_t{everybody_counts.inside});
        args.set("incapacitated", std::int64_t{everybody_counts.incapacitated});
        args.set("residents_safe", std::int64_t{resident_counts.safe});
        args.set("residents_sheltered", std::int64_t{resident_counts.sheltered});
        args.set("residents_inside", std::int64_t{resident_counts.inside});
        args.set("residents_incapacitated", std::int64_t{resident_counts.incapacitated});
        w.emit(FactKind::drill_ended, "system", w.scenario.key, std::move(args));
        w.finished = true;
    }
    return {};
}

core::Tick World::now() const noexcept {
    return impl_->now;
}
bool World::ended() const noexcept {
    return impl_->finished;
}
std::span<const Fact> World::facts() const noexcept {
    return impl_->facts;
}
std::span<const Command> World::commands() const noexcept {
    return impl_->commands;
}
std::span<const Cast> World::cast() const noexcept {
    return impl_->cast;
}
const LoadedScenario& World::loaded() const noexcept {
    return impl_->loaded;
}
const RunOptions& World::options() const noexcept {
    return impl_->options;
}
const plan::SmokeCells& World::cells() const noexcept {
    return impl_->cells;
}
const plan::WalkableArea& World::area() const noexcept {
    return impl_->area;
}
PredicateContext World::predicate_context() const {
    return impl_->context();
}

World::Counts World::residents() const noexcept {
    Counts counts;
    impl_->count(counts, true);
    return counts;
}

World::Counts World::everybody() const noexcept {
    Counts counts;
    impl_->count(counts, false);
    return counts;
}

std::string World::refusal(std::string_view person, Action action, std::string_view target) const {
    Command command;
    command.kind = CommandKind::act;
    command.actor = person;
    command.action = action;
    command.target = target;
    return impl_->refusal(command);
}

bool World::is_acting(std::string_view person) const {
    const auto it = impl_->person_by_key.find(person);
    if (it == impl_->person_by_key.end()) return false;
    const Person& p = impl_->people[it->second];
    return p.task.has_value() || !p.queue.empty() || p.helping != no_person;
}

bool World::is_cared_for(std::string_view resident) const {
    const auto it = impl_->person_by_key.find(resident);
    if (it == impl_->person_by_key.end()) return false;
    const Person& one = impl_->people[it->second];
    if (one.transfer) return true;
    if (one.sheltered_by_door && !impl_->has_shelter_failed(one)) return true;
    const std::string_view room = one.resident ? impl_->plan[one.bed_space].key : resident;
    return std::any_of(impl_->people.begin(), impl_->people.end(), [&](const Person& p) {
        const auto is_his = [&](Action action, const std::string& target) {
            return (action == Action::move_resident && target == resident) ||
                   (action == Action::shelter_room && target == room);
        };
        return (p.task && is_his(p.task->action, p.task->target)) ||
               std::any_of(p.queue.begin(), p.queue.end(),
                           [&](const Command& c) { return is_his(c.action, c.target); });
    });
}

namespace {

CellFrame cell_frame(const plan::SmokeCells& cells, plan::CellId id, const fire::HazardView& view) {
    const fire::LayerState layers = view.layers(id);
    const double standing_m =
        std::min(fire::breathing_height_standing_m, cells.cells[id.index()].height_m);
    const fire::Air air = view.air_at(id, standing_m);
    CellFrame frame;
    frame.interface_height_m = static_cast<float>(layers.interface_height_m);
    frame.upper_temperature_K = static_cast<float>(layers.upper_temperature_K);
    frame.lower_temperature_K = static_cast<float>(layers.lower_temperature_K);
    frame.upper_extinction_per_m = static_cast<float>(layers.upper_extinction_per_m);
    frame.visibility_m = static_cast<float>(fire::calc_visibility_m(air.extinction_per_m));
    frame.carbon_monoxide_ppm = static_cast<float>(air.carbon_monoxide_ppm);
    return frame;
}

PersonFrame person_frame(const Person& p, const crowd::Crowd& crowd) {
    PersonFrame frame;
    frame.position = p.position;
    frame.heading_rad = static_cast<float>(p.heading_rad);
    frame.outcome = p.outcome;
    frame.present = p.present;
    frame.moving = p.transfer.has_value() ||
                   (p.walker && crowd.state(p.walker) == crowd::WalkerState::walking);
    if (p.walker && !p.transfer) frame.posture = crowd.posture(p.walker);
    frame.dose = static_cast<float>(std::max(p.dose.gas, p.dose.heat));
    return frame;
}

} // namespace

Frame World::frame() const {
    const Impl& w = *impl_;
    Frame frame;
    frame.tick = w.now;
    frame.people.reserve(w.people.size());
    for (const Person& p : w.people)
        frame.people.push_back(person_frame(p, *w.crowd));
    frame.cells.reserve(w.cells.cells.size());
    for (std::size_t i = 0; i < w.cells.cells.size(); ++i) {
        if (w.smoke)
            frame.cells.push_back(
                cell_frame(w.cells, core::make_id<plan::CellId>(i), w.smoke->view()));
        else
            frame.cells.push_back({static_cast<float>(w.cells.cells[i].height_m)});
    }
    for (const double open : w.doors->open_frac())
        frame.open_frac.push_back(static_cast<float>(open));
    if (w.smoke)
        for (const fire::FireState& fire : w.smoke->fires())
            frame.fire_hrr_kW.push_back(static_cast<float>(fire.hrr_kW));
    for (const assist::Assist::Body& body : w.assist->bodies())
        frame.devices.push_back(
            {body.kind, body.sheet, body.pose.center_m, static_cast<float>(body.pose.heading_rad),
             static_cast<float>(body.length_m), static_cast<float>(body.width_m)});
    const auto alarms = w.alarm->detector_alarms();
    frame.detector_alarms.assign(alarms.begin(), alarms.end());
    return frame;
}

std::uint64_t World::state_hash() const noexcept {
    const Impl& w = *impl_;
    std::uint64_t hash = 14695981039346656037ull; // FNV-1a, 64 bit
    const auto mix = [&hash](std::uint64_t word) {
        for (int byte = 0; byte < 8; ++byte)
            hash = (hash ^ ((word >> (8 * byte)) & 0xFF)) * 1099511628211ull;
    };
    const auto mix_real = [&mix](double value) { mix(std::bit_cast<std::uint64_t>(value)); };
    for (const Person& p : w.people) {
        mix(p.position.sheet.value);
        mix_real(p.position.at_m.x);
        mix_real(p.position.at_m.y);
        mix(static_cast<std::uint64_t>(p.outcome));
        mix_real(p.dose.gas);
        mix_real(p.dose.heat);
    }
    for (const double open : w.doors->open_frac())
        mix_real(open);
    for (std::size_t i = 0; w.smoke && i < w.cells.cells.size(); ++i) {
        const fire::LayerState layers = w.smoke->view().layers(core::make_id<plan::CellId>(i));
        mix_real(layers.interface_height_m);
        mix_real(layers.upper_temperature_K);
    }
    mix(w.facts.size());
    return hash;
}

} // namespace sim::drill
