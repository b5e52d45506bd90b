#include "roster/domain/obligation.h"

#include "roster/domain/activity.h"
#include "roster/domain/inspection.h"
#include "roster/domain/rules_file.h"
#include "sim/core/file.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <rapidcheck.h>

using namespace roster::domain;

namespace {

constexpr Date d(int year, unsigned month, unsigned day) {
    return make_date(year, month, day);
}
const Date long_ago = d(2010, 1, 1);

Rule make_rule(std::string id, Window window, int count = 1) {
    Rule rule;
    rule.id = std::move(id);
    rule.activity = "drill";
    rule.window = window;
    rule.min_count = count;
    rule.valid_from = long_ago;
    return rule;
}
Rule half_yearly() {
    Rule rule = make_rule("half", {WindowKind::half_year, 1});
    rule.warn_months = 2;
    return rule;
}
Deed make_deed(Date day, std::string activity = "drill") {
    Deed deed;
    deed.activity = std::move(activity);
    deed.day = day;
    return deed;
}
Due due_of(const Rule& rule, const std::vector<Deed>& deeds, Date today, Date since = long_ago) {
    std::vector<const Deed*> borrowed;
    for (const Deed& deed : deeds)
        borrowed.push_back(&deed);
    return calc_due(rule, since, borrowed, today);
}

RuleSet load(const std::string& name) {
    const std::string path = YANLIAN_SOURCE_DIR "/scenarios/rules/" + name + ".rules.json";
    const auto bytes = sim::core::read_file(path, 1u << 20);
    REQUIRE(bytes);
    auto set = load_rules(path, *bytes);
    REQUIRE_MESSAGE(set, sim::core::describe(set.error()));
    return *set;
}
const Rule& find_rule(const RuleSet& set, const std::string& id) {
    const auto at = std::ranges::find(set.rules, id, &Rule::id);
    REQUIRE(at != set.rules.end());
    return *at;
}

} // namespace

TEST_CASE("window: months end where the month ends") {
    CHECK(add_months(d(2024, 2, 29), 36) == d(2027, 2, 28));
    CHECK(add_months(d(2024, 2, 29), 48) == d(2028, 2, 29));
    CHECK(add_months(d(2024, 8, 31), 36) == d(2027, 8, 31));
    CHECK(add_months(d(2024, 8, 31), 6) == d(2025, 2, 28));
    CHECK(add_months(d(2023, 8, 31), 6) == d(2024, 2, 29));
    CHECK(add_months(d(2027, 1, 1), -3) == d(2026, 10, 1));
    CHECK(calc_days_between(d(2024, 3, 1), add_months(d(2024, 3, 1), 36)) == 1095); // not 1096
}

TEST_CASE("window: calendar windows meet at their borders") {
    CHECK(calc_window(WindowKind::half_year, d(2026, 6, 30)).first == d(2026, 1, 1));
    CHECK(calc_window(WindowKind::half_year, d(2026, 6, 30)).last == d(2026, 6, 30));
    CHECK(calc_window(WindowKind::half_year, d(2026, 7, 1)).first == d(2026, 7, 1));
    CHECK(calc_window(WindowKind::half_year, d(2026, 12, 31)).last == d(2026, 12, 31));
    CHECK(calc_window(WindowKind::quarter, d(2024, 2, 29)).last == d(2024, 3, 31));
    CHECK(calc_window(WindowKind::month, d(2024, 2, 1)).last == d(2024, 2, 29));
    CHECK(calc_window(WindowKind::week, d(2026, 11, 22)).first == d(2026, 11, 16)); // a Sunday
    CHECK(rc::check("windows tile the calendar", [] {
        const auto kind =
            *rc::gen::element(WindowKind::day, WindowKind::week, WindowKind::month,
                              WindowKind::quarter, WindowKind::half_year, WindowKind::year);
        const Date day = d(2000, 1, 1) + Days{*rc::gen::inRange(0, 40000)};
        const DaySpan span = calc_window(kind, day);
        RC_ASSERT(span.first <= day && day <= span.last);
        RC_ASSERT(calc_window(kind, span.last + Days{1}).first == span.last + Days{1});
        RC_ASSERT(calc_window(kind, span.first).last == span.last);
    }));
}

TEST_CASE("due: half-years at 30 June, 1 July, 31 December; overdue the day after") {
    const Rule rule = half_yearly();
    const std::vector<Deed> first_half{make_deed(d(2026, 3, 10))};
    const std::vector<Deed> before{make_deed(d(2025, 11, 1))};
    CHECK(due_of(rule, before, d(2026, 4, 30)).state == DueState::green);
    CHECK(due_of(rule, before, d(2026, 5, 1)).state == DueState::yellow);
    CHECK(due_of(rule, before, d(2026, 6, 30)).state == DueState::yellow);
    CHECK(due_of(rule, before, d(2026, 6, 30)).due_on == d(2026, 6, 30));
    const Due red = due_of(rule, before, d(2026, 7, 1));
    CHECK(red.state == DueState::red);
    CHECK(red.due_on == d(2026, 6, 30));
    CHECK(due_of(rule, {make_deed(d(2026, 6, 30))}, d(2026, 7, 1)).state == DueState::green);
    CHECK(due_of(rule, first_half, d(2026, 12, 31)).state == DueState::yellow);
    CHECK(due_of(rule, first_half, d(2027, 1, 1)).state == DueState::red);
    CHECK(due_of(rule, {make_deed(d(2026, 3, 10)), make_deed(d(2026, 12, 31))}, d(2027, 1, 1))
              .state == DueState::green);
    // Made up in the half after: green again, and that one counts where it falls.
    const std::vector<Deed> late{make_deed(d(2025, 11, 1)), make_deed(d(2026, 7, 5))};
    CHECK(due_of(rule, late, d(2026, 7, 4)).state == DueState::red);
    CHECK(due_of(rule, late, d(2026, 7, 5)).state == DueState::green);
    CHECK(due_of(rule, late, d(2026, 7, 5)).due_on == d(2026, 12, 31) + Days{181});
}

TEST_CASE("due: the oldest window missed in a row is the one named") {
    const Due due = due_of(half_yearly(), {make_deed(d(2024, 2, 1))}, d(2026, 3, 1));
    CHECK(due.state == DueState::red);
    CHECK(due.due_on == d(2024, 12, 31));
}

TEST_CASE("due: county training of a calendar year turns yellow on 1 October, red on 1 January") {
    const RuleSet set = load("yangzhou");
    const Rule& rule = find_rule(set, "TR-S0b");
    Deed deed = make_deed(d(2025, 5, 5), "training");
    deed.level = "county";
    deed.scope = "all_staff";
    deed.tags = " fire laws ";
    CHECK(due_of(rule, {deed}, d(2026, 9, 30)).state == DueState::green);
    CHECK(due_of(rule, {deed}, d(2026, 10, 1)).state == DueState::yellow);
    CHECK(due_of(rule, {deed}, d(2026, 12, 31)).state == DueState::yellow);
    CHECK(due_of(rule, {deed}, d(2027, 1, 1)).state == DueState::red);
}

TEST_CASE("due: 36 calendar months from 1 March, 29 February and 31 August") {
    const RuleSet set = load("yangzhou");
    const Rule& rule = find_rule(set, "TR-S0a");
    const std::pair<Date, Date> cases[] = {{d(2024, 3, 1), d(2027, 3, 1)},
                                           {d(2024, 2, 29), d(2027, 2, 28)},
                                           {d(2024, 8, 31), d(2027, 8, 31)}};
    for (const auto& [done, last] : cases) {
        Deed deed = make_deed(done, "training");
        deed.level = "city";
        deed.scope = "three_roles";
        deed.tags = " fire ";
        CHECK(due_of(rule, {deed}, last).due_on == last);
        CHECK(due_of(rule, {deed}, last).state == DueState::yellow);
        CHECK(due_of(rule, {deed}, last + Days{1}).state == DueState::red);
    }
    // A joiner has half a year; who was there when the rule came has the whole round.
    CHECK(due_of(rule, {}, d(2026, 1, 15), d(2026, 1, 15)).due_on == d(2026, 7, 15));
    CHECK(due_of(rule, {}, d(2026, 1, 15), d(2024, 6, 12)).due_on == d(2024, 12, 12));
    CHECK(due_of(rule, {}, d(2026, 1, 15), d(2024, 6, 11)).due_on == d(2027, 6, 11));
    CHECK(due_of(rule, {}, d(2026, 1, 15), long_ago).due_on == d(2027, 6, 11));
    Deed lapsed = make_deed(d(2019, 5, 6), "training");
    lapsed.level = "city";
    lapsed.scope = "three_roles";
    lapsed.tags = " fire ";
    CHECK(due_of(rule, {lapsed}, d(2026, 1, 15)).due_on == d(2027, 6, 11));
}

TEST_CASE("due: a law that comes later takes no day back that is overdue by an older rule") {
    Rule law = half_yearly(), house = half_yearly();
    law.id = "law";
    law.valid_from = d(2026, 1, 1);
    house.id = "house";
    house.kind = RuleKind::house;
    house.valid_from = d(2023, 1, 1);
    const std::vector<const Rule*> rules{&law, &house};
    const auto groups = group_rules(rules);
    REQUIRE(groups.size() == 1);
    for (const Date today : {d(2026, 12, 31), d(2027, 1, 1), d(2027, 8, 1)}) {
        const Due due = calc_due(groups[0], d(2024, 7, 1), {}, today);
        CHECK(due.state == DueState::red);
        CHECK(due.due_on == d(2024, 12, 31));
        CHECK(due.rule == &house);
        CHECK(due.sources.size() == 2);
    }
}

TEST_CASE("due: whoever joins, and a rule added in mid-year, begin with the next whole window") {
    Rule rule = half_yearly();
    CHECK(due_of(rule, {}, d(2026, 7, 1), d(2026, 3, 15)).state == DueState::green);
    CHECK(due_of(rule, {}, d(2026, 12, 31), d(2026, 3, 15)).state == DueState::yellow);
    CHECK(due_of(rule, {}, d(2027, 1, 1), d(2026, 3, 15)).state == DueState::red);
    rule.valid_from = d(2026, 3, 15);
    CHECK(due_of(rule, {}, d(2026, 6, 30)).state == DueState::green);
    CHECK(due_of(rule, {}, d(2026, 7, 1)).state == DueState::green);
    CHECK(due_of(rule, {}, d(2027, 1, 1)).state == DueState::red);
    CHECK_FALSE(is_in_force(rule, d(2026, 3, 14)));
    CHECK(is_in_force(rule, d(2026, 3, 15)));
}

TEST_CASE("due: twice in March satisfies twice a year and not every half-year") {
    const Rule twice = make_rule("twice", {WindowKind::year, 1}, 2);
    const std::vector<Deed> march{make_deed(d(2026, 3, 1)), make_deed(d(2026, 3, 2))};
    CHECK(due_of(twice, march, d(2027, 1, 1)).state == DueState::green);
    CHECK(due_of(half_yearly(), march, d(2027, 1, 1)).state == DueState::red);
    const RuleSet first = load("qidong"), second = load("wenzhou");
    CHECK(find_rule(first, "LS-S1-study").min_count == 2);
    CHECK(find_rule(second, "LS-S4-study").window.kind == WindowKind::half_year);
}

TEST_CASE("due: a member without training in a calendar month has missed it") {
    const RuleSet set = load("qidong");
    const Rule& rule = find_rule(set, "TR-S1");
    Deed deed = make_deed(d(2026, 4, 30), "study");
    deed.tags = " fire ";
    CHECK(due_of(rule, {deed}, d(2026, 5, 31)).state == DueState::yellow);
    CHECK(due_of(rule, {deed}, d(2026, 6, 1)).state == DueState::red);
}

TEST_CASE("rules: the strictest wins, and every source stands beside it") {
    const RuleSet set = load("wenzhou");
    Organisation home;
    home.kind = OrganisationKind::home;
    std::vector<const Rule*> binding;
    for (const Rule& rule : set.rules)
        if (rule.activity == "drill" && binds(rule, home)) binding.push_back(&rule);
    const auto groups = group_rules(binding);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].front()->id == "DR-S4");
    REQUIRE(groups[0].size() == 2);
    CHECK(groups[0][1]->id == "DR-S4-weak");
    Deed deed = make_deed(d(2025, 3, 1));
    deed.tags = " fire ";
    const std::vector<const Deed*> deeds{&deed};
    const Due due = calc_due(groups[0], long_ago, deeds, d(2026, 1, 1));
    CHECK(due.state == DueState::red);
    CHECK(due.rule->id == "DR-S4");
    CHECK(due.sources.size() == 2);
    home.kind = OrganisationKind::funeral_home;
    CHECK_FALSE(binds(*binding.front(), home));
    CHECK(binds(find_rule(set, "DR-S4-other"), home));
}

TEST_CASE("rules: equally strict, law stands before house rule") {
    Rule house = half_yearly(), legal = half_yearly();
    house.kind = RuleKind::house;
    house.id = "a";
    const std::vector<const Rule*> both{&house, &legal};
    CHECK(group_rules(both)[0].front() == &legal);
}

TEST_CASE("rules: a deed counts only where level, scope, form and content match") {
    Rule rule = make_rule("a", {WindowKind::year, 1});
    rule.activity = "training";
    rule.levels = {"county"};
    rule.scopes = {"all_staff"};
    rule.tags = {"fire", "laws"};
    Deed deed = make_deed(d(2026, 1, 1), "training");
    deed.level = "county";
    deed.scope = "all_staff";
    deed.tags = join_tags({"laws", "fire", "cases"});
    CHECK(counts_for(rule, deed));
    for (const auto& change : std::vector<std::function<void(Deed&)>>{
             [](Deed& one) { one.level = "city"; }, [](Deed& one) { one.scope = "part"; },
             [](Deed& one) { one.tags = " fire lawsuit "; },
             [](Deed& one) { one.activity = "study"; }}) {
        Deed other = deed;
        change(other);
        CHECK_FALSE(counts_for(rule, other));
    }
}

TEST_CASE("rules: all that ship load, and what was not checked says so") {
    int count = 0;
    for (const char* name :
         {"national", "yangzhou", "qidong", "guangxi", "four-provinces", "wenzhou"}) {
        const RuleSet set = load(name);
        CHECK(set.rules.size() >= 1);
        for (const Rule& rule : set.rules)
            CHECK_FALSE(rule.source.empty());
        ++count;
    }
    CHECK(count == 6);
    CHECK(find_rule(load("national"), "DR-38315").mark == RuleMark::unverified);
}

TEST_CASE("rules: every problem of a file comes at once") {
    const auto bad = load_rules("a.rules.json", R"({"format":"yanlian-rules","version":1,
        "key":"rules/a","name":"a","edition":1,"jurisdiction":"x","rules":[
        {"id":"A","subject":"nobody","activity":"dance","min_count":0,"window":{"kind":"fortnight"},
         "severity":"duty","source":"s","valid_from":"2026-02-30","kind":"legal","mark":"verified",
         "extra":1}]})");
    REQUIRE_FALSE(bad);
    CHECK_MESSAGE(bad.error().problems.size() == 6, sim::core::describe(bad.error()));
}

TEST_CASE("due: more deeds never make it worse") {
    CHECK(rc::check("monotone", [] {
        const auto kind = *rc::gen::element(WindowKind::month, WindowKind::half_year,
                                            WindowKind::year, WindowKind::rolling_months);
        Rule rule = make_rule("a", {kind, 6}, *rc::gen::inRange(1, 3));
        std::vector<Deed> deeds;
        for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
            deeds.push_back(make_deed(d(2024, 1, 1) + Days{*rc::gen::inRange(0, 1000)}));
        const Date today = d(2024, 1, 1) + Days{*rc::gen::inRange(0, 1000)};
        const Due before = due_of(rule, deeds, today, d(2024, 1, 1));
        deeds.push_back(make_deed(d(2024, 1, 1) + Days{*rc::gen::inRange(0, 1000)}));
        RC_ASSERT(due_of(rule, deeds, today, d(2024, 1, 1)).state <= before.state);
    }));
}

TEST_CASE("obligation: what is to be inspected has the inspection's own word") {
    for (std::size_t i = 0; i < inspection_kind_names.size(); ++i) {
        const std::string by_rule = activity_word(inspection_kind_names[i]);
        CHECK(by_rule == word(static_cast<InspectionKind>(i)));
        CHECK(by_rule.find("每") == std::string::npos); // the window says how often
    }
    CHECK(std::string(activity_word("drill")) == "演练");
    CHECK(std::string(activity_word("tea")).empty());
}
