#include "roster/schedule/patterns/recount.h"
#include "small_problems.h"
#include <doctest/doctest.h>

using namespace small_problems;

namespace {

/// "DD.D..." with letters of the shifts.
Line line_of(const PatternProblem& problem, std::string_view letters) {
    Line line;
    for (const char letter : letters) {
        int shift = day_off;
        for (std::size_t s = 0; s < problem.shifts.size(); ++s)
            if (problem.shifts[s].id[0] == letter) shift = static_cast<int>(s);
        line.push_back(static_cast<std::int8_t>(shift));
    }
    return line;
}

std::vector<RuleBreach> breaches(const PatternProblem& problem, std::string_view letters) {
    return recount(problem, {{line_of(problem, letters)}}).breaches;
}

using Breaches = std::vector<RuleBreach>;

} // namespace

TEST_CASE("each hard rule is told by name, person and day") {
    auto problem = make_plain_week(1);
    auto& person = problem.people[0];
    CHECK(breaches(problem, "DDDDDDD").empty());
    person.max_consecutive_shifts = 3;
    CHECK(breaches(problem, "DDDDD..") == Breaches{{HardRule::max_consecutive, 0, 0}});
    person.min_consecutive_shifts = 2;
    CHECK(breaches(problem, "D..D..D") == Breaches{{HardRule::min_consecutive, 0, 3}});
    person.min_consecutive_days_off = 2;
    CHECK(breaches(problem, ".DD.DD.") == Breaches{{HardRule::min_days_off, 0, 3}});
    person.max_weekends = 0;
    CHECK(breaches(problem, ".....DD") == Breaches{{HardRule::max_weekends, 0, -1}});
    person.max_work_min = 480;
    CHECK(breaches(problem, ".DD....") == Breaches{{HardRule::max_work, 0, -1}});
    person.max_work_min = 1000;
    person.min_work_min = 481;
    CHECK(breaches(problem, "D......") == Breaches{{HardRule::min_work, 0, -1}});
    person.max_shifts = {1};
    CHECK(breaches(problem, ".DD....") == Breaches{{HardRule::max_shifts, 0, -1}});
    person.max_shifts = {7};
    person.days_off = {2};
    CHECK(breaches(problem, ".DD....") == Breaches{{HardRule::free_day, 0, 2}});
    person.days_off.clear();
    person.barred = {{0, day_off}};
    CHECK(breaches(problem, ".DD....") == Breaches{{HardRule::free_day, 0, 0}});
}

TEST_CASE("forbidden successions are seen across the eve of the horizon") {
    auto problem = make_plain_week(1);
    problem.shifts.push_back({"N", 480, {0}});
    problem.people[0] = small_problems::make_person("A", 2);
    CHECK(breaches(problem, ".ND....") == Breaches{{HardRule::succession, 0, 2}});
    CHECK(breaches(problem, ".NN.D..").empty());
    problem.people[0].history = History{1, 1, 0};
    CHECK(breaches(problem, "D......") == Breaches{{HardRule::succession, 0, 0}});
}

TEST_CASE("what came before day 0 counts towards runs of work and rest") {
    auto problem = make_plain_week(1);
    auto& person = problem.people[0];
    person.max_consecutive_shifts = 4;
    person.min_consecutive_shifts = 3;
    person.min_consecutive_days_off = 2;
    CHECK(breaches(problem, "DD..DDD").empty());
    person.history = History{3, 0, 0};
    CHECK(breaches(problem, "DD..DDD") == Breaches{{HardRule::max_consecutive, 0, 0}});
    person.history = History{1, 0, 0};
    CHECK(breaches(problem, "D..DDDD") == Breaches{{HardRule::min_consecutive, 0, 0}});
    CHECK(breaches(problem, "..DDDD.") == Breaches{{HardRule::min_consecutive, 0, 0}});
    person.history = History{0, day_off, 1};
    CHECK(breaches(problem, "DDD..DD") == Breaches{{HardRule::min_days_off, 0, 0}});
    CHECK(breaches(problem, ".DDD..D").empty());
}

TEST_CASE("cost is requests and people short or beyond") {
    auto problem = make_plain_week(2);
    problem.on_requests = {{0, 0, 0, 7}, {1, 1, 0, 3}};
    problem.off_requests = {{0, 2, 0, 5}, {1, 2, 0, 11}};
    const Roster roster{{line_of(problem, "..DDDDD"), line_of(problem, "D..D..D")}};
    const auto counted = recount(problem, roster);
    CHECK(counted.request_cost == 7 + 3 + 5);
    CHECK(counted.under_cost == 100);
    CHECK(counted.over_cost == 2);
    CHECK(counted.cost == 117);
}

TEST_CASE("a roster of wrong shape is refused whole") {
    const auto problem = make_plain_week(2);
    CHECK(recount(problem, {}).breaches == Breaches{{HardRule::shape, -1, -1}});
    const Roster roster{{Line(6, std::int8_t{0}), Line(7, std::int8_t{4})}};
    CHECK(recount(problem, roster).breaches.size() == 8);
}
