#include "roster/service/duty_conditions.h"

#include "roster/schedule/duty_repair.h"
#include "roster/service/duty_facts.h"
#include "roster/service/duty_swaps.h"
#include "tests/support/duty_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using namespace roster::schedule;
using sim::core::describe;
using tests::DutyRig;
using tests::local;

namespace {

const roster::store::Entry entry{tests::before_march, "孙建平"};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

DutyConditionEntry ban(const std::string& person, Date from) {
    DutyConditionEntry one;
    one.organisation_key = tests::rig_home;
    one.kind = ConditionKind::no_night;
    one.person_key = person;
    one.basis = BanBasis::pregnancy;
    one.from = from;
    return one;
}
DutyConditionEntry without_basis(ConditionKind kind, const std::string& person, Date from) {
    DutyConditionEntry one = ban(person, from);
    one.kind = kind;
    one.basis.reset();
    return one;
}

struct ConditionRig : DutyRig {
    std::int64_t add(const DutyConditionEntry& one) {
        const auto id = add_duty_condition(database, one, entry);
        REQUIRE_MESSAGE(id, describe(id.error()));
        return *id;
    }
    std::string refusal(const DutyConditionEntry& one) {
        const auto id = add_duty_condition(database, one, entry);
        return id ? "" : describe(id.error());
    }
    std::string end(std::int64_t id, std::optional<Date> last, const std::string& reason = "写错") {
        const auto done = end_duty_condition(database, {tests::rig_home, id, last, reason}, entry);
        return done ? "" : describe(done.error());
    }
    DutyFile current(Date day) {
        auto file = load_current_roster(database, tests::rig_home, day,
                                        tests::before_march + std::chrono::hours{1});
        REQUIRE_MESSAGE(file, describe(file.error()));
        return std::move(*file);
    }
    const DutyPerson& person(const DutyProblem& problem, const std::string& key) {
        return *std::ranges::find(problem.people, key, &DutyPerson::key);
    }
    /// Everything that counts for anybody, row by row.
    std::string records() {
        tests::RawDatabase raw(path);
        std::string all;
        for (const char* table :
             {"activity", "activity_person", "competence", "outcome", "assessment", "certificate",
              "session_booking", "duty_sign", "duty_call", "duty_handover", "duty_log",
              "inspection", "post_assignment", "absence"})
            all += raw.rows(std::string("SELECT * FROM ") + table) + "\n";
        return all;
    }
};

} // namespace

TEST_CASE(
    "duty conditions: a ban entered after the draft bars its publication, by person and night") {
    ConditionRig rig;
    const Date day = make_date(2026, 3, 12);
    const std::string her = rig.holder(day, "N");
    CHECK(rig.publish(rig.duty) == "");
    rig.add(ban(her, make_date(2026, 3, 10)));
    DutyFile newer = rig.duty;
    newer.problem.name += "（新）";
    const Instant later = tests::before_march + std::chrono::hours{1};
    const std::string refused = rig.publish(newer, later);
    for (const std::string& part : {std::string("duty/ban"), iso(day), std::string("夜班"),
                                    rig.person(newer.problem, her).name})
        CHECK_MESSAGE(has(refused, part), part, refused);
    // The law is not accepted away.
    CHECK(has(rig.publish(newer, later, "没有别人"), "duty/ban"));
}

TEST_CASE("duty conditions: a doctor's note can be given up by signature, the law cannot") {
    ConditionRig rig;
    const std::string her = rig.holder(make_date(2026, 3, 12), "N");
    DutyConditionEntry note = ban(her, make_date(2026, 3, 1));
    note.basis = BanBasis::doctor_note;
    rig.add(note);
    CHECK(has(rig.publish(rig.duty), "duty/ban"));
    CHECK(rig.publish(rig.duty, tests::before_march, "本人同意，医生改了意见") == "");
}

TEST_CASE("duty conditions: a ban in the ledger is honoured by swaps and by whom they ask") {
    ConditionRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    for (const DutyCell& cell : rig.duty.cells) {
        if (cell.shift_key != "N" || cell.day < make_date(2026, 3, 9)) continue;
        const Instant now = tests::before_march + std::chrono::hours{1};
        const auto list = [&] {
            return list_eligible_colleagues(rig.database, tests::rig_home, cell.person_key,
                                            cell.day, now)
                .value()
                .people;
        };
        const auto before = list();
        if (before.empty()) continue;
        const std::string colleague = before.front().key;
        const auto id = ask_duty_swap(
            rig.database,
            {tests::rig_home, cell.person_key, colleague, {cell.day}, {}, cell.person_key, ""},
            {now, "孙建平"});
        REQUIRE_MESSAGE(id, describe(id.error()));
        REQUIRE(step_duty_swap(rig.database,
                               {tests::rig_home, *id, SwapState::accepted, colleague, ""},
                               {now, "孙建平"}));
        rig.add(ban(colleague, make_date(2026, 3, 1))); // after she agreed
        const auto after = list();
        CHECK(std::ranges::find(after, colleague, &EligiblePerson::key) == after.end());
        const auto approved = step_duty_swap(
            rig.database, {tests::rig_home, *id, SwapState::approved, tests::rig_leader, ""},
            {now, "孙建平"});
        REQUIRE_FALSE(approved);
        CHECK_MESSAGE(has(describe(approved.error()), "duty/ban"), describe(approved.error()));
        return;
    }
    FAIL("nobody can swap");
}

TEST_CASE("duty conditions: a repair puts nobody on a night under a ban, and mends hers") {
    ConditionRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const Date from = make_date(2026, 3, 12);
    const std::string her = rig.holder(from, "N");
    rig.add(ban(her, from));
    const DutyFile now = rig.current(from);
    const auto mended =
        repair_roster(now.problem, now.cells, {from, make_date(2026, 2, 20), 0, from + Days{13}});
    REQUIRE(mended);
    REQUIRE(mended->answer == SolverAnswer::yes);
    CHECK_FALSE(mended->changes.empty());
    const auto grid = make_grid(now.problem);
    REQUIRE(grid);
    for (const DutyCell& cell : make_roster(now.problem, *grid, mended->table))
        if (cell.person_key == her && cell.day >= from && cell.day <= from + Days{13})
            CHECK(cell.shift_key != "N");
    for (const ChangedCell& one : mended->changes)
        if (one.person_key == her && one.after) CHECK(one.after->shift_key != "N");
}

TEST_CASE("duty conditions: what was ended or taken back no longer binds a file that had it") {
    ConditionRig rig;
    const std::string her = rig.holder(make_date(2026, 3, 12), "N");
    const auto id = rig.add(ban(her, make_date(2026, 3, 1)));
    DutyProblem problem = rig.duty.problem;
    REQUIRE(refresh_problem(rig.database, problem));
    REQUIRE(rig.person(problem, her).bans.size() == 1);
    const DutyBan& drawn = rig.person(problem, her).bans.front();
    CHECK(drawn.condition_id == id);
    CHECK(drawn.reason == "孕期");
    CHECK(drawn.days.last == make_date(2026, 4, 1)); // the last night runs into April
    CHECK_FALSE(drawn.liftable);
    REQUIRE(refresh_problem(rig.database, problem));
    CHECK(rig.person(problem, her).bans.size() == 1); // not twice
    CHECK(rig.end(id, make_date(2026, 3, 5), "") != "");
    REQUIRE(rig.end(id, make_date(2026, 3, 5)) == "");
    REQUIRE(refresh_problem(rig.database, problem));
    CHECK(rig.person(problem, her).bans.front().days.last == make_date(2026, 3, 5));
    CHECK(has(rig.end(id, std::nullopt), "第 2 条"));
    REQUIRE(rig.end(id + 1, std::nullopt) == "");
    REQUIRE(refresh_problem(rig.database, problem));
    CHECK(rig.person(problem, her).bans.empty());
    // What the file says by itself stays.
    DutyBan own{BanKind::no_duty, {make_date(2026, 3, 1), make_date(2026, 3, 2)}, "停岗"};
    std::ranges::find(problem.people, her, &DutyPerson::key)->bans = {own};
    REQUIRE(refresh_problem(rig.database, problem));
    CHECK(rig.person(problem, her).bans.size() == 1);
}

TEST_CASE("duty conditions: pairs, wishes and experience reach the problem in its own terms") {
    ConditionRig rig;
    const std::string a = rig.duty.problem.people[0].key, b = rig.duty.problem.people[1].key;
    DutyConditionEntry pair = without_basis(ConditionKind::together, a, make_date(2026, 3, 20));
    pair.other_key = b;
    pair.reason = "师徒";
    const auto pair_id = rig.add(pair);
    DutyConditionEntry wish = without_basis(ConditionKind::wants_off, a, make_date(2026, 2, 27));
    wish.until = make_date(2026, 3, 2);
    wish.shift = "夜班";
    wish.weight_count = 20;
    rig.add(wish);
    rig.add(without_basis(ConditionKind::experienced, b, make_date(2026, 3, 10)));
    DutyProblem problem = rig.duty.problem;
    REQUIRE(refresh_problem(rig.database, problem));
    REQUIRE(problem.pairs.size() == 1);
    CHECK(problem.pairs[0].kind == PairKind::together);
    CHECK(problem.pairs[0].condition_id == pair_id);
    REQUIRE(problem.requests.size() == 2); // the days of the roster alone
    CHECK(problem.requests[0].day == make_date(2026, 3, 1));
    CHECK(problem.requests[0].shift_key == "N");
    CHECK(problem.requests[0].weight_count == 20);
    CHECK_FALSE(problem.requests[0].wants_duty);
    problem.people[1].experienced = false;
    const auto grid = make_grid(problem);
    REQUIRE_MESSAGE(grid, describe(grid.error()));
    CHECK(grid->experienced[grid->at(1, grid->column(make_date(2026, 3, 9)))] == 0);
    CHECK(grid->experienced[grid->at(1, grid->column(make_date(2026, 3, 10)))] == 1);
    // A wish of the file goes first.
    problem.requests = {{a, make_date(2026, 3, 1), true, "", 1}};
    REQUIRE(refresh_problem(rig.database, problem));
    REQUIRE(problem.requests.size() == 2);
    CHECK(problem.requests[0].wants_duty);
    CHECK(problem.requests[1].day == make_date(2026, 3, 2));
}

TEST_CASE("duty conditions: everything that is wrong is said at once, and doubles are named") {
    ConditionRig rig;
    const std::string her = rig.duty.problem.people[0].key;
    DutyConditionEntry bad = ban("person/nobody", make_date(2026, 3, 1));
    bad.basis.reset();
    bad.until = make_date(2026, 2, 1);
    bad.reason = "先兆流产";
    bad.other_key = her;
    bad.shift = "夜班";
    bad.weight_count = 3;
    const auto refused = add_duty_condition(rig.database, bad, {tests::before_march, ""});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 8);
    CHECK_FALSE(has(describe(refused.error()), "先兆流产")); // not repeated
    const auto stranger = ban(tests::rig_supervisor, make_date(2026, 3, 1));
    CHECK(has(rig.refusal(stranger), "不是这个单位的人"));
    DutyConditionEntry alone = without_basis(ConditionKind::apart, her, make_date(2026, 3, 1));
    alone.other_key = her;
    CHECK(has(rig.refusal(alone), "两个人"));
    DutyConditionEntry wish = without_basis(ConditionKind::wants_off, her, make_date(2026, 3, 1));
    wish.until = make_date(2026, 4, 30);
    CHECK(has(rig.refusal(wish), "至多 31 天"));
    const auto id = rig.add(ban(her, make_date(2026, 3, 1)));
    CHECK(has(rig.refusal(ban(her, make_date(2026, 5, 1))), "第 1 条"));
    CHECK(has(rig.end(99, std::nullopt), "没有这一条"));
    CHECK(has(rig.end(id, make_date(2026, 2, 1)), "早于第一天"));
    // Others of the same people, the other way round.
    DutyConditionEntry pair = without_basis(ConditionKind::apart, her, make_date(2026, 3, 1));
    pair.other_key = rig.duty.problem.people[1].key;
    rig.add(pair);
    std::swap(pair.person_key, pair.other_key);
    pair.kind = ConditionKind::together;
    CHECK(has(rig.refusal(pair), "第 2 条"));
}

TEST_CASE("duty conditions: nothing that anybody did is changed by one, and all of it is audited") {
    ConditionRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const Date day = make_date(2026, 3, 5);
    const std::string her = rig.holder(day, "D");
    REQUIRE(rig.sign_in(her, local(day, 8)) == "");
    const std::string before = rig.records();
    const auto attended = rig.attend(day, day);
    const auto id = rig.add(ban(her, day));
    rig.add(without_basis(ConditionKind::wants_off, her, day));
    rig.add(without_basis(ConditionKind::experienced, her, day));
    DutyConditionEntry never = ban(her, day);
    never.kind = ConditionKind::no_duty;
    rig.add(never); // she may not work that day, and yet she was there
    REQUIRE(rig.end(id, std::nullopt) == "");
    CHECK(rig.records() == before);
    const auto again = rig.attend(day, day);
    CHECK(again.attendance.signed_min == attended.attendance.signed_min);
    CHECK(again.attendance.planned_min == attended.attendance.planned_min);
    CHECK(rig.sign_out(her, local(day, 20)) == ""); // and is let go
    CHECK(rig.unsealed_duty() == "");
    tests::RawDatabase raw(rig.path);
    CHECK(raw.number("SELECT count(*) FROM audit WHERE action LIKE 'duty.condition%'") == 5);
}
