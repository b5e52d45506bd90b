#include "roster/service/duty_facts.h"

#include "roster/schedule/duty_grid.h"
#include "roster/service/duty_rosters.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <set>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;
using sim::core::tr;

namespace {

/// Qualifications that the ledger keeps, as drafts name them.
constexpr std::array<std::string_view, 6> kept_keys{
    "leader", "control_room", "duty_room", "care", "volunteer", "fire_facility_operator"};
/// Shifts so long before the first day bear on rest and runs. Source: DutyProblem::fixed
constexpr Days carried_days{31};

bool overlap(DaySpan a, DaySpan b) {
    return a.first <= b.last && b.first <= a.last;
}

template <class Row>
bool is_known(const std::vector<Row>& rows, const std::string& key) {
    return std::ranges::find(rows, key, &Row::key) != rows.end();
}

void count_shift(const DutyProblem& problem, const PlannedShift& shift, DutyCounts& counts) {
    const auto known = std::ranges::find(problem.shifts, shift.shift_key, &DutyShift::key);
    const auto post = std::ranges::find(problem.posts, shift.post_key, &DutyPost::key);
    const DayKind day = calc_day_kind(problem.calendars, shift.day);
    ++counts.total_count;
    counts.night_count += known != problem.shifts.end() && known->night;
    counts.weekend_count += day == DayKind::weekend;
    counts.holiday_count += day == DayKind::holiday;
    if (post == problem.posts.end() || post->hours_count)
        counts.work_min += static_cast<int>(
            std::chrono::duration_cast<std::chrono::minutes>(shift.end - shift.begin).count());
}

/// Days of the span on which a roster was in force.
int count_ruled_days(const std::vector<store::DutyRosterRow>& rosters, DaySpan span) {
    int count = 0;
    for (Date day = span.first; day <= span.last; day += Days{1})
        count += std::ranges::any_of(rosters, [&](const store::DutyRosterRow& one) {
            return one.days.first <= day && day <= one.days.last;
        });
    return count;
}

} // namespace

void replace_kept(std::vector<DutyQualification>& said,
                  const std::vector<DutyQualification>& known) {
    std::erase_if(said, [](const DutyQualification& one) {
        return std::ranges::find(kept_keys, one.key) != kept_keys.end();
    });
    std::ranges::copy(known, std::back_inserter(said));
}

void apply_facts(const DutyFacts& facts, DutyProblem& problem) {
    const DaySpan horizon{problem.first_day, problem.last_day};
    for (DutyPerson& person : problem.people) {
        const auto fact = std::ranges::find(facts.people, person.key, &DutyPerson::key);
        if (fact != facts.people.end()) replace_kept(person.qualifications, fact->qualifications);
        const auto left = facts.last_days.find(person.key);
        if (left != facts.last_days.end() && left->second < problem.last_day)
            problem.absences.push_back(
                {person.key,
                 AbsenceKind::leave,
                 {std::max(left->second + Days{1}, problem.first_day), problem.last_day},
                 tr("已离职")});
    }
    for (const DutyAbsence& one : facts.absences) {
        const bool there = std::ranges::any_of(problem.absences, [&](const DutyAbsence& other) {
            return other.person_key == one.person_key && other.days.first <= one.days.first &&
                   one.days.last <= other.days.last;
        });
        if (!there && is_known(problem.people, one.person_key) && overlap(one.days, horizon))
            problem.absences.push_back(one);
    }
    for (const DutyElsewhere& one : facts.elsewhere)
        if (is_known(problem.people, one.person_key) &&
            std::ranges::find(problem.elsewhere, one) == problem.elsewhere.end())
            problem.elsewhere.push_back(one);
}

Result<void> carry_over(store::Database& database, DutyProblem& problem) {
    const Date eve = problem.first_day - Days{1};
    const int year = static_cast<int>(std::chrono::year_month_day{problem.first_day}.year());
    const Date new_year = make_date(year, 1, 1);
    const auto before =
        load_planned_duty(database, problem.organisation_key,
                          {std::min(new_year, problem.first_day - carried_days), eve});
    if (!before) return tl::unexpected(before.error());
    for (const PlannedShift& shift : before->shifts) {
        const auto person = std::ranges::find(problem.people, shift.person_key, &DutyPerson::key);
        if (person == problem.people.end()) continue;
        if (shift.day >= new_year) count_shift(problem, shift, person->before);
        const auto post = std::ranges::find(problem.posts, shift.post_key, &DutyPost::key);
        if (shift.day + carried_days >= problem.first_day && post != problem.posts.end() &&
            std::ranges::find(post->shifts, shift.shift_key, &PostShift::shift_key) !=
                post->shifts.end())
            problem.fixed.push_back(
                {shift.person_key, shift.day, shift.post_key, shift.shift_key, CellState::frozen});
    }
    for (DutyPerson& person : problem.people) {
        Date since = problem.first_day;
        for (const DutyQualification& one : person.qualifications)
            since = std::min(since, one.from);
        person.available_days_before =
            count_ruled_days(before->rosters, {std::max(new_year, since), eve});
    }
    if (count_ruled_days(before->rosters, {eve, eve}) > 0) problem.opens_min = 0;
    return {};
}

} // namespace roster::service
