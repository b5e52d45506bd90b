#include "roster/schedule/training_plan.h"

#include "training_cases.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace roster::schedule;
using namespace training_cases;
using roster::domain::add_months;

namespace {

TrainingPlan plan(const TrainingInput& input) {
    auto made = plan_training(input);
    REQUIRE(made.has_value());
    return *made;
}
std::map<std::string, std::string> seats_of(const TrainingPlan& made) {
    std::map<std::string, std::string> seats;
    for (const PlannedBooking& one : made.bookings)
        seats[one.person_key] = one.session_key;
    return seats;
}

/// 175 people in 59 homes, twelve sessions of 30.
TrainingInput officers() {
    TrainingInput input;
    input.today = input.round_from = round_from;
    for (int i = 0; i < 59; ++i)
        input.homes.push_back(home(i));
    for (int i = 0; i < 175; ++i)
        input.people.push_back(person(i, i / 3));
    for (int i = 0; i < 12; ++i)
        input.sessions.push_back(session(i, add_months(make_date(2026, 1, 20), 3 * i), 30));
    return input;
}
/// One session in time for so many people of one home each.
TrainingInput one_session(int people, int seats) {
    TrainingInput input;
    input.today = make_date(2026, 6, 1);
    input.round_from = round_from;
    input.sessions = {session(0, make_date(2026, 9, 1), seats)};
    for (int i = 0; i < people; ++i) {
        input.homes.push_back(home(i));
        input.people.push_back(person(i, i, make_date(2023, 10, 1)));
    }
    return input;
}

} // namespace

TEST_CASE("training plan: 175 people are spread 59, 58 and 58") {
    const auto made = plan(officers());
    CHECK(made.year_count == std::array{59, 58, 58});
    CHECK(made.unmet.empty());
    CHECK(made.bookings.size() == 175);
    for (const SessionLoad& load : made.loads)
        CHECK(load.booked_count <= 20);
}

TEST_CASE("training plan: the cohorts of the rotation are kept where nothing speaks against it") {
    TrainingInput input = officers();
    std::vector<roster::domain::RotationMember> members;
    for (const TrainingPerson& one : input.people)
        members.push_back({one.key, {{one.organisation_key, one.joined_on}}, {}});
    const auto rotation = roster::domain::plan_rotation(members, {}, 2026, input.today);
    for (const auto& slot : rotation.slots)
        for (TrainingPerson& one : input.people)
            if (one.key == slot.person_key) one.cohort_no = slot.cohort_no;
    const auto made = plan(input);
    CHECK(made.year_count == std::array{59, 58, 58});
    const auto seats = seats_of(made);
    for (const TrainingPerson& one : input.people) {
        const int no = std::stoi(seats.at(one.key).substr(8));
        CHECK(no / 4 + 1 == one.cohort_no);
    }
}

TEST_CASE("training plan: a city of 1,232 is planned whole, a third a year") {
    const TrainingInput input = city(154, 8, 60, 2);
    const auto made = plan(input);
    CHECK(made.unmet.empty());
    CHECK(made.bookings.size() == 1232);
    CHECK(made.proven);
    CHECK(made.year_count == std::array{411, 411, 410});
}

TEST_CASE("training plan: seats short by n give exactly n names, and the proof") {
    for (const int missing : {0, 1, 7}) {
        const auto made = plan(one_session(20, 20 - missing));
        CHECK(made.unmet.size() == static_cast<std::size_t>(missing));
        CHECK(made.bookings.size() == static_cast<std::size_t>(20 - missing));
        CHECK(made.shortage.people_count - made.shortage.seats_count == missing);
        for (const UnmetPerson& one : made.unmet) {
            CHECK(one.reason == UnmetReason::full);
            CHECK(one.due_on == make_date(2026, 10, 1));
        }
        if (missing > 0)
            CHECK(made.shortage.session_keys == std::vector<std::string>{"session/000"});
    }
}

TEST_CASE("training plan: every name comes with what stood in the way") {
    TrainingInput input = one_session(5, 20);
    const auto reason = [](const TrainingInput& one) {
        const auto made = plan(one);
        REQUIRE(made.unmet.size() == 1);
        return made.unmet[0].reason;
    };
    TrainingInput blocked = input;
    blocked.people[2].blocked = {
        {{make_date(2026, 9, 2), make_date(2026, 9, 2)}, BlockReason::duty, "值班"}};
    CHECK(reason(blocked) == UnmetReason::blocked);
    TrainingInput early = input;
    early.people[2].passed_on = make_date(2023, 9, 1); // the session ends on 2 September
    CHECK(reason(early) == UnmetReason::no_session);
    TrainingInput soon = input;
    soon.today = make_date(2026, 8, 25); // the session begins on 1 September, notice is 14 days
    const auto told = plan(soon);
    REQUIRE(told.unmet.size() == 5);
    for (const UnmetPerson& one : told.unmet)
        CHECK(one.reason == UnmetReason::short_notice);
    TrainingInput quota = input;
    quota.sessions[0].quotas = {{"county/0", 4}};
    CHECK(reason(quota) == UnmetReason::quota);
    TrainingInput together = input;
    together.people[0].organisation_key = "org/0001";
    CHECK(reason(together) == UnmetReason::home_emptied);
    TrainingInput capped = input;
    capped.sessions[0].home_cap_count = 1;
    for (const int i : {0, 2})
        capped.people[i].organisation_key = "org/0001";
    const auto made = plan(capped);
    CHECK(made.unmet.size() == 2);
    CHECK(made.unmet[0].reason == UnmetReason::home_cap);
    CHECK(made.unmet[0].held_by_home_count == 1);
}

TEST_CASE("training plan: who is past the 36 months is named and booked to catch up") {
    TrainingInput input = one_session(3, 20);
    input.people[1].passed_on = make_date(2023, 2, 28);
    const auto made = plan(input);
    CHECK(made.unmet.empty());
    CHECK(made.bookings.size() == 3);
    REQUIRE(made.overdue.size() == 1);
    CHECK(made.overdue[0].person_key == "person/00001");
    CHECK(made.overdue[0].owed_on == make_date(2026, 2, 28));
}

TEST_CASE("training plan: who is unmet gets the earliest later seat, and stays named") {
    TrainingInput input = one_session(3, 2);
    input.sessions.push_back(session(1, make_date(2026, 11, 3), 20));
    const auto made = plan(input);
    REQUIRE(made.unmet.size() == 1);
    REQUIRE(made.bookings.size() == 3);
    CHECK(std::ranges::count_if(made.bookings, [](const PlannedBooking& one) {
              return one.late && one.session_key == "session/001";
          }) == 1);
}

TEST_CASE("training plan: a home of two and more is never without anybody, side by side too") {
    TrainingInput input = one_session(2, 20);
    input.people[1].organisation_key = "org/0000";
    input.sessions = {session(0, make_date(2026, 9, 1), 5), session(1, make_date(2026, 9, 2), 5)};
    auto made = plan(input);
    CHECK(made.proven);
    CHECK(made.unmet.size() == 1);
    CHECK(made.unmet[0].reason == UnmetReason::home_emptied);
    input.sessions[1].days = {make_date(2026, 9, 3), make_date(2026, 9, 3)};
    CHECK(plan(input).unmet.empty());
    // A colleague on leave leaves one; a colleague on duty is there.
    input.people.resize(1);
    auto colleague = person(5, 0, make_date(2026, 2, 1));
    colleague.blocked = {{{make_date(2026, 8, 1), make_date(2026, 9, 30)}, BlockReason::leave, ""}};
    input.people.push_back(colleague);
    CHECK(plan(input).unmet.size() == 1);
    input.people[1].blocked[0].reason = BlockReason::duty;
    CHECK(plan(input).unmet.empty());
}

TEST_CASE("training plan: whoever stands alone goes, and the home is named") {
    const auto made = plan(one_session(1, 5));
    CHECK(made.unmet.empty());
    CHECK(made.homes_left_alone == std::vector<std::string>{"org/0000"});
}

TEST_CASE(
    "training plan: leavers owe nothing, joiners within six months, first-timers by the end") {
    TrainingInput input = one_session(3, 20);
    input.people[0].left_on = make_date(2026, 9, 30); // the day before it is due
    input.people[1].passed_on.reset();
    input.people[1].joined_on = make_date(2026, 5, 15);
    input.people[2].passed_on.reset();
    const auto gone = find_demand(input, input.people[0]);
    const auto joiner = find_demand(input, input.people[1]);
    const auto first = find_demand(input, input.people[2]);
    CHECK_FALSE(gone.has_value());
    CHECK(joiner->due_on == make_date(2026, 11, 15));
    CHECK(joiner->kind == DemandKind::joiner);
    CHECK(first->due_on == make_date(2028, 12, 31));
    CHECK(first->kind == DemandKind::first_round);
    input.people[2].passed_on = make_date(2024, 2, 29);
    CHECK(find_demand(input, input.people[2])->due_on == make_date(2027, 2, 28));
    input.people[2].passed_on = make_date(2026, 1, 5); // in this round
    CHECK_FALSE(find_demand(input, input.people[2]).has_value());
}

TEST_CASE("training plan: with a rule in force its first day parts incumbents from joiners") {
    TrainingInput input = one_session(2, 20);
    for (TrainingPerson& one : input.people)
        one.passed_on.reset();
    input.rule_from = make_date(2025, 8, 31);
    input.people[0].joined_on = *input.rule_from;
    input.people[1].joined_on = *input.rule_from + roster::domain::Days{1};
    const auto incumbent = find_demand(input, input.people[0]);
    CHECK(incumbent->kind == DemandKind::first_round);
    CHECK(incumbent->due_on == make_date(2028, 8, 31)); // not the round's last day
    const auto joiner = find_demand(input, input.people[1]);
    CHECK(joiner->kind == DemandKind::joiner);
    CHECK(joiner->owed_on == make_date(2026, 3, 1));
    input.rule_from = make_date(2026, 6, 1);
    CHECK(find_demand(input, input.people[0])->due_on == make_date(2028, 12, 31));
}

TEST_CASE("training plan: nobody new is booked without notice, nor into a frozen session") {
    TrainingInput input = one_session(2, 20);
    input.today = make_date(2026, 8, 20);
    CHECK(plan(input).unmet.size() == 2);
    input.booked = {{"person/00001", "session/000"}}; // agreed before
    CHECK(plan(input).unmet.size() == 1);
    input.today = make_date(2026, 6, 1);
    input.sessions[0].state = SessionState::frozen;
    const auto made = plan(input);
    CHECK(made.unmet.size() == 1);
    REQUIRE(made.bookings.size() == 1);
    CHECK(made.bookings[0].fixed);
    input.sessions[0].state = SessionState::invited;
    CHECK(plan(input).unmet.empty());
}

TEST_CASE("training plan: the order in which things are told changes nothing") {
    CHECK(rc::check([] {
        TrainingInput input = small_town(7, 5, *rc::gen::arbitrary<bool>());
        const auto first = plan_training(input);
        std::ranges::reverse(input.people);
        std::ranges::reverse(input.sessions);
        std::ranges::reverse(input.homes);
        const auto second = plan_training(input);
        RC_ASSERT(first.has_value());
        RC_ASSERT(second.has_value());
        RC_ASSERT(first->bookings == second->bookings);
        RC_ASSERT(first->wish_cost == second->wish_cost);
    }));
}
