#include "roster/schedule/duty_explain.h"

#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace tests;

namespace {

/// Leaders of 24 hours, care round the clock, a duty room of two shifts of 12 hours: December.
DutyProblem rural_home(std::vector<std::vector<std::string>> people, bool has_room) {
    DutyProblem problem;
    problem.first_day = make_date(2026, 12, 1);
    problem.last_day = make_date(2026, 12, 31);
    problem.opens_min = 8 * 60;
    problem.calendars = {calendar_2026()};
    problem.rules = usual_rules();
    problem.shifts = three_shifts();
    problem.shifts.push_back({"L", "带班", 8 * 60, 24 * 60, true, 0});
    problem.shifts.push_back({"D12", "长白班", 8 * 60, 12 * 60, false, 0});
    problem.shifts.push_back({"N12", "长夜班", 20 * 60, 12 * 60, true, 0});
    problem.posts = {
        {"leader", "带班领导", DutyLayer::leader, {"leader"}, {every_day("L", 1)}, 1, 0, false},
        {"care",
         "护理",
         DutyLayer::care,
         {"care"},
         {every_day("D", 1), every_day("E", 1), every_day("N", 1)}}};
    if (has_room)
        problem.posts.push_back({"room",
                                 "值班室",
                                 DutyLayer::duty_room,
                                 {"room"},
                                 {every_day("D12", 1), every_day("N12", 1)},
                                 1});
    for (std::size_t i = 0; i < people.size(); ++i) {
        DutyPerson one{fmt::format("person/{}", i + 1), fmt::format("员{}", i + 1)};
        for (const std::string& key : people[i])
            one.qualifications.push_back({key, make_date(2020, 1, 1), {}});
        problem.people.push_back(std::move(one));
    }
    return problem;
}

/// Explains, and proves what it says: the members together cannot be kept, without any one of them
/// they can, and every way out leads out.
DutyExplanation explain_and_prove(const DutyProblem& problem) {
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const DutyTable table = load_cells(problem, *grid, {}).table;
    auto explanation = explain_roster(problem, *grid, table, {});
    if (explanation.answer != SolverAnswer::no) return explanation;
    if (!explanation.conflict) { // arithmetic said it
        CHECK_FALSE((explanation.short_heads.empty() && explanation.unqualified_posts.empty()));
        return explanation;
    }
    const DutyConflict& conflict = *explanation.conflict;
    CHECK(conflict.is_minimal);
    CHECK(can_keep(problem, *grid, table, conflict.window, conflict.members) == SolverAnswer::no);
    for (const ConflictMember& gone : conflict.members) {
        auto less = conflict.members;
        std::erase_if(less, [&](const ConflictMember& one) {
            return one == gone || (conflict.days_together && one.kind == MemberKind::cover &&
                                   gone.kind == MemberKind::cover && one.first == gone.first);
        });
        CAPTURE(describe(problem, *grid, gone));
        CHECK(can_keep(problem, *grid, table, conflict.window, less) == SolverAnswer::yes);
    }
    for (const DutyWay& way : explanation.ways) {
        const DutyProblem changed = apply_way(problem, way);
        const auto after = make_grid(changed);
        REQUIRE(after);
        CAPTURE(describe(problem, way));
        const auto again =
            explain_window(changed, *after, load_cells(changed, *after, {}).table, conflict.window);
        CHECK(again.answer == SolverAnswer::yes);
        // Taken as they stand, the cheapest of all and the gaps leave a roster without a breach.
        if (!way.mends_all ||
            (&way != &explanation.ways.front() && way.kind != WayKind::accept_gaps))
            continue;
        // Months without a shift to spare are solved, and too hard for so few moves of the planner.
        if (roster::domain::calc_days_between(problem.first_day, problem.last_day) > 31) continue;
        const auto made = generate_roster(changed, *after, {1, 400'000});
        for (const DutyViolation& one : made.violations)
            MESSAGE(describe(changed, *after, one));
        CHECK(made.violations.empty());
    }
    for (std::size_t i = 1; i < explanation.ways.size(); ++i) {
        const DutyWay &one = explanation.ways[i - 1], &next = explanation.ways[i];
        CHECK(std::pair{!one.mends_all, one.cost} <= std::pair{!next.mends_all, next.cost});
    }
    return explanation;
}

} // namespace

TEST_CASE("eight of twelve certified people away: seven leaves and one day are the whole reason") {
    DutyProblem problem = large_home(make_date(2026, 2, 1), make_date(2026, 2, 28));
    problem.absences.clear();
    for (std::size_t i = 12; i < 20; ++i)
        problem.absences.push_back({problem.people[i].key,
                                    AbsenceKind::leave,
                                    {make_date(2026, 2, 15), make_date(2026, 2, 19)},
                                    "春节"});
    const auto found = explain_and_prove(problem);
    CHECK(found.answer == SolverAnswer::no);
    CHECK(found.conflict->members.size() == 8);
    CHECK(found.missing_count == 12); // nobody goes on leave out of the night before it
    CHECK(found.missing_is_fewest);
}

TEST_CASE("a conflict that no head-count shows: seven people, one of them away four days") {
    DutyProblem problem = large_home(make_date(2026, 1, 1), make_date(2026, 1, 14));
    problem.absences.clear();
    problem.people.erase(problem.people.begin() + 19, problem.people.begin() + 24);
    problem.absences.push_back({problem.people[12].key,
                                AbsenceKind::leave,
                                {make_date(2026, 1, 3), make_date(2026, 1, 6)},
                                "家事"});
    const auto found = explain_and_prove(problem);
    REQUIRE(found.answer == SolverAnswer::no);
    CHECK(std::ranges::any_of(found.ways,
                              [](const DutyWay& way) { return way.kind == WayKind::recall; }));
    CHECK(std::ranges::any_of(found.ways,
                              [](const DutyWay& way) { return way.kind == WayKind::add_person; }));
}

TEST_CASE("an expired certificate, a ban and a pair are named when they are the reason") {
    DutyProblem problem = small_home(4, make_date(2026, 3, 1), make_date(2026, 3, 14));
    for (std::size_t i = 0; i < 2; ++i)
        problem.people[i].qualifications[0].until = make_date(2026, 3, 4);
    problem.people[2].bans = {
        {BanKind::no_night, {make_date(2026, 3, 1), make_date(2026, 3, 31)}, "孕期"}};
    const auto found = explain_and_prove(problem);
    REQUIRE(found.answer == SolverAnswer::no);
    const auto has = [&](MemberKind kind) {
        return std::ranges::any_of(found.conflict->members, [&](const ConflictMember& member) {
            return member.kind == kind;
        });
    };
    CHECK(has(MemberKind::qualification));
    CHECK(has(MemberKind::cover));
}

TEST_CASE("too few people for every month are explained as well") {
    const auto found =
        explain_and_prove(small_home(3, make_date(2026, 1, 1), make_date(2026, 3, 31)));
    CHECK(found.answer == SolverAnswer::no);
    CHECK(found.missing_count > 0);
}

TEST_CASE("what can be done has no explanation") {
    const auto found =
        explain_and_prove(small_home(7, make_date(2026, 1, 1), make_date(2026, 4, 30)));
    CHECK(found.answer == SolverAnswer::yes);
    CHECK_FALSE(found.conflict);
}

TEST_CASE("a year too short of hours is explained by the head-count, not by more steps") {
    DutyProblem problem = small_home(4);
    problem.posts.erase(problem.posts.begin());
    problem.rules = {{"duty/year-hours", DutyRuleKind::year_work_min, 2416 * 60, "law",
                      DutyMark::secondary, true}};
    problem.people.resize(3);
    const auto found = explain_and_prove(problem);
    CHECK(found.answer == SolverAnswer::no);
    REQUIRE(found.short_heads.size() == 1);
    CHECK(found.short_heads[0].need_most_count == 4);
}

TEST_CASE("where neither a conflict nor a roster is found, neither is claimed") {
    // Too large to be asked as a whole.
    DutyProblem problem = large_home(make_date(2026, 3, 1), make_date(2026, 4, 30));
    problem.absences.clear();
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const auto found = explain_roster(problem, *grid, load_cells(problem, *grid, {}).table, {});
    CHECK(found.answer == SolverAnswer::gave_up);
    CHECK_FALSE(found.conflict);
}

TEST_CASE("who is on leave and has no valid certificate either is named with both") {
    DutyProblem problem = large_home(make_date(2026, 12, 1), make_date(2026, 12, 31));
    problem.absences.clear();
    problem.people.erase(problem.people.begin() + 21, problem.people.end());
    problem.people.erase(problem.people.begin(), problem.people.begin() + 12);
    problem.posts.erase(problem.posts.begin());
    problem.posts.pop_back();
    for (const std::size_t who : {0, 2, 4, 6})
        problem.absences.push_back({problem.people[who].key,
                                    AbsenceKind::leave,
                                    {make_date(2026, 12, 12), make_date(2026, 12, 16)},
                                    "团建"});
    problem.people[6].qualifications[0].until = make_date(2026, 12, 10);
    const auto found = explain_and_prove(problem);
    REQUIRE(found.conflict);
    const auto is_lapse = [](const ConflictMember& member) {
        return member.kind == MemberKind::qualification && member.first == 6;
    };
    const auto& conflict = *found.conflict;
    CHECK((std::ranges::any_of(conflict.members, is_lapse) ||
           std::ranges::any_of(conflict.also, is_lapse)));
    const auto grid = make_grid(problem);
    const auto words = describe(problem, *grid, ConflictMember{MemberKind::qualification, 6, 0});
    CHECK(words.find("2026-12-10 到期") != std::string::npos);
    CHECK(std::ranges::any_of(found.ways, [](const DutyWay& way) { return way.mends_all; }));
}

TEST_CASE("nobody qualified at all is said of the post") {
    DutyProblem problem = small_home(6, make_date(2026, 3, 1), make_date(2026, 3, 14));
    problem.posts[0].qualifications = {"doctor"};
    const auto found = explain_and_prove(problem);
    CHECK(found.answer == SolverAnswer::no);
    CHECK(found.unqualified_posts == std::vector<int>{0});
}

TEST_CASE("a ban of the law is never lifted, a doctor's own note may be") {
    DutyProblem problem = small_home(4, make_date(2026, 3, 1), make_date(2026, 3, 14));
    for (const std::size_t who : {1, 2, 3})
        problem.people[who].bans = {
            {BanKind::no_night, {make_date(2026, 3, 1), make_date(2026, 3, 31)}, "孕 29 周"}};
    const auto lifts = [](const DutyExplanation& found) {
        return std::ranges::any_of(
            found.ways, [](const DutyWay& way) { return way.kind == WayKind::lift_ban; });
    };
    const auto lawful = explain_and_prove(problem);
    CHECK(lawful.answer == SolverAnswer::no);
    CHECK_FALSE(lifts(lawful));
    for (const std::size_t who : {1, 2, 3})
        problem.people[who].bans[0].liftable = true;
    CHECK(explain_and_prove(problem).answer == SolverAnswer::no);
}

TEST_CASE("leaders whom their post binds are not counted as hands for the others") {
    // Nine people for eight people's hours, but two of them stand every second day for 24 hours.
    std::vector<std::vector<std::string>> people(7, {"care", "room"});
    people.push_back({"leader", "care", "room"});
    people.push_back({"leader"});
    const auto found = explain_and_prove(rural_home(people, true));
    CHECK(found.answer == SolverAnswer::no);
    REQUIRE(found.short_heads.size() == 1);
    CHECK(found.short_heads[0].need_most_count <= found.short_heads[0].have_count);
    CHECK(found.short_heads[0].missing_count >= 3);
}

TEST_CASE("a post that nobody may stand at is missing too, and asks for people") {
    std::vector<std::vector<std::string>> people(3, {"care"});
    people.push_back({"leader", "care"});
    people.push_back({"leader", "care"});
    const DutyProblem problem = rural_home(people, true);
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    // Each way is for its own posts here; those that mend nothing else are said to.
    const auto found = explain_roster(problem, *grid, load_cells(problem, *grid, {}).table, {});
    REQUIRE(found.conflict);
    CHECK(found.unqualified_posts == std::vector<int>{2});
    const auto in_room = std::ranges::count(found.missing, "room", &OpenShift::post_key);
    const auto days = roster::domain::calc_days_between(found.conflict->window.first,
                                                        found.conflict->window.last) +
                      1;
    CHECK(in_room == 2 * days);
    CHECK(std::ranges::any_of(found.ways, [](const DutyWay& way) {
        return way.kind == WayKind::add_person && way.key == "room" && way.count >= 4;
    }));
    CHECK(std::ranges::any_of(found.ways, [](const DutyWay& way) {
        return way.kind == WayKind::accept_gaps && way.mends_all;
    }));
}

TEST_CASE("a gap at a post that nobody may stand at is answered for once") {
    DutyProblem problem = small_home(6, make_date(2026, 3, 1), make_date(2026, 3, 14));
    problem.posts[1].qualifications = {"doctor"};
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const auto found = explain_roster(problem, *grid, load_cells(problem, *grid, {}).table, {});
    bool offered = false;
    for (const DutyWay& way : found.ways) {
        if (way.kind != WayKind::accept_gaps) continue;
        offered = true;
        CHECK(way.gaps.size() == 2 * 14u); // day and night
        CHECK(std::ranges::all_of(way.gaps,
                                  [](const OpenShift& gap) { return gap.post_key == "room"; }));
    }
    CHECK(offered);
}

TEST_CASE("two of five come back where one would not be enough") {
    DutyProblem problem = large_home(make_date(2026, 3, 1), make_date(2026, 3, 31));
    problem.absences.clear();
    problem.posts.erase(problem.posts.begin());
    problem.posts.pop_back();
    problem.people.erase(problem.people.begin() + 22, problem.people.end());
    problem.people.erase(problem.people.begin(), problem.people.begin() + 12);
    for (std::size_t who = 0; who < 5; ++who)
        problem.absences.push_back({problem.people[who].key,
                                    AbsenceKind::leave,
                                    {make_date(2026, 3, 10), make_date(2026, 3, 14)},
                                    "探亲"});
    const auto found = explain_and_prove(problem);
    REQUIRE(found.answer == SolverAnswer::no);
    REQUIRE_FALSE(found.ways.empty());
    const DutyWay& best = found.ways.front();
    CHECK(best.kind == WayKind::recall);
    CHECK(best.more.size() == 1);
    CHECK(best.mends_all);
    CHECK(best.cost <= 10);
    CHECK(apply_way(problem, best).absences.size() == 3);
    CHECK(describe(problem, best).find("、") != std::string::npos);
}

TEST_CASE("people added have names of their own that can stand on the wall") {
    const DutyProblem problem = small_home(4, make_date(2026, 3, 1), make_date(2026, 3, 14));
    const DutyProblem more = apply_way(
        problem, {WayKind::add_person, "room", 1, {problem.first_day, problem.last_day}, {}, 2});
    REQUIRE(more.people.size() == 6);
    CHECK(more.people[4].key == "person/new-1");
    CHECK(more.people[4].name == "新增人员1");
    CHECK(more.people[5].key == "person/new-2");
    CHECK(more.people[5].name == "新增人员2");
}

TEST_CASE("what the explanation says can be planned is planned") {
    const DutyProblem problem = rural_home(
        {{"leader", "care"}, {"leader", "care"}, {"leader", "care"}, {"care"}, {"care"}}, false);
    const auto found = explain_and_prove(problem);
    REQUIRE(found.answer == SolverAnswer::no);
    const auto gaps = std::ranges::find_if(found.ways, [](const DutyWay& way) {
        return way.kind == WayKind::accept_gaps && way.mends_all;
    });
    REQUIRE(gaps != found.ways.end());
    const auto made = generate_roster(apply_way(problem, *gaps), {1, 1'000'000});
    REQUIRE(made);
    CHECK(made->violations.empty());
}
