#include "roster/service/duty_rosters.h"

#include "roster/schedule/duty_generator.h"
#include "roster/service/duty_facts.h"
#include "roster/service/duty_swaps.h"
#include "roster/store/audit_table.h"
#include "tests/support/duty_rig.h"
#include <algorithm>

using namespace roster::domain;
using namespace roster::service;
using namespace roster::schedule;
using sim::core::describe;
using tests::DutyRig;
using tests::local;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}
DaySpan march() {
    return {make_date(2026, 3, 1), make_date(2026, 3, 31)};
}

struct SwapRig : DutyRig {
    std::string asker, colleague;
    Date day{};
    const roster::store::Entry early{tests::before_march + std::chrono::hours{1}, "孙建平"};
    SwapRig() {
        REQUIRE(publish(duty) == "");
        for (const DutyCell& cell : duty.cells) {
            if (cell.day < make_date(2026, 3, 9) || cell.shift_key != "N") continue;
            const auto found = list_eligible_colleagues(database, tests::rig_home, cell.person_key,
                                                        cell.day, early.at_utc);
            REQUIRE_MESSAGE(found, describe(found.error()));
            CHECK(found->shift_name == "夜班");
            if (found->people.empty()) continue;
            asker = cell.person_key;
            colleague = found->people.front().key;
            day = cell.day;
            return;
        }
        FAIL("nobody can swap");
    }
    auto ask(const std::string& actor) {
        return ask_duty_swap(
            database, {tests::rig_home, asker, colleague, {day}, {}, actor, "孩子生病"}, early);
    }
    std::string step(std::int64_t id, SwapState next, const std::string& actor,
                     Instant at = tests::before_march + std::chrono::hours{2}) {
        const auto done =
            step_duty_swap(database, {tests::rig_home, id, next, actor, ""}, {at, "孙建平"});
        return done ? "" : describe(done.error());
    }
    std::string planned_on(Date on) {
        const auto planned = load_planned_duty(database, tests::rig_home, {on, on});
        REQUIRE(planned);
        for (const PlannedShift& one : planned->shifts)
            if (one.shift_key == "N") return one.person_key;
        return {};
    }
};

} // namespace

TEST_CASE("duty: a roster without a breach is published, one with breaches says all of them") {
    DutyRig rig;
    DutyFile broken = rig.duty;
    std::erase_if(broken.cells, [](const DutyCell& cell) {
        return cell.day == make_date(2026, 3, 5) || cell.day == make_date(2026, 3, 20);
    });
    const std::string refused = rig.publish(broken);
    CHECK_MESSAGE(has(refused, "2026-03-05"), refused);
    CHECK_MESSAGE(has(refused, "2026-03-20"), refused);
    CHECK(load_planned_duty(rig.database, tests::rig_home, march())->shifts.empty());
    const auto knowingly =
        publish_roster(rig.database, broken, "两天没有人", {tests::before_march, "x"});
    REQUIRE_MESSAGE(knowingly, describe(knowingly.error()));
    CHECK(knowingly->version_no == 1);
    CHECK(knowingly->accepted_count > 0);
    CHECK(rig.publish(rig.duty) == "");
    CHECK(has(rig.publish(rig.duty), "已经发布过"));
    const auto planned = load_planned_duty(rig.database, tests::rig_home, march());
    REQUIRE(planned);
    CHECK(planned->shifts.size() == rig.duty.cells.size());
    CHECK(planned->rosters.size() == 2);
    CHECK(planned->rosters[0].accepted_reason == "两天没有人");
    CHECK(roster::store::load_audit(rig.database)->back().action == "duty.publish");
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE(
    "duty: people and a home that the ledger does not know are named, together with the rest") {
    DutyRig rig;
    DutyFile other = rig.duty;
    other.problem.organisation_key = "org/none";
    other.problem.people[2].name = "某某";
    for (DutyPerson& one : other.problem.people)
        if (one.name == "某某") one.key = "person/stranger";
    for (DutyCell& one : other.cells)
        if (one.person_key == rig.duty.problem.people[2].key) one.person_key = "person/stranger";
    const std::string refused = rig.publish(other, tests::before_march, "就这样");
    for (const char* part : {"org/none", "某某", "person/stranger"})
        CHECK_MESSAGE(has(refused, part), part, refused);
    // No reason makes good what means nothing.
    DutyFile senseless = rig.duty;
    senseless.cells.push_back(
        {"person/01", make_date(2026, 3, 4), "roof", "D", CellState::planned});
    CHECK(rig.publish(senseless, tests::before_march, "就这样") != "");
}

TEST_CASE("duty: a newer roster takes over from its publication, and what had begun stays") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    DutyFile newer = rig.duty;
    // Two people trade names for the whole month.
    for (DutyCell& cell : newer.cells)
        if (cell.person_key == "person/08" || cell.person_key == "person/09")
            cell.person_key = cell.person_key == "person/08" ? "person/09" : "person/08";
    const Instant now = local(make_date(2026, 3, 16), 12);
    const auto done = publish_roster(rig.database, newer, "对调", {now, "孙建平"});
    REQUIRE_MESSAGE(done, describe(done.error()));
    CHECK(done->begun_count > 0);
    const auto planned = load_planned_duty(rig.database, tests::rig_home, march());
    REQUIRE(planned);
    CHECK(planned->shifts.size() == rig.duty.cells.size());
    const auto before = list_planned(rig.duty.problem, rig.duty.cells),
               after = list_planned(newer.problem, newer.cells);
    for (const PlannedShift& one : planned->shifts) {
        const auto same = [&](const PlannedShift& other) {
            return other.person_key == one.person_key && other.begin == one.begin &&
                   other.post_key == one.post_key;
        };
        CHECK(std::ranges::any_of(one.begin < now ? before : after, same));
    }
}

TEST_CASE("duty: a swap goes from asked to applied and back, and the roster follows") {
    SwapRig rig;
    CHECK(rig.planned_on(rig.day) == rig.asker);
    const auto id = rig.ask(rig.asker);
    REQUIRE_MESSAGE(id, describe(id.error()));
    CHECK_FALSE(rig.ask(rig.asker)); // its cells are held
    CHECK(rig.step(*id, SwapState::approved, tests::rig_leader) != "");
    CHECK(rig.step(*id, SwapState::accepted, tests::rig_carer) != "");
    CHECK(rig.step(*id, SwapState::accepted, rig.colleague) == "");
    CHECK(rig.step(*id, SwapState::approved, rig.asker) != "");
    CHECK(rig.step(*id, SwapState::approved, tests::rig_leader) == "");
    CHECK(rig.planned_on(rig.day) == rig.asker);
    CHECK(rig.step(*id, SwapState::applied, tests::rig_leader) == "");
    CHECK(rig.planned_on(rig.day) == rig.colleague);
    CHECK(has(rig.step(*id, SwapState::undone, tests::rig_leader, local(rig.day, 21)), "已经开始"));
    CHECK(rig.step(*id, SwapState::undone, tests::rig_leader) == "");
    CHECK(rig.planned_on(rig.day) == rig.asker);
    const auto swaps = list_duty_swaps(rig.database, tests::rig_home);
    REQUIRE(swaps);
    CHECK(swaps->front().steps.size() == 5);
    CHECK(state_of(swaps->front()) == SwapState::undone);
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE("duty: a leader acts for somebody who cannot, and a newer roster ends a proposal") {
    SwapRig rig;
    CHECK_FALSE(rig.ask(rig.colleague));
    const auto id = rig.ask(tests::rig_leader);
    REQUIRE_MESSAGE(id, describe(id.error()));
    CHECK(rig.step(*id, SwapState::accepted, tests::rig_leader) == "");
    const auto swaps = list_duty_swaps(rig.database, tests::rig_home);
    CHECK(swaps->front().steps.front().on_behalf_of_key == rig.asker);
    CHECK(swaps->front().steps.back().on_behalf_of_key == rig.colleague);
    DutyFile newer = rig.duty;
    newer.problem.name += "（新）";
    REQUIRE(rig.publish(newer, tests::before_march + std::chrono::minutes{90}) == "");
    CHECK(has(rig.step(*id, SwapState::approved, tests::rig_leader), "有更新的值班表"));
    CHECK(rig.step(*id, SwapState::withdrawn, rig.asker) == "");
    CHECK(rig.ask(rig.asker)); // of the new one
}

TEST_CASE("duty: what would break a rule is not approved, and everything wrong is said") {
    SwapRig rig;
    const auto none = ask_duty_swap(rig.database,
                                    {tests::rig_home,
                                     rig.asker,
                                     rig.asker,
                                     {rig.day, make_date(2026, 4, 9)},
                                     {},
                                     rig.asker,
                                     ""},
                                    rig.early);
    REQUIRE_FALSE(none);
    CHECK_MESSAGE(has(describe(none.error()), "不能和自己换班"), describe(none.error()));
    CHECK_MESSAGE(has(describe(none.error()), "2026-04-09"), describe(none.error()));
    bool found = false;
    for (const DutyPerson& one : rig.duty.problem.people) {
        const auto fits = list_eligible_colleagues(rig.database, tests::rig_home, rig.asker,
                                                   rig.day, rig.early.at_utc);
        REQUIRE(fits);
        if (found || one.key == rig.asker ||
            std::ranges::any_of(fits->people,
                                [&](const EligiblePerson& who) { return who.key == one.key; }))
            continue;
        const auto id = ask_duty_swap(
            rig.database, {tests::rig_home, rig.asker, one.key, {rig.day}, {}, rig.asker, ""},
            rig.early);
        REQUIRE_MESSAGE(id, describe(id.error()));
        CHECK(rig.step(*id, SwapState::accepted, one.key) == "");
        CHECK(rig.step(*id, SwapState::approved, tests::rig_leader) != "");
        CHECK(rig.step(*id, SwapState::refused, tests::rig_leader) == "");
        found = true;
    }
    CHECK(found);
}

TEST_CASE("duty: of several shifts some are approved, and the others stay as they were") {
    SwapRig rig;
    Date second{};
    for (const DutyCell& cell : rig.duty.cells) {
        if (cell.person_key != rig.asker || cell.day <= rig.day + Days{3}) continue;
        const auto fits = list_eligible_colleagues(rig.database, tests::rig_home, rig.asker,
                                                   cell.day, rig.early.at_utc);
        REQUIRE(fits);
        if (std::ranges::find(fits->people, rig.colleague, &EligiblePerson::key) ==
            fits->people.end())
            continue;
        second = cell.day;
        break;
    }
    REQUIRE(second != Date{});
    const auto holder = [&](Date day, const std::string& shift) {
        const auto planned = load_planned_duty(rig.database, tests::rig_home, {day, day});
        REQUIRE(planned);
        std::string who;
        for (const PlannedShift& one : planned->shifts)
            if (one.shift_key == shift) who += one.person_key + " ";
        return who;
    };
    const std::string day_before = holder(second, "D"), night_before = holder(second, "N");
    const auto id = ask_duty_swap(
        rig.database,
        {tests::rig_home, rig.asker, rig.colleague, {rig.day, second}, {}, rig.asker, ""},
        rig.early);
    REQUIRE_MESSAGE(id, describe(id.error()));
    const auto approve = [&](SwapState next, std::vector<Date> only) {
        const auto done = step_duty_swap(
            rig.database,
            {tests::rig_home, *id, next, tests::rig_leader, "只批一个", std::move(only)},
            {tests::before_march + std::chrono::hours{2}, "孙建平"});
        return done ? "" : describe(done.error());
    };
    CHECK(approve(SwapState::approved, {rig.day}) != ""); // nobody accepted yet
    CHECK(has(approve(SwapState::accepted, {rig.day}), "只有批准"));
    CHECK(rig.step(*id, SwapState::accepted, rig.colleague) == "");
    CHECK(has(approve(SwapState::approved, {make_date(2026, 3, 31) + Days{9}}), "没有要换的班"));
    CHECK(approve(SwapState::approved, {rig.day}) == "");
    CHECK(rig.step(*id, SwapState::applied, tests::rig_leader) == "");
    CHECK(rig.planned_on(rig.day) == rig.colleague);
    CHECK(holder(second, "D") == day_before);
    CHECK(holder(second, "N") == night_before);
    const auto swaps = list_duty_swaps(rig.database, tests::rig_home);
    REQUIRE(swaps->front().shifts.size() == 2); // the proposal is kept whole
    CHECK_FALSE(swaps->front().shifts[0].declined);
    CHECK(swaps->front().shifts[1].declined);
    CHECK(rig.step(*id, SwapState::undone, tests::rig_leader) == "");
    CHECK(rig.planned_on(rig.day) == rig.asker);
    CHECK(rig.unsealed_duty() == "");
}

TEST_CASE("duty: a roster that would take an applied swap back is refused and says which") {
    SwapRig rig;
    const auto id = rig.ask(rig.asker);
    REQUIRE(id);
    for (const SwapState next : {SwapState::accepted, SwapState::approved, SwapState::applied})
        REQUIRE(rig.step(*id, next,
                         next == SwapState::accepted ? rig.colleague : tests::rig_leader) == "");
    DutyFile newer = rig.duty;
    newer.problem.name += "（新）";
    const Instant later = tests::before_march + std::chrono::hours{3};
    const std::string refused = rig.publish(newer, later, "就这样");
    CHECK_MESSAGE(has(refused, "swap/"), refused);
    CHECK(rig.planned_on(rig.day) == rig.colleague);
    auto current = load_current_roster(rig.database, tests::rig_home, rig.day, later);
    REQUIRE_MESSAGE(current, describe(current.error()));
    CHECK(current->cells.size() == rig.duty.cells.size());
    current->problem.name += "（新）";
    CHECK(rig.publish(*current, later) == "");
    CHECK(rig.planned_on(rig.day) == rig.colleague);
}

TEST_CASE("duty: a roster is judged with the shifts that have begun, not with its own past") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    const Date today = make_date(2026, 3, 16);
    const Instant noon = local(today, 12);
    std::string by_day;
    for (const DutyCell& cell : rig.duty.cells)
        if (cell.day == today && cell.shift_key == "D") by_day = cell.person_key;
    REQUIRE(by_day != "");
    // The file gives the one who stands there since the morning the night as well, and claims that
    // somebody else had the morning.
    DutyFile newer = rig.duty;
    std::erase_if(newer.cells, [&](const DutyCell& cell) {
        return cell.day == today && cell.person_key == by_day;
    });
    for (DutyCell& cell : newer.cells)
        if (cell.day == today && cell.shift_key == "N") cell.person_key = by_day;
    CHECK_FALSE(publish_roster(rig.database, newer, "就这样", {noon, "孙建平"}));
    const auto current = load_current_roster(rig.database, tests::rig_home, today, noon);
    REQUIRE(current);
    CHECK(current->problem.frozen_until == today - Days{1});
    for (const PlannedShift& one : list_planned(current->problem, current->cells)) {
        const auto cell = std::ranges::find_if(current->cells, [&](const DutyCell& other) {
            return other.person_key == one.person_key && other.day == one.day;
        });
        CHECK(cell->state == (one.begin <= noon ? CellState::frozen : CellState::published));
    }
}

TEST_CASE("duty: nobody approves a swap of his own") {
    DutySwap swap{"swap/1", "a", "b", {}, {{SwapState::asked, "a"}, {SwapState::accepted, "b"}}};
    DutyRig rig;
    const auto grid = make_grid(rig.duty.problem);
    REQUIRE(grid);
    auto cells = load_cells(rig.duty.problem, *grid, rig.duty.cells);
    for (const char* party : {"a", "b"})
        CHECK_FALSE(step_swap(rig.duty.problem, *grid, cells.table, swap, SwapState::approved,
                              {party, true, ""}, ""));
    CHECK(step_swap(rig.duty.problem, *grid, cells.table, swap, SwapState::approved,
                    {"c", true, ""}, ""));
}

TEST_CASE("duty: next month is published before this one is over, with its last night behind it") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    DutyFile next;
    next.problem = tests::small_home(9, make_date(2026, 4, 1), make_date(2026, 4, 30));
    next.problem.organisation_key = tests::rig_home;
    const auto followed = carry_over(rig.database, next.problem);
    REQUIRE_MESSAGE(followed, describe(followed.error()));
    CHECK(next.problem.opens_min == 0);
    const auto made = generate_roster(next.problem, {3, 600'000});
    REQUIRE(made);
    REQUIRE(made->violations.empty());
    next.cells = made->roster;
    const Instant early = local(make_date(2026, 3, 20), 9);
    CHECK(rig.publish(next, early) == "");
    // Whoever stood the last night does not stand the first day.
    std::string last_night;
    for (const DutyCell& cell : rig.duty.cells)
        if (cell.day == make_date(2026, 3, 31) && cell.shift_key == "N")
            last_night = cell.person_key;
    DutyFile tired = next;
    std::erase_if(tired.cells, [&](const DutyCell& cell) {
        return cell.day == make_date(2026, 4, 1) && cell.person_key == last_night;
    });
    for (DutyCell& cell : tired.cells)
        if (cell.day == make_date(2026, 4, 1) && cell.shift_key == "D")
            cell.person_key = last_night;
    CHECK(has(rig.publish(tired, early), "2026-03-31"));
}

TEST_CASE("duty: a first roster published in its midst is followed by a second, whole as well") {
    DutyRig rig;
    const Instant noon = local(make_date(2026, 3, 16), 12);
    REQUIRE(rig.publish(rig.duty, noon) == "");
    DutyFile newer = rig.duty;
    newer.problem.name += "（新）";
    CHECK(rig.publish(newer, noon + std::chrono::minutes{5}) == "");
}
