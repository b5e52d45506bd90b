#include "roster/store/activity_table.h"

#include "roster/store/columns.h"
#include <algorithm>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

Column<std::string> instant_column(const std::optional<Instant>& instant) {
    return Column<std::string>(instant ? std::optional(iso(*instant)) : std::nullopt);
}

/// Binds the values of a row in the order of `activity_columns`; they live in here.
struct ActivityRow {
    explicit ActivityRow(const Activity& a)
        : corrects(a.corrects_id ? std::optional(a.corrects_id) : std::nullopt),
          plan(a.response_plan_id ? std::optional(a.response_plan_id) : std::nullopt),
          held_by(text_column(a.held_by_key)), team(text_column(a.team_key)),
          campaign(text_column(a.campaign_key)), kind(text_of(activity_kind_names, a.kind)),
          progress(text_of(activity_progress_names, a.progress)),
          level(text_of(activity_level_names, a.level)),
          scope(text_of(activity_scope_names, a.scope)), form(text_of(activity_form_names, a.form)),
          tags(join_tags(a.tags)), day(iso(a.local_day)), started(instant_column(a.started_at_utc)),
          ended(instant_column(a.ended_at_utc)), minutes(a.minutes_count), batch(a.batch_no),
          capacity(a.capacity_count), due(a.due_count), present(a.present_count),
          residents(a.residents_count), night(a.night), announced(a.announced),
          hidden(a.hidden_date) {}
    Column<long long> corrects, plan;
    Column<std::string> held_by, team, campaign;
    std::string kind, progress, level, scope, form, tags, day;
    Column<std::string> started, ended;
    Column<int> minutes, batch, capacity, due, present, residents;
    int night, announced, hidden;
};

template <class T>
void bind(soci::statement& statement, const Column<T>& column) {
    statement.exchange(use(column.value, column.indicator));
}

constexpr const char* insert_sql =
    "INSERT INTO activity(corrects_id, response_plan_id, key, organisation_id, held_by_id, "
    "team_id, "
    "campaign_id, "
    "kind, progress, level, scope, form, content_tags, title, content, place, local_day, "
    "started_at_utc, ended_at_utc, minutes_count, shift_key, batch_no, capacity_count, night, "
    "announced, hidden_date, lead, recorder, departments, external_units, due_count, "
    "present_count, residents_count, rating, problems, examination, recorded_at_utc, recorded_by) "
    "VALUES(:corrects, :plan, :key, (SELECT id FROM organisation WHERE key = :organisation), "
    "(SELECT id FROM organisation WHERE key = :held_by), (SELECT id FROM team WHERE key = :team), "
    "(SELECT max(id) FROM campaign_in_force WHERE key = :campaign), :kind, :progress, :level, "
    ":scope, :form, :tags, :title, :content, :place, :day, :started, :ended, :minutes, :shift, "
    ":batch, :capacity, :night, :announced, :hidden, :lead, :recorder, :departments, :external, "
    ":due, :present, :residents, :rating, :problems, :examination, :at, :by) RETURNING id";

std::int64_t insert_row(soci::session& sql, const Activity& a, const std::string& at,
                        const std::string& by) {
    const ActivityRow row(a);
    long long id = 0;
    soci::statement insert(sql);
    insert.exchange(into(id));
    bind(insert, row.corrects);
    bind(insert, row.plan);
    for (const std::string* text : {&a.key, &a.organisation_key})
        insert.exchange(use(*text));
    for (const auto* column : {&row.held_by, &row.team, &row.campaign})
        bind(insert, *column);
    for (const std::string* text : {&row.kind, &row.progress, &row.level, &row.scope, &row.form,
                                    &row.tags, &a.title, &a.content, &a.place, &row.day})
        insert.exchange(use(*text));
    bind(insert, row.started);
    bind(insert, row.ended);
    bind(insert, row.minutes);
    insert.exchange(use(a.shift_key));
    bind(insert, row.batch);
    bind(insert, row.capacity);
    for (const int* number : {&row.night, &row.announced, &row.hidden})
        insert.exchange(use(*number));
    for (const std::string* text : {&a.lead, &a.recorder, &a.departments, &a.external_units})
        insert.exchange(use(*text));
    for (const auto* column : {&row.due, &row.present, &row.residents})
        bind(insert, *column);
    for (const std::string* text : {&a.rating, &a.problems, &a.examination, &at, &by})
        insert.exchange(use(*text));
    insert.alloc();
    insert.prepare(insert_sql);
    insert.define_and_bind();
    insert.execute(true);
    return id;
}

void insert_people(soci::session& sql, std::int64_t activity_id,
                   const std::vector<Attendance>& attendances) {
    const long long id = activity_id;
    for (const Attendance& one : attendances) {
        const Column<std::string> organisation = text_column(one.organisation_key);
        const int attended = one.attended;
        const Column<int> passed(one.passed), minutes(one.minutes_count);
        const Column<double> score(one.score);
        sql << "INSERT INTO activity_person(activity_id, person_id, organisation_id, attended, "
               "passed, score, minutes_count, duty) VALUES(:activity, "
               "(SELECT id FROM person WHERE key = :person), "
               "(SELECT id FROM organisation WHERE key = :organisation), :attended, :passed, "
               ":score, :minutes, :duty)",
            use(id), use(one.person_key), use(organisation.value, organisation.indicator),
            use(attended), use(passed.value, passed.indicator), use(score.value, score.indicator),
            use(minutes.value, minutes.indicator), use(one.duty);
    }
}

} // namespace

Result<std::int64_t> insert_activity(Database& database, const Activity& activity,
                                     const std::vector<Attendance>& attendances,
                                     const std::vector<std::string>& organisation_keys,
                                     Instant recorded_at_utc, const std::string& recorded_by) {
    return guard(database, "activity.insert", [&](soci::session& sql) {
        const std::int64_t id = insert_row(sql, activity, iso(recorded_at_utc), recorded_by);
        insert_people(sql, id, attendances);
        const long long row = id;
        for (const std::string& key : organisation_keys)
            sql << "INSERT INTO activity_organisation(activity_id, organisation_id) "
                   "VALUES(:activity, (SELECT id FROM organisation WHERE key = :key))",
                use(row), use(key);
        return id;
    });
}

Result<std::vector<ActivityLine>> load_activities(Database& database,
                                                  const ActivityFilter& filter) {
    return guard(database, "activity.load", [&](soci::session& sql) {
        std::vector<ActivityLine> lines;
        ActivityLine row;
        Activity& a = row.activity;
        long long id = 0;
        std::string kind, progress, level, scope, form, tags, day;
        Column<std::string> started;
        Column<int> due, present;
        int counts = 0;
        const std::string first = iso(filter.first), last = iso(filter.last);
        soci::statement rows =
            (sql.prepare
                 << "WITH RECURSIVE part(id) AS (SELECT id FROM organisation WHERE key = :top "
                    "UNION SELECT o.id FROM organisation AS o JOIN part ON o.parent_id = part.id) "
                    "SELECT a.id, a.key, o.key, a.kind, a.progress, a.level, a.scope, a.form, "
                    "a.content_tags, a.title, a.content, a.place, a.local_day, a.started_at_utc, "
                    "a.lead, a.recorder, a.departments, a.due_count, a.present_count, a.rating, "
                    "(SELECT count(*) FROM activity_person AS t WHERE t.activity_id = a.id), "
                    "(SELECT count(*) FROM activity_person AS t WHERE t.activity_id = a.id "
                    "AND t.attended = 1), "
                    "(SELECT count(*) FROM activity_person AS t WHERE t.activity_id = a.id "
                    "AND t.passed = 1), "
                    "CASE WHEN EXISTS (SELECT 1 FROM countable_activity AS c WHERE c.source = "
                    "'activity' AND c.source_id = a.id) THEN 1 ELSE 0 END "
                    "FROM part JOIN activity_in_force AS a ON a.organisation_id = part.id "
                    "JOIN organisation AS o ON o.id = a.organisation_id "
                    "WHERE a.local_day BETWEEN :first AND :last ORDER BY a.local_day DESC, a.id "
                    "DESC",
             into(id), into(a.key), into(a.organisation_key), into(kind), into(progress),
             into(level), into(scope), into(form), into(tags), into(a.title), into(a.content),
             into(a.place), into(day), into(started.value, started.indicator), into(a.lead),
             into(a.recorder), into(a.departments), into(due.value, due.indicator),
             into(present.value, present.indicator), into(a.rating), into(row.person_count),
             into(row.attended_count), into(row.passed_count), into(counts),
             use(filter.organisation_key), use(first), use(last));
        rows.execute();
        while (rows.fetch()) {
            a.id = id;
            a.kind = read_named<ActivityKind>(activity_kind_names, kind);
            if (!filter.kinds.empty() &&
                std::ranges::find(filter.kinds, a.kind) == filter.kinds.end())
                continue;
            a.progress = read_named<ActivityProgress>(activity_progress_names, progress);
            a.level = read_named<ActivityLevel>(activity_level_names, level);
            a.scope = read_named<ActivityScope>(activity_scope_names, scope);
            a.form = read_named<ActivityForm>(activity_form_names, form);
            a.tags.clear();
            for (std::size_t at = 1; at < tags.size();) {
                const std::size_t end = tags.find(' ', at);
                a.tags.push_back(tags.substr(at, end - at));
                at = end + 1;
            }
            a.local_day = read_date(day);
            a.started_at_utc.reset();
            if (started.indicator == soci::i_ok) a.started_at_utc = read_instant(started.value);
            a.due_count = due.optional();
            a.present_count = present.optional();
            row.counts = counts != 0;
            lines.push_back(row);
        }
        return lines;
    });
}

} // namespace roster::store
