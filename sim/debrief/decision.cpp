#include "sim/debrief/decision.h"

#include "sim/core/text.h"
#include "sim/record/fact_words.h"
#include <algorithm>

namespace sim::debrief {

using core::tr;
using core::trf;
using drill::Command;

namespace {

bool was_refused(const record::Record& record, const Command& command) {
    return std::any_of(record.facts.begin(), record.facts.end(), [&](const drill::Fact& fact) {
        return fact.kind == drill::FactKind::command_refused && fact.cause == command.seq;
    });
}

} // namespace

std::string describe_command(const record::Record& record, const Command& command) {
    const std::string who = record::name_of(record, command.actor),
                      what = tr(drill::word(command.action));
    if (command.target.empty()) return trf("{} {}", who, what);
    return trf("{} {}：{}", who, what, record::name_of(record, command.target));
}

std::vector<Decision> list_decisions(const record::Record& record) {
    std::vector<Decision> decisions;
    if (record.header.kind == core::DrillKind::real) return decisions;
    for (const Command& command : record.commands)
        if (command.kind == drill::CommandKind::act && !was_refused(record, command))
            decisions.push_back(
                {command.seq, command.tick, command.actor, describe_command(record, command)});
    return decisions;
}

const Command* find_decision(const record::Record& record, std::int64_t seq) {
    const auto found = std::find_if(record.commands.begin(), record.commands.end(),
                                    [seq](const Command& c) { return c.seq == seq; });
    const bool is_one = found != record.commands.end() && found->kind == drill::CommandKind::act &&
                        !was_refused(record, *found);
    return is_one ? &*found : nullptr;
}

} // namespace sim::debrief
