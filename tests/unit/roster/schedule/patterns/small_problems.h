/// Problems small enough to be solved by trying everything, and the trying.
#pragma once
#include "roster/schedule/patterns/recount.h"
#include <algorithm>
#include <map>
#include <optional>
#include <random>

namespace small_problems {

using namespace roster::schedule::patterns;

inline Person make_person(std::string id, std::size_t shift_count) {
    Person person;
    person.id = std::move(id);
    person.max_shifts.assign(shift_count, 100);
    person.max_work_min = 100'000;
    person.max_consecutive_shifts = 100;
    person.min_consecutive_days_off = 1;
    person.min_consecutive_shifts = 1;
    person.max_weekends = 100;
    return person;
}

/// One week, one shift, no limits, one person wanted each day.
inline PatternProblem make_plain_week(int people) {
    PatternProblem problem;
    problem.horizon_days = 7;
    problem.shifts = {{"D", 480, {}}};
    for (int p = 0; p < people; ++p)
        problem.people.push_back(make_person(std::string(1, static_cast<char>('A' + p)), 1));
    for (int day = 0; day < 7; ++day)
        problem.cover.push_back({day, 0, 1, 100, 1});
    return problem;
}

/// Small numbers drawn so that most rules bite in some problem. Not std:: distributions: the same
/// seed is the same problem everywhere.
class RandomProblems {
public:
    explicit RandomProblems(unsigned seed) : random_(seed) {}

    PatternProblem make(int days, int shift_count, int people) {
        PatternProblem problem;
        problem.horizon_days = days;
        problem.first_weekday = below(7);
        const int lengths[] = {480, 480, 600, 720};
        for (int s = 0; s < shift_count; ++s) {
            ShiftType shift{std::string(1, static_cast<char>('D' + s)), lengths[below(4)], {}};
            for (int next = 0; next < shift_count; ++next)
                if (next != s && below(3) == 0) shift.forbidden_next.push_back(next);
            problem.shifts.push_back(shift);
        }
        for (int p = 0; p < people; ++p)
            problem.people.push_back(make_random_person(problem, p));
        for (int day = 0; day < days; ++day)
            for (int s = 0; s < shift_count; ++s) {
                if (below(5) > 0)
                    problem.cover.push_back({day, s, below(3), 5 + below(20), 1 + below(3)});
                for (int p = 0; p < people; ++p)
                    if (below(6) == 0)
                        (below(2) ? problem.on_requests : problem.off_requests)
                            .push_back({p, day, s, 1 + below(4)});
            }
        return problem;
    }

    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

private:
    Person make_random_person(const PatternProblem& problem, int index) {
        auto person =
            make_person(std::string(1, static_cast<char>('A' + index)), problem.shifts.size());
        for (auto& limit : person.max_shifts)
            limit = below(3) ? problem.horizon_days : below(4);
        person.max_work_min = below(2) ? 100'000 : 480 * (1 + below(5)) + 120 * below(2);
        person.min_work_min = below(2) ? 0 : 480 * below(3);
        person.max_consecutive_shifts = 1 + below(5);
        person.min_consecutive_shifts = 1 + below(3);
        person.min_consecutive_days_off = 1 + below(3);
        person.max_weekends = below(3);
        if (below(3) == 0) person.days_off.push_back(below(problem.horizon_days));
        if (below(4) == 0)
            person.barred.push_back({below(problem.horizon_days),
                                     below(static_cast<int>(problem.shifts.size()) + 1) - 1});
        const int history = below(4);
        if (history == 0)
            person.history = History{0, day_off, 1 + below(4)};
        else if (history == 1)
            person.history =
                History{1 + below(5), below(static_cast<int>(problem.shifts.size())), 0};
        return person;
    }

    std::mt19937 random_;
};

/// Every line that the recount lets pass for one person.
inline std::vector<Line> find_all_lines(const PatternProblem& problem, int person) {
    PatternProblem alone = problem;
    alone.people = {problem.people[person]};
    alone.on_requests.clear();
    alone.off_requests.clear();
    std::vector<Line> lines;
    const int last = static_cast<int>(problem.shifts.size()) - 1;
    Roster roster{{Line(problem.horizon_days, std::int8_t{day_off})}};
    auto& line = roster.lines.front();
    for (;;) {
        if (recount(alone, roster).breaches.empty()) lines.push_back(line);
        int day = 0;
        while (day < problem.horizon_days && line[day] == last)
            line[day++] = day_off;
        if (day == problem.horizon_days) return lines;
        ++line[day];
    }
}

/// The least cost over all rosters, person by person over the numbers present; none when somebody
/// has no line.
inline std::optional<std::int64_t> find_least_cost(const PatternProblem& problem) {
    using Present = std::vector<std::int8_t>;
    std::map<Present, std::int64_t> best{{Present(problem.cover.size(), 0), 0}};
    for (int p = 0; p < static_cast<int>(problem.people.size()); ++p) {
        std::map<Present, std::int64_t> next;
        const auto lines = find_all_lines(problem, p);
        for (const auto& line : lines) {
            std::int64_t own = 0;
            for (const auto& request : problem.on_requests)
                if (request.person == p && line[request.day] != request.shift)
                    own += request.weight;
            for (const auto& request : problem.off_requests)
                if (request.person == p && line[request.day] == request.shift)
                    own += request.weight;
            for (const auto& [present, cost] : best) {
                auto together = present;
                for (std::size_t c = 0; c < problem.cover.size(); ++c)
                    together[c] = static_cast<std::int8_t>(
                        together[c] + (line[problem.cover[c].day] == problem.cover[c].shift));
                const auto [at, is_new] = next.try_emplace(together, cost + own);
                at->second = std::min(at->second, cost + own);
            }
        }
        best = std::move(next);
    }
    std::optional<std::int64_t> least;
    for (const auto& [present, cost] : best) {
        std::int64_t total = cost;
        for (std::size_t c = 0; c < problem.cover.size(); ++c) {
            const auto& cover = problem.cover[c];
            total += present[c] < cover.need ? (cover.need - present[c]) * cover.under_weight
                                             : (present[c] - cover.need) * cover.over_weight;
        }
        least = least ? std::min(*least, total) : total;
    }
    return least;
}

} // namespace small_problems
