#include "roster/schedule/training_replan.h"

#include "roster/schedule/training_joiners.h"
#include "training_cases.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>

using namespace training_cases;

namespace {

TrainingReplan replan(const TrainingInput& input) {
    auto made = replan_training(input);
    REQUIRE(made.has_value());
    return *made;
}
/// The city a while later, with its plan as the one of before.
TrainingInput later(TrainingInput input) {
    for (const PlannedBooking& one : replan(input).plan.bookings)
        input.booked.push_back({one.person_key, one.session_key});
    return input;
}
std::map<std::string, TrainingMove> by_person(const TrainingReplan& made) {
    std::map<std::string, TrainingMove> moves;
    for (const TrainingMove& one : made.moves)
        moves[one.person_key] = one;
    return moves;
}

/// Three homes of two, two sessions of three seats.
TrainingInput village() {
    TrainingInput input;
    input.today = make_date(2026, 3, 1);
    input.round_from = round_from;
    input.homes = {home(0), home(1), home(2)};
    for (int i = 0; i < 6; ++i)
        input.people.push_back(person(i, i / 2, make_date(2023, 12, 1)));
    input.sessions = {session(0, make_date(2026, 5, 11), 3), session(1, make_date(2026, 9, 7), 3)};
    return input;
}

} // namespace

TEST_CASE("training replan: nothing changed, nothing moves") {
    const auto made = replan(later(city(20, 8, 10, 2)));
    CHECK(made.moves.empty());
    CHECK(made.plan.moved_count == 0);
}

TEST_CASE("training replan: a cancelled session moves its people, and who must make room") {
    TrainingInput input = later(village());
    input.sessions.push_back(session(2, make_date(2026, 6, 15), 3));
    input.sessions[0].state = SessionState::cancelled;
    const auto made = replan(input);
    CHECK(made.plan.unmet.empty());
    CHECK(made.plan.moved_count == 3);
    for (const TrainingMove& one : made.moves) {
        CHECK(one.why == MoveReason::session_cancelled);
        CHECK(one.from_session_key == "session/000");
        CHECK(one.to_session_key == "session/002");
    }
}

TEST_CASE("training replan: each change says why") {
    TrainingInput input = later(village());
    input.sessions.push_back(session(2, make_date(2026, 10, 12), 6));
    const auto before = by_person(replan(village()));
    const auto of = [&](const char* session_key, int nth) {
        std::vector<std::string> keys;
        for (const auto& one : input.booked)
            if (one.session_key == session_key) keys.push_back(one.person_key);
        return keys.at(nth);
    };
    const auto find = [&](const std::string& key) -> TrainingPerson& {
        return *std::ranges::find(input.people, key, &TrainingPerson::key);
    };
    const std::string gone = of("session/000", 0), away = of("session/000", 1);
    find(gone).left_on = make_date(2026, 4, 1);
    find(away).blocked = {
        {{make_date(2026, 5, 1), make_date(2026, 5, 31)}, BlockReason::sick, "住院"}};
    auto joiner = person(9, 0);
    joiner.passed_on.reset();
    joiner.joined_on = make_date(2026, 2, 20);
    input.people.push_back(joiner);
    const auto made = replan(input);
    const auto moves = by_person(made);
    CHECK(made.plan.unmet.empty());
    CHECK(moves.at(gone).why == MoveReason::left);
    CHECK(moves.at(gone).to_session_key.empty());
    CHECK(moves.at(away).why == MoveReason::blocked);
    CHECK(moves.at(away).note == "病假 住院");
    CHECK(moves.at(joiner.key).why == MoveReason::new_seat);
    CHECK(moves.at(joiner.key).to_session_key == "session/000");
    CHECK(made.plan.moved_count == 1);
    CHECK(moves.size() == 3);
}

TEST_CASE("training replan: who gives up a seat is told for whom") {
    TrainingInput input = village();
    input.sessions[0].capacity_count = 1;
    input.sessions[1].capacity_count = 1;
    input.people = {person(0, 0, make_date(2023, 12, 1)), person(1, 1)};
    input.people[1].passed_on.reset();
    input.people[1].joined_on = make_date(2026, 2, 1); // until 1 August: the first session only
    input.booked = {{"person/00000", "session/000"}};
    const auto made = replan(input);
    CHECK(made.plan.unmet.empty());
    const auto moves = by_person(made);
    CHECK(moves.at("person/00000").why == MoveReason::made_room);
    CHECK(moves.at("person/00000").for_person_key == "person/00001");
    CHECK(made.plan.moved_count == 1);
}

TEST_CASE("training replan: who stayed away gets a make-up, invited people stay") {
    TrainingInput input = later(village());
    input.today = make_date(2026, 6, 1);
    input.sessions[1].state = SessionState::invited;
    input.sessions.push_back(session(2, make_date(2026, 7, 6), 6));
    for (TrainingPerson& one : input.people)
        for (const TrainingBooking& old : input.booked)
            if (old.person_key == one.key && old.session_key == "session/000")
                one.passed_on = make_date(2026, 5, 12);
    const std::string absent = [&] {
        for (TrainingPerson& one : input.people)
            if (one.passed_on == make_date(2026, 5, 12)) {
                one.passed_on = make_date(2023, 12, 1);
                return one.key;
            }
        return std::string();
    }();
    const auto made = replan(input);
    REQUIRE(made.moves.size() == 1);
    CHECK(made.moves[0].person_key == absent);
    CHECK(made.moves[0].why == MoveReason::missed);
    CHECK(made.moves[0].to_session_key == "session/002");
    CHECK(std::ranges::count_if(made.plan.bookings,
                                [](const PlannedBooking& one) { return one.fixed; }) == 3);
}

TEST_CASE("training joiners: trained before the first shift or listed, and seated in six months") {
    TrainingInput input = village();
    auto lesson = session(7, make_date(2026, 3, 20), 1, 5, 1);
    lesson.form = SessionForm::pre_job;
    lesson.level = TrainingLevel::home;
    lesson.organisation_key = "org/0001";
    input.sessions.push_back(lesson);
    const auto join = [&](int no, int at, Date joined, Date first_shift) -> TrainingPerson& {
        auto one = person(no, at);
        one.joined_on = joined;
        one.first_shift_on = first_shift;
        input.people.push_back(one);
        return input.people.back();
    };
    const Date march = make_date(2026, 3, 10);
    join(20, 1, march, make_date(2026, 3, 20)); // the lesson is on the day itself
    join(21, 0, march, make_date(2026, 4, 1));  // the lesson is another home's
    join(22, 1, march, make_date(2026, 3, 19)); // a day too early
    join(23, 2, make_date(2026, 2, 1), make_date(2026, 2, 10)).pre_job_on = make_date(2026, 2, 9);
    join(24, 2, make_date(2026, 2, 1), make_date(2026, 2, 10));
    const auto made = plan_training(input);
    REQUIRE(made.has_value());
    std::map<std::string, JoinerDuty> duties;
    for (const JoinerDuty& one : list_joiners(input, *made))
        duties[one.person_key] = one;
    REQUIRE(duties.size() == 5);
    CHECK(duties["person/00020"].pre_job == PreJobState::planned);
    CHECK(duties["person/00020"].pre_job_session_key == "session/007");
    CHECK(duties["person/00021"].pre_job == PreJobState::unplanned);
    CHECK(duties["person/00022"].pre_job == PreJobState::unplanned);
    CHECK(duties["person/00023"].pre_job == PreJobState::done);
    CHECK(duties["person/00024"].pre_job == PreJobState::overdue);
    CHECK(duties["person/00020"].seat_due_on == make_date(2026, 9, 10));
}

TEST_CASE("training joiners: they change nothing that was agreed while there is room") {
    TrainingInput input = later(city(20, 8, 20, 2));
    input.today = make_date(2026, 7, 1);
    const auto count = input.people.size();
    for (int i = 0; i < 5; ++i) {
        auto joiner = person(900 + i, i);
        joiner.joined_on = make_date(2026, 6, 15);
        input.people.push_back(joiner);
    }
    for (std::size_t i = 0; i < count; ++i) // the sessions of the half-year took place
        for (const TrainingBooking& one : input.booked)
            if (one.person_key == input.people[i].key)
                for (const TrainingSession& at : input.sessions)
                    if (at.key == one.session_key && at.days.last < input.today)
                        input.people[i].passed_on = at.days.last;
    const auto made = replan(input);
    CHECK(made.plan.unmet.empty());
    CHECK(made.moves.size() == 5);
    for (const TrainingMove& one : made.moves)
        CHECK(one.why == MoveReason::new_seat);
}
