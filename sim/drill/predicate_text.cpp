#include "sim/drill/predicate_node.h"

#include <fmt/format.h>

namespace sim::drill {

std::string_view sign(Comparison comparison) noexcept {
    constexpr std::string_view signs[] = {"=", "!=", "<", "<=", ">", ">="};
    return signs[static_cast<int>(comparison)];
}

bool holds(Comparison comparison, double left, double right) noexcept {
    switch (comparison) {
    case Comparison::equal:
        return left == right;
    case Comparison::unequal:
        return left != right;
    case Comparison::less:
        return left < right;
    case Comparison::less_equal:
        return left <= right;
    case Comparison::greater:
        return left > right;
    case Comparison::greater_equal:
        return left >= right;
    }
    return false;
}

namespace {

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string number_text(double number) {
    return fmt::format("{}", number);
}

std::string format_value(const PatternValue& value) {
    switch (value.kind) {
    case PatternValue::Kind::text:
        return quoted(value.text);
    case PatternValue::Kind::number:
        return number_text(value.number);
    case PatternValue::Kind::truth:
        return value.truth ? "true" : "false";
    case PatternValue::Kind::set:
        break;
    }
    std::string out = "{";
    for (const std::string& text : value.set)
        out += (out.size() > 1 ? ", " : "") + quoted(text);
    return out + "}";
}

std::string format_test(const FieldTest& test) {
    constexpr std::string_view fields[] = {"actor", "role", "target", "zone"};
    std::string out = test.field == FieldTest::Field::arg
                          ? "args." + test.arg
                          : std::string(fields[static_cast<int>(test.field)]);
    return out + std::string(sign(test.comparison)) + format_value(test.value);
}

/// How tightly a node binds; a child that binds less than its place asks for goes in brackets.
int tightness(PredicateNode::Kind kind) noexcept {
    switch (kind) {
    case PredicateNode::Kind::either:
        return 0;
    case PredicateNode::Kind::both:
        return 1;
    case PredicateNode::Kind::negation:
    case PredicateNode::Kind::until:
        return 2;
    case PredicateNode::Kind::within:
    case PredicateNode::Kind::before:
        return 3;
    default:
        return 4;
    }
}

std::string format_child(const PredicateNode& child, int least) {
    const std::string text = format_node(child);
    return tightness(child.kind) >= least ? text : "(" + text + ")";
}

std::string format_list(const PredicateNode& node, std::string_view word, int least) {
    std::string out;
    for (const PredicateNode& child : node.children) {
        if (!out.empty()) out += word;
        out += format_child(child, least);
    }
    return out;
}

std::string format_event(const PredicateNode& node) {
    std::string out = "ev(" + node.fact;
    for (const FieldTest& test : node.tests)
        out += ", " + format_test(test);
    return out + ")";
}

std::string format_comparison(const PredicateNode& node) {
    return " " + std::string(sign(node.comparison)) + " " + number_text(node.number);
}

} // namespace

std::string format_node(const PredicateNode& node) {
    const auto& children = node.children;
    switch (node.kind) {
    case PredicateNode::Kind::event:
        return format_event(node);
    case PredicateNode::Kind::within:
        return fmt::format("{} within [{}s,{}s] of {}", format_child(children[0], 3), node.open_s,
                           node.due_s, format_child(children[1], 4));
    case PredicateNode::Kind::before:
        return format_child(children[0], 3) + " before " + format_child(children[1], 4);
    case PredicateNode::Kind::count:
        return "count(" + format_node(children[0]) + ")" + format_comparison(node);
    case PredicateNode::Kind::all:
        return fmt::format("all({} in {}: {})", node.variable, quoted(node.zone),
                           format_node(children[0]));
    case PredicateNode::Kind::negation:
        return "not " + format_child(children[0], 2);
    case PredicateNode::Kind::until:
        return "not " + format_child(children[0], 3) + " until " + format_child(children[1], 3);
    case PredicateNode::Kind::both:
        return format_list(node, " and ", 2);
    case PredicateNode::Kind::either:
        return format_list(node, " or ", 1);
    case PredicateNode::Kind::state:
        return "state(" + quoted(node.state) + format_comparison(node) + ")";
    }
    return {};
}

bool is_prohibition(const PredicateNode& node) noexcept {
    switch (node.kind) {
    case PredicateNode::Kind::negation:
    case PredicateNode::Kind::until:
        return true;
    case PredicateNode::Kind::count:
        return node.comparison == Comparison::less || node.comparison == Comparison::less_equal;
    case PredicateNode::Kind::both:
        for (const PredicateNode& child : node.children)
            if (!is_prohibition(child)) return false;
        return !node.children.empty();
    default:
        return false;
    }
}

} // namespace sim::drill
