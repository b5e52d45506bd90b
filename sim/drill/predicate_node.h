/// The tree behind a predicate: for the predicate_*.cpp files, and for who reads off an expectation
/// what can be seen of it (editor/document/observer_posts.h).
#pragma once
#include "sim/drill/predicate.h"

namespace sim::drill {

enum class Comparison { equal, unequal, less, less_equal, greater, greater_equal };

/// What a field of a fact is compared with.
struct PatternValue {
    enum class Kind { text, number, truth, set } kind = Kind::text;
    std::string text; ///< {r} and {r.name} stand for a variable of all(...)
    double number = 0;
    bool truth = false;
    std::vector<std::string> set; ///< sorted, without doubles
    friend bool operator==(const PatternValue&, const PatternValue&) = default;
};

struct FieldTest {
    enum class Field { actor, role, target, zone, arg } field = Field::arg;
    std::string arg; ///< name, for arg
    Comparison comparison = Comparison::equal;
    PatternValue value;
    friend bool operator==(const FieldTest&, const FieldTest&) = default;
};

struct PredicateNode {
    enum class Kind {
        event,    ///< tests
        within,   ///< children E, X; open_s, due_s
        before,   ///< children E, F
        count,    ///< child E; comparison, number
        all,      ///< child E; variable, zone
        negation, ///< child E
        until,    ///< children E, F: not E until F
        both,     ///< children
        either,   ///< children
        state,    ///< name, comparison, number
    } kind = Kind::event;
    std::string fact;                  ///< event: name as written
    std::optional<FactKind> fact_kind; ///< none when unknown: matches nothing
    std::vector<FieldTest> tests;
    double open_s = 0, due_s = 0;
    Comparison comparison = Comparison::greater_equal;
    double number = 0;
    std::string variable, zone, state;
    std::vector<PredicateNode> children;
};

[[nodiscard]] std::string_view sign(Comparison comparison) noexcept;
[[nodiscard]] bool holds(Comparison comparison, double left, double right) noexcept;
[[nodiscard]] std::string format_node(const PredicateNode& node);
[[nodiscard]] bool is_prohibition(const PredicateNode& node) noexcept;
/// Parses; `problems` gets everything that is wrong, with 1:column.
[[nodiscard]] PredicateNode parse_node(std::string_view text, core::Problems& problems);

[[nodiscard]] PredicateAnswer answer(const PredicateNode& node, const FactIndex& facts,
                                     const PredicateContext& context);

} // namespace sim::drill
