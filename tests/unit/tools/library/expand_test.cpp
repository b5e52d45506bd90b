#include "tools/library/expand.h"

#include <doctest/doctest.h>

using namespace tools::library;

namespace {

Json made(const char* scenario, const Words& words) {
    Template from;
    from.key = "t";
    from.scenario = Json::parse(scenario);
    const auto done = expand(from, words);
    REQUIRE_MESSAGE(done.has_value(), (done ? "" : describe(done.error())));
    return *done;
}

const Words words{
    {"room", "room/1"},
    {"at", Json::array({1.5, 2})},
    {"none", Json::array()},
    {"rooms", Json::array({{{"key", "a"}, {"name", "甲"}}, {{"key", "b"}, {"name", "乙"}}})}};

} // namespace

TEST_CASE("expand: a word in a text, and a word alone that keeps its kind") {
    const Json json = made(R"({"x":"在 ${room} 里","at":"${at}","keys":"${rooms}"})", words);
    CHECK(json["x"] == "在 room/1 里");
    CHECK(json["at"] == Json::array({1.5, 2}));
    CHECK(json["keys"] == Json::array({"a", "b"}));
}

TEST_CASE("expand: lists join, as words, as a set and as a conjunction") {
    const Json json = made(
        R"({"x":"叫醒${rooms}","s":"args.r>={${set rooms}}","p":"${all rooms: ev(a, args.f>={x}, target='${it}')}"})",
        words);
    CHECK(json["x"] == "叫醒甲、乙");
    CHECK(json["s"] == "args.r>={'a','b'}");
    CHECK(json["p"] == "( ev(a, args.f>={x}, target='a') and  ev(a, args.f>={x}, target='b'))");
}

TEST_CASE("expand: items over lists are numbered; what is empty drops out") {
    const Json json = made(
        R"({"response":[{"each":"rooms","target":"${it}"},{"if":"none","target":"no"},{"unless":"none","target":"yes"}]})",
        words);
    REQUIRE(json["response"].size() == 3);
    CHECK(json["response"][1]["target"] == "b");
    CHECK(json["response"][2]["target"] == "yes");
    CHECK(json["response"][2]["no"] == 3);
}

TEST_CASE("expand: every unknown word is a problem with its place") {
    Template from;
    from.key = "t";
    from.scenario = Json::parse(R"({"a":"${x}","b":["${y}"]})");
    const auto done = expand(from, words);
    REQUIRE_FALSE(done.has_value());
    REQUIRE(done.error().problems.size() == 2);
    CHECK(done.error().problems[1].pointer == "/scenario/b/0");
}
