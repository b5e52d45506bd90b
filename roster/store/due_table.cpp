#include "roster/store/due_table.h"

#include "roster/domain/inspection.h"
#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <tuple>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

void read_organisations(soci::session& sql, DueTables& tables) {
    long long id = 0;
    std::string key;
    soci::statement rows = (sql.prepare << "SELECT id, key FROM organisation", into(id), into(key));
    rows.execute();
    while (rows.fetch()) {
        tables.organisation_key[id] = key;
        tables.organisation_id[key] = id;
    }
}

void read_teams(soci::session& sql, const std::string& top, const std::string& today,
                DueTables& tables) {
    long long team = 0, organisation = 0;
    std::string key, name, from;
    Column<long long> person;
    Column<std::string> since;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT t.id, t.organisation_id, t.key, t.name, m.person_id, m.from_day "
             "FROM part JOIN team AS t ON t.organisation_id = part.id "
             "LEFT JOIN team_membership_in_force AS m ON m.team_id = t.id AND m.from_day <= :today "
             "AND (m.until_day IS NULL OR m.until_day >= :today2) "
             "WHERE t.ended_on IS NULL OR t.ended_on >= :today3 ORDER BY t.key, m.person_id NULLS "
             "FIRST",
         into(team), into(organisation), into(key), into(name),
         into(person.value, person.indicator), into(since.value, since.indicator), use(top),
         use(today), use(today), use(today));
    rows.execute();
    while (rows.fetch()) {
        if (tables.teams.empty() || tables.teams.back().id != team)
            tables.teams.push_back({team, organisation, key, name, {}});
        if (person.optional() && tables.roll.persons.contains(person.value))
            tables.teams.back().members.emplace_back(person.value, read_date(since.value));
    }
}

Date earliest(const Horizons& horizons, Date today) {
    Date first = today;
    for (const auto& [activity, day] : horizons)
        first = std::min(first, day);
    return first;
}

bool is_wanted(const Horizons& horizons, const Deed& deed) {
    const auto at = horizons.find(deed.activity);
    return at != horizons.end() && (at->second <= deed.day || deed.form == "pre_job");
}

/// @param query answers the columns of countable_activity
/// @param values what is bound to the query, in order
/// @param is_kept says of each deed whether it is put on the table
void read_deeds(soci::session& sql, const std::string& query,
                const std::vector<std::string>& values,
                const std::function<bool(const Deed&)>& is_kept, DueTables& tables) {
    DueDeed row;
    std::string source, day;
    long long id = 0, organisation = 0, team = 0;
    soci::statement rows(sql);
    rows.exchange(into(source));
    for (long long* number : {&id, &organisation, &team})
        rows.exchange(into(*number));
    for (std::string* text : {&row.deed.activity, &row.deed.level, &row.deed.scope, &row.deed.form,
                              &row.deed.tags, &day})
        rows.exchange(into(*text));
    for (const std::string& text : values)
        rows.exchange(use(text));
    rows.alloc();
    rows.prepare(query);
    rows.define_and_bind();
    rows.execute();
    while (rows.fetch()) {
        row.deed.day = read_date(day);
        if (!is_kept(row.deed)) continue;
        row.deed.source = source == "drill"      ? "drill"
                          : source == "activity" ? "activity"
                                                 : "inspection";
        row.deed.source_id = id;
        row.organisation_id = organisation;
        row.team_id = team;
        tables.deeds.push_back(row);
    }
}

constexpr const char* deed_columns =
    "SELECT c.source, c.source_id, c.organisation_id, COALESCE(c.team_id, 0), c.activity, c.level, "
    "c.scope, c.form, c.content_tags, c.local_day FROM countable_activity AS c ";

/// The end of a statement over countable_activity, and what is bound to it.
struct Condition {
    std::string text;
    std::vector<std::string> values;

    void allow(const char* column, const std::vector<std::string>& allowed) {
        if (allowed.empty()) return;
        for (std::size_t i = 0; i < allowed.size(); ++i)
            text += fmt::format("{}:{}{}", i == 0 ? fmt::format("AND {} IN (", column) : ", ",
                                column + 2, i); // "c.level": the name without the table
        text += ") ";
        values.insert(values.end(), allowed.begin(), allowed.end());
    }
};

/// What was done before the horizon, except before the first day in a post: that is read anyway.
Condition make_old_condition(const std::string& activity, const OldDeeds& wanted,
                             const std::string& horizon) {
    Condition condition{"WHERE c.source = :source AND c.activity = :activity "
                        "AND c.local_day < :horizon AND c.form <> 'pre_job' ",
                        {"activity", activity, horizon}};
    condition.allow("c.level", wanted.levels);
    condition.allow("c.scope", wanted.scopes);
    condition.allow("c.form", wanted.forms);
    return condition;
}

/// The sources that are no inspection; observed drills are drills only.
std::vector<const char*> list_sources(const std::string& activity) {
    if (activity == "drill") return {"activity", "drill"};
    return {"activity"};
}

void read_old_deeds(soci::session& sql, const Horizons& horizons, const OldDeedsOf& old_deeds,
                    DueTables& tables) {
    for (const auto& [activity, wanted] : old_deeds) {
        if (find_named<InspectionKind>(inspection_kind_names, activity)) continue;
        Condition condition = make_old_condition(activity, wanted, iso(horizons.at(activity)));
        for (const char* source : list_sources(activity)) {
            condition.values.front() = source;
            read_deeds(
                sql, deed_columns + condition.text, condition.values,
                [](const Deed&) { return true; }, tables);
        }
    }
}

/// What the view says alike of every inspection.
DueDeed find_inspection_shape(soci::session& sql) {
    DueDeed shape;
    shape.deed.source = "inspection";
    sql << "SELECT c.level, c.scope, c.form, c.content_tags FROM countable_activity AS c "
           "WHERE c.source = 'inspection' LIMIT 1",
        into(shape.deed.level), into(shape.deed.scope), into(shape.deed.form),
        into(shape.deed.tags);
    return shape;
}

/// Inspections of the part, each kind back to its own horizon: a year of daily patrols would be
/// most of what is read, and 92 days of them answer the question. A statement a kind, so that the
/// index by home, kind and day serves it; and of each row only what differs, for they are most of
/// all rows.
void read_inspections(soci::session& sql, const std::string& top, const std::string& today,
                      const Horizons& horizons, DueTables& tables) {
    const std::string query = std::string(ROSTER_PART_SQL) +
                              "SELECT c.source_id, c.organisation_id, c.local_day "
                              "FROM countable_activity AS c "
                              "WHERE c.source = 'inspection' AND c.activity = :activity "
                              "AND c.organisation_id IN (SELECT id FROM part) "
                              "AND c.local_day >= :first AND c.local_day <= :today";
    DueDeed row = find_inspection_shape(sql);
    for (const auto& [activity, horizon] : horizons) {
        if (!find_named<InspectionKind>(inspection_kind_names, activity)) continue;
        row.deed.activity = activity;
        const std::string first = iso(horizon);
        long long id = 0, organisation = 0;
        std::string day;
        soci::statement rows = (sql.prepare << query, into(id), into(organisation), into(day),
                                use(top), use(activity), use(first), use(today));
        rows.execute();
        while (rows.fetch()) {
            row.deed.day = read_date(day);
            row.deed.source_id = id;
            row.organisation_id = organisation;
            tables.deeds.push_back(row);
        }
    }
}

/// Of each home the newest before the horizon: sought through the index, however many there are.
void read_old_inspections(soci::session& sql, const std::string& top, const Horizons& horizons,
                          const OldDeedsOf& old_deeds, DueTables& tables) {
    DueDeed row = find_inspection_shape(sql);
    for (const auto& [activity, wanted] : old_deeds) {
        if (!find_named<InspectionKind>(inspection_kind_names, activity)) continue;
        const std::string query =
            fmt::format("{}SELECT c.source_id, c.organisation_id, c.local_day FROM part "
                        "JOIN countable_activity AS c ON c.organisation_id = part.id "
                        "WHERE c.source = 'inspection' AND c.activity = :activity "
                        "AND c.local_day < :horizon AND c.local_day >= COALESCE(("
                        "SELECT i.local_day FROM inspection_in_force AS i "
                        "WHERE i.organisation_id = part.id AND i.kind = :kind "
                        "AND i.local_day < :horizon2 AND i.result <> 'not_possible' "
                        "ORDER BY i.local_day DESC LIMIT 1 OFFSET {}), '')",
                        ROSTER_PART_SQL, wanted.newest_count - 1);
        row.deed.activity = activity;
        const std::string horizon = iso(horizons.at(activity));
        long long id = 0, organisation = 0;
        std::string day;
        soci::statement rows = (sql.prepare << query, into(id), into(organisation), into(day),
                                use(top), use(activity), use(horizon), use(activity), use(horizon));
        rows.execute();
        while (rows.fetch()) {
            row.deed.day = read_date(day);
            row.deed.source_id = id;
            row.organisation_id = organisation;
            tables.deeds.push_back(row);
        }
    }
}

/// Deeds by number, and who is to have them.
class Attendance {
public:
    explicit Attendance(DueTables& tables) : tables_(tables) {
        // Inspections have numbers of their own, and nobody attends them.
        for (const DueDeed& one : tables.deeds)
            if (one.deed.source != "inspection")
                (one.deed.source == "drill" ? drills_ : activities_)
                    .emplace(one.deed.source_id, &one.deed);
    }
    void add(bool is_drill, std::int64_t id, std::int64_t person) {
        if (!tables_.roll.persons.contains(person)) return;
        const auto& deeds = is_drill ? drills_ : activities_;
        if (const auto at = deeds.find(id); at != deeds.end())
            tables_.deeds_of_person[person].push_back(at->second);
    }
    void sort() {
        for (auto& [key, deeds] : tables_.deeds_of_person)
            std::sort(deeds.begin(), deeds.end(), [](const Deed* a, const Deed* b) {
                return std::tie(a->day, a->source, a->source_id) <
                       std::tie(b->day, b->source, b->source_id);
            });
    }

private:
    DueTables& tables_;
    std::unordered_map<std::int64_t, const Deed*> activities_, drills_;
};

/// Of the old deeds that lie before the day from which all attendance is read.
void read_old_attendance(soci::session& sql, Date first, const Horizons& horizons,
                         const OldDeedsOf& old_deeds, Attendance& attendance) {
    for (const auto& [activity, wanted] : old_deeds) {
        if (find_named<InspectionKind>(inspection_kind_names, activity)) continue;
        Condition condition =
            make_old_condition(activity, wanted, iso(std::min(first, horizons.at(activity))));
        for (const char* source : list_sources(activity)) {
            condition.values.front() = source;
            long long id = 0, person = 0;
            const std::string outer = source;
            soci::statement rows(sql);
            rows.exchange(into(id));
            rows.exchange(into(person));
            rows.exchange(use(outer));
            for (const std::string& value : condition.values)
                rows.exchange(use(value));
            rows.alloc();
            rows.prepare("SELECT t.source_id, t.person_id FROM countable_attendance AS t "
                         "WHERE t.source = :outer_source AND t.source_id IN (SELECT c.source_id "
                         "FROM countable_activity AS c " +
                         condition.text + ")");
            rows.define_and_bind();
            rows.execute();
            while (rows.fetch())
                attendance.add(outer == "drill", id, person);
        }
    }
}

/// Who showed what, whoever held it: a person takes trainings along to the next home. Needs the
/// persons and the deeds. Set-based: rows of others are cheaper to pass over here than to look up.
void read_attendance(soci::session& sql, const std::string& first, const std::string& today,
                     Attendance& attendance) {
    long long id = 0, person = 0;
    int is_drill = 0;
    soci::statement rows =
        (sql.prepare
             << "SELECT CASE c.source WHEN 'drill' THEN 1 ELSE 0 END, c.source_id, c.person_id "
                "FROM countable_attendance AS c WHERE c.local_day <= :today "
                "AND (c.local_day >= :first OR c.form = 'pre_job')",
         into(is_drill), into(id), into(person), use(today), use(first));
    rows.execute();
    while (rows.fetch())
        attendance.add(is_drill != 0, id, person);
}

void read_certificates(soci::session& sql, const std::string& top, DueTables& tables) {
    Certificate row;
    long long id = 0;
    std::string kind, issued;
    Column<std::string> expires, revoked;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT c.id, COALESCE(p.key, ''), COALESCE(o.key, ''), c.kind, c.number, c.issuer, "
             "c.issued_on, c.expires_on, c.revoked_on FROM certificate_state AS c "
             "LEFT JOIN person AS p ON p.id = c.person_id "
             "LEFT JOIN organisation AS o ON o.id = c.organisation_id "
             "WHERE c.organisation_id IN (SELECT id FROM part) OR c.person_id IN "
             "(SELECT a.person_id FROM part JOIN post_assignment AS a ON a.organisation_id = "
             "part.id) "
             "ORDER BY c.id",
         into(id), into(row.person_key), into(row.organisation_key), into(kind), into(row.number),
         into(row.issuer), into(issued), into(expires.value, expires.indicator),
         into(revoked.value, revoked.indicator), use(top));
    rows.execute();
    while (rows.fetch()) {
        row.id = id;
        row.kind = read_named<CertificateKind>(certificate_kind_names, kind);
        row.issued_on = read_date(issued);
        row.expires_on = read_date(expires);
        row.revoked_on = read_date(revoked);
        tables.certificates.push_back(row);
    }
}

} // namespace

Result<DueTables> load_due_tables(Database& database, const std::string& organisation_key,
                                  const Horizons& horizons, const OldDeedsOf& old_deeds,
                                  Date today) {
    return guard(database, "due.load", [&](soci::session& sql) {
        DueTables tables;
        const std::string day = iso(today);
        const Date first = earliest(horizons, today);
        read_organisations(sql, tables);
        tables.roll = read_roll(sql, organisation_key, today);
        read_teams(sql, organisation_key, day, tables);
        read_inspections(sql, organisation_key, day, horizons, tables);
        read_old_inspections(sql, organisation_key, horizons, old_deeds, tables);
        // Of everybody: what people of the part attended may have been held by others.
        read_deeds(
            sql,
            std::string(deed_columns) + "WHERE c.source <> 'inspection' AND (c.local_day >= :first "
                                        "OR c.form = 'pre_job') AND c.local_day <= :today",
            {iso(first), day}, [&](const Deed& deed) { return is_wanted(horizons, deed); }, tables);
        read_old_deeds(sql, horizons, old_deeds, tables);
        Attendance attendance(tables);
        read_attendance(sql, iso(first), day, attendance);
        read_old_attendance(sql, first, horizons, old_deeds, attendance);
        attendance.sort();
        read_certificates(sql, organisation_key, tables);
        return tables;
    });
}

} // namespace roster::store
