#include "roster/schedule/duty_ledger.h"

#include "tests/support/duty_homes.h"
#include <doctest/doctest.h>

using namespace tests;

namespace {

/// The first person's part of all shifts of the home's care, where six share them.
double first_share(const DutyProblem& problem) {
    const auto grid = make_grid(problem);
    REQUIRE(grid);
    const ShareGroups groups = calc_share_groups(*grid);
    return calc_shares(problem, *grid, groups.peers)[5][0];
}

DutyProblem month_of(unsigned month) {
    const Date first = make_date(2026, month, 1);
    return small_home(6, first, roster::domain::add_months(first, 1) - Days{1});
}

} // namespace

TEST_CASE("fifteen days of leave over a month's end take days off the share in both months") {
    const DaySpan leave{make_date(2026, 4, 24), make_date(2026, 5, 8)};
    for (const unsigned month : {4u, 5u}) {
        DutyProblem problem = month_of(month);
        const double whole = first_share(problem);
        CHECK(whole == doctest::Approx(1.0 / 3));
        problem.absences = {{"person/06", AbsenceKind::leave, leave, "年休假"}};
        const int days = month == 4 ? 30 : 31, away = month == 4 ? 7 : 8;
        CHECK(first_share(problem) ==
              doctest::Approx(static_cast<double>(days - away) / (3 * days - away)));
        // A day less is no long leave.
        problem.absences[0].days.first += Days{1};
        CHECK(first_share(problem) == doctest::Approx(whole));
    }
}

TEST_CASE("somebody without a certificate for weeks shares only the other days") {
    DutyProblem problem = month_of(4);
    problem.people[5].qualifications[0].until = make_date(2026, 4, 10);
    CHECK(first_share(problem) == doctest::Approx(10.0 / 70));
}
