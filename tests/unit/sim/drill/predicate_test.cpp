#include "sim/drill/predicate.h"

#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::drill;
using sim::core::tick_at;

namespace {

Fact make_fact(double t_s, FactKind kind, std::string target = {}, std::string actor = {},
               std::string role = {}) {
    Fact fact;
    fact.tick = tick_at(t_s);
    fact.kind = kind;
    fact.target = std::move(target);
    fact.actor = std::move(actor);
    fact.role = std::move(role);
    return fact;
}

std::vector<Fact> numbered(std::vector<Fact> facts) {
    for (std::size_t i = 0; i < facts.size(); ++i)
        facts[i].seq = static_cast<std::int64_t>(i + 1);
    return facts;
}

PredicateContext rooms() {
    PredicateContext context;
    context.rooms_of = [](std::string_view zone) {
        if (zone != "west") return std::vector<std::string>{};
        return std::vector<std::string>{"space/205", "space/207"};
    };
    return context;
}

Predicate parsed(std::string_view text) {
    auto predicate = Predicate::parse(text);
    REQUIRE_MESSAGE(predicate, text, ": ", predicate ? "" : sim::core::describe(predicate.error()));
    return *predicate;
}

PredicateAnswer ask(std::string_view text, const std::vector<Fact>& facts) {
    return parsed(text).evaluate(facts, rooms());
}

Fact call_119(double t_s, std::vector<std::string> fields) {
    Fact fact = make_fact(t_s, FactKind::call_119, "", "person/li", "panel");
    fact.args.set("fields", std::move(fields));
    return fact;
}

} // namespace

TEST_CASE("predicate: the examples of the domain rules parse") {
    for (const char* text :
         {"ev(call_119,args.fields>={addr,what,size,trapped,phone}) within [0,60s] of "
          "ev(alarm_confirm)",
          "all(r in origin_zone: ev(search_room,target=r)) before ev(headcount)",
          "not ev(use_ext,class='水') until ev(power_cut)", "state(fire.hrr_kW > 100)",
          "count(ev(resident_safe, zone='space/207')) >= 2",
          "(ev(broadcast) or ev(wake_room)) within [0, 1:30] of ev(alarm_raised)"}) {
        const auto predicate = Predicate::parse(text);
        CHECK_MESSAGE(predicate, text);
        if (predicate) {
            const auto again = Predicate::parse(predicate->text());
            REQUIRE(again);
            CHECK(again->text() == predicate->text());
        }
    }
}

TEST_CASE("predicate: an event holds from its first occurrence and names its actor") {
    const auto facts = numbered({make_fact(1, FactKind::alarm_raised, "detector/1"),
                                 make_fact(4, FactKind::alarm_ack, "", "person/li", "panel"),
                                 make_fact(9, FactKind::alarm_ack, "", "person/wu", "panel")});
    const auto a = ask("ev(alarm_ack, role=panel)", facts);
    CHECK(a.holds);
    CHECK(a.tick == tick_at(4));
    CHECK(a.fact_seq == 2);
    CHECK(a.actor == "person/li");
    CHECK_FALSE(ask("ev(alarm_ack, role=cook)", facts).holds);
    CHECK(ask("ev(alarm_ack, actor='person/wu')", facts).fact_seq == 3);
    CHECK(ask("ev(alarm_ack, actor!='person/li')", facts).fact_seq == 3);
    CHECK(ask("ev(alarm_ack, actor={'person/wu', 'person/x'})", facts).fact_seq == 3);
    CHECK_FALSE(ask("ev(made_up)", facts).holds);
}

TEST_CASE("predicate: details compare as numbers, texts, truths and sets") {
    auto facts = numbered({call_119(10, {"addr", "what", "size"})});
    facts[0].args.set("n", std::int64_t{30});
    facts[0].args.set("hrr_kW", 99.5);
    facts[0].args.set("agent", std::string("水"));
    facts[0].args.set("ok", true);
    const auto holds = [&](const char* text) { return ask(text, facts).holds; };
    CHECK(holds("ev(call_119, args.fields>={addr,what})"));
    CHECK_FALSE(holds("ev(call_119, args.fields>={addr,phone})"));
    CHECK(holds("ev(call_119, args.fields={size,what,addr})"));
    CHECK(holds("ev(call_119, args.fields<={size,what,addr,phone})"));
    CHECK(holds("ev(call_119, args.fields=what)"));
    CHECK(holds("ev(call_119, args.n=30, args.hrr_kW<100, ok=true)"));
    CHECK(holds("ev(call_119, agent='水')"));
    CHECK(holds("ev(call_119, agent=水)"));
    CHECK_FALSE(holds("ev(call_119, n='30')"));
    CHECK_FALSE(holds("ev(call_119, missing!=1)"));
}

TEST_CASE(
    "predicate: within takes the first in the window, else the first after, else the last before") {
    const char* text = "ev(call_119) within [0,60s] of ev(alarm_confirm)";
    const auto in = numbered({call_119(5, {}), make_fact(10, FactKind::alarm_confirm),
                              call_119(40, {}), call_119(50, {})});
    auto a = ask(text, in);
    CHECK(a.holds);
    CHECK(a.tick == tick_at(40));
    REQUIRE(a.window);
    CHECK(a.window->anchor == tick_at(10));
    CHECK(a.window->due == tick_at(70));

    const auto late = numbered({make_fact(10, FactKind::alarm_confirm), call_119(95, {})});
    a = ask(text, late);
    CHECK_FALSE(a.holds);
    CHECK(a.event_tick == tick_at(95));

    const auto early = numbered({call_119(5, {}), make_fact(10, FactKind::alarm_confirm)});
    a = ask(text, early);
    CHECK_FALSE(a.holds);
    CHECK(a.event_tick == tick_at(5));

    const auto unanchored = numbered({call_119(5, {})});
    a = ask(text, unanchored);
    CHECK_FALSE(a.holds);
    CHECK_FALSE(a.window);
    CHECK(a.event_tick == tick_at(5));

    a = ask(text, numbered({make_fact(10, FactKind::alarm_confirm)}));
    CHECK_FALSE(a.event_tick);
    REQUIRE(a.window);
    CHECK(a.window->due == tick_at(70));
}

TEST_CASE("predicate: the ends of a window belong to it") {
    for (const double t_s : {10.0, 70.0}) {
        const auto facts = numbered({make_fact(10, FactKind::alarm_confirm), call_119(t_s, {})});
        CHECK(ask("ev(call_119) within [0,60s] of ev(alarm_confirm)", facts).holds);
    }
    const auto facts = numbered({make_fact(10, FactKind::alarm_confirm), call_119(70.05, {})});
    CHECK_FALSE(ask("ev(call_119) within [0,1:00] of ev(alarm_confirm)", facts).holds);
}

TEST_CASE("predicate: durations may be written in several ways") {
    for (const char* window :
         {"[0,90]", "[0s,90s]", "[0,1.5min]", "[0,1:30]", "[0ms,90000ms]", "[0,90秒]"}) {
        const auto p = parsed(std::string("ev(call_119) within ") + window + " of ev(inject)");
        CHECK(p.text() == "ev(call_119) within [0s,90s] of ev(inject)");
    }
    CHECK(parsed("ev(call_119) within [-1:30,0] of ev(inject)").text() ==
          "ev(call_119) within [-90s,0s] of ev(inject)");
}

TEST_CASE("predicate: before asks for the order, and lateness is counted from the second event") {
    const auto facts =
        numbered({make_fact(10, FactKind::headcount), make_fact(30, FactKind::inject)});
    CHECK(ask("ev(headcount) before ev(inject)", facts).holds);
    const auto a = ask("ev(inject) before ev(headcount)", facts);
    CHECK_FALSE(a.holds);
    REQUIRE(a.window);
    CHECK(a.window->due == tick_at(10));
    CHECK(a.event_tick == tick_at(30));
    CHECK(ask("ev(headcount) before ev(broadcast)", facts).holds);
}

TEST_CASE("predicate: count holds from the occurrence that reaches it") {
    const auto facts = numbered({make_fact(1, FactKind::resident_safe, "r/1"),
                                 make_fact(2, FactKind::resident_safe, "r/2"),
                                 make_fact(3, FactKind::resident_safe, "r/3")});
    CHECK(ask("count(ev(resident_safe)) >= 2", facts).tick == tick_at(2));
    CHECK(ask("count(ev(resident_safe)) > 2", facts).tick == tick_at(3));
    CHECK(ask("count(ev(resident_safe)) = 3", facts).holds);
    CHECK_FALSE(ask("count(ev(resident_safe)) >= 4", facts).holds);
    CHECK(ask("count(ev(resident_lost)) = 0", facts).holds);
    const auto a = ask("count(ev(resident_safe)) <= 1", facts);
    CHECK(a.breached);
    CHECK(a.tick == tick_at(2));
}

TEST_CASE("predicate: all asks every member of a zone and binds its key and its name") {
    auto facts = numbered({make_fact(1, FactKind::door_close, "door/205"),
                           make_fact(8, FactKind::door_close, "door/207"),
                           make_fact(9, FactKind::search_room, "space/207")});
    CHECK(ask("all(r in west: ev(door_close, target='door/{r.name}'))", facts).tick == tick_at(8));
    CHECK_FALSE(ask("all(r in west: ev(search_room, target=r))", facts).holds);
    CHECK_FALSE(ask("all(r in nowhere: ev(search_room, target=r))", facts).holds);
    facts = numbered({make_fact(1, FactKind::search_room, "space/205"),
                      make_fact(9, FactKind::search_room, "space/207")});
    for (const char* value : {"r", "{r}", "'{r}'"})
        CHECK(
            ask(std::string("all(r in west: ev(search_room, target=") + value + "))", facts).holds);
}

TEST_CASE("predicate: all with windows reports the worst lateness") {
    const auto facts = numbered({make_fact(0, FactKind::drill_started),
                                 make_fact(50, FactKind::search_room, "space/205"),
                                 make_fact(75, FactKind::search_room, "space/207")});
    const auto a = ask("all(r in west: ev(search_room, target=r) within [0,60s] of "
                       "ev(drill_started))",
                       facts);
    CHECK_FALSE(a.holds);
    CHECK(a.event_tick == tick_at(75));
    REQUIRE(a.window);
    CHECK(a.window->due == tick_at(60));
}

TEST_CASE("predicate: prohibitions say what broke them") {
    auto use = make_fact(20, FactKind::use_ext, "fire/1");
    use.args.set("class", std::string("水"));
    const auto early = numbered({use, make_fact(30, FactKind::power_cut)});
    const char* text = "not ev(use_ext,class='水') until ev(power_cut)";
    const auto a = ask(text, early);
    CHECK(a.breached);
    CHECK(a.fact_seq == 1);
    use.tick = tick_at(40);
    CHECK_FALSE(ask(text, numbered({make_fact(30, FactKind::power_cut), use})).breached);
    CHECK(ask("not ev(lift_used)", early).holds);
    CHECK(parsed(text).is_prohibition());
    CHECK(parsed("not ev(lift_used) and not ev(wrong_agent)").is_prohibition());
    CHECK_FALSE(parsed("ev(lift_used)").is_prohibition());
    CHECK_FALSE(parsed("not ev(lift_used) and ev(wrong_agent)").is_prohibition());
}

TEST_CASE("predicate: state is unknown outside a run") {
    const auto p = parsed("state(fire.hrr_kW > 100)");
    CHECK_FALSE(p.evaluate(std::span<const Fact>{}, {}).holds);
    PredicateContext context;
    context.state = [](std::string_view name) {
        return name == "fire.hrr_kW" ? std::optional(150.0) : std::nullopt;
    };
    CHECK(p.evaluate(std::span<const Fact>{}, context).holds);
    CHECK(p.uses_state());
    CHECK(p.names().states == std::vector<std::string>{"fire.hrr_kW"});
}

TEST_CASE("predicate: all problems come with their columns") {
    const auto bad = Predicate::parse("ev(call_119, role>3) within [60s,0] of ev() and 火");
    REQUIRE_FALSE(bad);
    std::string places;
    for (const auto& problem : bad.error().problems)
        places += problem.pointer + " ";
    CHECK(places == "1:19 1:35 1:43 1:49 ");
}

TEST_CASE("predicate: full-width punctuation is named as such, columns count characters") {
    const auto bad = Predicate::parse("ev(烟感，role=值班)");
    REQUIRE_FALSE(bad);
    REQUIRE(bad.error().problems.size() == 1);
    CHECK(bad.error().problems[0].pointer == "1:6");
    CHECK(bad.error().problems[0].expected.find(',') != std::string::npos);
}

TEST_CASE("predicate: depth and length are limited, and hostile texts cost little") {
    const auto started = std::chrono::steady_clock::now();
    CHECK_FALSE(Predicate::parse(std::string(1900, '(')));
    CHECK_FALSE(Predicate::parse(std::string(3000, ' ')));
    std::string nots;
    for (int i = 0; i < 400; ++i)
        nots += "not ";
    CHECK_FALSE(Predicate::parse(nots + "ev(inject)"));
    std::string deep;
    for (int i = 0; i < 20; ++i)
        deep += "count(";
    deep += "ev(inject)";
    for (int i = 0; i < 20; ++i)
        deep += ") >= 1";
    const auto p = Predicate::parse(deep);
    REQUIRE(p);
    const auto facts = numbered(std::vector<Fact>(2000, make_fact(1, FactKind::inject)));
    CHECK(p->evaluate(facts, {}).holds);
    CHECK_FALSE(Predicate::parse("all(a in x: all(b in x: all(c in x: ev(inject))))"));
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(1));
}

TEST_CASE("predicate: any text parses or is refused, and its canonical text parses back the same") {
    CHECK(rc::check([] {
        constexpr const char* pieces[] = {"ev(inject)",
                                          "ev(call_119, target='a', n>=3)",
                                          "and",
                                          "or",
                                          "not",
                                          "until",
                                          "within [0,5s] of",
                                          "before",
                                          "count(",
                                          ") >= 2",
                                          "(",
                                          ")",
                                          "all(r in z:",
                                          "ev(notify, target=r)",
                                          "'",
                                          "，",
                                          "1:30",
                                          "state(x < 1)",
                                          ","};
        std::string text;
        for (const int i : *rc::gen::container<std::vector<int>>(
                 rc::gen::inRange(0, static_cast<int>(std::size(pieces)))))
            text += std::string(pieces[i]) + " ";
        const auto p = Predicate::parse(text);
        if (!p) {
            RC_ASSERT(!p.error().problems.empty());
            return;
        }
        const auto again = Predicate::parse(p->text());
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->text() == p->text());
    }));
}

TEST_CASE("predicate: facts that are indexed as they come give the same answers") {
    std::vector<Fact> facts;
    FactIndex index;
    const auto p = parsed("count(ev(alarm_ack)) >= 3 or ev(call_119)");
    for (int i = 0; i < 10; ++i) {
        facts.push_back(make_fact(i, i % 2 ? FactKind::alarm_ack : FactKind::inject));
        facts.back().seq = i + 1;
        index.extend(facts);
        const auto a = p.evaluate(index, {}), b = p.evaluate(facts, {});
        CHECK(a.holds == b.holds);
        CHECK(a.fact_seq == b.fact_seq);
    }
    CHECK(p.mentions(FactKind::alarm_ack));
    CHECK_FALSE(p.mentions(FactKind::inject));
}
