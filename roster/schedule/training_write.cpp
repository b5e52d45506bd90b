#include "roster/schedule/training_file.h"

#include <nlohmann/json.hpp>

namespace roster::schedule {

using Json = nlohmann::ordered_json;
using domain::iso;
using domain::name_of;

namespace {

void put_day(Json& json, const char* key, const std::optional<Date>& day) {
    if (day) json[key] = iso(*day);
}

Json write(const TrainingRules& rules) {
    const TrainingWishes& wishes = rules.wishes;
    return {{"window_months", rules.window_months},
            {"joiner_months", rules.joiner_months},
            {"catch_up_months", rules.catch_up_months},
            {"notice_days", rules.notice_days},
            {"wishes",
             {{"third_per_person", wishes.third_per_person},
              {"cohort_per_person", wishes.cohort_per_person},
              {"level_per_person", wishes.level_per_person},
              {"early_per_month", wishes.early_per_month},
              {"late_per_month", wishes.late_per_month},
              {"ideal_months", wishes.ideal_months}}}};
}

Json write(const TrainingHome& home) {
    return {{"key", home.key}, {"name", home.name}, {"county_key", home.county_key}};
}

Json write(const TrainingPerson& person) {
    Json json{{"key", person.key},
              {"name", person.name},
              {"organisation_key", person.organisation_key},
              {"role", domain::post_names[static_cast<std::size_t>(person.role)]},
              {"joined_on", iso(person.joined_on)}};
    put_day(json, "left_on", person.left_on);
    put_day(json, "passed_on", person.passed_on);
    put_day(json, "first_shift_on", person.first_shift_on);
    put_day(json, "pre_job_on", person.pre_job_on);
    if (person.cohort_no) json["cohort_no"] = *person.cohort_no;
    json["blocked"] = Json::array();
    for (const BlockedSpan& span : person.blocked)
        json["blocked"].push_back({{"first_on", iso(span.days.first)},
                                   {"last_on", iso(span.days.last)},
                                   {"reason", name_of(block_reason_names, span.reason)},
                                   {"note", span.note}});
    return json;
}

Json write(const TrainingSession& session) {
    Json json{{"key", session.key},
              {"level", name_of(training_level_names, session.level)},
              {"form", name_of(session_form_names, session.form)},
              {"state", name_of(session_state_names, session.state)},
              {"course", session.course},
              {"batch_no", session.batch_no},
              {"first_on", iso(session.days.first)},
              {"last_on", iso(session.days.last)},
              {"venue", session.venue},
              {"organisation_key", session.organisation_key},
              {"capacity_count", session.capacity_count},
              {"home_cap_count", session.home_cap_count},
              {"quotas", Json::array()}};
    for (const CountyQuota& quota : session.quotas)
        json["quotas"].push_back(
            {{"county_key", quota.county_key}, {"seats_count", quota.seats_count}});
    return json;
}

Json write(const TrainingBooking& one) {
    return {{"person_key", one.person_key}, {"session_key", one.session_key}};
}
Json write(const PlannedBooking& one) {
    return {{"person_key", one.person_key},
            {"session_key", one.session_key},
            {"fixed", one.fixed},
            {"late", one.late}};
}
Json write(const UnmetPerson& one) {
    return {{"person_key", one.person_key},
            {"reason", name_of(unmet_reason_names, one.reason)},
            {"due_on", iso(one.due_on)},
            {"in_time_count", one.in_time_count},
            {"blocked_count", one.blocked_count},
            {"full_count", one.full_count},
            {"held_by_home_count", one.held_by_home_count}};
}
Json write(const OverduePerson& one) {
    return {{"person_key", one.person_key}, {"owed_on", iso(one.owed_on)}};
}
Json write(const SessionLoad& one) {
    return {{"session_key", one.session_key},
            {"booked_count", one.booked_count},
            {"capacity_count", one.capacity_count}};
}
Json write(const TrainingMove& one) {
    return {{"person_key", one.person_key},         {"from_session_key", one.from_session_key},
            {"to_session_key", one.to_session_key}, {"why", name_of(move_reason_names, one.why)},
            {"for_person_key", one.for_person_key}, {"note", one.note}};
}
Json write(const JoinerDuty& one) {
    Json json{{"person_key", one.person_key},
              {"first_shift_on", iso(one.first_shift_on)},
              {"pre_job", name_of(pre_job_state_names, one.pre_job)},
              {"pre_job_session_key", one.pre_job_session_key},
              {"seat_session_key", one.seat_session_key}};
    put_day(json, "seat_due_on", one.seat_due_on);
    return json;
}

template <class T>
Json write_all(const std::vector<T>& all) {
    Json json = Json::array();
    for (const T& one : all)
        json.push_back(write(one));
    return json;
}

Json write(const TrainingPlan& plan) {
    const TrainingShortage& shortage = plan.shortage;
    return {{"bookings", write_all(plan.bookings)},
            {"unmet", write_all(plan.unmet)},
            {"overdue", write_all(plan.overdue)},
            {"shortage",
             {{"people_count", shortage.people_count},
              {"seats_count", shortage.seats_count},
              {"session_keys", shortage.session_keys},
              {"home_keys", shortage.home_keys}}},
            {"loads", write_all(plan.loads)},
            {"year_count", plan.year_count},
            {"homes_left_alone", plan.homes_left_alone},
            {"moved_count", plan.moved_count},
            {"wish_cost", plan.wish_cost},
            {"proven", plan.proven}};
}

} // namespace

std::string write_training(const TrainingFile& file) {
    Json json{
        {"format", "yanlian-training"},           {"version", training_file_version},
        {"today", iso(file.input.today)},         {"round_from", iso(file.input.round_from)},
        {"rules", write(file.input.rules)},       {"homes", write_all(file.input.homes)},
        {"people", write_all(file.input.people)}, {"sessions", write_all(file.input.sessions)},
        {"booked", write_all(file.input.booked)}};
    put_day(json, "rule_from", file.input.rule_from);
    if (file.plan) {
        json["plan"] = write(*file.plan);
        json["moves"] = write_all(file.moves);
        json["joiners"] = write_all(file.joiners);
    }
    return json.dump(1) + "\n";
}

} // namespace roster::schedule
