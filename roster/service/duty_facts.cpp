#include "roster/service/duty_facts.h"

#include "roster/schedule/duty_grid.h"
#include "roster/service/duty_neighbours.h"
#include "roster/service/duty_training.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace roster::service {

using namespace roster::domain;
using namespace roster::schedule;
using sim::core::Result;
using sim::core::tr;

namespace {

/// Qualifications that the ledger keeps, as drafts name them; experience: apply_conditions.
constexpr std::array<std::string_view, 7> kept_keys{"leader",
                                                    "control_room",
                                                    "duty_room",
                                                    "care",
                                                    "volunteer",
                                                    "fire_facility_operator",
                                                    duty_training_qualification};

bool overlap(DaySpan a, DaySpan b) {
    return a.first <= b.last && b.first <= a.last;
}

template <class Row>
bool is_known(const std::vector<Row>& rows, const std::string& key) {
    return std::ranges::find(rows, key, &Row::key) != rows.end();
}

/// Minutes of a shift that are working time; a post that the problem does not have counts.
int calc_work_min(const DutyProblem& problem, const PlannedShift& shift) {
    const auto post = std::ranges::find(problem.posts, shift.post_key, &DutyPost::key);
    if (post != problem.posts.end() && !post->hours_count) return 0;
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::minutes>(shift.end - shift.begin).count());
}

void count_shift(const DutyProblem& problem, const PlannedShift& shift, DutyCounts& counts) {
    const auto known = std::ranges::find(problem.shifts, shift.shift_key, &DutyShift::key);
    const DayKind day = calc_day_kind(problem.calendars, shift.day);
    ++counts.total_count;
    counts.night_count += known != problem.shifts.end() && known->night;
    counts.weekend_count += day == DayKind::weekend;
    counts.holiday_count += day == DayKind::holiday;
    counts.work_min += calc_work_min(problem, shift);
}

/// First day of the calendar period in which hours are averaged.
Date calc_period_begin(HoursPeriod period, Date day) {
    const std::chrono::year_month_day ymd{day};
    const int months = months_of(period);
    const int month = (static_cast<int>(static_cast<unsigned>(ymd.month())) - 1) / months * months;
    return make_date(static_cast<int>(ymd.year()), static_cast<unsigned>(month) + 1, 1);
}

void apply_ban(const store::DutyConditionRow& row, DutyProblem& problem) {
    const auto person = std::ranges::find(problem.people, row.person_key, &DutyPerson::key);
    const Date end = problem.last_day + Days{1}; // the last night runs into it
    if (person == problem.people.end() || row.from_day > end) return;
    person->bans.push_back({static_cast<BanKind>(row.kind),
                            {row.from_day, row.until_day.value_or(end)},
                            tr(word(*row.basis)),
                            is_liftable(*row.basis),
                            row.id});
}

void apply_pair(const store::DutyConditionRow& row, DutyProblem& problem) {
    if (row.from_day > problem.last_day || !is_known(problem.people, row.person_key) ||
        !is_known(problem.people, row.other_key))
        return;
    const bool is_said = std::ranges::any_of(problem.pairs, [&](const DutyPair& one) {
        return std::minmax(one.first_key, one.second_key) ==
               std::minmax(row.person_key, row.other_key);
    });
    if (is_said) return;
    problem.pairs.push_back(
        {row.person_key, row.other_key,
         row.kind == ConditionKind::apart ? PairKind::apart : PairKind::together, row.reason,
         row.id});
}

/// A shift by key, or by the name that it has in either language of the program.
bool is_meant(const std::string& text, const DutyShift& shift) {
    return text == shift.key || text == shift.name || text == tr(shift.name.c_str());
}

void apply_wish(const store::DutyConditionRow& row, DutyProblem& problem) {
    if (!is_known(problem.people, row.person_key)) return;
    std::vector<std::string> shifts;
    if (row.shift.empty()) shifts.emplace_back();
    for (const DutyShift& shift : problem.shifts)
        if (!row.shift.empty() && is_meant(row.shift, shift)) shifts.push_back(shift.key);
    const Date last = std::min(*row.until_day, problem.last_day);
    for (Date day = std::max(row.from_day, problem.first_day); day <= last; day += Days{1}) {
        const bool said = std::ranges::any_of(problem.requests, [&](const DutyRequest& one) {
            return one.person_key == row.person_key && one.day == day && one.condition_id != row.id;
        });
        for (const std::string& shift : shifts)
            if (!said)
                problem.requests.push_back({row.person_key, day,
                                            row.kind == ConditionKind::wants_duty, shift,
                                            *row.weight_count, row.id});
    }
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

void apply_conditions(const std::vector<store::DutyConditionRow>& conditions,
                      DutyProblem& problem) {
    const auto is_ledgers = [](const auto& one) { return one.condition_id != 0; };
    std::erase_if(problem.pairs, is_ledgers);
    std::erase_if(problem.requests, is_ledgers);
    for (DutyPerson& person : problem.people) {
        std::erase_if(person.bans, is_ledgers);
        std::erase_if(person.qualifications, [](const DutyQualification& one) {
            return one.key == experienced_qualification;
        });
    }
    std::vector<store::DutyConditionRow> by_day = conditions;
    std::ranges::stable_sort(by_day, {}, &store::DutyConditionRow::from_day);
    for (const store::DutyConditionRow& row : by_day) {
        if (is_ban(row.kind)) apply_ban(row, problem);
        if (is_pair(row.kind)) apply_pair(row, problem);
        if (is_wish(row.kind)) apply_wish(row, problem);
        if (row.kind != ConditionKind::experienced) continue;
        const auto person = std::ranges::find(problem.people, row.person_key, &DutyPerson::key);
        if (person != problem.people.end())
            person->qualifications.push_back(
                {std::string(experienced_qualification), row.from_day, row.until_day});
    }
}

Result<void> refresh_problem(store::Database& database, DutyProblem& problem) {
    const auto facts =
        load_duty_facts(database, problem.organisation_key, {problem.first_day, problem.last_day});
    if (!facts) return tl::unexpected(facts.error());
    apply_facts(*facts, problem);
    return {};
}

void apply_facts(const DutyFacts& facts, DutyProblem& problem) {
    const DaySpan horizon{problem.first_day, problem.last_day};
    for (DutyPerson& person : problem.people) {
        const auto fact = std::ranges::find(facts.people, person.key, &DutyPerson::key);
        if (fact != facts.people.end()) {
            replace_kept(person.qualifications, fact->qualifications);
            if (person.name == person.key) person.name = fact->name; // written by key alone
        }
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
    if (facts.needs_duty_training) require_duty_training(problem);
    apply_conditions(facts.conditions, problem);
}

Result<void> carry_over(store::Database& database, DutyProblem& problem) {
    const Date eve = problem.first_day - Days{1};
    const int year = static_cast<int>(std::chrono::year_month_day{problem.first_day}.year());
    const Date new_year = make_date(year, 1, 1);
    const Date period = calc_period_begin(problem.hours.period, problem.first_day);
    const auto before =
        load_planned_duty(database, problem.organisation_key,
                          {std::min(new_year, problem.first_day - carried_days), eve});
    if (!before) return tl::unexpected(before.error());
    for (const PlannedShift& shift : before->shifts) {
        const auto person = std::ranges::find(problem.people, shift.person_key, &DutyPerson::key);
        if (person == problem.people.end()) continue;
        if (shift.day >= new_year) count_shift(problem, shift, person->before);
        if (shift.day >= period) person->before.period_min += calc_work_min(problem, shift);
        if (shift.day + carried_days >= problem.first_day) lay_neighbour(*before, shift, problem);
    }
    for (DutyPerson& person : problem.people) {
        Date since = problem.first_day;
        for (const DutyQualification& one : person.qualifications)
            since = std::min(since, one.from);
        person.available_days_before =
            count_ruled_days(before->rosters, {std::max(new_year, since), eve});
    }
    if (count_ruled_days(before->rosters, {eve, eve}) > 0) problem.opens_min = 0;
    return lay_following(database, problem);
}

Result<void> raise_hours(store::Database& database, DutyProblem& problem) {
    const Date eve = problem.first_day - Days{1};
    const int year = static_cast<int>(std::chrono::year_month_day{problem.first_day}.year());
    const Date new_year = make_date(year, 1, 1);
    if (eve < new_year) return {};
    const Date period = calc_period_begin(problem.hours.period, problem.first_day);
    const auto before = load_planned_duty(database, problem.organisation_key, {new_year, eve});
    if (!before) return tl::unexpected(before.error());
    std::map<std::string, std::pair<int, int>> minutes; // of the year, of the period
    for (const PlannedShift& shift : before->shifts) {
        auto& [of_year, of_period] = minutes[shift.person_key];
        const int work_min = calc_work_min(problem, shift);
        of_year += work_min;
        if (shift.day >= period) of_period += work_min;
    }
    for (DutyPerson& person : problem.people) {
        const auto [of_year, of_period] = minutes[person.key];
        person.before.work_min = std::max(person.before.work_min, of_year);
        person.before.period_min = std::max(person.before.period_min, of_period);
    }
    return {};
}

} // namespace roster::service
