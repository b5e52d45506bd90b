// Forms of training from the ledger: 培训签到表, 安全培训记录台账, 轮训进度表, 一懂三会个人考核表.
#include "roster/service/activities.h"
#include "roster/service/competence_list.h"
#include "roster/service/organisations.h"
#include "roster/service/rotations.h"
#include "tools/cli/form_parts.h"
#include "tools/cli/terminal.h"
#include <algorithm>
#include <array>
#include <set>

namespace tools::cli {

using namespace roster::domain;
using roster::store::ActivityDetail;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::size_t names_shown = 6; // in a narrow column; how many there were stands beside it

std::string number_text(const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string();
}

std::string time_of(const Activity& a) {
    std::string text = iso(a.local_day);
    if (a.started_at_utc) text += " " + clock_of(a.started_at_utc);
    if (a.ended_at_utc) text += "–" + clock_of(a.ended_at_utc);
    return text;
}

std::string names_of(const ActivityDetail& detail) {
    std::string text;
    std::size_t count = 0;
    for (const auto& person : detail.people)
        if (person.attendance.attended && ++count <= names_shown) {
            if (count > 1) text += tr("、");
            text += person.name;
        }
    if (count > names_shown) text += trf("等 {} 人", count);
    return count == 0 ? detail.activity.departments : text;
}

/// What the people on file were judged, mean mark, who is to repeat. 合格 is as everywhere
/// (countable_attendance): present and not failed.
struct Marks {
    int judged = 0, came = 0, failed = 0, scored = 0;
    double sum = 0;
    std::string repeat;
};
Marks count_marks(const ActivityDetail& detail) {
    Marks marks;
    for (const auto& person : detail.people) {
        const Attendance& one = person.attendance;
        if (one.score) {
            ++marks.scored;
            marks.sum += *one.score;
        }
        if (one.attended) {
            ++marks.came;
            marks.judged += one.passed ? 1 : 0;
            marks.failed += one.passed.value_or(true) ? 0 : 1;
        }
        if (one.attended && one.passed.value_or(true)) continue;
        if (!marks.repeat.empty()) marks.repeat += tr("、");
        marks.repeat += person.name;
    }
    return marks;
}

paper::TrainingRegister::Session session_of(const ActivityDetail& detail) {
    const Activity& a = detail.activity;
    const Marks marks = count_marks(detail);
    const auto attended = static_cast<int>(std::ranges::count_if(
        detail.people, [](const auto& one) { return one.attendance.attended; }));
    std::optional<int> came = a.present_count, due = a.due_count;
    if (!came && !detail.people.empty()) came = attended;
    if (!due && static_cast<int>(detail.people.size()) > attended)
        due = static_cast<int>(detail.people.size());
    return {iso(a.local_day),
            tr(word(a.level)),
            a.title,
            tr(word(a.kind)),
            hours_of(a.minutes_count),
            a.lead,
            tr(word(a.form)),
            names_of(detail),
            number_text(due),
            number_text(came),
            a.examination,
            marks.scored > 0 ? fmt::format("{:.3g}", marks.sum / marks.scored) : std::string(),
            marks.judged > 0 ? percent_text(marks.came - marks.failed, marks.came)
            : marks.came > 0 ? tr("未考核")
                             : std::string(),
            marks.repeat,
            "",
            number_of(a.key)};
}

/// Name of the county above an organisation; empty where there is none.
std::string county_of(const std::vector<Organisation>& all, const std::string& organisation_key) {
    for (const std::size_t i : list_ancestors(all, organisation_key))
        if (all[i].kind == OrganisationKind::county) return all[i].name;
    return {};
}

/// Each mark says one thing only, so that a copy in black and white does too.
std::string state_text(const roster::service::RotationLine& line) {
    if (line.roles.empty()) return tr("已离任");
    const RotationState state = line.standing.state;
    if (!line.trained_on) return std::string("■ ") + tr("从未轮训");
    const bool late = state == RotationState::overdue || state == RotationState::left_over;
    const char* const mark = late                                 ? "■ "
                             : state == RotationState::would_miss ? "▲ "
                             : state == RotationState::done       ? "● "
                                                                  : "○ ";
    return std::string(mark) + tr(word(state));
}

/// Without a training on record: the last day of the year whose cohort it is.
std::string due_text(const roster::service::RotationLine& line) {
    constexpr unsigned december = 12, last = 31;
    return iso(line.standing.due_on.value_or(make_date(line.year, december, last)));
}

paper::RotationTable::Person rotation_row(const roster::service::RotationLine& line,
                                          const std::vector<Organisation>& all) {
    std::vector<std::string> homes;
    std::string posts;
    for (const auto& role : line.roles) {
        if (std::ranges::find(homes, role.organisation_name) == homes.end())
            homes.push_back(role.organisation_name);
        if (!posts.empty()) posts += tr("、");
        posts += tr(word(role.post));
    }
    std::string home_names;
    for (const std::string& home : homes) {
        if (!home_names.empty()) home_names += tr("、");
        home_names += home;
    }
    return {line.roles.empty() ? std::string() : county_of(all, line.roles[0].organisation_key),
            home_names,
            line.name,
            posts,
            line.trained_on ? iso(*line.trained_on) : std::string(tr("从未")),
            trf("{} 第 {} 批", line.year, line.cohort_no),
            day_text(line.planned_day),
            due_text(line),
            line.county_on ? iso(*line.county_on) : std::string(tr("从未")),
            state_text(line)};
}

/// The newest evidence: how it was shown, and who saw it.
void add_evidence(paper::CompetenceSheet::Person& row, roster::store::Database& database,
                  const std::string& person_key) {
    const auto trail = roster::store::load_trail(database, person_key);
    if (!trail || trail->empty()) return;
    using enum roster::store::EvidenceKind;
    const auto kind = (*trail)[0].kind;
    row.manner = kind == drill ? tr("演练") : kind == quiz ? tr("答题") : tr("实操考核");
    row.examiner = (*trail)[0].witness;
}

} // namespace

paper::SignIn make_sign_in(const ActivityDetail& detail, const roster::store::Phones& phones) {
    const Activity& a = detail.activity;
    paper::SignIn form;
    form.organisation = detail.organisation_name;
    form.topic = a.title;
    form.time = time_of(a);
    form.place = a.place;
    form.lecturer = a.lead;
    form.hours = hours_of(a.minutes_count);
    for (const auto& person : detail.people) {
        std::string note = person.attendance.attended ? "" : tr("缺席");
        if (person.attendance.passed) note = *person.attendance.passed ? tr("合格") : tr("不合格");
        const auto phone = phones.find(person.attendance.person_key);
        form.people.push_back({person.name, person.organisation_name, post_words(person.posts),
                               phone == phones.end() ? std::string() : masked(phone->second),
                               note});
    }
    const auto named = static_cast<int>(form.people.size());
    std::optional<int> due = a.due_count;
    if (!due && named > a.present_count.value_or(named)) due = named; // the absent are on file
    form.should_come = number_text(due);
    form.came = number_text(a.present_count);
    form.unnamed_count = std::max(0, a.present_count.value_or(0) - named);
    for (const auto& one : detail.attachments)
        form.photos.push_back({one.file_name, one.sha256});
    return form;
}

FilledForm fill_sign_in(OpenLedger& ledger, const FormOptions& options) {
    if (options.activity.empty())
        return make_error(Errc::bad_input, {"", "--activity", tr("没有说是哪一次活动的签到表"),
                                            tr("`yanlian activity list` 列出的编号，或 --blank")});
    auto& database = ledger.opened.database;
    const auto detail = roster::store::find_activity_detail(database, options.activity);
    if (!detail) return tl::unexpected(detail.error());
    if (!*detail)
        return make_error(Errc::bad_input,
                          {"", "--activity", trf("台账里没有活动 {}", options.activity),
                           tr("`yanlian activity list` 列出的编号")});
    const auto phones = roster::store::load_phones(database);
    if (!phones) return tl::unexpected(phones.error());
    paper::SignIn form = make_sign_in(**detail, *phones);
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_trainings(OpenLedger& ledger, const FormOptions& options) {
    const auto period = choose_period(ledger, options.half);
    if (!period) return tl::unexpected(period.error());
    auto& database = ledger.opened.database;
    const auto lines = roster::service::list_activities(
        database, {ledger.organisation.key,
                   {ActivityKind::training, ActivityKind::study, ActivityKind::micro_lesson,
                    ActivityKind::lecture, ActivityKind::discussion},
                   period->first,
                   std::min(period->last, ledger.today)});
    if (!lines) return tl::unexpected(lines.error());
    paper::TrainingRegister form;
    form.organisation = ledger.organisation.name;
    form.period = period->text;
    for (auto line = lines->rbegin(); line != lines->rend(); ++line) { // oldest first
        if (line->activity.progress != ActivityProgress::held) continue;
        const auto detail = roster::store::find_activity_detail(database, line->activity.key);
        if (!detail) return tl::unexpected(detail.error());
        if (*detail) form.sessions.push_back(session_of(**detail));
    }
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_rotation(OpenLedger& ledger, const FormOptions&) {
    const auto round = roster::service::list_rotation(ledger.opened.database,
                                                      ledger.organisation.key, 0, ledger.today);
    if (!round) return tl::unexpected(round.error());
    const auto all = roster::service::list_part(ledger.opened.database, "");
    if (!all) return tl::unexpected(all.error());
    paper::RotationTable form;
    form.organisation = ledger.organisation.name;
    form.period = fmt::format("{}–{}", round->from_year, round->from_year + cohort_count - 1);
    for (const auto& line : round->lines)
        form.people.push_back(rotation_row(line, *all));
    sign(form, ledger);
    return make_form(form);
}

FilledForm fill_competence(OpenLedger& ledger, const FormOptions&) {
    auto& database = ledger.opened.database;
    const auto part =
        roster::service::list_part_competence(database, ledger.organisation.key, ledger.today);
    if (!part) return tl::unexpected(part.error());
    paper::CompetenceSheet form;
    form.organisation = ledger.organisation.name;
    form.period = trf("截至 {}", iso(ledger.today));
    for (const auto& one : part->people) {
        if (!one.line.on_roll) continue;
        constexpr std::size_t elements = 4; // command is for the team only
        std::array<std::string, elements> levels;
        int lowest = one.line.levels[0].level;
        for (std::size_t e = 0; e < elements; ++e) {
            lowest = std::min(lowest, one.line.levels[e].level);
            levels[e] = fmt::format("L{}", one.line.levels[e].level);
        }
        std::string posts;
        std::set<Post> seen;
        for (const auto& role : one.line.person.roles)
            if (seen.insert(role.post).second) {
                if (!posts.empty()) posts += tr("、");
                posts += tr(word(role.post));
            }
        form.people.push_back({one.line.person.name, posts, levels[0], levels[1], levels[2],
                               levels[3], "", fmt::format("L{}", lowest), day_text(one.next_fall),
                               ""});
        add_evidence(form.people.back(), database, one.line.person.key);
    }
    sign(form, ledger);
    return make_form(form);
}

} // namespace tools::cli
