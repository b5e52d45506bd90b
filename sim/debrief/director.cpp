#include "sim/debrief/director.h"

#include <algorithm>

namespace sim::debrief {

using drill::Command;
using drill::CommandKind;

namespace {

std::optional<drill::TeamPolicy> find_policy(std::string_view team) {
    for (const auto policy :
         {drill::TeamPolicy::perfect, drill::TeamPolicy::typical, drill::TeamPolicy::idle})
        if (drill::name(policy) == team) return policy;
    return std::nullopt;
}

bool is_same_deed(const Command& a, const Command& b) {
    return a.kind == CommandKind::act && b.kind == CommandKind::act && a.actor == b.actor &&
           a.action == b.action && a.target == b.target;
}

} // namespace

Director::Director(const record::Record& original, const Change& change,
                   const drill::LoadedScenario& loaded)
    : change_(change), then_(find_decision(original, change.decision)->tick) {
    changed_ = mark_of(original, change.decision);
    if (change.swapped_with != 0) swapped_ = mark_of(original, change.swapped_with);
    for (Command& command : change_.instead)
        command.source = what_if_source;
    if (const auto policy = find_policy(original.header.team)) {
        team_.emplace(loaded, *policy, original.header.seed, original.header.start);
        return;
    }
    for (const Command& command : original.commands) {
        if (command.source == "trace") continue; // the world reads the trace itself
        recorded_.push_back(command);
        if (command.kind == CommandKind::act) recorded_.back().source = what_if_source;
    }
}

Director::Mark Director::mark_of(const record::Record& original, std::int64_t seq) const {
    Mark mark{*find_decision(original, seq), 0};
    for (const Command& command : original.commands)
        if (command.seq <= seq && is_same_deed(command, mark.command)) ++mark.left;
    return mark;
}

bool Director::Mark::takes(const Command& other) {
    return left > 0 && is_same_deed(command, other) && --left == 0;
}

std::vector<Command> Director::list_unchanged(const drill::World& world) {
    if (team_) return team_->decide(world);
    std::vector<Command> due;
    for (; next_ < recorded_.size() && recorded_[next_].tick <= world.now(); ++next_)
        due.push_back(recorded_[next_]);
    return due;
}

void Director::put_instead(std::vector<Command>& due) {
    done_ = true;
    due.insert(due.end(), change_.instead.begin(), change_.instead.end());
}

void Director::change_one(Command command, core::Tick now, std::vector<Command>& due) {
    const std::string actor = command.actor;
    if (changed_.takes(command)) {
        if (done_) return; // earlier already
        if (change_.later_s <= 0) return put_instead(due);
        done_ = true;
        held_until_ = now + core::tick_at(change_.later_s);
        held_.assign(change_.instead.begin(), change_.instead.end());
        return;
    }
    if (swapped_.takes(command)) {
        command.action = changed_.command.action;
        command.target = changed_.command.target;
        command.args = changed_.command.args;
        command.source = what_if_source;
    }
    const bool waits =
        held_until_ && command.kind == CommandKind::act && actor == changed_.command.actor;
    if (waits)
        held_.push_back(std::move(command));
    else
        due.push_back(std::move(command));
}

void Director::release_held(const drill::World& world, std::vector<Command>& due) {
    if (!held_until_ || world.now() < *held_until_) return;
    const Command& first = held_.front();
    if (!world.refusal(first.actor, first.action, first.target).empty()) return;
    due.push_back(first);
    held_.pop_front();
    if (held_.empty()) held_until_.reset();
}

std::vector<Command> Director::decide(const drill::World& world) {
    std::vector<Command> due;
    const core::Tick now = world.now();
    const bool early = !done_ && change_.later_s < 0 && now >= change_.from && now < then_;
    const Command& was = changed_.command;
    if (early && world.refusal(was.actor, was.action, was.target).empty()) put_instead(due);
    for (Command& command : list_unchanged(world))
        change_one(std::move(command), now, due);
    release_held(world, due);
    return due;
}

} // namespace sim::debrief
