#include "roster/schedule/duty_swap.h"

#include "roster/schedule/duty_generator.h"
#include "tests/support/duty_homes.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace tests;

namespace {

struct Rig {
    DutyProblem problem = small_home(9, make_date(2026, 3, 1), make_date(2026, 3, 31));
    GeneratedRoster made;
    DutyGrid grid;
    DutySwap swap; ///< one shift to the colleague who should take it
    Rig() {
        made = *generate_roster(problem, {3, 600'000});
        grid = *make_grid(problem);
        REQUIRE(made.violations.empty());
        for (const DutyCell& cell : made.roster) {
            const int person = index(cell.person_key);
            const auto eligible =
                list_eligible(problem, grid, made.table, person, grid.column(cell.day));
            if (cell.shift_key != "N" || cell.day < make_date(2026, 3, 9) || eligible.empty())
                continue;
            const auto& to = problem.people[static_cast<std::size_t>(eligible[0].person)].key;
            swap = {"swap/1",
                    cell.person_key,
                    to,
                    {{cell.person_key, to, cell.day, cell.post_key, cell.shift_key}},
                    {}};
            break;
        }
        REQUIRE_FALSE(swap.shifts.empty());
    }
    int index(const std::string& key) const {
        return static_cast<int>(std::ranges::find(problem.people, key, &DutyPerson::key) -
                                problem.people.begin());
    }
    auto step(DutySwap one, SwapState next, const SwapActor& actor) {
        return step_swap(problem, grid, made.table, std::move(one), next, actor, "");
    }
};

const SwapActor manager{"person/manager", true, {}};

} // namespace

TEST_CASE("a swap goes from asked to applied and can be undone") {
    Rig rig;
    auto swap = ask_swap(rig.problem, rig.made.roster, {}, rig.swap, {rig.swap.asker_key});
    REQUIRE(swap);
    CHECK_FALSE(rig.step(*swap, SwapState::approved, manager)); // nobody accepted yet
    CHECK_FALSE(rig.step(*swap, SwapState::accepted, {"person/08x"}));
    swap = rig.step(*swap, SwapState::accepted, {rig.swap.colleague_key});
    REQUIRE(swap);
    CHECK_FALSE(rig.step(*swap, SwapState::approved, {rig.swap.asker_key}));
    swap = rig.step(*swap, SwapState::approved, manager);
    REQUIRE(swap);
    swap = rig.step(*swap, SwapState::applied, manager);
    REQUIRE(swap);
    const auto after = apply_swap(rig.made.roster, *swap);
    REQUIRE(after);
    CHECK(check_roster(rig.problem, rig.grid, *after).empty());
    CHECK(*after != rig.made.roster);
    swap = rig.step(*swap, SwapState::undone, manager);
    REQUIRE(swap);
    CHECK_FALSE(swap->is_open());
    CHECK(*undo_swap(*after, *swap) == rig.made.roster);
    CHECK_FALSE(undo_swap(rig.made.roster, *swap)); // was never applied there
    CHECK(swap->steps.size() == 5);
}

TEST_CASE("a manager may ask and accept for somebody ill, nobody else may") {
    Rig rig;
    CHECK_FALSE(ask_swap(rig.problem, rig.made.roster, {}, rig.swap,
                         {rig.swap.colleague_key, false, rig.swap.asker_key}));
    auto swap = ask_swap(rig.problem, rig.made.roster, {}, rig.swap,
                         {manager.key, true, rig.swap.asker_key});
    REQUIRE(swap);
    CHECK(swap->steps[0].on_behalf_of == rig.swap.asker_key);
    swap = rig.step(*swap, SwapState::accepted, {manager.key, true, rig.swap.colleague_key});
    REQUIRE(swap);
    CHECK(swap->steps[1].by_key == manager.key);
    CHECK(rig.step(*swap, SwapState::refused, manager));
    CHECK(rig.step(*swap, SwapState::withdrawn, {rig.swap.asker_key}));
}

TEST_CASE("a cell has one open proposal, and a closed one frees it") {
    Rig rig;
    auto first = ask_swap(rig.problem, rig.made.roster, {}, rig.swap, {rig.swap.asker_key});
    REQUIRE(first);
    DutySwap second = rig.swap;
    second.key = "swap/2";
    std::vector<DutySwap> others{*first};
    const auto refused = ask_swap(rig.problem, rig.made.roster, others, second, {second.asker_key});
    REQUIRE_FALSE(refused);
    CHECK(sim::core::describe(refused.error()).find("swap/1") != std::string::npos);
    others[0] = *rig.step(*first, SwapState::withdrawn, {first->asker_key});
    CHECK(ask_swap(rig.problem, rig.made.roster, others, second, {second.asker_key}));
}

TEST_CASE("what would break a rule is named and not approved") {
    Rig rig;
    // To somebody who has worked the day before and after, or is no carer: look for one that
    // breaks.
    bool found = false;
    for (const DutyCell& cell : rig.made.roster) {
        for (const DutyPerson& person : rig.problem.people) {
            DutySwap swap{"swap/3",
                          cell.person_key,
                          person.key,
                          {{cell.person_key, person.key, cell.day, cell.post_key, cell.shift_key}},
                          {}};
            if (person.key == cell.person_key) continue;
            const auto verdict = check_swap(rig.problem, rig.grid, rig.made.table, swap);
            if (!verdict || verdict->fits) continue;
            found = true;
            swap = *ask_swap(rig.problem, rig.made.roster, {}, swap, {swap.asker_key});
            swap = *rig.step(swap, SwapState::accepted, {person.key});
            const auto approved = rig.step(swap, SwapState::approved, manager);
            REQUIRE_FALSE(approved);
            CHECK(approved.error().problems.size() == verdict->added.size());
            break;
        }
        if (found) break;
    }
    CHECK(found);
}

TEST_CASE("eligible colleagues break nothing and stand furthest behind first") {
    Rig rig;
    const SwapShift& shift = rig.swap.shifts[0];
    const int column = rig.grid.column(shift.day), person = rig.index(shift.from_key);
    const auto eligible = list_eligible(rig.problem, rig.grid, rig.made.table, person, column);
    for (std::size_t i = 0; i < eligible.size(); ++i) {
        DutySwap swap = rig.swap;
        swap.colleague_key = rig.problem.people[static_cast<std::size_t>(eligible[i].person)].key;
        swap.shifts[0].to_key = swap.colleague_key;
        const auto verdict = check_swap(rig.problem, rig.grid, rig.made.table, swap);
        REQUIRE(verdict);
        CHECK(verdict->fits);
        const auto counts =
            counts_of(rig.grid, column, *find_kind(rig.problem, rig.grid, "room", "N"));
        const auto key = [&](const EligibleColleague& one) {
            double special_count = 0;
            for (std::size_t s = 1; s < share_kinds; ++s)
                if (counts[s]) special_count += one.ahead_count[s];
            return special_count;
        };
        if (i > 0) CHECK(key(eligible[i - 1]) <= key(eligible[i]));
    }
}
