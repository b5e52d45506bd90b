#include "sim/drill/team_policy.h"

#include "sim/core/random.h"
#include "sim/drill/dispatcher.h"
#include <algorithm>

namespace sim::drill {

std::string_view name(TeamPolicy policy) noexcept {
    constexpr std::string_view names[] = {"perfect", "typical", "idle"};
    return names[static_cast<int>(policy)];
}

namespace {

/// The steps of one role and the person who does them.
struct RolePlan {
    std::string person;
    std::vector<const ResponseStep*> steps;
    std::vector<std::optional<Predicate>> when;
    std::size_t next = 0;
    std::optional<core::Tick> ready; ///< `typical`: the step is due, its delay is running
    std::size_t facts_seen = 0;
    std::optional<core::Tick> waits_since; ///< for what the next step hangs on
};

constexpr double in_vain_after_s = 60; ///< own choice, 30..180

/// Who has begun and stands waiting for something that does not come.
bool waits_in_vain(const RolePlan& role, core::Tick now) {
    return role.next > 0 && role.waits_since &&
           core::seconds(now) - core::seconds(*role.waits_since) > in_vain_after_s;
}

} // namespace

struct Team::Impl {
    const Scenario& scenario;
    TeamPolicy policy;
    std::uint64_t seed;
    std::vector<RolePlan> roles;
    Dispatcher dispatcher;

    [[nodiscard]] core::DrawKey key(const ResponseStep& step, core::Stream stream,
                                    std::uint32_t n) const {
        return {seed, stream, core::hash_key(step.role), static_cast<std::uint32_t>(step.no), n};
    }
    [[nodiscard]] bool forgotten(const ResponseStep& step) const {
        return policy == TeamPolicy::typical && step.skippable &&
               core::draw_uniform(key(step, core::Stream::team_error, 0)) <
                   scenario.typical.omission_prob;
    }
    [[nodiscard]] core::Tick delay(const ResponseStep& step) const {
        if (policy != TeamPolicy::typical) return {};
        return core::tick_at(core::draw_lognormal(key(step, core::Stream::team_delay, 0),
                                                  scenario.typical.delay_mean_s,
                                                  scenario.typical.delay_sd_s));
    }
    [[nodiscard]] Command command_of(const RolePlan& role, const ResponseStep& step) const;
    [[nodiscard]] std::optional<Command> decide(RolePlan& role, const World& world) const;
    [[nodiscard]] bool rescues(const PersonSpec& person) const;
    [[nodiscard]] std::vector<std::string> list_free(const World& world,
                                                     std::span<const Command> given) const;
};

/// Staff and team members with residents of their own, and the fire service; who sits at the panel
/// stays there.
bool Team::Impl::rescues(const PersonSpec& person) const {
    if (person.kind == PersonKind::fire_service) return true;
    if (person.kind == PersonKind::visitor) return false;
    const bool guides = std::any_of(scenario.residents.begin(), scenario.residents.end(),
                                    [&](const ResidentSpec& r) { return r.guide == person.role; });
    const bool moves = std::any_of(
        scenario.response.begin(), scenario.response.end(), [&](const ResponseStep& step) {
            return step.role == person.role && step.action == Action::move_resident;
        });
    return guides || moves || takes_on(scenario, person.role);
}

/// Those who have done their steps, or wait in vain for what the next one hangs on, are awake and
/// have nothing to do.
std::vector<std::string> Team::Impl::list_free(const World& world,
                                               std::span<const Command> given) const {
    std::vector<std::string> free;
    if (!Dispatcher::has_work(scenario)) return free;
    for (const PersonSpec& person : scenario.people) {
        const auto plan = std::find_if(roles.begin(), roles.end(), [&](const RolePlan& role) {
            return role.person == person.key;
        });
        const bool has_steps = plan != roles.end() && plan->next < plan->steps.size() &&
                               !waits_in_vain(*plan, world.now());
        const bool just_told = std::any_of(given.begin(), given.end(), [&](const Command& command) {
            return command.actor == person.key;
        });
        if (has_steps || just_told || !rescues(person) || world.is_acting(person.key)) continue;
        if (world.refusal(person.key, Action::wait, "").empty()) free.push_back(person.key);
    }
    return free;
}

Team::Team(const LoadedScenario& loaded, TeamPolicy policy, std::uint64_t seed, StartMode start)
    : impl_(new Impl{loaded.scenario, policy, seed, {}, Dispatcher(loaded)}) {
    if (policy == TeamPolicy::idle) return;
    for (const RoleSpec& role : impl_->scenario.roles) {
        RolePlan plan;
        for (const PersonSpec& person : impl_->scenario.people)
            if (plan.person.empty() && person.role == role.key) plan.person = person.key;
        if (plan.person.empty()) continue;
        for (const ResponseStep& step : impl_->scenario.response) {
            if (step.role != role.key || (step.only && *step.only != start)) continue;
            plan.steps.push_back(&step);
            plan.when.emplace_back();
            if (step.when.empty()) continue;
            // The loader has parsed it already; a step that does not parse never becomes due.
            if (auto predicate = Predicate::parse(step.when))
                plan.when.back() = std::move(*predicate);
        }
        if (!plan.steps.empty()) impl_->roles.push_back(std::move(plan));
    }
}

Team::~Team() = default;

Command Team::Impl::command_of(const RolePlan& role, const ResponseStep& step) const {
    Command command;
    command.kind = CommandKind::act;
    command.source = "policy";
    command.actor = role.person;
    command.action = step.action;
    command.target = step.target;
    command.args = step.args;
    const Value* fields = step.args.find("fields");
    const auto* list = fields ? std::get_if<std::vector<std::string>>(fields) : nullptr;
    if (policy == TeamPolicy::typical && list) {
        std::vector<std::string> said;
        for (std::size_t i = 0; i < list->size(); ++i)
            if (core::draw_uniform(
                    key(step, core::Stream::team_error, static_cast<std::uint32_t>(i + 1))) >=
                scenario.typical.call_fields_missing_prob)
                said.push_back((*list)[i]);
        command.args.set("fields", std::move(said));
    }
    return command;
}

std::optional<Command> Team::Impl::decide(RolePlan& role, const World& world) const {
    while (role.next < role.steps.size()) {
        const ResponseStep& step = *role.steps[role.next];
        if (!role.ready) {
            if (forgotten(step)) {
                ++role.next;
                continue;
            }
            const bool waits = !step.when.empty();
            if (waits) {
                const bool once_a_second = world.now().value % core::tick_rate_Hz == 0;
                if (role.facts_seen == world.facts().size() && !once_a_second) return std::nullopt;
                role.facts_seen = world.facts().size();
                const auto& predicate = role.when[role.next];
                if (!predicate ||
                    !predicate->evaluate(world.facts(), world.predicate_context()).holds) {
                    if (!role.waits_since) role.waits_since = world.now();
                    return std::nullopt;
                }
            }
            role.waits_since.reset();
            role.ready = world.now() + delay(step);
        }
        if (*role.ready > world.now()) return std::nullopt;
        // He who cannot act yet (asleep, busy with another's transfer) does it as soon as he can.
        if (!world.refusal(role.person, step.action, step.target).empty()) return std::nullopt;
        role.ready.reset();
        role.facts_seen = 0;
        ++role.next;
        return command_of(role, step);
    }
    return std::nullopt;
}

std::vector<Command> Team::decide(const World& world) {
    std::vector<Command> commands;
    for (RolePlan& role : impl_->roles) {
        if (role.next == role.steps.size() || world.is_acting(role.person)) continue;
        if (auto command = impl_->decide(role, world)) commands.push_back(std::move(*command));
    }
    if (impl_->policy == TeamPolicy::idle) return commands;
    for (Command& command : impl_->dispatcher.decide(world, impl_->list_free(world, commands)))
        commands.push_back(std::move(command));
    return commands;
}

} // namespace sim::drill
