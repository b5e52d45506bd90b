// Recursive descent. Loosest first: or, and, not ... until, within/before, then the bracketed
// forms.
#include "sim/core/text.h"
#include "sim/drill/predicate_lexer.h"
#include "sim/drill/predicate_node.h"
#include <algorithm>
#include <cmath>

namespace sim::drill {

using core::tr;
using core::trf;

namespace {

constexpr double window_limit_s = 86400; ///< a day either way
constexpr std::size_t node_limit_count = 200;

class Parser {
public:
    Parser(std::vector<Token> tokens, core::Problems& problems)
        : tokens_(std::move(tokens)), problems_(problems) {}

    PredicateNode parse() {
        PredicateNode root = read_either();
        if (current().kind != Token::Kind::end)
            report(trf("这里多了 {}", shown(current())), tr("and、or 或结尾"));
        return root;
    }

private:
    // --- tokens ---
    [[nodiscard]] const Token& current() const noexcept { return tokens_[at_]; }
    [[nodiscard]] const Token& ahead() const noexcept {
        return tokens_[std::min(at_ + 1, tokens_.size() - 1)];
    }
    void advance() noexcept {
        if (at_ + 1 < tokens_.size()) ++at_;
    }
    [[nodiscard]] bool is_sign(std::string_view text) const noexcept {
        return current().kind == Token::Kind::sign && current().text == text;
    }
    [[nodiscard]] bool is_word(std::string_view text) const noexcept {
        return current().kind == Token::Kind::word && current().text == text;
    }
    bool take_sign(std::string_view text) noexcept {
        if (!is_sign(text)) return false;
        advance();
        return true;
    }
    bool take_word(std::string_view text) noexcept {
        if (!is_word(text)) return false;
        advance();
        return true;
    }
    [[nodiscard]] static std::string shown(const Token& token) {
        switch (token.kind) {
        case Token::Kind::end:
            return tr("结尾");
        case Token::Kind::quoted:
            return "'" + token.text + "'";
        case Token::Kind::number:
            return fmt::format("{}", token.number);
        case Token::Kind::duration:
            return fmt::format("{}s", token.number);
        default:
            return token.text;
        }
    }
    /// One problem a token: what follows from the first is not worth reading.
    void report(std::string what, std::string expected = {}) {
        if (reported_at_ == at_ + 1) return;
        reported_at_ = at_ + 1;
        problems_.push_back(at_column(current().column, std::move(what), std::move(expected)));
    }
    void expect_sign(std::string_view text) {
        if (take_sign(text)) return;
        report(trf("这里是 {}", shown(current())), std::string(text));
    }
    void expect_word(std::string_view text) {
        if (take_word(text)) return;
        report(trf("这里是 {}", shown(current())), std::string(text));
    }
    /// Goes on behind the bracket that closes this one, past what could not be read.
    void close_bracket() {
        if (take_sign(")")) return;
        report(trf("这里是 {}", shown(current())), ")");
        for (int depth = 0; current().kind != Token::Kind::end; advance()) {
            if (is_sign("(")) ++depth;
            if (is_sign(")") && depth-- == 0) return advance();
        }
    }

    // --- grammar ---
    PredicateNode make_node(PredicateNode::Kind kind) {
        if (++node_count_ == node_limit_count) report(tr("条件太长"), tr("不超过 200 个部分"));
        PredicateNode node;
        node.kind = kind;
        return node;
    }
    PredicateNode join(PredicateNode::Kind kind, PredicateNode a, PredicateNode b) {
        PredicateNode node = make_node(kind);
        node.children.push_back(std::move(a));
        node.children.push_back(std::move(b));
        return node;
    }
    /// A chain of one operator is one node with many children.
    PredicateNode extend(PredicateNode::Kind kind, PredicateNode left, PredicateNode right) {
        if (left.kind != kind || left.children.empty())
            return join(kind, std::move(left), std::move(right));
        left.children.push_back(std::move(right));
        return left;
    }

    PredicateNode read_either() {
        PredicateNode node = read_both();
        bool chained = false; // a bracketed `or` on the left stays a node of its own
        while (take_word("or")) {
            PredicateNode right = read_both();
            node = chained ? extend(PredicateNode::Kind::either, std::move(node), std::move(right))
                           : join(PredicateNode::Kind::either, std::move(node), std::move(right));
            chained = true;
        }
        return node;
    }
    PredicateNode read_both() {
        PredicateNode node = read_negation();
        bool chained = false;
        while (take_word("and")) {
            PredicateNode right = read_negation();
            node = chained ? extend(PredicateNode::Kind::both, std::move(node), std::move(right))
                           : join(PredicateNode::Kind::both, std::move(node), std::move(right));
            chained = true;
        }
        return node;
    }
    PredicateNode read_negation() {
        if (!is_word("not")) return read_timed();
        if (!deepen()) return {};
        advance();
        PredicateNode inner = read_negation();
        --depth_;
        if (take_word("until"))
            return join(PredicateNode::Kind::until, std::move(inner), read_timed());
        PredicateNode node = make_node(PredicateNode::Kind::negation);
        node.children.push_back(std::move(inner));
        return node;
    }
    PredicateNode read_timed() {
        PredicateNode node = read_primary();
        for (;;) {
            if (take_word("within"))
                node = read_within(std::move(node));
            else if (take_word("before"))
                node = join(PredicateNode::Kind::before, std::move(node), read_primary());
            else
                return node;
        }
    }
    PredicateNode read_within(PredicateNode event) {
        expect_sign("[");
        const double open_s = read_duration();
        expect_sign(",");
        const double due_s = read_duration();
        if (due_s <= open_s)
            report(tr("时间窗的结尾不在开头之后"), tr("[开始, 结束]，开始 < 结束"));
        expect_sign("]");
        expect_word("of");
        PredicateNode node = join(PredicateNode::Kind::within, std::move(event), read_primary());
        node.open_s = open_s;
        node.due_s = due_s;
        return node;
    }
    double read_duration() {
        const Token token = current();
        if (token.kind != Token::Kind::number && token.kind != Token::Kind::duration) {
            report(trf("这里是 {}", shown(token)), tr("时间，如 20s、2min、1:30"));
            if (token.kind == Token::Kind::word || token.kind == Token::Kind::quoted) advance();
            return 0;
        }
        if (!(std::abs(token.number) <= window_limit_s)) report(tr("时间超出范围"), tr("一天以内"));
        advance();
        return token.number;
    }

    bool deepen() {
        if (depth_ < predicate_limit_depth) {
            ++depth_;
            return true;
        }
        report(tr("括号套得太深"), trf("不超过 {} 层", predicate_limit_depth));
        at_ = tokens_.size() - 1; // nothing behind it could be read in its place
        return false;
    }

    PredicateNode read_primary() {
        if (is_sign("(")) return read_bracket();
        const bool call = current().kind == Token::Kind::word &&
                          ahead().kind == Token::Kind::sign && ahead().text == "(";
        if (call && (is_word("ev") || is_word("count") || is_word("all") || is_word("state")))
            return read_call();
        report(trf("这里是 {}", shown(current())),
               tr("ev(...)、count(...)、all(...)、state(...)、not、("));
        if (call) {
            advance();
            advance();
            close_bracket();
        } else if (!is_sign(")") && !is_sign("]")) {
            advance();
        }
        return make_node(PredicateNode::Kind::event);
    }
    PredicateNode read_bracket() {
        if (!deepen()) return {};
        advance();
        PredicateNode node = read_either();
        close_bracket();
        --depth_;
        return node;
    }
    PredicateNode read_call() {
        if (!deepen()) return {};
        const std::string name = current().text;
        advance();
        advance();
        PredicateNode node = name == "ev"      ? read_event()
                             : name == "count" ? read_count()
                             : name == "all"   ? read_all()
                                               : read_state();
        --depth_;
        return node;
    }

    PredicateNode read_event() {
        PredicateNode node = make_node(PredicateNode::Kind::event);
        if (current().kind == Token::Kind::word) {
            node.fact = current().text;
            node.fact_kind = find_fact_kind(node.fact);
            advance();
        } else {
            report(trf("这里是 {}", shown(current())), tr("事件名，如 alarm_ack"));
        }
        while (take_sign(","))
            node.tests.push_back(read_test());
        close_bracket();
        return node;
    }
    FieldTest read_test() {
        FieldTest test;
        const std::string word = current().text;
        if (current().kind != Token::Kind::word) {
            report(trf("这里是 {}", shown(current())), tr("role、target、actor、zone、args.…"));
            return test;
        }
        using Field = FieldTest::Field;
        test.field = word == "actor"    ? Field::actor
                     : word == "role"   ? Field::role
                     : word == "target" ? Field::target
                     : word == "zone"   ? Field::zone
                                        : Field::arg;
        if (test.field == Field::arg) test.arg = word.starts_with("args.") ? word.substr(5) : word;
        if (test.field == Field::arg && test.arg.empty()) report(tr("args. 后面缺少名称"));
        advance();
        test.comparison = read_comparison();
        if (test.field != Field::arg && test.comparison != Comparison::equal &&
            test.comparison != Comparison::unequal)
            report(trf("{} 不能比大小", word), tr("= 或 !="));
        test.value = read_value();
        return test;
    }
    Comparison read_comparison() {
        constexpr Comparison all[] = {Comparison::equal,   Comparison::unequal,
                                      Comparison::less,    Comparison::less_equal,
                                      Comparison::greater, Comparison::greater_equal};
        for (const Comparison comparison : all)
            if (take_sign(sign(comparison))) return comparison;
        report(trf("这里是 {}", shown(current())), "= != < <= > >=");
        return Comparison::equal;
    }
    [[nodiscard]] bool is_bound(const std::string& word) const {
        const std::string head = word.ends_with(".name") ? word.substr(0, word.size() - 5) : word;
        return std::find(variables_.begin(), variables_.end(), head) != variables_.end();
    }
    /// Text of a word or quote; a bare word that all(...) binds becomes its "{word}".
    std::string read_text() {
        const Token token = current();
        advance();
        if (token.kind == Token::Kind::word && is_bound(token.text)) return "{" + token.text + "}";
        return token.text;
    }
    [[nodiscard]] bool is_text() const noexcept {
        return current().kind == Token::Kind::word || current().kind == Token::Kind::quoted;
    }
    PatternValue read_value() {
        PatternValue value;
        if (is_sign("{")) return read_set();
        if (is_word("true") || is_word("false")) {
            value.kind = PatternValue::Kind::truth;
            value.truth = is_word("true");
            advance();
        } else if (is_text()) {
            value.text = read_text();
        } else if (current().kind == Token::Kind::number ||
                   current().kind == Token::Kind::duration) {
            value.kind = PatternValue::Kind::number;
            value.number = current().number;
            advance();
        } else {
            report(trf("这里是 {}", shown(current())), tr("文字、数字、true、false 或 {甲, 乙}"));
        }
        return value;
    }
    PatternValue read_set() {
        PatternValue value;
        value.kind = PatternValue::Kind::set;
        advance();
        do {
            if (is_text())
                value.set.push_back(read_text());
            else
                report(trf("这里是 {}", shown(current())), tr("文字"));
        } while (take_sign(","));
        expect_sign("}");
        std::sort(value.set.begin(), value.set.end());
        value.set.erase(std::unique(value.set.begin(), value.set.end()), value.set.end());
        return value;
    }

    PredicateNode read_count() {
        PredicateNode node = make_node(PredicateNode::Kind::count);
        node.children.push_back(read_either());
        close_bracket();
        node.comparison = read_comparison();
        node.number = read_number();
        if (node.number < 0 || node.number != std::floor(node.number))
            report(tr("次数是不小于 0 的整数"));
        return node;
    }
    double read_number() {
        if (current().kind != Token::Kind::number && current().kind != Token::Kind::duration) {
            report(trf("这里是 {}", shown(current())), tr("数字"));
            return 0;
        }
        const double number = current().number;
        advance();
        return number;
    }
    PredicateNode read_all() {
        PredicateNode node = make_node(PredicateNode::Kind::all);
        if (variables_.size() >= 2) report(tr("all 最多套两层"));
        if (current().kind == Token::Kind::word) {
            node.variable = current().text;
            if (is_bound(node.variable)) report(trf("变量 {} 已经用过", node.variable));
            advance();
        } else {
            report(trf("这里是 {}", shown(current())), tr("变量名"));
        }
        expect_word("in");
        if (is_text()) {
            node.zone = current().text;
            advance();
        } else {
            report(trf("这里是 {}", shown(current())), tr("区域名"));
        }
        expect_sign(":");
        variables_.push_back(node.variable);
        node.children.push_back(read_either());
        variables_.pop_back();
        close_bracket();
        return node;
    }
    PredicateNode read_state() {
        PredicateNode node = make_node(PredicateNode::Kind::state);
        if (is_text()) {
            node.state = current().text;
            advance();
        } else {
            report(trf("这里是 {}", shown(current())), tr("状态名，如 fire.hrr_kW"));
        }
        node.comparison = read_comparison();
        node.number = read_number();
        close_bracket();
        return node;
    }

    std::vector<Token> tokens_;
    core::Problems& problems_;
    std::vector<std::string> variables_;
    std::size_t at_ = 0, reported_at_ = 0, node_count_ = 0;
    int depth_ = 0;
};

/// Names used anywhere, without doubles, in order of appearance.
void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void add_test_names(const FieldTest& test, Predicate::Names& names) {
    using Field = FieldTest::Field;
    auto* list = test.field == Field::role     ? &names.roles
                 : test.field == Field::target ? &names.targets
                 : test.field == Field::zone   ? &names.zones
                                               : nullptr;
    if (!list) return;
    if (test.value.kind == PatternValue::Kind::text) add_once(*list, test.value.text);
    for (const std::string& text : test.value.set)
        add_once(*list, text);
}

void add_names(const PredicateNode& node, Predicate::Names& names) {
    if (node.kind == PredicateNode::Kind::event) add_once(names.facts, node.fact);
    if (node.kind == PredicateNode::Kind::all) add_once(names.zones, node.zone);
    if (node.kind == PredicateNode::Kind::state) add_once(names.states, node.state);
    for (const FieldTest& test : node.tests)
        add_test_names(test, names);
    for (const PredicateNode& child : node.children)
        add_names(child, names);
}

void mark_kinds(const PredicateNode& node, std::vector<bool>& kinds) {
    if (node.fact_kind) kinds[static_cast<std::size_t>(*node.fact_kind)] = true;
    for (const PredicateNode& child : node.children)
        mark_kinds(child, kinds);
}

} // namespace

PredicateNode parse_node(std::string_view text, core::Problems& problems) {
    return Parser(split_tokens(text, problems), problems).parse();
}

core::Result<Predicate> Predicate::parse(std::string_view text) {
    core::Problems problems;
    if (text.size() > predicate_limit_bytes)
        return core::make_error(core::Problems{at_column(
            1, trf("条件有 {} 字节", text.size()), trf("不超过 {} 字节", predicate_limit_bytes))});
    if (!core::is_utf8(text))
        return core::make_error(core::Problems{at_column(1, tr("不是 UTF-8 文字"))});
    PredicateNode root = parse_node(text, problems);
    if (!problems.empty()) return core::make_error(std::move(problems));
    Predicate predicate;
    predicate.kinds_.assign(fact_kind_count, false);
    mark_kinds(root, predicate.kinds_);
    predicate.root_ = std::make_shared<const PredicateNode>(std::move(root));
    return predicate;
}

Predicate::Names Predicate::names() const {
    Names names;
    if (root_) add_names(*root_, names);
    return names;
}

bool Predicate::mentions(FactKind kind) const noexcept {
    const auto i = static_cast<std::size_t>(kind);
    return i < kinds_.size() && kinds_[i];
}

bool Predicate::uses_state() const noexcept {
    return !names().states.empty();
}

bool Predicate::is_prohibition() const noexcept {
    return root_ && drill::is_prohibition(*root_);
}

std::string Predicate::text() const {
    return root_ ? format_node(*root_) : std::string();
}

PredicateAnswer Predicate::evaluate(const FactIndex& facts, const PredicateContext& context) const {
    return root_ ? answer(*root_, facts, context) : PredicateAnswer{};
}

PredicateAnswer Predicate::evaluate(std::span<const Fact> facts,
                                    const PredicateContext& context) const {
    if (!root_) return {};
    return answer(*root_, FactIndex(facts, kinds_), context);
}

} // namespace sim::drill
