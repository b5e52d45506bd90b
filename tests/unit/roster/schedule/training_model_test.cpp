#include "roster/schedule/training_model.h"

#include "roster/schedule/training_plan.h"
#include "training_cases.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace training_cases;

namespace {

bool names(const sim::core::Problems& problems, std::string_view pointer) {
    return std::ranges::any_of(problems, [&](const auto& one) { return one.pointer == pointer; });
}

} // namespace

TEST_CASE("training model: a sound city has no problems") {
    CHECK(check(city(10, 8, 10, 2)).empty());
}

TEST_CASE("training model: everything wrong is named at once") {
    TrainingInput input = city(2, 3, 10, 2);
    input.people[0].organisation_key = "org/nowhere";
    input.people[1].left_on = make_date(2019, 1, 1);
    input.people[2].key = input.people[1].key;
    input.people[3].blocked = {
        {{make_date(2026, 5, 2), make_date(2026, 5, 1)}, BlockReason::leave, ""}};
    input.people[4].passed_on = make_date(2030, 1, 1);
    input.people[5].role = roster::domain::Post::carer;
    input.sessions[0].capacity_count = 0;
    input.sessions[1].days.last = input.sessions[1].days.first - Days{1};
    input.sessions[2].quotas = {{"county/unknown", 3}};
    input.booked = {{"person/nobody", "session/none"}};
    input.rules.window_months = 0;
    const auto problems = check(input);
    for (const char* pointer :
         {"/people/0/organisation_key", "/people/1/left_on", "/people/2/key", "/people/3/blocked/0",
          "/people/4/passed_on", "/people/5/role", "/sessions/0/capacity_count",
          "/sessions/1/first_on", "/sessions/2/quotas/0", "/booked/0/person_key",
          "/booked/0/session_key", "/rules/window_months"})
        CHECK_MESSAGE(names(problems, pointer), pointer);
    const auto planned = plan_training(input);
    REQUIRE_FALSE(planned.has_value());
    CHECK(planned.error().problems == problems);
}

TEST_CASE("training model: nobody, and far too many, are refused") {
    TrainingInput input = city(1, 1, 10, 2);
    input.people.clear();
    CHECK(names(check(input), "/people"));
    for (int i = 0; i < 50'000; ++i)
        input.people.push_back(person(i, 0));
    CHECK(names(check(input), "/people"));
}

TEST_CASE("training model: more people told than a session seats are refused") {
    TrainingInput input = city(2, 3, 10, 2);
    input.sessions[5].state = SessionState::invited;
    input.sessions[5].capacity_count = 1;
    input.booked = {{"person/00000", "session/005"}, {"person/00003", "session/005"}};
    CHECK(names(check(input), "/sessions/5/capacity_count"));
}
