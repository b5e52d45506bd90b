#include "roster/store/activity_table.h"

#include "roster/store/columns.h"
#include "roster/store/guest_activity_table.h"
#include "roster/store/part_sql.h"
#include <algorithm>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

std::vector<std::string> split_tags(const std::string& text) {
    std::vector<std::string> tags;
    for (std::size_t at = 1; at < text.size();) {
        const std::size_t end = text.find(' ', at);
        tags.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return tags;
}

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

namespace {

#define ACTIVITY_LINES                                                                             \
    "SELECT a.id, a.key, o.key, a.kind, a.progress, a.level, a.scope, a.form, "                    \
    "a.content_tags, a.title, a.content, a.place, a.local_day, a.started_at_utc, "                 \
    "a.lead, a.recorder, a.departments, a.due_count, a.present_count, a.rating, "                  \
    "COALESCE((SELECT m.key FROM team AS m WHERE m.id = a.team_id), ''), "                         \
    "(SELECT count(*) FROM activity_person AS t WHERE t.activity_id = a.id), "                     \
    "(SELECT count(*) FROM activity_person AS t WHERE t.activity_id = a.id "                       \
    "AND t.attended = 1), "                                                                        \
    "(SELECT count(*) FROM activity_person AS t WHERE t.activity_id = a.id "                       \
    "AND t.passed = 1), "                                                                          \
    "CASE WHEN EXISTS (SELECT 1 FROM countable_activity AS c WHERE c.source = "                    \
    "'activity' AND c.source_id = a.id) THEN 1 ELSE 0 END, "

/// @param query answers ACTIVITY_LINES and the key of the part's organisation that took part
std::vector<GuestActivity> read_activity_lines(soci::session& sql, const char* query,
                                               const ActivityFilter& filter) {
    std::vector<GuestActivity> lines;
    GuestActivity guest;
    ActivityLine& row = guest.line;
    Activity& a = row.activity;
    long long id = 0;
    std::string kind, progress, level, scope, form, tags, day;
    Column<std::string> started;
    Column<int> due, present;
    int counts = 0;
    const std::string first = iso(filter.first), last = iso(filter.last);
    soci::statement rows =
        (sql.prepare << query, into(id), into(a.key), into(a.organisation_key), into(kind),
         into(progress), into(level), into(scope), into(form), into(tags), into(a.title),
         into(a.content), into(a.place), into(day), into(started.value, started.indicator),
         into(a.lead), into(a.recorder), into(a.departments), into(due.value, due.indicator),
         into(present.value, present.indicator), into(a.rating), into(a.team_key),
         into(row.person_count), into(row.attended_count), into(row.passed_count), into(counts),
         into(guest.guest_key), use(filter.organisation_key), use(first), use(last));
    rows.execute();
    while (rows.fetch()) {
        a.id = id;
        a.kind = read_named<ActivityKind>(activity_kind_names, kind);
        if (!filter.kinds.empty() && std::ranges::find(filter.kinds, a.kind) == filter.kinds.end())
            continue;
        a.progress = read_named<ActivityProgress>(activity_progress_names, progress);
        a.level = read_named<ActivityLevel>(activity_level_names, level);
        a.scope = read_named<ActivityScope>(activity_scope_names, scope);
        a.form = read_named<ActivityForm>(activity_form_names, form);
        a.tags = split_tags(tags);
        a.local_day = read_date(day);
        a.started_at_utc.reset();
        if (started.indicator == soci::i_ok) a.started_at_utc = read_instant(started.value);
        a.due_count = due.optional();
        a.present_count = present.optional();
        row.counts = counts != 0;
        lines.push_back(guest);
    }
    return lines;
}

} // namespace

Result<std::vector<ActivityLine>> load_activities(Database& database,
                                                  const ActivityFilter& filter) {
    return guard(database, "activity.load", [&](soci::session& sql) {
        std::vector<ActivityLine> lines;
        for (GuestActivity& one : read_activity_lines(
                 sql,
                 ROSTER_PART_SQL ACTIVITY_LINES
                 "'' FROM part JOIN activity_in_force AS a ON a.organisation_id = part.id "
                 "JOIN organisation AS o ON o.id = a.organisation_id "
                 "WHERE a.local_day BETWEEN :first AND :last ORDER BY a.local_day DESC, a.id DESC",
                 filter))
            lines.push_back(std::move(one.line));
        return lines;
    });
}

Result<std::vector<GuestActivity>> load_guest_activities(Database& database,
                                                         const ActivityFilter& filter) {
    return guard(database, "activity.guest", [&](soci::session& sql) {
        return read_activity_lines(
            sql,
            ROSTER_PART_SQL ACTIVITY_LINES
            "q.key FROM part JOIN activity_organisation AS g ON g.organisation_id = part.id "
            "JOIN organisation AS q ON q.id = part.id "
            "JOIN activity_in_force AS a ON a.id = g.activity_id "
            "JOIN organisation AS o ON o.id = a.organisation_id "
            "WHERE g.took_part = 1 AND a.organisation_id NOT IN (SELECT id FROM part) "
            "AND a.local_day BETWEEN :first AND :last "
            "ORDER BY a.local_day DESC, a.id DESC, q.key",
            filter);
    });
}

namespace {

std::optional<Instant> find_instant(const Column<std::string>& column) {
    if (column.indicator != soci::i_ok) return std::nullopt;
    return read_instant(column.value);
}

/// One row of the table with every column that a correction carries over.
struct WholeRow {
    explicit WholeRow(Activity& to) : a(to) {}
    Activity& a;
    long long id = 0, plan = 0;
    std::string kind, progress, level, scope, form, tags, day;
    Column<std::string> started, ended;
    Column<int> minutes, batch, capacity, due, present, residents;
    int night = 0, announced = 0, hidden = 0, withdrawn = 0, assessments = 0;

    bool read(soci::session& sql, const std::string& key) {
        soci::statement row(sql);
        for (long long* number : {&id, &plan})
            row.exchange(into(*number));
        for (std::string* text : {&a.key,
                                  &a.organisation_key,
                                  &a.held_by_key,
                                  &a.team_key,
                                  &a.campaign_key,
                                  &kind,
                                  &progress,
                                  &level,
                                  &scope,
                                  &form,
                                  &tags,
                                  &a.title,
                                  &a.content,
                                  &a.place,
                                  &day,
                                  &a.shift_key,
                                  &a.lead,
                                  &a.recorder,
                                  &a.departments,
                                  &a.external_units,
                                  &a.rating,
                                  &a.problems,
                                  &a.examination})
            row.exchange(into(*text));
        for (Column<std::string>* column : {&started, &ended})
            row.exchange(into(column->value, column->indicator));
        for (Column<int>* column : {&minutes, &batch, &capacity, &due, &present, &residents})
            row.exchange(into(column->value, column->indicator));
        for (int* number : {&night, &announced, &hidden, &withdrawn, &assessments})
            row.exchange(into(*number));
        for (int i = 0; i < 2; ++i)
            row.exchange(use(key));
        row.alloc();
        row.prepare(
            "SELECT a.id, COALESCE(a.response_plan_id, 0), a.key, o.key, COALESCE(h.key, ''), "
            "COALESCE(t.key, ''), COALESCE(c.key, ''), a.kind, a.progress, a.level, a.scope, "
            "a.form, a.content_tags, a.title, a.content, a.place, a.local_day, a.shift_key, "
            "a.lead, a.recorder, a.departments, a.external_units, a.rating, a.problems, "
            "a.examination, a.started_at_utc, a.ended_at_utc, a.minutes_count, a.batch_no, "
            "a.capacity_count, a.due_count, a.present_count, a.residents_count, a.night, "
            "a.announced, a.hidden_date, a.withdrawn, "
            "(SELECT count(*) FROM assessment AS s WHERE s.activity_id = a.id) "
            "FROM activity AS a JOIN organisation AS o ON o.id = a.organisation_id "
            "LEFT JOIN organisation AS h ON h.id = a.held_by_id "
            "LEFT JOIN team AS t ON t.id = a.team_id "
            "LEFT JOIN campaign AS c ON c.id = a.campaign_id "
            "WHERE a.key = COALESCE((SELECT n.key FROM activity AS n WHERE CAST(n.id AS TEXT) = "
            ":number), :key) "
            "AND NOT EXISTS (SELECT 1 FROM activity AS l WHERE l.corrects_id = a.id) "
            "ORDER BY a.id DESC LIMIT 1");
        row.define_and_bind();
        if (!row.execute(true)) return false;
        convert();
        return true;
    }

    void convert() {
        a.id = id;
        a.response_plan_id = plan;
        a.kind = read_named<ActivityKind>(activity_kind_names, kind);
        a.progress = read_named<ActivityProgress>(activity_progress_names, progress);
        a.level = read_named<ActivityLevel>(activity_level_names, level);
        a.scope = read_named<ActivityScope>(activity_scope_names, scope);
        a.form = read_named<ActivityForm>(activity_form_names, form);
        a.tags = split_tags(tags);
        a.local_day = read_date(day);
        a.started_at_utc = find_instant(started);
        a.ended_at_utc = find_instant(ended);
        a.minutes_count = minutes.optional();
        a.batch_no = batch.optional();
        a.capacity_count = capacity.optional();
        a.due_count = due.optional();
        a.present_count = present.optional();
        a.residents_count = residents.optional();
        a.night = night != 0;
        a.announced = announced != 0;
        a.hidden_date = hidden != 0;
    }
};

std::vector<Attendance> read_attendances(soci::session& sql, long long activity_id) {
    std::vector<Attendance> attendances;
    Attendance one;
    int attended = 0;
    Column<int> passed, minutes;
    Column<double> score;
    soci::statement rows =
        (sql.prepare << "SELECT p.key, COALESCE(o.key, ''), t.attended, t.passed, t.score, "
                        "t.minutes_count, t.duty FROM activity_person AS t "
                        "JOIN person AS p ON p.id = t.person_id "
                        "LEFT JOIN organisation AS o ON o.id = t.organisation_id "
                        "WHERE t.activity_id = :id ORDER BY t.id",
         into(one.person_key), into(one.organisation_key), into(attended),
         into(passed.value, passed.indicator), into(score.value, score.indicator),
         into(minutes.value, minutes.indicator), into(one.duty), use(activity_id));
    rows.execute();
    while (rows.fetch()) {
        one.attended = attended != 0;
        one.passed.reset();
        if (passed.indicator == soci::i_ok) one.passed = passed.value != 0;
        one.score = score.optional();
        one.minutes_count = minutes.optional();
        attendances.push_back(one);
    }
    return attendances;
}

} // namespace

Result<std::optional<StoredActivity>> find_activity(Database& database,
                                                    const std::string& number_or_key) {
    return guard(database, "activity.find",
                 [&](soci::session& sql) -> std::optional<StoredActivity> {
                     StoredActivity stored;
                     WholeRow row(stored.activity);
                     if (!row.read(sql, number_or_key)) return std::nullopt;
                     stored.withdrawn = row.withdrawn != 0;
                     stored.assessments_count = row.assessments;
                     stored.attendances = read_attendances(sql, row.id);
                     std::string key;
                     soci::statement rows =
                         (sql.prepare << "SELECT o.key FROM activity_organisation AS g "
                                         "JOIN organisation AS o ON o.id = g.organisation_id "
                                         "WHERE g.activity_id = :id ORDER BY o.key",
                          into(key), use(row.id));
                     rows.execute();
                     while (rows.fetch())
                         stored.organisation_keys.push_back(key);
                     return stored;
                 });
}

Result<std::vector<HeldDrill>> load_held_drills(Database& database, const std::string& top_key,
                                                Instant first, Instant last) {
    return guard(database, "drill.held", [&](soci::session& sql) {
        std::vector<HeldDrill> drills;
        HeldDrill row;
        long long id = 0;
        std::string started;
        const std::string from = iso(first), until = iso(last);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT h.source, h.id, o.key, h.title, h.started_at_utc FROM ("
                 "SELECT 'drill' AS source, d.id, d.organisation_id, d.scenario_key AS title, "
                 "d.started_at_utc FROM drill_in_force AS d "
                 "WHERE d.kind = 'real' AND d.progress = 'held' UNION ALL "
                 "SELECT 'activity', a.id, a.organisation_id, a.title, a.started_at_utc "
                 "FROM activity_in_force AS a WHERE a.kind = 'drill' AND a.progress = 'held' "
                 "UNION ALL SELECT 'activity', a.id, g.organisation_id, a.title, a.started_at_utc "
                 "FROM activity_in_force AS a JOIN activity_organisation AS g "
                 "ON g.activity_id = a.id WHERE a.kind = 'drill' AND a.progress = 'held' "
                 "AND g.took_part = 1 AND g.organisation_id <> a.organisation_id) AS h "
                 "JOIN organisation AS o ON o.id = h.organisation_id "
                 "WHERE h.organisation_id IN (SELECT id FROM part) "
                 "AND h.started_at_utc >= :first AND h.started_at_utc <= :last "
                 "ORDER BY h.started_at_utc, h.source, h.id",
             into(row.source), into(id), into(row.organisation_key), into(row.title), into(started),
             use(top_key), use(from), use(until));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.started_at_utc = read_instant(started);
            drills.push_back(row);
        }
        return drills;
    });
}

Result<std::vector<ActivityLine>> load_drill_lines(Database& database,
                                                   const ActivityFilter& filter) {
    return guard(database, "drill.lines", [&](soci::session& sql) {
        std::vector<ActivityLine> lines;
        ActivityLine row;
        Activity& a = row.activity;
        long long id = 0;
        int night = 0;
        std::string progress, tags, day, started;
        const std::string first = iso(filter.first), last = iso(filter.last);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT d.id, o.key, d.kind, d.progress, d.scenario_key, d.local_day, "
                 "d.started_at_utc, d.lead_observer, COALESCE(d.content_tags, ' fire '), d.night, "
                 "COALESCE(d.rating, '-'), "
                 "(SELECT count(*) FROM drill_person AS p WHERE p.drill_id = d.id), "
                 "CASE WHEN d.kind = 'real' AND d.progress = 'held' AND d.lead_observer <> '' "
                 "THEN 1 ELSE 0 END FROM part "
                 "JOIN drill_in_force AS d ON d.organisation_id = part.id "
                 "JOIN organisation AS o ON o.id = d.organisation_id "
                 "WHERE d.local_day BETWEEN :first AND :last ORDER BY d.local_day DESC, d.id DESC",
             into(id), into(a.organisation_key), into(row.drill_kind), into(progress),
             into(a.title), into(day), into(started), into(a.lead), into(tags), into(night),
             into(a.rating), into(row.person_count), into(row.attended_count),
             use(filter.organisation_key), use(first), use(last));
        rows.execute();
        while (rows.fetch()) {
            row.counts = row.attended_count != 0;
            row.attended_count = row.person_count;
            a.id = id;
            a.key = "drill/" + std::to_string(id);
            a.kind = row.drill_kind == "real"       ? ActivityKind::drill
                     : row.drill_kind == "tabletop" ? ActivityKind::tabletop
                                                    : ActivityKind::demonstration;
            const bool wanted = filter.kinds.empty() ||
                                (row.drill_kind != "live" &&
                                 std::ranges::find(filter.kinds, a.kind) != filter.kinds.end());
            if (!wanted) continue;
            a.progress = read_named<ActivityProgress>(activity_progress_names, progress);
            a.form = ActivityForm::real_drill;
            a.tags = split_tags(tags);
            a.local_day = read_date(day);
            a.started_at_utc = read_instant(started);
            a.night = night != 0;
            lines.push_back(row);
        }
        return lines;
    });
}

} // namespace roster::store
