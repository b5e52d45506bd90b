#include "roster/schedule/training_plan.h"

#include "roster/schedule/training_network.h"
#include "training_cases.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace roster::schedule;
using namespace training_cases;

namespace {

TrainingPlan plan(const TrainingInput& input) {
    auto made = plan_training(input);
    REQUIRE(made.has_value());
    return *made;
}

} // namespace

TEST_CASE("training plan: 175 people are spread 59, 58 and 58") {
    TrainingInput input;
    input.today = input.round_from = round_from;
    for (int i = 0; i < 59; ++i)
        input.homes.push_back(home(i));
    for (int i = 0; i < 175; ++i)
        input.people.push_back(person(i, i / 3));
    for (int i = 0; i < 12; ++i)
        input.sessions.push_back(
            session(i, roster::domain::add_months(make_date(2026, 1, 20), 3 * i), 30));
    const auto made = plan(input);
    CHECK(made.year_count == std::array{59, 58, 58});
    CHECK(made.unmet.empty());
    CHECK(made.bookings.size() == 175);
    for (const SessionLoad& load : made.loads)
        CHECK(load.booked_count <= 20);
}

TEST_CASE("training plan: a city of 1,232 is planned whole") {
    const auto made = plan(city(154, 8, 60, 2));
    CHECK(made.unmet.empty());
    CHECK(made.bookings.size() == 1232);
    CHECK(made.proven);
    MESSAGE("wish cost " << made.wish_cost << ", years " << made.year_count[0] << "/"
                         << made.year_count[1] << "/" << made.year_count[2]);
}
