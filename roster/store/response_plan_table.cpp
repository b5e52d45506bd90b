#include "roster/store/response_plan_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::int64_t> insert_response_plan(Database& database, const ResponsePlan& plan,
                                          const Entry& entry) {
    return guard(database, "response_plan.insert", [&](soci::session& sql) -> std::int64_t {
        const auto approved = date_column(plan.approved_on);
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO response_plan(organisation_id, key, version, title, start_procedure, "
               "forces, workflow, goals, approved_on, approved_by, recorded_at_utc, recorded_by) "
               "VALUES((SELECT id FROM organisation WHERE key = :organisation), :key, :version, "
               ":title, :start, :forces, :workflow, :goals, :approved, :approver, :at, :who) "
               "RETURNING id",
            into(id), use(plan.organisation_key), use(plan.key), use(plan.version), use(plan.title),
            use(plan.start_procedure), use(plan.forces), use(plan.workflow), use(plan.goals),
            use(approved.value, approved.indicator), use(plan.approved_by), use(at), use(entry.who);
        return id;
    });
}

Result<std::vector<ResponsePlanRow>> load_response_plans(Database& database,
                                                         const std::string& top_key) {
    return guard(database, "response_plan.load", [&](soci::session& sql) {
        std::vector<ResponsePlanRow> plans;
        ResponsePlanRow row;
        ResponsePlan& plan = row.plan;
        long long id = 0;
        Column<std::string> approved;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT r.id, o.key, o.name, r.key, r.version, r.title, r.start_procedure, "
                 "r.forces, r.workflow, r.goals, r.approved_on, r.approved_by, r.recorded_at_utc, "
                 "r.recorded_by FROM part JOIN organisation AS o ON o.id = part.id "
                 "JOIN response_plan AS r ON r.organisation_id = o.id ORDER BY r.key, r.version",
             into(id), into(plan.organisation_key), into(row.organisation_name), into(plan.key),
             into(plan.version), into(plan.title), into(plan.start_procedure), into(plan.forces),
             into(plan.workflow), into(plan.goals), into(approved.value, approved.indicator),
             into(plan.approved_by), into(row.recorded_at_utc), into(row.recorded_by),
             use(top_key));
        rows.execute();
        while (rows.fetch()) {
            plan.id = id;
            plan.approved_on = read_date(approved);
            plans.push_back(row);
        }
        return plans;
    });
}

Result<std::vector<Rehearsal>> load_rehearsals(Database& database, const std::string& top_key) {
    return guard(database, "response_plan.rehearsals", [&](soci::session& sql) {
        std::vector<Rehearsal> rehearsals;
        Rehearsal row;
        long long id = 0;
        int observed = 0, counts = 0;
        std::string day;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT r.key, r.version, h.observed, h.id, h.subject, h.kind, h.name, "
                 "h.local_day, CASE WHEN EXISTS (SELECT 1 FROM countable_activity AS c WHERE "
                 "c.source = h.source AND c.source_id = h.id AND c.activity = 'drill') "
                 "THEN 1 ELSE 0 END "
                 "FROM (SELECT l.response_plan_id AS plan_id, 1 AS observed, 'drill' AS source, "
                 "d.id, 'drill/' || CAST(d.id AS TEXT) AS subject, d.kind, d.scenario_key AS name, "
                 "d.local_day FROM drill_response_plan AS l JOIN drill_in_force AS d "
                 "ON d.id = l.drill_id WHERE d.progress = 'held' "
                 "UNION ALL SELECT a.response_plan_id, 0, 'activity', a.id, a.key, a.kind, "
                 "a.title, "
                 "a.local_day FROM activity_in_force AS a "
                 "WHERE a.response_plan_id IS NOT NULL AND a.progress = 'held') AS h "
                 "JOIN response_plan AS r ON r.id = h.plan_id "
                 "JOIN part ON part.id = r.organisation_id "
                 "ORDER BY r.key, h.local_day DESC, h.observed, h.id DESC",
             into(row.plan_key), into(row.version), into(observed), into(id), into(row.subject),
             into(row.kind), into(row.name), into(day), into(counts), use(top_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.observed = observed != 0;
            row.counts = counts != 0;
            row.local_day = read_date(day);
            rehearsals.push_back(row);
        }
        return rehearsals;
    });
}

Result<DrillPlace> find_drill_place(Database& database, std::int64_t drill_id) {
    return guard(database, "response_plan.drill", [&](soci::session& sql) {
        DrillPlace place;
        const long long wanted = drill_id;
        long long id = 0, plan = 0;
        std::string organisation, day, progress;
        sql << "SELECT d.id, o.key, d.local_day, d.progress, COALESCE((SELECT max("
               "l.response_plan_id) FROM drill_response_plan AS l WHERE l.drill_id = d.id), 0) "
               "FROM drill_in_force AS d JOIN organisation AS o ON o.id = d.organisation_id "
               "WHERE d.id = :id",
            into(id), into(organisation), into(day), into(progress), into(plan), use(wanted);
        if (!sql.got_data()) return place;
        place = {id, true, {organisation}, read_date(day), progress == "held", true, plan};
        return place;
    });
}

Result<DrillPlace> find_activity_place(Database& database, const std::string& key) {
    return guard(database, "response_plan.activity", [&](soci::session& sql) {
        DrillPlace place;
        long long id = 0, plan = 0;
        std::string organisation, day, progress, kind;
        sql << "SELECT a.id, o.key, a.local_day, a.progress, a.kind, "
               "COALESCE(a.response_plan_id, 0) FROM activity_in_force AS a "
               "JOIN organisation AS o ON o.id = a.organisation_id WHERE a.key = :key",
            into(id), into(organisation), into(day), into(progress), into(kind), into(plan),
            use(key);
        if (!sql.got_data()) return place;
        place = {id,
                 false,
                 {organisation},
                 read_date(day),
                 progress == "held",
                 kind == "drill" || kind == "tabletop" || kind == "demonstration",
                 plan};
        soci::statement rows =
            (sql.prepare << "SELECT o.key FROM activity_organisation AS g JOIN organisation AS o "
                            "ON o.id = g.organisation_id WHERE g.activity_id = :id ORDER BY o.key",
             into(organisation), use(id));
        rows.execute();
        while (rows.fetch())
            place.organisation_keys.push_back(organisation);
        return place;
    });
}

Result<void> insert_drill_link(Database& database, std::int64_t drill_id, std::int64_t plan_row) {
    return guard(database, "response_plan.link", [&](soci::session& sql) {
        const long long drill = drill_id, plan = plan_row;
        sql << "INSERT INTO drill_response_plan(drill_id, response_plan_id) VALUES(:drill, :plan)",
            use(drill), use(plan);
    });
}

Result<void> carry_drill_link(Database& database, std::int64_t from_drill_id,
                              std::int64_t drill_id) {
    return guard(database, "response_plan.carry", [&](soci::session& sql) {
        const long long from = from_drill_id, to = drill_id;
        sql << "INSERT INTO drill_response_plan(drill_id, response_plan_id) "
               "SELECT d.id, l.response_plan_id FROM drill AS d JOIN drill_response_plan AS l "
               "ON l.drill_id = :from WHERE d.id = :to",
            use(from), use(to);
    });
}

namespace {

/// Everything of an activity but its number, what it corrects, the plan, and who entered it.
constexpr const char* activity_body[] = {"key",
                                         "organisation_id",
                                         "held_by_id",
                                         "team_id",
                                         "kind",
                                         "progress",
                                         "level",
                                         "scope",
                                         "form",
                                         "content_tags",
                                         "title",
                                         "content",
                                         "place",
                                         "local_day",
                                         "started_at_utc",
                                         "ended_at_utc",
                                         "minutes_count",
                                         "shift_key",
                                         "campaign_id",
                                         "batch_no",
                                         "capacity_count",
                                         "night",
                                         "announced",
                                         "hidden_date",
                                         "lead",
                                         "recorder",
                                         "departments",
                                         "external_units",
                                         "due_count",
                                         "present_count",
                                         "residents_count",
                                         "rating",
                                         "problems",
                                         "examination",
                                         "import_row_id"};

/// "a.key, a.organisation_id …"
std::string list_body(const std::string& prefix) {
    std::string list;
    for (const char* column : activity_body)
        list += ", " + prefix + column;
    return list;
}

void copy_parts(soci::session& sql, long long from, long long to) {
    for (const char* statement :
         {"INSERT INTO activity_person(activity_id, person_id, organisation_id, attended, passed, "
          "score, minutes_count, duty) SELECT a.id, t.person_id, t.organisation_id, t.attended, "
          "t.passed, t.score, t.minutes_count, t.duty FROM activity AS a JOIN activity_person AS t "
          "ON t.activity_id = :from WHERE a.id = :to ORDER BY t.id",
          "INSERT INTO activity_organisation(activity_id, organisation_id, seats_count, took_part) "
          "SELECT a.id, g.organisation_id, g.seats_count, g.took_part FROM activity AS a "
          "JOIN activity_organisation AS g ON g.activity_id = :from WHERE a.id = :to ORDER BY g.id",
          "INSERT INTO key_moment(activity_id, moment, time_s, reason) SELECT a.id, k.moment, "
          "k.time_s, k.reason FROM activity AS a JOIN key_moment AS k ON k.activity_id = :from "
          "WHERE a.id = :to ORDER BY k.id",
          "INSERT INTO attachment(corrects_id, sha256, size_bytes, media_type, file_name, note, "
          "activity_id, recorded_at_utc, recorded_by) SELECT f.id, f.sha256, f.size_bytes, "
          "f.media_type, f.file_name, f.note, a.id, a.recorded_at_utc, a.recorded_by "
          "FROM activity AS a JOIN attachment_in_force AS f ON f.activity_id = :from "
          "WHERE a.id = :to ORDER BY f.id"})
        sql << statement, use(from), use(to);
}

} // namespace

Result<std::int64_t> link_activity(Database& database, std::int64_t activity_id,
                                   std::int64_t plan_row, const Entry& entry) {
    return guard(database, "response_plan.activity_link", [&](soci::session& sql) -> std::int64_t {
        const long long from = activity_id, plan = plan_row;
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        const std::string statement =
            "INSERT INTO activity(corrects_id, response_plan_id, recorded_at_utc, recorded_by" +
            list_body("") + ") SELECT a.id, r.id, :at, :who" + list_body("a.") +
            " FROM activity AS a JOIN response_plan AS r ON r.id = :plan WHERE a.id = :from "
            "RETURNING id";
        sql << statement, into(id), use(at), use(entry.who), use(plan), use(from);
        copy_parts(sql, from, id);
        return id;
    });
}

} // namespace roster::store
