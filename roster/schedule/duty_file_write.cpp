#include "roster/domain/names.h"
#include "roster/schedule/duty_file.h"

#include <nlohmann/json.hpp>

namespace roster::schedule {

namespace {

using Json = nlohmann::ordered_json;
using domain::iso;
using domain::name_of;

Json write_dates(const std::vector<Date>& days) {
    Json list = Json::array();
    for (const Date day : days)
        list.push_back(iso(day));
    return list;
}

template <class Rows, class Write>
Json write_list(const Rows& rows, Write write) {
    Json list = Json::array();
    for (const auto& row : rows)
        list.push_back(write(row));
    return list;
}

Json write_person(const DutyPerson& person) {
    Json json{{"key", person.key}, {"name", person.name}};
    json["qualifications"] = write_list(person.qualifications, [](const DutyQualification& one) {
        Json row{{"key", one.key}, {"from", iso(one.from)}};
        if (one.until) row["until"] = iso(*one.until);
        return row;
    });
    json["experienced"] = person.experienced;
    json["bans"] = write_list(person.bans, [](const DutyBan& one) {
        Json row{{"kind", name_of(ban_kind_names, one.kind)},
                 {"first", iso(one.days.first)},
                 {"last", iso(one.days.last)},
                 {"reason", one.reason}};
        if (one.liftable) row["liftable"] = true;
        if (one.condition_id != 0) row["condition_id"] = one.condition_id;
        return row;
    });
    json["most_month_shifts"] = person.most_month_shifts;
    json["before"] = {{"total_count", person.before.total_count},
                      {"night_count", person.before.night_count},
                      {"weekend_count", person.before.weekend_count},
                      {"holiday_count", person.before.holiday_count},
                      {"work_min", person.before.work_min}};
    if (person.before.period_min > 0) json["before"]["period_min"] = person.before.period_min;
    json["available_days_before"] = person.available_days_before;
    return json;
}

Json write_post(const DutyPost& post) {
    Json json{{"key", post.key},
              {"name", post.name},
              {"layer", name_of(duty_layer_names, post.layer)},
              {"qualifications", post.qualifications}};
    json["shifts"] = write_list(post.shifts, [](const PostShift& one) {
        Json row{{"shift_key", one.shift_key}};
        for (std::size_t day = 0; day < day_kind_names.size(); ++day)
            row[std::string(day_kind_names[day])] = {{"minimum", one.need[day].minimum},
                                                     {"target", one.need[day].target}};
        return row;
    });
    json["always_count"] = post.always_count;
    json["experienced_count"] = post.experienced_count;
    json["hours_count"] = post.hours_count;
    if (!post.single_watch_basis.empty()) json["single_watch_basis"] = post.single_watch_basis;
    if (!post.long_shift_basis.empty()) json["long_shift_basis"] = post.long_shift_basis;
    return json;
}

Json write_calendar(const DutyCalendar& calendar) {
    Json json{{"year", calendar.year}};
    if (!calendar.source.empty()) json["source"] = calendar.source;
    json["holidays"] = write_list(calendar.holidays, [](const HolidaySpan& one) {
        return Json{{"name", one.name},
                    {"first", iso(one.days.first)},
                    {"last", iso(one.days.last)},
                    {"statutory", write_dates(one.statutory)}};
    });
    json["workdays"] = write_dates(calendar.workdays);
    return json;
}

Json write_cell(const DutyCell& cell) {
    return {{"person_key", cell.person_key},
            {"day", iso(cell.day)},
            {"post_key", cell.post_key},
            {"shift_key", cell.shift_key},
            {"state", name_of(cell_state_names, cell.state)}};
}

void write_rows(const DutyProblem& problem, Json& json) {
    json["absences"] = write_list(problem.absences, [](const DutyAbsence& one) {
        return Json{{"person_key", one.person_key},
                    {"kind", name_of(absence_kind_names, one.kind)},
                    {"first", iso(one.days.first)},
                    {"last", iso(one.days.last)},
                    {"reason", one.reason}};
    });
    if (!problem.elsewhere.empty())
        json["elsewhere"] = write_list(problem.elsewhere, [](const DutyElsewhere& one) {
            return Json{{"person_key", one.person_key},
                        {"day", iso(one.day)},
                        {"start_min", one.start_min},
                        {"length_min", one.length_min},
                        {"where", one.where}};
        });
    json["requests"] = write_list(problem.requests, [](const DutyRequest& one) {
        Json row{
            {"person_key", one.person_key}, {"day", iso(one.day)}, {"wants_duty", one.wants_duty}};
        if (!one.shift_key.empty()) row["shift_key"] = one.shift_key;
        row["weight_count"] = one.weight_count;
        if (one.condition_id != 0) row["condition_id"] = one.condition_id;
        return row;
    });
    json["pairs"] = write_list(problem.pairs, [](const DutyPair& one) {
        Json row{{"first_key", one.first_key},
                 {"second_key", one.second_key},
                 {"kind", name_of(pair_kind_names, one.kind)},
                 {"reason", one.reason}};
        if (one.condition_id != 0) row["condition_id"] = one.condition_id;
        return row;
    });
    json["rules"] = write_list(problem.rules, [](const DutyRule& one) {
        Json row{{"id", one.id},
                 {"kind", name_of(duty_rule_kind_names, one.kind)},
                 {"value", one.value},
                 {"source", one.source},
                 {"mark", name_of(duty_mark_names, one.mark)},
                 {"legal", one.legal}};
        if (one.layer) row["layer"] = name_of(duty_layer_names, *one.layer);
        return row;
    });
    json["reductions"] = write_list(problem.reductions, [](const DutyReduction& one) {
        return Json{{"day", iso(one.day)},
                    {"post_key", one.post_key},
                    {"shift_key", one.shift_key},
                    {"fewer_count", one.fewer_count},
                    {"reason", one.reason}};
    });
    if (problem.accepted.empty()) return;
    json["accepted"] = write_list(problem.accepted, [](const DutyAcceptance& one) {
        return Json{{"way", one.way},
                    {"text", one.text},
                    {"first", iso(one.days.first)},
                    {"last", iso(one.days.last)},
                    {"by", one.by},
                    {"at_utc", one.at_utc},
                    {"reason", one.reason}};
    });
}

} // namespace

std::string format_duty(const DutyFile& duty) {
    const DutyProblem& problem = duty.problem;
    Json json{{"format", "yanlian-duty"}, {"version", 1}};
    if (!problem.organisation_key.empty()) json["organisation_key"] = problem.organisation_key;
    if (!problem.name.empty()) json["name"] = problem.name;
    json["first_day"] = iso(problem.first_day);
    json["last_day"] = iso(problem.last_day);
    json["opens_min"] = problem.opens_min;
    if (problem.isolated_weight_count > 0)
        json["isolated_weight_count"] = problem.isolated_weight_count;
    if (problem.frozen_until) json["frozen_until"] = iso(*problem.frozen_until);
    if (problem.night != NightWindow{})
        json["night"] = {{"from_min", problem.night.from_min},
                         {"until_min", problem.night.until_min}};
    if (problem.hours.period != HoursPeriod::month || !problem.hours.approval.empty())
        json["hours"] = {{"period", name_of(hours_period_names, problem.hours.period)},
                         {"approval", problem.hours.approval}};
    json["people"] = write_list(problem.people, write_person);
    json["shifts"] = write_list(problem.shifts, [](const DutyShift& one) {
        return Json{{"key", one.key},
                    {"name", one.name},
                    {"start_min", one.start_min},
                    {"length_min", one.length_min},
                    {"night", one.night},
                    {"rest_after_min", one.rest_after_min}};
    });
    json["posts"] = write_list(problem.posts, write_post);
    write_rows(problem, json);
    json["calendars"] = write_list(problem.calendars, write_calendar);
    json["fixed"] = write_list(problem.fixed, write_cell);
    json["cells"] = write_list(duty.cells, write_cell);
    return json.dump(1) + "\n";
}

} // namespace roster::schedule
