#include "editor/document/observer_posts.h"

#include "sim/core/text.h"
#include "sim/drill/predicate_node.h"
#include "sim/drill/zones.h"
#include "tools/casting/observer_marks.h"
#include <algorithm>
#include <tuple>

namespace editor::document {

using sim::core::tr;
using sim::drill::FieldTest;
using sim::drill::PatternValue;
using sim::drill::PredicateNode;
using Kind = PredicateNode::Kind;

namespace {

struct Binding {
    std::string variable, value;
};

std::string bind(std::string text, const std::vector<Binding>& bindings) {
    for (const Binding& b : bindings) {
        if (text == "{" + b.variable + "}") text = b.value;
        const std::string part = "{" + b.variable + ".name}";
        if (const auto at = text.find(part); at != text.npos)
            text.replace(at, part.size(), b.value.substr(b.value.rfind('/') + 1));
    }
    return text;
}

/// As the file of marks writes a detail; a set is joined by +.
std::string detail_of(const FieldTest& test) {
    const PatternValue& v = test.value;
    switch (v.kind) {
    case PatternValue::Kind::text:
        return test.arg + "=" + v.text;
    case PatternValue::Kind::number:
        return test.arg + "=" + fmt::format("{}", v.number);
    case PatternValue::Kind::truth:
        return test.arg + (v.truth ? "=true" : "=false");
    case PatternValue::Kind::set:
        return test.arg + "=" + fmt::format("{}", fmt::join(v.set, "+"));
    }
    return {};
}

class Collector {
public:
    Collector(const sim::drill::LoadedScenario& loaded, std::vector<Post>& posts)
        : loaded_(loaded), posts_(posts) {}

    void add(const sim::drill::ExpectedSpec& expected) {
        expected_ = &expected;
        sim::core::Problems none; // the scenario was checked when it was read
        walk(sim::drill::parse_node(expected.predicate, none), {}, false);
    }

private:
    void walk(const PredicateNode& node, const std::vector<Binding>& bindings, bool forbidden) {
        if (node.kind == Kind::event) return add_event(node, bindings, forbidden);
        if (node.kind == Kind::all) {
            for (const std::string& member :
                 sim::drill::find_members(loaded_.scenario, loaded_.plan, node.zone)) {
                auto bound = bindings;
                bound.push_back({node.variable, member});
                for (const PredicateNode& child : node.children)
                    walk(child, bound, forbidden);
            }
            return;
        }
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const bool negated =
                (node.kind == Kind::negation || node.kind == Kind::until) && i == 0;
            walk(node.children[i], bindings, forbidden != negated);
        }
    }

    void add_event(const PredicateNode& node, const std::vector<Binding>& bindings,
                   bool forbidden) {
        if (!node.fact_kind || !tools::casting::is_observable(*node.fact_kind)) return;
        Act act;
        act.kind = *node.fact_kind;
        act.expected_no = expected_->no;
        act.due_s = expected_->due_s;
        act.forbidden = forbidden;
        std::string role = expected_->role;
        for (const FieldTest& test : node.tests) {
            if (test.field == FieldTest::Field::role) role = bind(test.value.text, bindings);
            if (test.field == FieldTest::Field::target)
                act.target = bind(test.value.text, bindings);
            if (test.field == FieldTest::Field::arg)
                act.details += (act.details.empty() ? "" : "; ") + detail_of(test);
        }
        act.words = tr(sim::drill::word(act.kind));
        if (!act.target.empty()) act.words += " " + words_of_target(loaded_, act.target);
        if (!act.details.empty()) act.words = expected_->action; // says what more is asked for
        put(role, std::move(act));
    }

    void put(const std::string& role, Act act) {
        for (Post& post : posts_)
            for (Act& known : post.acts) {
                if (known.kind != act.kind || known.target != act.target ||
                    (!tools::casting::is_by_system(act.kind) && post.role != role))
                    continue;
                if (!known.details.empty() && !act.details.empty() && known.details != act.details)
                    continue; // told apart by what was said or done with it
                if (known.details.empty() && !act.details.empty()) {
                    known.details = act.details;
                    known.words = act.words;
                }
                known.due_s = std::min(known.due_s, act.due_s);
                return;
            }
        for (Post& post : posts_)
            if (post.role == role) return post.acts.push_back(std::move(act));
    }

    const sim::drill::LoadedScenario& loaded_;
    std::vector<Post>& posts_;
    const sim::drill::ExpectedSpec* expected_ = nullptr;
};

} // namespace

std::string words_of_target(const sim::drill::LoadedScenario& loaded, const std::string& key) {
    for (const auto& role : loaded.scenario.roles)
        if (role.key == key) return role.name;
    for (const auto& resident : loaded.scenario.residents)
        if (resident.key == key)
            return resident.alias + " " + resident.bed.substr(resident.bed.rfind('/') + 1);
    const auto& p = loaded.plan;
    if (const auto space = p.find_space(key)) return p[space].name;
    if (const auto level = p.find_level(key)) return p[level].name;
    return key.substr(key.rfind('/') + 1);
}

std::vector<Post> find_posts(const sim::drill::LoadedScenario& loaded,
                             sim::drill::StartMode start) {
    std::vector<Post> posts;
    for (const auto& role : loaded.scenario.roles)
        posts.push_back({role.key, role.name, {}});
    Collector collector(loaded, posts);
    for (const auto& expected : loaded.scenario.expected)
        if (!expected.only || *expected.only == start) collector.add(expected);
    for (Post& post : posts)
        std::stable_sort(post.acts.begin(), post.acts.end(), [](const Act& a, const Act& b) {
            return std::tie(a.forbidden, a.due_s) < std::tie(b.forbidden, b.due_s);
        });
    return posts;
}

} // namespace editor::document
