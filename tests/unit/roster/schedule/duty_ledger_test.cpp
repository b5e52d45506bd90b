#include "roster/schedule/duty_ledger.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <rapidcheck.h>

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

namespace {

/// Every way to hand out whole ones.
double find_least_range(std::vector<double>& held, std::size_t at, int count) {
    if (at + 1 == held.size()) {
        held[at] += count;
        const auto [low, high] = std::ranges::minmax(held);
        const double range = high - low;
        held[at] -= count;
        return range;
    }
    double best = 1e9;
    for (int own = 0; own <= count; ++own) {
        held[at] += own;
        best = std::min(best, find_least_range(held, at + 1, count - own));
        held[at] -= own;
    }
    return best;
}

} // namespace

TEST_CASE("no way to hand out whole shifts has a smaller range than the bound") {
    CHECK(calc_least_range({}, 3) == 0.0);
    CHECK(calc_least_range({0.0, 0.0}, 3) == 1.0);
    CHECK(calc_least_range({0.0, 0.0, 5.0}, 4) == 3.0);
    CHECK(rc::check([] {
        std::vector<double> held;
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i)
            held.push_back(*rc::gen::inRange(-40, 40) / 10.0);
        const int count = *rc::gen::inRange(0, 8);
        const double bound = calc_least_range(held, count);
        RC_ASSERT(std::abs(find_least_range(held, 0, count) - bound) < 1e-9);
    }));
}

TEST_CASE("a range at its bound is proven; people who share posts with others have none") {
    const DutyProblem problem = small_home(9, make_date(2026, 3, 1), make_date(2026, 3, 31));
    const auto made = generate_roster(problem, {3, 600'000});
    REQUIRE(made);
    REQUIRE(made->open.empty());
    int bounded = 0;
    for (const LedgerGroup& group : made->ledger.groups) {
        if (!group.least_range_count) continue;
        ++bounded;
        for (std::size_t s = 0; s < share_kinds; ++s)
            CHECK((*group.least_range_count)[s] <= group.range_count[s] + 1e-9);
    }
    CHECK(bounded < static_cast<int>(made->ledger.groups.size()));
    const DutyProblem large = large_home(make_date(2026, 3, 1), make_date(2026, 3, 31));
    const auto apart = generate_roster(large, {3, 600'000});
    REQUIRE(apart);
    for (const LedgerGroup& group : apart->ledger.groups)
        CHECK(group.least_range_count.has_value());
}
