/// Small homes by seed, as they are in the country: 5 to 12 staff, one or two at night, leaders who
/// nurse too, leave, bans, pairs and own limits; some can be planned, some cannot.
#pragma once
#include "tests/support/duty_homes.h"
#include <random>

namespace tests {

/// Draws of one home; the engine is the standard's, the scaling our own: the same on every machine.
class HomeDraws {
public:
    explicit HomeDraws(unsigned seed) : engine_(seed * 7919u + 17u) {}
    /// first to last, both possible
    int between(int first, int last) {
        return first + static_cast<int>(engine_() % static_cast<unsigned>(last - first + 1));
    }
    bool once_in(int times) { return between(1, times) == 1; }

private:
    std::mt19937 engine_;
};

inline void add_sweep_people(HomeDraws& draws, DutyProblem& problem, int staff, bool has_room) {
    const int leaders = draws.between(2, 4);
    const bool leaders_nurse = !draws.once_in(4);
    for (int i = 0; i < staff; ++i) {
        DutyPerson one{fmt::format("person/{:02}", i + 1), fmt::format("员工{:02}", i + 1)};
        std::vector<std::string> may;
        if (i < leaders) may.push_back("leader");
        if (i >= leaders || leaders_nurse) may.push_back("carer");
        if (has_room && (i % 2 == 0 || draws.once_in(2))) may.push_back("room");
        for (const std::string& key : may)
            one.qualifications.push_back({key, make_date(2020, 1, 1), {}});
        one.experienced = draws.once_in(2);
        problem.people.push_back(std::move(one));
    }
}

inline void add_sweep_wishes(HomeDraws& draws, DutyProblem& problem) {
    const int staff = static_cast<int>(problem.people.size());
    const auto days = [&](int longest) {
        const Date first = problem.first_day + Days{draws.between(0, 27)};
        return roster::domain::DaySpan{
            first, std::min(problem.last_day, first + Days{draws.between(0, longest - 1)})};
    };
    for (int left = draws.between(0, 3); left > 0; --left) {
        const auto& who = problem.people[static_cast<std::size_t>(draws.between(0, staff - 1))];
        problem.absences.push_back({who.key, AbsenceKind::leave, days(7), "家事"});
    }
    if (draws.once_in(3)) {
        auto& who = problem.people[static_cast<std::size_t>(draws.between(0, staff - 1))];
        who.bans.push_back(
            {BanKind::no_night, {problem.first_day, problem.last_day}, "证明", true});
    }
    if (draws.once_in(3)) {
        const int one = draws.between(0, staff - 2);
        problem.pairs.push_back({problem.people[static_cast<std::size_t>(one)].key,
                                 problem.people[static_cast<std::size_t>(one) + 1].key,
                                 PairKind::apart, "夫妻"});
    }
    if (draws.once_in(4))
        problem.people[static_cast<std::size_t>(draws.between(0, staff - 1))].most_month_shifts =
            draws.between(8, 20);
}

/// A month of one home.
inline DutyProblem sweep_home(unsigned seed) {
    HomeDraws draws(seed);
    DutyProblem problem;
    problem.organisation_key = fmt::format("org/sweep-{}", seed);
    problem.name = fmt::format("小院{}", seed);
    problem.first_day = make_date(2026, static_cast<unsigned>(draws.between(1, 12)), 1);
    problem.last_day = roster::domain::add_months(problem.first_day, 1) - Days{1};
    problem.opens_min = 8 * 60;
    problem.calendars = {calendar_2026()};
    problem.rules = usual_rules();
    problem.shifts = three_shifts();
    problem.shifts.push_back(
        {"L", "带班", 8 * 60, 24 * 60, true, draws.once_in(3) ? draws.between(1, 2) * 24 * 60 : 0});
    problem.shifts.push_back({"D12", "长白班", 8 * 60, 12 * 60, false, 0});
    problem.shifts.push_back({"N12", "长夜班", 20 * 60, 12 * 60, true, 0});
    const int staff = draws.between(5, 12), night = staff >= 9 && draws.once_in(2) ? 2 : 1,
              day = staff >= 10 ? draws.between(1, 2) : 1;
    problem.posts = {
        {"leader", "带班领导", DutyLayer::leader, {"leader"}, {every_day("L", 1)}, 1, 0, false}};
    DutyPost care{"care", "护理", DutyLayer::care, {"carer"}};
    if (draws.once_in(2))
        care.shifts = {every_day("D", day), every_day("E", 1), every_day("N", night)};
    else
        care.shifts = {every_day("D12", day), every_day("N12", night)};
    problem.posts.push_back(std::move(care));
    const bool has_room = draws.once_in(3);
    if (has_room)
        problem.posts.push_back({"room",
                                 "值班室",
                                 DutyLayer::duty_room,
                                 {"room"},
                                 {every_day("D12", 1), every_day("N12", 1)},
                                 1});
    add_sweep_people(draws, problem, staff, has_room);
    add_sweep_wishes(draws, problem);
    return problem;
}

} // namespace tests
