#include "tools/audit/duty_audit.h"

#include "roster/schedule/duty_file.h"
#include "roster/schedule/duty_generator.h"
#include "roster/schedule/duty_rules.h"
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
    problem.reductions = {{make_date(2026, 2, 25), "room", "D", 1, "检修"}};
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
        CHECK(proof.covered_hours + proof.accepted_hours == proof.hours);
        CHECK(proof.accepted_hours == (proof.post == "room" ? 12 : 0));
    }
}

/// What both say of a roster: the ids of the rules broken, the same ones from either.
std::vector<std::string> both_say(const DutyFile& duty) {
    const auto grid = make_grid(duty.problem);
    REQUIRE(grid);
    const auto checked = rows_of(check_roster(duty.problem, *grid, duty.cells));
    const auto audited = rows_of(tools::audit::audit(format_duty(duty)), duty.problem.first_day);
    CHECK(checked == audited);
    std::vector<std::string> ids;
    for (const Row& row : checked)
        ids.push_back(std::get<0>(row));
    return ids;
}
using Ids = std::vector<std::string>;

/// Three days in which anybody may do anything and nothing is needed.
DutyFile free_days(DutyLayer layer, std::vector<DutyShift> shifts) {
    DutyFile duty;
    DutyProblem& problem = duty.problem;
    problem.first_day = make_date(2026, 3, 3);
    problem.last_day = make_date(2026, 3, 6);
    problem.calendars = {plain_calendar(2026)};
    problem.shifts = std::move(shifts);
    DutyPost post{"post", "岗位", layer, {}, {}};
    for (const DutyShift& shift : problem.shifts)
        post.shifts.push_back(every_day(shift.key, 0));
    post.single_watch_basis = "test";
    problem.posts = {post};
    problem.people = {{"a", "甲"}, {"b", "乙"}};
    return duty;
}

TEST_CASE("apart holds across the first and last day, whoever of the two is named first") {
    for (const bool a_first : {true, false})
        for (const bool carried : {true, false}) {
            DutyFile duty = free_days(DutyLayer::care, three_shifts());
            duty.problem.pairs = {
                {a_first ? "a" : "b", a_first ? "b" : "a", PairKind::apart, "夫妻"}};
            // a's night runs into b's morning, over the border of the roster.
            const Date night = carried ? make_date(2026, 3, 2) : make_date(2026, 3, 6);
            duty.problem.shifts[0].start_min = 6 * 60;
            const DutyCell evening{"a", night, "post", "N"};
            const DutyCell morning{"b", night + Days{1}, "post", "D"};
            duty.problem.fixed = {carried ? evening : morning};
            duty.cells = {carried ? morning : evening};
            CAPTURE(a_first);
            CAPTURE(carried);
            CHECK(both_say(duty) == Ids{"duty/apart"});
            duty.problem.shifts[0].start_min = 7 * 60; // one goes as the other comes
            CHECK(both_say(duty).empty());
        }
}

TEST_CASE("bans, leave and training look at every minute of a shift, sickness at its begin") {
    auto shifts = three_shifts();
    shifts.push_back({"H", "通班", 20 * 60, 24 * 60, true, 0});
    DutyFile duty = free_days(DutyLayer::care, shifts);
    const Date from = make_date(2026, 3, 5), last = make_date(2026, 3, 31);
    const auto cell = [&](unsigned day, const char* shift) {
        duty.cells = {{"a", make_date(2026, 3, day), "post", shift}};
    };
    cell(4, "N"); // 23:00 to 07:00 of the 5th
    duty.problem.people[0].bans = {{BanKind::no_night, {from, last}, "孕 29 周"}};
    CHECK(both_say(duty) == Ids{"duty/ban"});
    cell(4, "E");
    CHECK(both_say(duty).empty());
    duty.problem.people[0].bans = {{BanKind::no_duty, {from, last}, "停岗"}};
    cell(4, "N");
    CHECK(both_say(duty) == Ids{"duty/ban"});
    duty.problem.people[0].bans.clear();
    for (const AbsenceKind kind : {AbsenceKind::training, AbsenceKind::leave}) {
        duty.problem.absences = {{"a", kind, {from, from}, "轮训"}};
        cell(4, "H"); // through the day of training
        CHECK(both_say(duty) == Ids{"duty/absence"});
        cell(4, "E");
        CHECK(both_say(duty).empty());
    }
    duty.problem.absences = {{"a", AbsenceKind::sick, {from, from}, "发烧"}};
    cell(4, "N"); // stood before he fell ill
    CHECK(both_say(duty).empty());
    cell(5, "N");
    CHECK(both_say(duty) == Ids{"duty/absence"});
}

TEST_CASE("a night for a ban is any minute between 22 and 6, whatever the shift is called") {
    DutyFile duty = free_days(DutyLayer::care, {{"n", "晚", 20 * 60, 539, false, 0},
                                                {"e", "中", 14 * 60, 480, false, 0},
                                                {"d", "早", 5 * 60, 480, false, 0},
                                                {"m", "日", 6 * 60, 480, false, 0}});
    duty.problem.people[0].bans = {
        {BanKind::no_night, {make_date(2026, 3, 1), make_date(2026, 3, 31)}, "孕 29 周"}};
    const auto says = [&](const char* shift) {
        duty.cells = {{"a", make_date(2026, 3, 4), "post", shift}};
        return both_say(duty);
    };
    CHECK(says("n") == Ids{"duty/ban"});
    CHECK(says("e").empty()); // to 22:00 sharp
    CHECK(says("d") == Ids{"duty/ban"});
    CHECK(says("m").empty());
    duty.problem.night = {21 * 60, 29 * 60}; // the house's own hours
    CHECK(says("e") == Ids{"duty/ban"});
    CHECK(says("d").empty());
    CHECK(check_problem(duty.problem).empty());
}

TEST_CASE("a control room stands eight hours a shift unless a local rule is on record") {
    DutyFile duty = free_days(DutyLayer::control_room, {{"H", "通班", 8 * 60, 24 * 60, true, 0},
                                                        {"D", "白", 8 * 60, 12 * 60, false, 0},
                                                        {"E", "早", 8 * 60, 8 * 60, false, 0}});
    const auto says = [&](const char* shift) {
        duty.cells = {{"a", make_date(2026, 3, 4), "post", shift}};
        return both_say(duty);
    };
    CHECK(says("H") == Ids{"duty/longest-shift"});
    CHECK(says("D") == Ids{"duty/longest-shift"});
    CHECK(says("E").empty());
    duty.problem.rules = usual_duty_rules();
    CHECK(says("D") == Ids{"duty/control-room-shift"});
    duty.problem.posts[0].long_shift_basis = "省消防条例 第 20 条，批准 2026-01-05";
    CHECK(says("D").empty());
    duty.problem.posts[0].layer = DutyLayer::guard;
    duty.problem.posts[0].long_shift_basis.clear();
    duty.problem.posts[0].hours_count = false;
    CHECK(says("H").empty());
    duty.problem.rules = {{"house/guard", DutyRuleKind::shift_min, 12 * 60, "", DutyMark::verified,
                           false, DutyLayer::guard}};
    CHECK(says("H") == Ids{"house/guard"});
    CHECK(says("D").empty());
}

TEST_CASE("a day is 8 hours and 3 of overtime, unless hours are averaged or are no working time") {
    DutyFile duty = free_days(DutyLayer::care, {{"a", "长", 8 * 60, 11 * 60, false, 0},
                                                {"b", "更长", 8 * 60, 11 * 60 + 1, false, 0}});
    duty.problem.rules = usual_duty_rules();
    CHECK_FALSE(lacks_daily_limit(duty.problem));
    const auto says = [&](const char* shift) {
        duty.cells = {{"a", make_date(2026, 3, 4), "post", shift}};
        return both_say(duty);
    };
    CHECK(says("a").empty());
    CHECK(says("b") == Ids{"duty/overtime-day"});
    duty.problem.posts[0].long_shift_basis = "不定时工作制批准";
    CHECK(says("b").empty());
    duty.problem.posts[0].long_shift_basis.clear();
    duty.problem.posts[0].hours_count = false;
    CHECK(says("b").empty());
    duty.problem.posts[0].hours_count = true;
    duty.problem.hours = {HoursPeriod::quarter, "苏人社〔2026〕12号"};
    CHECK(says("b").empty());
}

TEST_CASE("a ban on long shifts bars more than eight hours of working time in its days") {
    DutyFile duty = free_days(DutyLayer::care, {{"a", "日", 8 * 60, 8 * 60, false, 0},
                                                {"b", "长", 20 * 60, 8 * 60 + 1, false, 0}});
    duty.problem.people[0].bans = {
        {BanKind::no_long_shift, {make_date(2026, 3, 5), make_date(2026, 3, 31)}, "孕期"}};
    const auto says = [&](unsigned day, const char* shift) {
        duty.cells = {{"a", make_date(2026, 3, day), "post", shift}};
        return both_say(duty);
    };
    CHECK(says(6, "a").empty());
    CHECK(says(6, "b") == Ids{"duty/ban"});
    CHECK(says(4, "b") == Ids{"duty/ban"}); // into the fifth
    CHECK(says(3, "b").empty());
    duty.problem.posts[0].hours_count = false;
    CHECK(says(6, "b").empty());
}

TEST_CASE("experience counts from its first day to its last") {
    DutyFile duty = free_days(DutyLayer::care, three_shifts());
    duty.problem.posts[0].experienced_count = 1;
    duty.problem.people[0].qualifications.push_back(
        {"experienced", make_date(2026, 3, 4), make_date(2026, 3, 5)});
    for (const auto& [day, found] : {std::pair(3u, true), {4u, false}, {5u, false}, {6u, true}}) {
        duty.cells = {{"a", make_date(2026, 3, day), "post", "D"}};
        CHECK(both_say(duty) == (found ? Ids{"duty/experienced"} : Ids{}));
    }
}

TEST_CASE("overtime is 36 hours a month, averaged over a longer period only when approved") {
    DutyFile duty = free_days(DutyLayer::care, three_shifts());
    duty.problem.shifts.push_back({"D12", "长白班", 8 * 60, 12 * 60, false, 0});
    duty.problem.posts[0].shifts.push_back(every_day("D12", 0));
    duty.problem.first_day = make_date(2026, 1, 1);
    duty.problem.last_day = make_date(2026, 3, 31);
    duty.problem.rules = {
        {"duty/overtime", DutyRuleKind::overtime_min, 36 * 60, "", DutyMark::verified, true}};
    const auto work = [&](unsigned month, int days) {
        for (int i = 0; i < days; ++i)
            duty.cells.push_back({"a", make_date(2026, month, 1) + Days{i}, "post", "D12"});
    };
    work(2, 16); // 192 h of 201 h 20 min
    CHECK(both_say(duty).empty());
    work(1, 17); // 204 h
    CHECK(both_say(duty) == Ids{"duty/overtime"});
    duty.problem.hours.period = HoursPeriod::quarter;
    CHECK(check_problem(duty.problem).size() == 1); // no approval
    duty.problem.hours.approval = "苏人社〔2026〕12号";
    CHECK(both_say(duty).empty());
    work(3, 18); // 612 h of 604 h
    CHECK(both_say(duty) == Ids{"duty/overtime"});
    duty.problem.hours.period = HoursPeriod::year;
    CHECK(both_say(duty).empty());
    duty.problem.people[0].before.period_min = 1900 * 60;
    CHECK(both_say(duty) == Ids{"duty/overtime"});
    duty.problem.posts[0].hours_count = false;
    duty.problem.people[0].before.period_min = 0;
    CHECK(both_say(duty).empty());
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

TEST_CASE("hours that are short by an accepted gap are no covered hours for the auditor either") {
    DutyFile duty = sound_roster();
    const auto at = std::ranges::find_if(duty.cells, [](const DutyCell& cell) {
        return cell.day == make_date(2026, 3, 20) && cell.post_key == "gate";
    });
    REQUIRE(at != duty.cells.end());
    duty.cells.erase(at);
    CHECK_FALSE(tools::audit::audit(format_duty(duty)).findings.empty());
    duty.problem.rules.pop_back(); // the guard was a volunteer too
    duty.problem.reductions.push_back({make_date(2026, 3, 20), "gate", "X", 1, "停电"});
    const auto audit = tools::audit::audit(format_duty(duty));
    CHECK(audit.findings.empty());
    const auto& gate = audit.proofs[2];
    CHECK(gate.post == "gate");
    CHECK(gate.covered_hours == gate.hours - 24);
    CHECK(gate.accepted_hours == 24);
    CHECK(gate.hours_by_least.at(0) == 24);
}

TEST_CASE("who is still at one post is no cover at the next for the auditor either") {
    DutyFile duty;
    DutyProblem& problem = duty.problem;
    problem.first_day = make_date(2026, 3, 1);
    problem.last_day = make_date(2026, 3, 4);
    problem.calendars = {plain_calendar(2026)};
    problem.shifts = {{"N", "夜班", 20 * 60, 12 * 60, true, 0},
                      {"E", "早班", 7 * 60, 8 * 60, false, 0}};
    problem.posts = {{"room", "值班室", DutyLayer::duty_room, {}, {every_day("N", 1)}},
                     {"care", "护理", DutyLayer::care, {}, {every_day("E", 1)}}};
    problem.people = {{"b", "乙"}, {"c", "丙"}};
    for (Date day = problem.first_day; day <= problem.last_day; day += Days{1}) {
        const bool overlaps = day == make_date(2026, 3, 3);
        duty.cells.push_back({overlaps ? "c" : "b", day, "room", "N"});
        duty.cells.push_back({overlaps ? "b" : "c", day, "care", "E"});
    }
    const auto audit = tools::audit::audit(format_duty(duty));
    REQUIRE(audit.proofs.size() == 2);
    CHECK(audit.proofs[0].covered_hours == 96);
    CHECK(audit.proofs[1].covered_hours == 94);
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
