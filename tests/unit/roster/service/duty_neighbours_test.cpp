#include "roster/service/duty_neighbours.h"

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

const Date april = make_date(2026, 4, 1);

DutyFile april_roster(DutyProblem problem) {
    problem.organisation_key = tests::rig_home;
    DutyFile file{std::move(problem), {}};
    const auto made = generate_roster(file.problem, {3, 600'000});
    REQUIRE(made);
    REQUIRE(made->violations.empty());
    file.cells = made->roster;
    return file;
}

DutyProblem april_problem() {
    return tests::small_home(9, april, make_date(2026, 4, 30));
}

std::string holder_of(const DutyFile& file, Date day, const std::string& shift) {
    const auto at = std::ranges::find_if(file.cells, [&](const DutyCell& cell) {
        return cell.day == day && cell.shift_key == shift && cell.post_key == "room";
    });
    REQUIRE(at != file.cells.end());
    return at->person_key;
}

} // namespace

TEST_CASE("duty: a last night before a first day that is published already is refused") {
    DutyRig rig;
    const DutyFile next = april_roster(april_problem());
    REQUIRE(rig.publish(next) == "");
    const std::string early = holder_of(next, april, "D");
    DutyFile march = rig.duty;
    std::erase_if(march.cells, [&](const DutyCell& cell) {
        return cell.person_key == early && cell.day >= make_date(2026, 3, 30);
    });
    for (DutyCell& cell : march.cells)
        if (cell.day == make_date(2026, 3, 31) && cell.shift_key == "N" && cell.post_key == "room")
            cell.person_key = early;
    const std::string said = rig.publish(march);
    CHECK_MESSAGE(said.find("2026-04-01") != said.npos, said);
}

TEST_CASE("duty: nobody takes over a last night who has the first day of the next roster") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    DutyProblem problem = april_problem();
    problem.organisation_key = tests::rig_home;
    REQUIRE(carry_over(rig.database, problem));
    const DutyFile next = april_roster(problem);
    REQUIRE(rig.publish(next, local(make_date(2026, 3, 20), 9)) == "");
    const Date last = make_date(2026, 3, 31);
    const auto found =
        list_eligible_colleagues(rig.database, tests::rig_home, holder_of(rig.duty, last, "N"),
                                 last, local(make_date(2026, 3, 25), 9));
    REQUIRE_MESSAGE(found, describe(found.error()));
    const std::string early = holder_of(next, april, "D");
    for (const auto& one : found->people)
        CHECK(one.key != early);
}

TEST_CASE("duty: shifts at other hours than before are carried over all the same") {
    DutyRig rig;
    REQUIRE(rig.publish(rig.duty) == "");
    DutyProblem other = april_problem();
    other.organisation_key = tests::rig_home;
    for (DutyShift& shift : other.shifts)
        shift.start_min -= 60; // the same keys
    const std::size_t shifts_before = other.shifts.size();
    const auto carried = carry_over(rig.database, other);
    REQUIRE_MESSAGE(carried, describe(carried.error()));
    CHECK(other.shifts.size() > shifts_before);
    std::size_t march_cells = 0;
    for (const DutyCell& cell : rig.duty.cells)
        march_cells += cell.day + carried_days >= april;
    CHECK(other.fixed.size() == march_cells);
    const auto grid = make_grid(other);
    REQUIRE_MESSAGE(grid, describe(grid.error()));
    const DutyFile next = april_roster(other);
    for (const DutyCell& cell : next.cells) // nobody new on a shift of before
        CHECK(cell.shift_key.find('-') == cell.shift_key.npos);
    CHECK(rig.publish(next, local(make_date(2026, 3, 20), 9)) == "");
}
