// Every node is asked once for each binding of the variables around it, so that the cost is bounded
// by nodes x members^2 x matching facts.
#include "sim/drill/predicate_node.h"
#include <algorithm>
#include <tuple>

namespace sim::drill {

namespace {

/// Something happened: where among the facts, or at the start when it held from the beginning.
struct Occurrence {
    core::Tick tick;
    std::int64_t position = -1; ///< among the facts
    const Fact* fact = nullptr;
};
using Occurrences = std::vector<Occurrence>;

bool is_earlier(const Occurrence& a, const Occurrence& b) noexcept {
    return std::tie(a.tick, a.position) < std::tie(b.tick, b.position);
}

struct Binding {
    std::string_view variable, value;
};

/// "{r}" becomes the bound key, "{r.name}" its part behind the last slash.
std::string substitute(std::string text, std::span<const Binding> bindings) {
    for (const Binding& binding : bindings) {
        const std::string_view last = binding.value.substr(binding.value.rfind('/') + 1);
        const std::pair<std::string, std::string_view> forms[] = {
            {"{" + std::string(binding.variable) + "}", binding.value},
            {"{" + std::string(binding.variable) + ".name}", last}};
        for (const auto& [form, value] : forms)
            for (auto at = text.find(form); at != std::string::npos;
                 at = text.find(form, at + value.size()))
                text.replace(at, form.size(), value);
    }
    return text;
}

bool has(const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool covers(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
    return std::all_of(part.begin(), part.end(), [&](const auto& t) { return has(whole, t); });
}

bool compare_sets(Comparison comparison, const std::vector<std::string>& left,
                  const std::vector<std::string>& right) {
    const bool above = covers(left, right), below = covers(right, left);
    switch (comparison) {
    case Comparison::equal:
        return above && below;
    case Comparison::unequal:
        return !(above && below);
    case Comparison::less:
        return below && !above;
    case Comparison::less_equal:
        return below;
    case Comparison::greater:
        return above && !below;
    case Comparison::greater_equal:
        return above;
    }
    return false;
}

/// Equality of texts; a set on the right means: one of these.
bool compare_text(Comparison comparison, std::string_view left, const PatternValue& right) {
    const bool same =
        right.kind == PatternValue::Kind::set ? has(right.set, left) : left == right.text;
    if (comparison == Comparison::equal) return same;
    return comparison == Comparison::unequal && !same;
}

/// Details of other types than the pattern's match nothing.
bool compare_value(Comparison comparison, const Value& left, const PatternValue& right) {
    const bool plain = comparison == Comparison::equal || comparison == Comparison::unequal;
    const bool is_text = right.kind == PatternValue::Kind::text;
    const bool is_set = right.kind == PatternValue::Kind::set;
    if (const auto* truth = std::get_if<bool>(&left))
        return right.kind == PatternValue::Kind::truth && plain &&
               holds(comparison, *truth ? 1 : 0, right.truth ? 1 : 0);
    if (const auto* whole = std::get_if<std::int64_t>(&left))
        return right.kind == PatternValue::Kind::number &&
               holds(comparison, static_cast<double>(*whole), right.number);
    if (const auto* number = std::get_if<double>(&left))
        return right.kind == PatternValue::Kind::number && holds(comparison, *number, right.number);
    if (const auto* text = std::get_if<std::string>(&left))
        return (is_text || is_set) &&
               (plain ? compare_text(comparison, *text, right)
                      : is_set && compare_sets(comparison, {*text}, right.set));
    const auto& list = std::get<std::vector<std::string>>(left);
    if (is_set) return compare_sets(comparison, list, right.set);
    return is_text && plain && has(list, right.text) == (comparison == Comparison::equal);
}

class Evaluator {
public:
    Evaluator(const FactIndex& facts, const PredicateContext& context)
        : facts_(facts), context_(context) {}

    PredicateAnswer answer(const PredicateNode& node) {
        using Kind = PredicateNode::Kind;
        switch (node.kind) {
        case Kind::within:
            return answer_within(node);
        case Kind::before:
            return answer_before(node);
        case Kind::negation:
        case Kind::until:
            return answer_prohibition(breaches(node));
        case Kind::count:
            if (is_prohibition(node)) return answer_prohibition(breaches(node));
            break;
        case Kind::both: {
            std::vector<PredicateAnswer> parts;
            for (const PredicateNode& child : node.children)
                parts.push_back(answer(child));
            return combine_all(parts);
        }
        case Kind::all:
            return combine_all(answer_members(node));
        case Kind::either: {
            std::vector<PredicateAnswer> parts;
            for (const PredicateNode& child : node.children)
                parts.push_back(answer(child));
            return choose_best(parts);
        }
        default:
            break;
        }
        const Occurrences found = occurrences(node);
        return found.empty() ? PredicateAnswer{} : answer_of(found.front(), true);
    }

private:
    static PredicateAnswer answer_of(const Occurrence& occurrence, bool holds) {
        PredicateAnswer a;
        a.holds = holds;
        a.tick = occurrence.tick;
        a.event_tick = occurrence.tick;
        if (occurrence.fact) {
            a.fact_seq = occurrence.fact->seq;
            a.actor = occurrence.fact->actor;
        }
        return a;
    }

    // --- when things happened ---
    Occurrences occurrences(const PredicateNode& node) {
        using Kind = PredicateNode::Kind;
        switch (node.kind) {
        case Kind::event:
            return find_events(node);
        case Kind::within:
            return occurrences_within(node);
        case Kind::before:
            return occurrences_before(node);
        case Kind::count:
            return occurrences_of_count(node);
        case Kind::negation:
        case Kind::until:
            return breaches(node).empty() ? from_the_start() : Occurrences{};
        case Kind::both:
            return occurrences_of_both(node);
        case Kind::either:
            return occurrences_of_either(node);
        case Kind::all:
            return occurrences_of_all(node);
        case Kind::state:
            return occurrences_of_state(node);
        }
        return {};
    }
    static Occurrences from_the_start() { return {Occurrence{}}; }

    Occurrences find_events(const PredicateNode& node) {
        Occurrences found;
        if (!node.fact_kind) return found;
        std::vector<FieldTest> resolved;
        if (!bindings_.empty()) resolved = resolve(node.tests);
        const std::vector<FieldTest>& tests = bindings_.empty() ? node.tests : resolved;
        for (const std::uint32_t position : facts_.of(*node.fact_kind)) {
            const Fact& fact = facts_.facts()[position];
            if (matches(fact, tests)) found.push_back({fact.tick, position, &fact});
        }
        if (!std::is_sorted(found.begin(), found.end(), is_earlier))
            std::sort(found.begin(), found.end(), is_earlier);
        return found;
    }
    std::vector<FieldTest> resolve(std::vector<FieldTest> tests) const {
        for (FieldTest& test : tests) {
            test.value.text = substitute(std::move(test.value.text), bindings_);
            for (std::string& text : test.value.set)
                text = substitute(std::move(text), bindings_);
        }
        return tests;
    }
    bool matches(const Fact& fact, const std::vector<FieldTest>& tests) const {
        return std::all_of(tests.begin(), tests.end(),
                           [&](const FieldTest& test) { return matches(fact, test); });
    }
    bool matches(const Fact& fact, const FieldTest& test) const {
        using Field = FieldTest::Field;
        switch (test.field) {
        case Field::actor:
            return compare_text(test.comparison, fact.actor, test.value);
        case Field::role:
            return compare_text(test.comparison, fact.role, test.value);
        case Field::target:
            return compare_text(test.comparison, fact.target, test.value);
        case Field::zone:
            return lies_in(fact.target, test.value) == (test.comparison == Comparison::equal);
        case Field::arg:
            break;
        }
        const Value* value = fact.args.find(test.arg);
        return value && compare_value(test.comparison, *value, test.value);
    }
    bool lies_in(const std::string& target, const PatternValue& zones) const {
        if (zones.kind != PatternValue::Kind::set) return lies_in(target, zones.text);
        return std::any_of(zones.set.begin(), zones.set.end(),
                           [&](const auto& zone) { return lies_in(target, zone); });
    }
    bool lies_in(const std::string& target, const std::string& zone) const {
        if (target == zone) return true;
        if (context_.is_in_zone) return context_.is_in_zone(target, zone);
        return context_.rooms_of && has(context_.rooms_of(zone), target);
    }

    Occurrences occurrences_within(const PredicateNode& node) {
        const auto window = window_of(node);
        if (!window) return {};
        Occurrences found = occurrences(node.children[0]);
        std::erase_if(found, [&](const Occurrence& o) {
            return o.tick < window->open || o.tick > window->due;
        });
        return found;
    }
    std::optional<PredicateAnswer::Window> window_of(const PredicateNode& node) {
        const Occurrences anchors = occurrences(node.children[1]);
        if (anchors.empty()) return std::nullopt;
        const core::Tick anchor = anchors.front().tick;
        return PredicateAnswer::Window{anchor, anchor + core::tick_at(node.open_s),
                                       anchor + core::tick_at(node.due_s)};
    }
    Occurrences occurrences_before(const PredicateNode& node) {
        const Occurrences ends = occurrences(node.children[1]);
        Occurrences found = occurrences(node.children[0]);
        if (!ends.empty())
            std::erase_if(found, [&](const Occurrence& o) { return o.tick > ends.front().tick; });
        return found;
    }
    Occurrences occurrences_of_count(const PredicateNode& node) {
        const Occurrences found = occurrences(node.children[0]);
        const double count = static_cast<double>(found.size());
        if (!holds(node.comparison, count, node.number)) return {};
        const bool rising = node.comparison == Comparison::greater ||
                            node.comparison == Comparison::greater_equal ||
                            node.comparison == Comparison::equal;
        const double needed = node.number + (node.comparison == Comparison::greater ? 1 : 0);
        if (!rising || needed < 1) return from_the_start();
        return {found[static_cast<std::size_t>(needed) - 1]};
    }
    Occurrences occurrences_of_both(const PredicateNode& node) {
        Occurrence last;
        for (const PredicateNode& child : node.children) {
            const Occurrences found = occurrences(child);
            if (found.empty()) return {};
            if (is_earlier(last, found.front())) last = found.front();
        }
        return {last};
    }
    Occurrences occurrences_of_either(const PredicateNode& node) {
        Occurrences all;
        for (const PredicateNode& child : node.children) {
            const Occurrences found = occurrences(child);
            all.insert(all.end(), found.begin(), found.end());
        }
        std::sort(all.begin(), all.end(), is_earlier);
        return all;
    }
    Occurrences occurrences_of_all(const PredicateNode& node) {
        Occurrence last;
        bool any = false, every = true;
        for_members(node, [&] {
            const Occurrences found = occurrences(node.children[0]);
            any = true;
            if (found.empty())
                every = false;
            else if (is_earlier(last, found.front()))
                last = found.front();
        });
        return any && every ? Occurrences{last} : Occurrences{};
    }
    Occurrences occurrences_of_state(const PredicateNode& node) {
        const std::optional<double> value =
            context_.state ? context_.state(node.state) : std::optional<double>{};
        if (!value || !holds(node.comparison, *value, node.number)) return {};
        if (facts_.facts().empty()) return from_the_start();
        const Fact& last = facts_.facts().back();
        return {{last.tick, static_cast<std::int64_t>(facts_.facts().size()) - 1, &last}};
    }
    /// What breaks `not E`, `not E until F` or `count(E) <= n`.
    Occurrences breaches(const PredicateNode& node) {
        Occurrences found = occurrences(node.children[0]);
        if (node.kind == PredicateNode::Kind::until) {
            const Occurrences ends = occurrences(node.children[1]);
            if (!ends.empty())
                std::erase_if(found,
                              [&](const Occurrence& o) { return o.tick >= ends.front().tick; });
        } else if (node.kind == PredicateNode::Kind::count) {
            const double allowed = node.number - (node.comparison == Comparison::less ? 1 : 0);
            const auto kept = static_cast<std::size_t>(std::max(0.0, allowed));
            if (allowed < 0 && found.empty()) return from_the_start();
            found.erase(found.begin(),
                        found.begin() + static_cast<std::ptrdiff_t>(std::min(kept, found.size())));
        }
        return found;
    }

    // --- answers with windows ---
    static PredicateAnswer answer_prohibition(const Occurrences& found) {
        PredicateAnswer a;
        a.holds = found.empty();
        if (a.holds) return a;
        a = answer_of(found.front(), false);
        a.breached = true;
        return a;
    }
    PredicateAnswer answer_within(const PredicateNode& node) {
        const auto window = window_of(node);
        const Occurrences found = occurrences(node.children[0]);
        if (found.empty() || !window) {
            PredicateAnswer a = found.empty() ? PredicateAnswer{} : answer_of(found.front(), false);
            a.window = window;
            return a;
        }
        PredicateAnswer a = answer_of(choose(found, *window), false);
        a.holds = a.tick >= window->open && a.tick <= window->due;
        a.window = window;
        return a;
    }
    /// The first in the window, else the first after it, else the last before it.
    static Occurrence choose(const Occurrences& found, const PredicateAnswer::Window& window) {
        for (const Occurrence& o : found)
            if (o.tick >= window.open) return o;
        return found.back();
    }
    PredicateAnswer answer_before(const PredicateNode& node) {
        const Occurrences ends = occurrences(node.children[1]);
        const Occurrences found = occurrences(node.children[0]);
        PredicateAnswer a = found.empty() ? PredicateAnswer{} : answer_of(found.front(), true);
        if (ends.empty()) return a;
        const core::Tick end = ends.front().tick;
        a.holds = !found.empty() && found.front().tick <= end;
        a.window = PredicateAnswer::Window{end, core::Tick{0}, end};
        return a;
    }

    template <class Visit>
    void for_members(const PredicateNode& node, Visit visit) {
        if (!context_.rooms_of) return;
        for (const std::string& member : context_.rooms_of(node.zone)) {
            bindings_.push_back({node.variable, member});
            visit();
            bindings_.pop_back();
        }
    }
    std::vector<PredicateAnswer> answer_members(const PredicateNode& node) {
        std::vector<PredicateAnswer> parts;
        for_members(node, [&] { parts.push_back(answer(node.children[0])); });
        return parts;
    }

    /// Ticks after the window; the least there is for parts without one.
    static std::int64_t lateness(const PredicateAnswer& part) noexcept {
        if (!part.window || !part.event_tick) return INT64_MIN;
        return (*part.event_tick - part.window->due).value;
    }
    /// Holds when all hold, since the last; window and event are those of the latest part, so that
    /// lateness is the worst one's.
    static PredicateAnswer combine_all(const std::vector<PredicateAnswer>& parts) {
        PredicateAnswer whole;
        if (parts.empty()) return whole;
        whole = parts.front();
        const PredicateAnswer* worst = &parts.front();
        const PredicateAnswer* missing = nullptr;
        bool all_hold = true, breached = false;
        for (const PredicateAnswer& part : parts) {
            all_hold = all_hold && part.holds;
            breached = breached || part.breached;
            if (!part.holds && !part.event_tick && !missing) missing = &part;
            if (part.tick > whole.tick) whole = part;
            if (lateness(part) > lateness(*worst)) worst = &part;
        }
        if (!all_hold && lateness(*worst) > 0) whole = *worst;
        if (breached) whole = first_breach(parts);
        whole.holds = all_hold;
        if (!whole.window) whole.window = worst->window;
        if (missing) {
            whole.event_tick.reset();
            if (missing->window) whole.window = missing->window;
        }
        return whole;
    }
    static PredicateAnswer first_breach(const std::vector<PredicateAnswer>& parts) {
        const PredicateAnswer* first = nullptr;
        for (const PredicateAnswer& part : parts)
            if (part.breached && (!first || part.tick < first->tick)) first = &part;
        return *first;
    }
    /// Of several ways: one that holds, the earliest; else the one least late.
    static PredicateAnswer choose_best(const std::vector<PredicateAnswer>& parts) {
        const auto rank = [](const PredicateAnswer& p) {
            const std::int64_t late = p.event_tick ? lateness(p) : INT64_MAX;
            return std::tuple(!p.holds, !p.event_tick.has_value(), p.holds ? p.tick.value : late,
                              !p.window.has_value());
        };
        return *std::min_element(parts.begin(), parts.end(),
                                 [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    }

    const FactIndex& facts_;
    const PredicateContext& context_;
    std::vector<Binding> bindings_;
};

} // namespace

PredicateAnswer answer(const PredicateNode& node, const FactIndex& facts,
                       const PredicateContext& context) {
    return Evaluator(facts, context).answer(node);
}

} // namespace sim::drill
