/// The predicate language of expectations and triggers, parsed to a tree and evaluated over facts;
/// never evaluated as code. Grammar and meaning: docs/formats.md#predicates.
///   ev(alarm_ack, role=panel, target='door/207', args.fields>={addr,what}) | E within [a,b] of X |
///   E before F | count(E) >= n | all(room in 'zone': E) | not E | not E until F | E and F | E or F
///   | state(fire.hrr_kW > 100)  (triggers only: expectations must be computable from facts)
#pragma once
#include "sim/core/result.h"
#include "sim/drill/fact_index.h"
#include <functional>
#include <memory>
#include <span>

namespace sim::drill {

struct PredicateNode;

/// What a run that is going on can say about state(...) and about which rooms make up a zone.
struct PredicateContext {
    /// Keys of the members of a zone (compartment, level, or space; see zones.h for "bedrooms:...",
    /// "residents:..."), in the plan's order; empty for unknown zones.
    std::function<std::vector<std::string>(std::string_view zone)> rooms_of;
    /// Whether a fact's target lies in a zone; null: only the keys of rooms_of do.
    std::function<bool(std::string_view target, std::string_view zone)> is_in_zone;
    /// Value of a state expression's left side; none when unknown. Null outside a run.
    std::function<std::optional<double>(std::string_view name)> state;
};

/// Answer over the facts so far.
struct PredicateAnswer {
    bool holds = false;
    /// When it came to hold: tick and seq of the fact that decided it.
    core::Tick tick;
    std::int64_t fact_seq = 0;
    /// `within`: window and anchor, when the anchor has happened (open and due as ticks of the
    /// run).
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

inline constexpr std::size_t predicate_limit_bytes = 2000; ///< longer texts are refused unread
inline constexpr int predicate_limit_depth = 24;           ///< of brackets and `not`

/// Answers over facts change only when facts are added (or, with state(...), at any tick): callers
/// need ask again only after a fact of a kind that the predicate mentions.
class Predicate {
public:
    /// All problems with their columns; names of facts, roles and zones are checked by the
    /// scenario.
    [[nodiscard]] static core::Result<Predicate> parse(std::string_view text);
    /// Reads all facts once. Cost: about 10 ns a fact and 50 ns a node; `all` once a member.
    [[nodiscard]] PredicateAnswer evaluate(std::span<const Fact> facts,
                                           const PredicateContext& context) const;
    /// The same over facts that are indexed already: only those of the kinds named are read.
    [[nodiscard]] PredicateAnswer evaluate(const FactIndex& facts,
                                           const PredicateContext& context) const;
    [[nodiscard]] bool mentions(FactKind kind) const noexcept;
    [[nodiscard]] bool uses_state() const noexcept;
    /// Names used, for checks: fact kinds, roles, targets, zones, state names.
    struct Names {
        std::vector<std::string> facts, roles, targets, zones, states;
    };
    [[nodiscard]] Names names() const;
    /// Says that something must not happen: `not E`, `not E until F`, `count(E) <= n`, or an `and`
    /// of such.
    [[nodiscard]] bool is_prohibition() const noexcept;
    [[nodiscard]] std::string text() const; ///< canonical; parses back to an equal tree

private:
    std::shared_ptr<const PredicateNode> root_;
    std::vector<bool> kinds_; ///< by FactKind: mentioned
};

} // namespace sim::drill
