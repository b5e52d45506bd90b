#include "roster/store/activity_detail.h"

#include "roster/store/columns.h"
#include "roster/store/held_posts.h"
#include "roster/store/key_moment_table.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

constexpr const char* head_sql =
    "SELECT a.id, o.key, o.name, COALESCE(h.name, ''), COALESCE(t.name, ''), COALESCE(r.title, "
    "''), COALESCE(r.version, 0), a.kind, a.progress, a.level, a.form, a.title, a.content, "
    "a.place, a.local_day, a.started_at_utc, a.ended_at_utc, a.minutes_count, a.night, "
    "a.announced, a.lead, a.recorder, a.departments, a.external_units, a.due_count, "
    "a.present_count, a.residents_count, a.rating, a.problems, a.examination, a.recorded_at_utc, "
    "a.recorded_by FROM activity_in_force AS a JOIN organisation AS o ON o.id = a.organisation_id "
    "LEFT JOIN organisation AS h ON h.id = a.held_by_id LEFT JOIN team AS t ON t.id = a.team_id "
    "LEFT JOIN response_plan AS r ON r.id = a.response_plan_id WHERE a.key = :key";

/// What of a row is not text as it stands.
struct Raw {
    long long id = 0;
    int plan_version = 0, night = 0, announced = 0;
    std::string kind, progress, level, form, day, recorded, plan_title;
    Column<std::string> started, ended;
    Column<int> minutes, due, present, residents;
};

std::optional<Instant> read_instant(const Column<std::string>& column) {
    if (column.indicator != soci::i_ok) return std::nullopt;
    return store::read_instant(column.value);
}

void convert(const Raw& raw, ActivityDetail& detail) {
    Activity& a = detail.activity;
    a.id = raw.id;
    a.kind = read_named<ActivityKind>(activity_kind_names, raw.kind);
    a.progress = read_named<ActivityProgress>(activity_progress_names, raw.progress);
    a.level = read_named<ActivityLevel>(activity_level_names, raw.level);
    a.form = read_named<ActivityForm>(activity_form_names, raw.form);
    a.local_day = read_date(raw.day);
    a.started_at_utc = read_instant(raw.started);
    a.ended_at_utc = read_instant(raw.ended);
    a.minutes_count = raw.minutes.optional();
    a.due_count = raw.due.optional();
    a.present_count = raw.present.optional();
    a.residents_count = raw.residents.optional();
    a.night = raw.night != 0;
    a.announced = raw.announced != 0;
    detail.recorded_at_utc = store::read_instant(raw.recorded);
    if (raw.plan_version != 0)
        detail.response_plan = raw.plan_title + " " + std::to_string(raw.plan_version);
}

bool read_head(soci::session& sql, const std::string& key, ActivityDetail& detail) {
    Raw raw;
    Activity& a = detail.activity;
    a.key = key;
    soci::statement row(sql);
    row.exchange(into(raw.id));
    for (std::string* text : {&a.organisation_key, &detail.organisation_name, &detail.held_by_name,
                              &detail.team_name, &raw.plan_title})
        row.exchange(into(*text));
    row.exchange(into(raw.plan_version));
    for (std::string* text : {&raw.kind, &raw.progress, &raw.level, &raw.form, &a.title, &a.content,
                              &a.place, &raw.day})
        row.exchange(into(*text));
    for (Column<std::string>* column : {&raw.started, &raw.ended})
        row.exchange(into(column->value, column->indicator));
    row.exchange(into(raw.minutes.value, raw.minutes.indicator));
    for (int* flag : {&raw.night, &raw.announced})
        row.exchange(into(*flag));
    for (std::string* text : {&a.lead, &a.recorder, &a.departments, &a.external_units})
        row.exchange(into(*text));
    for (Column<int>* column : {&raw.due, &raw.present, &raw.residents})
        row.exchange(into(column->value, column->indicator));
    for (std::string* text :
         {&a.rating, &a.problems, &a.examination, &raw.recorded, &detail.recorded_by})
        row.exchange(into(*text));
    row.exchange(use(key));
    row.alloc();
    row.prepare(head_sql);
    row.define_and_bind();
    if (!row.execute(true)) return false;
    convert(raw, detail);
    return true;
}

void read_people(soci::session& sql, ActivityDetail& detail) {
    const long long id = detail.activity.id;
    ActivityPerson row;
    int attended = 0;
    Column<int> passed, minutes;
    Column<double> score;
    soci::statement rows =
        (sql.prepare << "SELECT p.key, p.name, o.name, t.attended, t.passed, t.score, "
                        "t.minutes_count, t.duty FROM activity_person AS t "
                        "JOIN person AS p ON p.id = t.person_id "
                        "JOIN organisation AS o ON o.id = COALESCE(t.organisation_id, "
                        "p.organisation_id) WHERE t.activity_id = :id ORDER BY p.name, p.key",
         into(row.attendance.person_key), into(row.name), into(row.organisation_name),
         into(attended), into(passed.value, passed.indicator), into(score.value, score.indicator),
         into(minutes.value, minutes.indicator), into(row.attendance.duty), use(id));
    rows.execute();
    while (rows.fetch()) {
        row.attendance.attended = attended != 0;
        row.attendance.passed.reset();
        if (passed.indicator == soci::i_ok) row.attendance.passed = passed.value != 0;
        row.attendance.score = score.optional();
        row.attendance.minutes_count = minutes.optional();
        detail.people.push_back(row);
    }
    const std::string day = iso(detail.activity.local_day);
    for (ActivityPerson& person : detail.people)
        person.posts = read_held_posts(sql, person.attendance.person_key, day);
}

void read_further(soci::session& sql, ActivityDetail& detail) {
    const long long id = detail.activity.id;
    std::string name;
    soci::statement rows =
        (sql.prepare << "SELECT o.name FROM activity_organisation AS g JOIN organisation AS o "
                        "ON o.id = g.organisation_id WHERE g.activity_id = :id ORDER BY o.key",
         into(name), use(id));
    rows.execute();
    while (rows.fetch())
        detail.further_names.push_back(name);
}

/// Of this row and of those that it stands in the place of.
void read_attachments(soci::session& sql, ActivityDetail& detail) {
    const long long top = detail.activity.id;
    AttachmentLine row;
    long long id = 0, size = 0;
    std::string at;
    soci::statement rows =
        (sql.prepare
             << "WITH RECURSIVE chain(id) AS (SELECT id FROM activity WHERE id = :top "
                "UNION SELECT a.corrects_id FROM activity AS a JOIN chain ON a.id = chain.id "
                "WHERE a.corrects_id IS NOT NULL) "
                "SELECT f.id, f.sha256, f.size_bytes, f.media_type, f.file_name, f.note, "
                "f.recorded_at_utc, f.recorded_by FROM attachment_in_force AS f "
                "JOIN chain ON f.activity_id = chain.id ORDER BY f.id",
         into(id), into(row.sha256), into(size), into(row.media_type), into(row.file_name),
         into(row.note), into(at), into(row.recorded_by), use(top));
    rows.execute();
    while (rows.fetch()) {
        row.id = id;
        row.size_bytes = size;
        row.recorded_at_utc = store::read_instant(at);
        detail.attachments.push_back(row);
    }
}

} // namespace

Result<std::optional<ActivityDetail>> find_activity_detail(Database& database,
                                                           const std::string& key) {
    auto found = guard(database, "activity.detail",
                       [&](soci::session& sql) -> std::optional<ActivityDetail> {
                           ActivityDetail detail;
                           if (!read_head(sql, key, detail)) return std::nullopt;
                           read_people(sql, detail);
                           read_further(sql, detail);
                           read_attachments(sql, detail);
                           return detail;
                       });
    if (!found || !*found) return found;
    auto moments = load_key_moments(database, MomentOwner::activity, (*found)->activity.id);
    if (!moments) return tl::unexpected(moments.error());
    (*found)->moments = std::move(*moments);
    return found;
}

} // namespace roster::store
