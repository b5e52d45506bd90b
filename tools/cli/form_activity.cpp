// 演练记录表 of a drill that was entered afterwards.
#include "sim/core/text.h"
#include "tools/cli/form_parts.h"
#include "tools/cli/terminal.h"
#include "tools/paper/drill_record.h"
#include <fmt/format.h>

namespace tools::cli {

using namespace roster::domain;
using roster::store::ActivityDetail;
using roster::store::AttachmentLine;
using sim::core::tr;
using sim::core::trf;

namespace {

std::string local_time(const std::optional<Instant>& instant) {
    if (!instant) return {};
    const std::string text = iso(*instant + local_offset);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}
std::string number_text(const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string();
}
std::string time_of(const ActivityDetail& detail) {
    const Activity& a = detail.activity;
    std::string text = a.started_at_utc ? local_time(a.started_at_utc) : iso(a.local_day);
    if (a.ended_at_utc) text += " – " + local_time(a.ended_at_utc).substr(11);
    if (a.minutes_count) text += " · " + trf("{} 分钟", *a.minutes_count);
    return text;
}
std::string clock_or_dash(const std::optional<double>& time_s) {
    return time_s ? clock_text(*time_s) : "—";
}

/// The foot of both forms: from which row, and when it was entered.
template <class Data>
void sign(Data& data, const ActivityDetail& detail) {
    data.produced =
        trf("台账　{}　第 {} 行　{}", detail.activity.key, detail.activity.id, detail.recorded_by);
    data.created_utc = iso(detail.recorded_at_utc);
}

std::vector<paper::Photo> photos_of(const ActivityDetail& detail) {
    std::vector<paper::Photo> photos;
    for (const AttachmentLine& one : detail.attachments)
        photos.push_back({one.file_name, one.sha256});
    return photos;
}

const char* rating_word(const std::string& rating) {
    if (rating == "P") return tr("优");
    if (rating == "S") return tr("良");
    if (rating == "M") return tr("中");
    return rating == "U" ? tr("差") : "";
}

/// Said, or seen from the hour it began; else to be ticked by hand.
std::string night_text(const Activity& a) {
    if (a.night) return tr("是");
    if (!a.started_at_utc) return tr("□是　□否");
    constexpr int evening_h = 22, morning_h = 6; // as people sleep; house rule
    const int hour = std::stoi(clock_of(a.started_at_utc));
    return hour >= evening_h || hour < morning_h ? tr("是") : tr("否");
}

/// Who came, by name; the signatures of a crowd are on the sheet that is attached.
std::string names_of(const ActivityDetail& detail) {
    constexpr std::size_t most_names = 20; // three lines of the form
    std::string names;
    std::size_t count = 0;
    for (const auto& person : detail.people) {
        if (!person.attendance.attended || ++count > most_names) continue;
        names += (names.empty() ? "" : tr("、")) + person.name;
    }
    return count > most_names ? trf("{} 等 {} 人", names, count) : names;
}

} // namespace

paper::Form make_drill_form(const ActivityDetail& detail) {
    const Activity& a = detail.activity;
    paper::DrillRecord form;
    form.organisation = detail.organisation_name;
    form.number = number_of(a.key);
    form.name = a.title;
    form.time = time_of(detail);
    form.place = a.place;
    form.kind = a.kind == ActivityKind::drill      ? tr("实战")
                : a.kind == ActivityKind::tabletop ? tr("桌面")
                                                   : tr("演示");
    form.night = night_text(a);
    form.announced = a.announced ? tr("是") : tr("□是　□否"); // not said is not no
    form.commander = a.lead;
    form.recorder = a.recorder;
    form.response_plan = detail.response_plan;
    for (const std::string& who : {a.departments, names_of(detail), a.external_units})
        if (!who.empty()) form.participants += (form.participants.empty() ? "" : tr("；")) + who;
    form.should_come = number_text(a.due_count);
    form.came = number_text(a.present_count);
    form.setting = a.content;
    for (const auto& person : detail.people)
        if (!person.attendance.duty.empty())
            form.duties.push_back({person.attendance.duty, person.name});
    for (const KeyMoment& one : detail.moments)
        form.key_times.push_back({tr(word(one.moment)), clock_or_dash(one.time_s), one.reason});
    form.evacuated = number_text(a.residents_count);
    form.rating = rating_word(a.rating);
    if (!a.problems.empty()) form.remedies.push_back({a.problems, "", "", "", "", ""});
    form.photos = photos_of(detail);
    sign(form, detail);
    return make_form(form);
}

} // namespace tools::cli
