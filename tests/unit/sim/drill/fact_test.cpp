#include "sim/drill/fact.h"

#include "sim/drill/command.h"
#include <doctest/doctest.h>
#include <limits>
#include <rapidcheck.h>

using namespace sim::drill;

namespace {

/// UTF-8 texts with whatever JSON has to escape.
rc::Gen<std::string> any_text() {
    return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8)),
                        [](const std::vector<int>& picks) {
                            constexpr const char* pieces[] = {"a",    "\"", "\\", "\n",
                                                              "\x01", "火", "/",  "é"};
                            std::string text;
                            for (const int i : picks)
                                text += pieces[i];
                            return text;
                        });
}

rc::Gen<Value> any_value() {
    return rc::gen::oneOf(
        rc::gen::map(rc::gen::arbitrary<bool>(), [](bool v) { return Value(v); }),
        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t v) { return Value(v); }),
        rc::gen::map(rc::gen::arbitrary<double>(), [](double v) { return Value(v); }),
        rc::gen::map(any_text(), [](std::string v) { return Value(std::move(v)); }),
        rc::gen::map(rc::gen::container<std::vector<std::string>>(any_text()),
                     [](std::vector<std::string> v) { return Value(std::move(v)); }));
}

Args any_args() {
    Args args;
    for (const auto& [key, value] :
         *rc::gen::resize(6, rc::gen::container<std::vector<std::pair<std::string, Value>>>(
                                 rc::gen::pair(any_text(), any_value()))))
        args.set(key, value);
    return args;
}

constexpr int kind_count = 0
#define ONE(name, zh) +1
    SIM_FACT_KINDS(ONE);
#undef ONE

} // namespace

TEST_CASE("fact: every kind has a name that finds it again and a Chinese word") {
    for (int i = 0; i < kind_count; ++i) {
        const auto kind = static_cast<FactKind>(i);
        CHECK(find_fact_kind(name(kind)) == kind);
        CHECK(std::string(word(kind)) != "");
    }
    CHECK_FALSE(find_fact_kind("no_such_kind"));
}

TEST_CASE("fact: the line is canonical JSON with a fixed order of keys") {
    Fact fact{7, {30}, FactKind::call_119, "person/wang", "panel", "", {}, 3};
    fact.args.set("fields", std::vector<std::string>{"addr", "what"});
    fact.args.set("hrr_kW", 12.0);
    CHECK(
        format_fact(fact) ==
        R"({"seq":7,"tick":30,"kind":"call_119","actor":"person/wang","role":"panel","target":"",)"
        R"("args":{"fields":["addr","what"],"hrr_kW":12.0},"cause":3})");
}

TEST_CASE("fact: reading a line back gives an equal fact") {
    CHECK(rc::check([] {
        Fact fact;
        fact.seq = *rc::gen::arbitrary<std::int64_t>();
        fact.tick = {*rc::gen::arbitrary<std::int64_t>()};
        fact.kind = static_cast<FactKind>(*rc::gen::inRange(0, kind_count));
        fact.actor = *rc::gen::resize(20, any_text());
        fact.role = *rc::gen::resize(20, any_text());
        fact.target = *rc::gen::resize(20, any_text());
        fact.args = any_args();
        fact.cause = *rc::gen::arbitrary<std::int64_t>();
        const auto again = parse_fact(format_fact(fact));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == fact);
        RC_ASSERT(format_fact(*again) == format_fact(fact));
    }));
}

TEST_CASE("fact: whole doubles stay doubles and whole numbers stay whole") {
    Args args;
    args.set("a", 3.0);
    args.set("b", std::int64_t{3});
    const auto again = parse_args(format_args(args));
    REQUIRE(again);
    CHECK(*again == args);
    CHECK(format_args(args) == R"({"a":3.0,"b":3})");
}

TEST_CASE("fact: setting a name again replaces its value in place") {
    Args args;
    args.set("a", true);
    args.set("b", false);
    args.set("a", std::string("x"));
    CHECK(format_args(args) == R"({"a":"x","b":false})");
    CHECK(args.find("c") == nullptr);
}

TEST_CASE("fact: a line that is no fact is refused") {
    for (
        const char* line :
        {"", "{", "[]", "{}", R"({"seq":1})", "\xff",
         R"({"seq":1,"tick":0,"kind":"nonsense","actor":"","role":"","target":"","args":{},"cause":0})",
         R"({"seq":1,"tick":0,"kind":"inject","actor":"","role":"","target":"","args":{"a":{}},"cause":0})",
         R"({"seq":1,"tick":0,"kind":"inject","actor":"","role":"","target":"","args":{},"more":0})",
         R"({"seq":1.5,"tick":0,"kind":"inject","actor":"","role":"","target":"","args":{},"cause":0})"})
        CHECK_FALSE_MESSAGE(parse_fact(line), line);
}

TEST_CASE("command: every action has a name that finds it again") {
    for (std::size_t i = 0; i < action_count; ++i)
        CHECK(find_action(name(static_cast<Action>(i))) == static_cast<Action>(i));
    CHECK_FALSE(find_action("dance"));
}

TEST_CASE("command: reading a line back gives an equal command") {
    CHECK(rc::check([] {
        Command command;
        command.seq = *rc::gen::arbitrary<std::int64_t>();
        command.tick = {*rc::gen::arbitrary<std::int64_t>()};
        command.kind = static_cast<CommandKind>(*rc::gen::inRange(0, 6));
        command.source = *rc::gen::resize(20, any_text());
        command.actor = *rc::gen::resize(20, any_text());
        command.action = static_cast<Action>(*rc::gen::inRange<std::size_t>(0, action_count));
        command.target = *rc::gen::resize(20, any_text());
        command.args = any_args();
        const auto again = parse_command(format_command(command));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == command);
    }));
}

TEST_CASE("command: a line that is no command is refused") {
    CHECK_FALSE(parse_command(""));
    CHECK_FALSE(parse_command(
        R"({"seq":1,"tick":0,"kind":"act","source":"","actor":"","action":"dance","target":"","args":{}})"));
}
