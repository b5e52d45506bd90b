/// The predicate language of expectations and triggers, parsed to a tree and evaluated over facts;
/// never evaluated as code. Grammar: docs/formats.md#predicates.
///   ev(alarm_ack, role=panel, target='door/207', args.fields>={addr,what}) | E within [a,b] of X |
///   E before F | count(E) >= n | all(room in 'zone': E) | not E | not E until F | E and F | E or F |
///   state(fire.hrr_kW > 100)  (triggers only: expectations must be computable from facts)
#pragma once
#include "sim/core/result.h"
#include "sim/drill/fact.h"
#include <functional>
#include <map>
#include <memory>
#include <span>

namespace sim::drill {

struct PredicateNode;

/// What a run that is going on can say about state(...) and about which rooms make up a zone.
struct PredicateContext {
    /// Keys of the spaces of a zone (fire compartment, level, or space); empty for unknown zones.
    std::function<std::vector<std::string>(std::string_view zone)> rooms_of;
    /// Value of a state expression's left side; none when unknown. Null outside a run.
    std::function<std::optional<double>(std::string_view name)> state;
};

/// Answer over the facts so far.
struct PredicateAnswer {
    bool holds = false;
    /// When it came to hold: tick and seq of the fact that decided it.
    core::Tick tick;
    std::int64_t fact_seq = 0;
    /// `within`: window and anchor, when the anchor has happened (open and due as ticks of the run).
    struct Window {
        core::Tick anchor, open, due;
    };
    std::optional<Window> window;
    /// The event itself happened (maybe out of its window): its tick.
    std::optional<core::Tick> event_tick;
    std::string actor; ///< who did it
    /// Prohibitions (`not ...`): true when breached, with the breaching fact.
    bool breached = false;
};

class Predicate {
public:
    /// All problems with their columns; names of facts, roles and zones are checked by the scenario.
    [[nodiscard]] static core::Result<Predicate> parse(std::string_view text);
    [[nodiscard]] PredicateAnswer evaluate(std::span<const Fact> facts,
                                           const PredicateContext& context) const;
    /// Names used, for checks: fact kinds, roles, targets, zones, state names.
    struct Names {
        std::vector<std::string> facts, roles, targets, zones, states;
    };
    [[nodiscard]] Names names() const;
    [[nodiscard]] bool is_prohibition() const noexcept;
    [[nodiscard]] std::string text() const; ///< canonical; parses back to an equal tree

private:
    std::shared_ptr<const PredicateNode> root_;
};

} // namespace sim::drill
