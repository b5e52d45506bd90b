#include "roster/schedule/patterns/roster_file.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

TEST_CASE("a roster written is read the same") {
    const auto problem = make_plain_week(2);
    RosterFile file{"week", 12, 10, {{Line(7, std::int8_t{0}), Line(7, std::int8_t{day_off})}}};
    const auto text = format_roster(problem, file);
    const auto again = parse_roster(problem, "week.json", text);
    REQUIRE(again);
    CHECK(again->instance == "week");
    CHECK(again->cost == 12);
    CHECK(again->bound == 10);
    CHECK(again->roster == file.roster);
    file.bound = -1;
    CHECK(parse_roster(problem, "week.json", format_roster(problem, file))->bound == -1);
}

TEST_CASE("every fault of a roster file is told at once") {
    const auto problem = make_plain_week(2);
    const auto bad = parse_roster(problem, "bad.json", R"({
        "format": "yanlian-pattern-roster", "version": 1, "cost": 3, "colour": "red",
        "lines": [{"person": "A", "shifts": ["D", "X", "", "", "", "", ""]},
                  {"person": "A", "shifts": ["D"]},
                  {"person": "Z", "shifts": ["D", "D", "D", "D", "D", "D", "D"]}]})");
    REQUIRE(!bad);
    CHECK(bad.error().problems.size() == 6);
    CHECK(!parse_roster(problem, "bad.json", "{"));
    CHECK(!parse_roster(problem, "bad.json", ""));
}
