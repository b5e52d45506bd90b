#include "roster/schedule/duty_repair.h"

#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>

using namespace tests;

namespace {

DutyRoster published_roster(const DutyProblem& problem, std::uint64_t seed) {
    const auto made = generate_roster(problem, {seed, 4'000'000});
    REQUIRE(made);
    REQUIRE(made->violations.empty());
    DutyRoster roster = made->roster;
    for (DutyCell& cell : roster)
        cell.state = CellState::published;
    return roster;
}

/// Tries every set of changes that costs less; none may keep the rules.
class EveryCheaper {
public:
    EveryCheaper(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& before,
                 const RepairAsk& ask, const DutyRoster& roster, int limit)
        : problem_(problem), grid_(grid), table_(before), limit_(limit) {
        for (int p = 0; p < grid.people; ++p)
            for (int c = lead_days; c < lead_days + grid.days; ++c)
                for (int k = off; k < grid.kind_count(); ++k)
                    if (k != before[grid.at(p, c)])
                        options_.push_back(
                            {{p, c, k},
                             calc_change_cost(problem, grid, before, ask, roster, {p, c, k})});
    }
    bool finds_one(std::size_t from = 0, int cost = 0) {
        if (check_table(problem_, grid_, table_).empty()) return true;
        for (std::size_t i = from; i < options_.size(); ++i) {
            const auto& [change, price] = options_[i];
            if (cost + price >= limit_) continue;
            auto& cell = table_[grid_.at(change.person, change.column)];
            const auto held = cell;
            cell = static_cast<std::int8_t>(change.kind);
            std::size_t next = i + 1; // the other kinds of this cell are no further change
            while (next < options_.size() && options_[next].first.person == change.person &&
                   options_[next].first.column == change.column)
                ++next;
            const bool found = finds_one(next, cost + price);
            cell = held;
            if (found) return true;
        }
        return false;
    }

private:
    const DutyProblem& problem_;
    const DutyGrid& grid_;
    DutyTable table_;
    int limit_;
    std::vector<std::pair<CellChange, int>> options_;
};

} // namespace

TEST_CASE("a repair keeps the rules, leaves the rest alone, and says what it changed") {
    DutyProblem healthy = large_home(make_date(2026, 3, 1), make_date(2026, 4, 30));
    healthy.absences.clear(); // a year's leave does not fit into two months
    const DutyRoster roster = published_roster(healthy, 5);
    for (const std::size_t who : {std::size_t{14}, std::size_t{30}}) {
        DutyProblem problem = healthy;
        const Date day = make_date(2026, 3, 23);
        problem.absences.push_back(
            {problem.people[who].key, AbsenceKind::sick, {day, day + Days{4}}, "发热"});
        const auto repair = repair_roster(problem, roster, {day, day, 6 * 60});
        REQUIRE(repair);
        REQUIRE(repair->answer == SolverAnswer::yes);
        CHECK(repair->is_fewest);
        const auto free = make_repair_problem(problem, {day, day, 6 * 60});
        const auto grid = make_grid(free);
        CHECK(check_table(free, *grid, repair->table).empty());
        for (const ChangedCell& one : repair->changes) {
            CHECK(one.day >= day);
            CHECK(one.day < day + Days{repair_window_days});
        }
        const DutyTable before = load_cells(free, *grid, roster).table;
        std::size_t differ = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            differ += before[i] != repair->table[i];
        CHECK(differ == repair->changes.size());
    }
}

TEST_CASE("nothing cheaper exists: every smaller set of changes was tried") {
    int mended = 0;
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
        const DutyProblem healthy = small_home(5, make_date(2026, 3, 2), make_date(2026, 3, 6));
        const DutyRoster roster = published_roster(healthy, seed);
        DutyProblem problem = healthy;
        const std::size_t who = seed % 5;
        problem.absences.push_back({problem.people[who].key,
                                    AbsenceKind::sick,
                                    {make_date(2026, 3, 3), make_date(2026, 3, 4)},
                                    ""});
        problem.absences.push_back({problem.people[(who + 1) % 5].key,
                                    AbsenceKind::leave,
                                    {make_date(2026, 3, 5), make_date(2026, 3, 5)},
                                    ""});
        // Asked days before: every change costs one, so that the trial stays small.
        const RepairAsk ask{make_date(2026, 3, 2), make_date(2026, 2, 1), 0};
        const auto repair = repair_roster(problem, roster, ask);
        REQUIRE(repair);
        if (repair->answer != SolverAnswer::yes) {
            CHECK(repair->explanation);
            continue;
        }
        CHECK(repair->is_fewest);
        ++mended;
        if (repair->cost > 4) continue;
        const auto free = make_repair_problem(problem, ask);
        const auto grid = make_grid(free);
        const DutyTable before = load_cells(free, *grid, roster).table;
        CAPTURE(seed);
        CHECK_FALSE(EveryCheaper(free, *grid, before, ask, roster, repair->cost).finds_one());
    }
    CHECK(mended >= 3);
}

TEST_CASE("where no repair is possible the explanation comes instead") {
    const DutyProblem healthy = small_home(5, make_date(2026, 3, 1), make_date(2026, 3, 31));
    const DutyRoster roster = published_roster(healthy, 2);
    DutyProblem problem = healthy;
    for (const std::size_t who : {0, 1, 2})
        problem.absences.push_back({problem.people[who].key,
                                    AbsenceKind::sick,
                                    {make_date(2026, 3, 10), make_date(2026, 3, 12)},
                                    "诺如病毒"});
    const auto repair =
        repair_roster(problem, roster, {make_date(2026, 3, 10), make_date(2026, 3, 10), 0});
    REQUIRE(repair);
    CHECK(repair->answer == SolverAnswer::no);
    REQUIRE(repair->explanation);
    CHECK(repair->explanation->answer == SolverAnswer::no);
    CHECK_FALSE(repair->explanation->conflict->members.empty());
}

TEST_CASE("what two weeks cannot mend is mended with the days behind them") {
    // Ten shifts a month each at most: whoever stands in for a in the first fortnight has none left
    // for his own later ones, which a then takes.
    DutyProblem problem;
    problem.first_day = make_date(2026, 4, 1);
    problem.last_day = make_date(2026, 4, 30);
    problem.calendars = {plain_calendar(2026)};
    problem.shifts = {{"D", "白班", 8 * 60, 8 * 60, false, 0}};
    problem.posts = {{"x", "甲岗", DutyLayer::care, {}, {every_day("D", 1)}}};
    problem.people = {{"a", "a"}, {"b", "b"}, {"c", "c"}};
    for (DutyPerson& one : problem.people)
        one.most_month_shifts = 10;
    DutyRoster roster;
    for (int day = 0; day < 30; ++day)
        roster.push_back({problem.people[static_cast<std::size_t>(day) / 10].key,
                          problem.first_day + Days{day}, "x", "D"});
    problem.absences = {
        {"a", AbsenceKind::sick, {problem.first_day, problem.first_day + Days{13}}, "骨折"}};
    const auto repair = repair_roster(
        problem, roster, {problem.first_day, problem.first_day, 0, problem.first_day + Days{13}});
    REQUIRE(repair);
    REQUIRE(repair->answer == SolverAnswer::yes);
    CHECK(repair->is_fewest);
    CHECK(repair->changes.size() == 40); // ten days of a's, and ten later ones in exchange
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    CHECK(check_table(problem, *grid, repair->table).empty());
    // Two people have twenty shifts for thirty days.
    problem.absences.front().days.last = problem.last_day;
    const auto never = repair_roster(
        problem, roster, {problem.first_day, problem.first_day, 0, problem.first_day + Days{13}});
    REQUIRE(never);
    CHECK(never->answer == SolverAnswer::no);
    CHECK(never->explanation);
}

TEST_CASE("short notice and the eve of leave make a change dearer") {
    const DutyProblem healthy = small_home(6, make_date(2026, 3, 1), make_date(2026, 3, 31));
    const DutyRoster roster = published_roster(healthy, 2);
    const auto grid = make_grid(healthy);
    const DutyTable table = load_cells(healthy, *grid, roster).table;
    DutyProblem problem = healthy;
    int person = 0;
    const int column = grid->column(make_date(2026, 3, 11));
    while (table[grid->at(person, column)] != off)
        ++person;
    problem.absences = {{problem.people[static_cast<std::size_t>(person)].key,
                         AbsenceKind::leave,
                         {make_date(2026, 3, 12), make_date(2026, 3, 14)},
                         ""}};
    const RepairAsk soon{make_date(2026, 3, 10), make_date(2026, 3, 10), 0};
    const RepairAsk early{make_date(2026, 3, 10), make_date(2026, 3, 1), 0};
    CHECK(calc_change_cost(problem, *grid, table, soon, roster, {person, column, 1}) == 9);
    CHECK(calc_change_cost(problem, *grid, table, early, roster, {person, column, 1}) == 6);
    CHECK(calc_change_cost(healthy, *grid, table, early, roster, {person, column, 1}) == 1);
    CHECK(calc_change_cost(healthy, *grid, table, early, roster, {person, column, off}) == 0);
}

TEST_CASE("fewest cells come first, their cost second") {
    // a is sick. b may come on the eve of her leave (two cells, dear), or c moves over and d comes
    // in for c (three cells, cheap).
    DutyProblem problem;
    problem.first_day = make_date(2026, 3, 2);
    problem.last_day = make_date(2026, 3, 6);
    problem.calendars = {plain_calendar(2026)};
    problem.shifts = {{"D", "白班", 8 * 60, 8 * 60, false, 0}};
    problem.posts = {{"x", "甲岗", DutyLayer::care, {"x"}, {every_day("D", 1)}},
                     {"y", "乙岗", DutyLayer::guard, {"y"}, {every_day("D", 1)}}};
    const auto person = [](const char* key, std::vector<std::string> held) {
        DutyPerson one{key, key};
        for (const std::string& what : held)
            one.qualifications.push_back({what, make_date(2020, 1, 1), {}});
        return one;
    };
    problem.people = {person("a", {"x"}), person("b", {"x"}), person("c", {"x", "y"}),
                      person("d", {"y"})};
    DutyRoster roster;
    for (Date day = problem.first_day; day <= problem.last_day; day += Days{1}) {
        roster.push_back({"a", day, "x", "D"});
        roster.push_back({"c", day, "y", "D"});
    }
    const Date sick = make_date(2026, 3, 3);
    problem.absences = {{"a", AbsenceKind::sick, {sick, sick}, ""},
                        {"b", AbsenceKind::leave, {sick + Days{1}, make_date(2026, 3, 6)}, "年假"}};
    auto repair = repair_roster(problem, roster, {sick, sick, 0});
    REQUIRE(repair);
    CHECK(repair->answer == SolverAnswer::yes);
    CHECK(repair->changes.size() == 2);
    CHECK(repair->is_fewest);
    CHECK(repair->is_cheapest);
    // Two more could come: the one who has no leave before her costs less.
    problem.people.push_back(person("e", {"x"}));
    repair = repair_roster(problem, roster, {sick, sick, 0});
    REQUIRE(repair);
    CHECK(repair->changes.size() == 2);
    CHECK(repair->changes[1].person_key == "e");
    CHECK(repair->cost == 2);
}

TEST_CASE("a month of sickness is mended to its last day, two weeks at a time") {
    DutyProblem healthy = small_home(8, make_date(2026, 3, 1), make_date(2026, 3, 31));
    const DutyRoster roster = published_roster(healthy, 3);
    DutyProblem problem = healthy;
    const DaySpan away{make_date(2026, 3, 1), make_date(2026, 3, 31)};
    problem.absences.push_back({problem.people[5].key, AbsenceKind::sick, away, "骨折"});
    RepairAsk ask{away.first, away.first, 0};
    ask.until = away.last;
    const auto repair = repair_roster(problem, roster, ask);
    REQUIRE(repair);
    REQUIRE(repair->answer == SolverAnswer::yes);
    CHECK(repair->window_count == 3);
    CHECK(repair->is_fewest);
    const auto grid = make_grid(problem);
    CHECK(check_table(problem, *grid, repair->table).empty());
    // Too many away in the last week: what was mended before it is said, and where it stuck.
    for (const std::size_t who : {0, 1, 2, 3, 4})
        problem.absences.push_back({problem.people[who].key,
                                    AbsenceKind::sick,
                                    {make_date(2026, 3, 29), make_date(2026, 3, 31)},
                                    "诺如病毒"});
    const auto stuck = repair_roster(problem, roster, ask);
    REQUIRE(stuck);
    CHECK(stuck->answer == SolverAnswer::no);
    CHECK(stuck->stuck_on == make_date(2026, 3, 29));
    REQUIRE(stuck->explanation);
    CHECK_FALSE(stuck->changes.empty());
}

TEST_CASE("what lies before today is never written to, whenever somebody fell ill") {
    DutyProblem healthy = small_home(8, make_date(2026, 3, 1), make_date(2026, 3, 31));
    const DutyRoster roster = published_roster(healthy, 3);
    const Date today = make_date(2026, 3, 12);
    DutyProblem problem = healthy;
    for (const DutyCell& cell : roster)
        if (cell.day <= today) {
            problem.fixed.push_back(cell);
            problem.fixed.back().state = CellState::frozen;
        }
    problem.frozen_until = today - Days{1};
    const auto sick_on = [&](Date day) {
        return std::ranges::find(roster, day, &DutyCell::day)->person_key;
    };
    RepairAsk ask{make_date(2026, 3, 9), today, 0};
    // Somebody whose shift of today has begun, somebody of yesterday.
    for (const Date day : {today, today - Days{1}}) {
        DutyProblem one = problem;
        one.absences = {{sick_on(day), AbsenceKind::sick, {ask.from, make_date(2026, 3, 31)}, ""}};
        ask.until = one.absences[0].days.last;
        const auto repair = repair_roster(one, roster, ask);
        REQUIRE(repair);
        REQUIRE(repair->answer == SolverAnswer::yes);
        CHECK_FALSE(repair->changes.empty());
        for (const ChangedCell& changed : repair->changes)
            CHECK(changed.day > today);
        const auto grid = make_grid(one);
        for (const DutyViolation& left : check_table(one, *grid, repair->table))
            CHECK(left.first <= today);
    }
    // A spell that is over changes nothing.
    problem.absences = {
        {sick_on(today - Days{1}), AbsenceKind::sick, {ask.from, today - Days{1}}, ""}};
    ask.until = today - Days{1};
    const auto over = repair_roster(problem, roster, ask);
    REQUIRE(over);
    CHECK(over->answer == SolverAnswer::yes);
    CHECK(over->changes.empty());
}

TEST_CASE("among repairs of equal cost the shifts go to those with fewest") {
    DutyProblem problem;
    problem.first_day = make_date(2026, 3, 2);
    problem.last_day = make_date(2026, 3, 15);
    problem.calendars = {plain_calendar(2026)};
    problem.shifts = {{"D", "白班", 8 * 60, 8 * 60, false, 0}};
    problem.posts = {{"x", "甲岗", DutyLayer::leader, {"x"}, {every_day("D", 1)}}};
    for (const char* key : {"a", "b", "c", "d", "e"}) {
        DutyPerson one{key, key};
        one.qualifications.push_back({"x", make_date(2020, 1, 1), {}});
        problem.people.push_back(one);
    }
    DutyRoster roster;
    for (int i = 0; i < 14; ++i)
        roster.push_back({i % 2 == 0 ? "a" : problem.people[1 + (i / 2) % 4].key,
                          problem.first_day + Days{i}, "x", "D"});
    problem.absences = {{"a", AbsenceKind::sick, {problem.first_day, problem.last_day}, ""}};
    const auto repair = repair_roster(problem, roster, {problem.first_day, problem.first_day, 0});
    REQUIRE(repair);
    CHECK(repair->changes.size() == 14);
    std::map<std::string, int> load;
    for (std::size_t i = 1; i < roster.size(); i += 2)
        ++load[roster[i].person_key];
    for (const ChangedCell& one : repair->changes)
        if (one.after) ++load[one.person_key];
    for (const char* key : {"b", "c", "d", "e"}) {
        CAPTURE(key);
        CHECK((load[key] == 3 || load[key] == 4));
    }
}
