#include "tools/audit/duty_audit.h"

#include "roster/schedule/duty_file.h"
#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <tuple>

using namespace tests;

namespace {

using Row = std::tuple<std::string, std::string, std::string, std::vector<std::string>, std::string,
                       std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t>;

std::vector<Row> rows_of(const tools::audit::Audit& audit, Date first_day) {
    std::vector<Row> rows;
    const std::int64_t midnight = first_day.time_since_epoch().count() * 24 * 60;
    for (const auto& f : audit.findings) {
        const bool gap = f.from < f.until;
        rows.push_back({f.rule, tools::audit::date_text(f.first), tools::audit::date_text(f.last),
                        f.people, f.post, f.shift, gap ? f.from - midnight : 0,
                        gap ? f.until - midnight : 0, f.got, f.limit});
    }
    std::ranges::sort(rows);
    return rows;
}
std::vector<Row> rows_of(const std::vector<DutyViolation>& violations) {
    std::vector<Row> rows;
    for (const DutyViolation& v : violations)
        rows.push_back({v.rule_id, roster::domain::iso(v.first), roster::domain::iso(v.last),
                        v.person_keys, v.post_key, v.shift_key, v.minutes.from_min,
                        v.minutes.until_min, v.got, v.limit});
    std::ranges::sort(rows);
    return rows;
}

/// Draws for changes; the same on every machine.
struct Dice {
    std::uint64_t state = 20260301;
    std::size_t below(std::size_t limit) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>((state >> 33) % limit);
    }
};

/// Everything that a rule can hang on, in two months of a small home.
DutyFile sound_roster() {
    DutyProblem problem = small_home(12, make_date(2026, 2, 1), make_date(2026, 3, 31));
    problem.posts[1].experienced_count = 0;
    problem.shifts.push_back({"X", "通班", 8 * 60, 24 * 60, true, 24 * 60});
    problem.posts.push_back({"gate", "门卫", DutyLayer::guard, {"guard"}, {every_day("X", 1)}, 1});
    for (int i = 0; i < 6; ++i) {
        DutyPerson guard{fmt::format("person/g{}", i),
                         fmt::format("保安{}", i),
                         {{"guard", make_date(2025, 1, 1), {}}},
                         i % 2 == 0};
        problem.people.push_back(guard);
    }
    problem.people[13].qualifications[0].until = make_date(2026, 3, 10);
    problem.people[5].bans = {
        {BanKind::no_night, {make_date(2026, 3, 1), make_date(2026, 3, 31)}, "孕期"}};
    problem.people[6].most_month_shifts = 12;
    problem.absences = {
        {"person/05", AbsenceKind::leave, {make_date(2026, 2, 16), make_date(2026, 2, 22)}, "春节"},
        {"person/08",
         AbsenceKind::training,
         {make_date(2026, 3, 9), make_date(2026, 3, 10)},
         "轮训"}};
    problem.elsewhere = {{"person/07", make_date(2026, 2, 11), 19 * 60, 90, "某院"},
                         {"person/02", make_date(2026, 3, 4), 22 * 60, 24 * 60, "某院"},
                         {"person/g2", make_date(2026, 2, 5), 8 * 60, 60, "某院"}};
    problem.pairs = {{"person/09", "person/10", PairKind::apart, "亲属"}};
    for (std::size_t i = 0; i < problem.people.size(); ++i)
        problem.people[i].qualifications.push_back({"volunteer", make_date(2025, 1, 1), {}});
    problem.rules.push_back(
        {"duty/volunteers", DutyRuleKind::volunteers_count, 2, "", DutyMark::verified, false});
    problem.fixed = {{"person/11", make_date(2026, 2, 20), "room", "D", CellState::published},
                     {"person/04", make_date(2026, 1, 31), "room", "D", CellState::frozen}};
    const auto made = generate_roster(problem, {11, 3'000'000});
    REQUIRE(made);
    for (const DutyViolation& one : made->violations)
        MESSAGE(one.rule_id << " " << roster::domain::iso(one.first));
    REQUIRE(made->violations.empty());
    return {problem, made->roster};
}

/// One cell taken away, changed, moved to another person or day, or added.
void change_one(DutyFile& duty, Dice& dice) {
    const auto post = dice.below(duty.problem.posts.size());
    const auto& shifts = duty.problem.posts[post].shifts;
    const std::string shift = shifts[dice.below(shifts.size())].shift_key;
    const std::string person = duty.problem.people[dice.below(duty.problem.people.size())].key;
    const Date day = duty.problem.first_day + Days{dice.below(59)};
    const std::size_t at = dice.below(duty.cells.size());
    switch (dice.below(5)) {
    case 0:
        duty.cells.erase(duty.cells.begin() + static_cast<std::ptrdiff_t>(at));
        break;
    case 1:
        duty.cells[at].person_key = person;
        break;
    case 2:
        duty.cells[at].post_key = duty.problem.posts[post].key;
        duty.cells[at].shift_key = shift;
        break;
    case 3:
        duty.cells[at].day = day;
        break;
    default:
        duty.cells.push_back({person, day, duty.problem.posts[post].key, shift});
        break;
    }
}

} // namespace

TEST_CASE("a clean roster is clean, and every hour of it is proved") {
    const DutyFile duty = sound_roster();
    const auto audit = tools::audit::audit(format_duty(duty));
    CHECK(audit.findings.empty());
    REQUIRE(audit.proofs.size() == 3);
    for (const auto& proof : audit.proofs) {
        CHECK(proof.hours == 59 * 24 - 8);
        CHECK(proof.covered_hours == proof.hours);
    }
}

TEST_CASE("of 1,000 single changes every one that breaks a rule is found, and no other") {
    const DutyFile clean = sound_roster();
    const auto grid = make_grid(clean.problem);
    REQUIRE(grid);
    // Written once: only the cells change, and they stand last in the file.
    Dice dice;
    int broken = 0, sound = 0;
    for (int i = 0; i < 1000; ++i) {
        DutyFile changed = clean;
        change_one(changed, dice);
        const auto expected = rows_of(check_roster(changed.problem, *grid, changed.cells));
        const auto found =
            rows_of(tools::audit::audit(format_duty(changed)), changed.problem.first_day);
        CAPTURE(i);
        REQUIRE(found == expected);
        (expected.empty() ? sound : broken) += 1;
    }
    MESSAGE(broken << " changes broke a rule, " << sound << " did not");
    CHECK(broken > 500);
    CHECK(sound > 20);
}

TEST_CASE("a gap of one minute is found across midnight, month, year and 29 February") {
    for (const Date eve : {make_date(2027, 12, 31), make_date(2028, 1, 31), make_date(2028, 2, 28),
                           make_date(2028, 2, 29)}) {
        DutyFile duty;
        DutyProblem& problem = duty.problem;
        problem.first_day = make_date(2027, 12, 1);
        problem.last_day = make_date(2028, 3, 31);
        problem.calendars = {plain_calendar(2027), plain_calendar(2028)};
        problem.shifts = {{"D", "白班", 0, 12 * 60, true, 0},
                          {"N", "夜班", 12 * 60, 12 * 60, true, 0},
                          {"n", "早退", 12 * 60, 12 * 60 - 1, true, 0}};
        problem.posts = {{"room",
                          "值班室",
                          DutyLayer::duty_room,
                          {},
                          {every_day("D", 0), every_day("N", 0), every_day("n", 0)},
                          1}};
        problem.people = {{"a", "甲"}, {"b", "乙"}};
        for (Date day = problem.first_day; day <= problem.last_day; day += Days{1}) {
            duty.cells.push_back({"a", day, "room", "D"});
            duty.cells.push_back({"b", day, "room", day == eve ? "n" : "N"});
        }
        const auto audit = tools::audit::audit(format_duty(duty));
        REQUIRE(audit.findings.size() == 1);
        CHECK(tools::audit::minute_text(audit.findings[0].from) ==
              roster::domain::iso(eve) + " 23:59");
        CHECK(audit.findings[0].until - audit.findings[0].from == 1);
        CHECK(audit.proofs[0].covered_hours == audit.proofs[0].hours - 1);
    }
}

TEST_CASE("what is no roster is refused") {
    CHECK_THROWS_AS((void)tools::audit::audit(""), tools::audit::BadFile);
    CHECK_THROWS_AS((void)tools::audit::audit("{}"), tools::audit::BadFile);
    CHECK_THROWS_AS((void)tools::audit::audit(R"({"format":"yanlian-duty","version":2})"),
                    tools::audit::BadFile);
    DutyFile duty{small_home(5), {}};
    std::string text = format_duty(duty);
    const auto at = text.find("2026-12-31");
    text.replace(at, 10, "2026-02-30");
    CHECK_THROWS_AS((void)tools::audit::audit(text), tools::audit::BadFile);
}
