#include "roster/service/duty_neighbours.h"

#include <algorithm>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;

namespace {

/// As it was when that shift was planned.
DutyShift shift_of(const PlannedDuty& planned, const PlannedShift& shift) {
    DutyShift found{shift.shift_key, shift.shift_key};
    if (const auto at = planned.shifts_by_key.find(shift.shift_key);
        at != planned.shifts_by_key.end())
        found = at->second;
    const auto minutes = [](auto span) {
        return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(span).count());
    };
    found.start_min = minutes(shift.begin - (Instant{shift.day} - local_offset));
    found.length_min = minutes(shift.end - shift.begin);
    return found;
}

/// Key of the problem's shift of those hours; added under a key of its own where there is none.
std::string find_or_add(const DutyShift& wanted, DutyProblem& problem) {
    DutyShift added = wanted;
    for (int n = 2;; ++n) {
        const auto at = std::ranges::find(problem.shifts, added.key, &DutyShift::key);
        if (at == problem.shifts.end()) break;
        if (at->start_min == wanted.start_min && at->length_min == wanted.length_min)
            return at->key;
        added.key = wanted.key + "-" + std::to_string(n);
    }
    problem.shifts.push_back(added);
    return added.key;
}

} // namespace

void lay_neighbour(const PlannedDuty& planned, const PlannedShift& shift, DutyProblem& problem) {
    const auto post = std::ranges::find(problem.posts, shift.post_key, &DutyPost::key);
    if (post == problem.posts.end() || std::ranges::find(problem.people, shift.person_key,
                                                         &DutyPerson::key) == problem.people.end())
        return;
    const std::string key = find_or_add(shift_of(planned, shift), problem);
    if (std::ranges::find(post->shifts, key, &PostShift::shift_key) == post->shifts.end())
        post->shifts.push_back({key, {}});
    problem.fixed.push_back({shift.person_key, shift.day, shift.post_key, key, CellState::frozen});
}

Result<void> lay_following(store::Database& database, DutyProblem& problem) {
    const Date morrow = problem.last_day + Days{1};
    const auto after = load_planned_duty(database, problem.organisation_key,
                                         {morrow, problem.last_day + following_days});
    if (!after) return tl::unexpected(after.error());
    std::erase_if(problem.fixed, [&](const DutyCell& cell) { return cell.day >= morrow; });
    for (const PlannedShift& one : after->shifts)
        lay_neighbour(*after, one, problem);
    return {};
}

} // namespace roster::service
