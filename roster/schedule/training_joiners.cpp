#include "roster/schedule/training_joiners.h"

#include "roster/schedule/training_flow.h"
#include <algorithm>
#include <map>
#include <tuple>

namespace roster::schedule {

namespace {

constexpr std::int64_t unplanned_cost = 1'000'000'000; // above any sum of days

bool is_joiner(const TrainingInput& input, const TrainingPerson& person) {
    const bool gone = person.left_on && *person.left_on < input.today;
    return !gone && input.round_from <= person.first_shift_on.value_or(person.joined_on);
}

bool may_attend(const TrainingInput& input, const TrainingPerson& person,
                const TrainingSession& session, Date first_shift) {
    if (session.form != SessionForm::pre_job || session.state == SessionState::cancelled ||
        session.state == SessionState::frozen)
        return false;
    if (!session.organisation_key.empty() && session.organisation_key != person.organisation_key)
        return false;
    if (session.days.first < input.today || first_shift < session.days.last) return false;
    return std::ranges::none_of(person.blocked, [&](const BlockedSpan& span) {
        return span.days.first <= session.days.last && session.days.first <= span.days.last;
    });
}

/// Those who still want one; the sooner the better.
void give_pre_job_seats(const TrainingInput& input,
                        const std::vector<const TrainingPerson*>& people,
                        std::vector<JoinerDuty>& duties) {
    std::vector<const TrainingSession*> sessions;
    for (const TrainingSession& session : input.sessions)
        sessions.push_back(&session);
    std::ranges::sort(sessions, {}, [](const TrainingSession* one) {
        return std::tuple(one->days.first, std::string_view(one->key));
    });
    FlowTask task;
    for (const TrainingSession* session : sessions)
        task.bins.push_back({-1, {{session->capacity_count, 0}}});
    std::vector<std::size_t> duty_of;
    for (std::size_t i = 0; i < duties.size(); ++i) {
        if (duties[i].pre_job != PreJobState::unplanned) continue;
        const int subject = static_cast<int>(duty_of.size());
        duty_of.push_back(i);
        task.miss_cost.push_back(unplanned_cost);
        for (std::size_t s = 0; s < sessions.size(); ++s)
            if (may_attend(input, *people[i], *sessions[s], duties[i].first_shift_on))
                task.choices.push_back(
                    {subject, static_cast<int>(s),
                     domain::calc_days_between(input.today, sessions[s]->days.first)});
    }
    const FlowAnswer answer = solve_flow(task);
    for (std::size_t i = 0; i < duty_of.size(); ++i) {
        if (answer.choice_of[i] < 0) continue;
        JoinerDuty& duty = duties[duty_of[i]];
        duty.pre_job = PreJobState::planned;
        duty.pre_job_session_key = sessions[task.choices[answer.choice_of[i]].bin]->key;
    }
}

} // namespace

const char* word(PreJobState state) noexcept {
    constexpr const char* words[] = {"已岗前培训", "已安排岗前培训", "上岗后才培训",
                                     "上岗前没有培训班", "未培训已上岗"};
    return words[static_cast<int>(state)];
}

std::vector<JoinerDuty> list_joiners(const TrainingInput& input, const TrainingPlan& plan) {
    std::map<std::string_view, std::string_view> seat_of;
    for (const PlannedBooking& one : plan.bookings)
        seat_of[one.person_key] = one.session_key;
    std::vector<const TrainingPerson*> people;
    for (const TrainingPerson& person : input.people)
        if (is_joiner(input, person)) people.push_back(&person);
    std::ranges::sort(people, {}, [](const TrainingPerson* one) {
        return std::tuple(one->first_shift_on.value_or(one->joined_on), std::string_view(one->key));
    });
    std::vector<JoinerDuty> duties;
    for (const TrainingPerson* person : people) {
        JoinerDuty duty{person->key, person->first_shift_on.value_or(person->joined_on),
                        PreJobState::unplanned};
        if (person->pre_job_on)
            duty.pre_job = *person->pre_job_on <= duty.first_shift_on ? PreJobState::done
                                                                      : PreJobState::too_late;
        else if (duty.first_shift_on < input.today)
            duty.pre_job = PreJobState::overdue;
        const auto demand = find_demand(input, *person);
        if (demand && demand->kind == DemandKind::joiner) duty.seat_due_on = demand->owed_on;
        if (const auto at = seat_of.find(person->key); at != seat_of.end())
            duty.seat_session_key = at->second;
        duties.push_back(std::move(duty));
    }
    give_pre_job_seats(input, people, duties);
    return duties;
}

} // namespace roster::schedule
