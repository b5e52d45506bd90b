#include "roster/store/bulletin_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include <fmt/format.h>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// First and last day as they stand in columns, and the instant at which a day has ended.
struct Bounds {
    std::string year, first, last, day, inspected, start_utc, end_utc;
    Bounds(DaySpan period, Date on, Date inspected_until)
        : year(iso(calc_window(WindowKind::year, period.first).first)), first(iso(period.first)),
          last(iso(std::min(period.last, on))), day(iso(on)), inspected(iso(inspected_until)),
          start_utc(iso(Instant{period.first} - local_offset)),
          end_utc(iso(Instant{on + Days{1}} - local_offset)) {}
};

void read_organisations(soci::session& sql, BulletinTables& tables) {
    long long id = 0;
    std::string key;
    soci::statement rows = (sql.prepare << "SELECT id, key FROM organisation", into(id), into(key));
    rows.execute();
    while (rows.fetch())
        tables.organisation_id[key] = id;
}

void read_drills(soci::session& sql, const std::string& top, const Bounds& at,
                 BulletinTables& tables) {
    BulletinDrill row;
    std::string source, day;
    long long id = 0, organisation = 0;
    Deed& deed = row.deed;
    deed.activity = "drill";
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT c.source, c.source_id, c.organisation_id, c.level, c.scope, c.form, "
             "c.content_tags, c.local_day FROM countable_activity AS c "
             "WHERE c.activity = 'drill' AND c.source <> 'inspection' AND c.local_day >= :first "
             "AND c.local_day <= :last AND c.organisation_id IN (SELECT id FROM part) "
             "ORDER BY c.local_day, c.source, c.source_id, c.organisation_id",
         into(source), into(id), into(organisation), into(deed.level), into(deed.scope),
         into(deed.form), into(deed.tags), into(day), use(top), use(at.year), use(at.last));
    rows.execute();
    while (rows.fetch()) {
        deed.source = source == "drill" ? "drill" : "activity";
        deed.source_id = id;
        deed.day = read_date(day);
        row.organisation_id = organisation;
        tables.drills.push_back(row);
    }
}

void read_last_drills(soci::session& sql, const Bounds& at, BulletinTables& tables) {
    long long organisation = 0;
    std::string day;
    soci::statement rows =
        (sql.prepare << "SELECT c.organisation_id, max(c.local_day) FROM countable_activity AS c "
                        "WHERE c.activity = 'drill' AND c.source <> 'inspection' "
                        "AND c.local_day <= :last GROUP BY c.organisation_id",
         into(organisation), into(day), use(at.last));
    rows.execute();
    while (rows.fetch())
        tables.last_drill[organisation] = read_date(day);
}

void read_trainings(soci::session& sql, const Bounds& at, BulletinTables& tables) {
    long long person = 0, activity = 0;
    soci::statement rows =
        (sql.prepare << "SELECT c.person_id, c.source_id FROM countable_attendance AS c "
                        "WHERE c.source = 'activity' AND c.activity = 'training' "
                        "AND c.local_day >= :first AND c.local_day <= :last "
                        "ORDER BY c.person_id, c.source_id",
         into(person), into(activity), use(at.year), use(at.last));
    rows.execute();
    while (rows.fetch())
        tables.trainings.push_back({person, activity});
}

void read_training_deeds(soci::session& sql, const Bounds& at, BulletinTables& tables) {
    Deed deed;
    std::string day;
    long long id = 0;
    deed.source = "activity";
    deed.activity = "training";
    soci::statement rows =
        (sql.prepare << "SELECT c.source_id, c.level, c.scope, c.form, c.content_tags, c.local_day "
                        "FROM countable_activity AS c WHERE c.source = 'activity' "
                        "AND c.activity = 'training' AND c.local_day >= :first "
                        "AND c.local_day <= :last",
         into(id), into(deed.level), into(deed.scope), into(deed.form), into(deed.tags), into(day),
         use(at.year), use(at.last));
    rows.execute();
    while (rows.fetch()) {
        deed.source_id = id;
        deed.day = read_date(day);
        tables.training_deeds.try_emplace(id, deed);
    }
}

void read_teams(soci::session& sql, const std::string& top, const Bounds& at,
                BulletinTables& tables) {
    long long id = 0, organisation = 0, members = 0;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT t.id, t.organisation_id, count(DISTINCT p.id) "
             "FROM part JOIN team AS t ON t.organisation_id = part.id "
             "LEFT JOIN team_membership_in_force AS m ON m.team_id = t.id AND m.from_day <= :d1 "
             "AND (m.until_day IS NULL OR m.until_day >= :d2) "
             "LEFT JOIN person AS p ON p.id = m.person_id "
             "AND (p.left_on IS NULL OR p.left_on >= :d3) "
             "WHERE t.ended_on IS NULL OR t.ended_on >= :d4 "
             "GROUP BY t.id, t.organisation_id ORDER BY t.id",
         into(id), into(organisation), into(members), use(top), use(at.day), use(at.day),
         use(at.day), use(at.day));
    rows.execute();
    while (rows.fetch())
        tables.teams.push_back({id, organisation, static_cast<int>(members)});
}

void read_certificates(soci::session& sql, const Bounds& at, BulletinTables& tables) {
    long long id = 0, person = 0, organisation = 0;
    std::string kind, number, issued;
    Column<std::string> expires, revoked;
    soci::statement rows =
        (sql.prepare << "SELECT id, COALESCE(person_id, 0), COALESCE(organisation_id, 0), kind, "
                        "number, issued_on, expires_on, revoked_on FROM certificate_state "
                        "WHERE issued_on <= :day ORDER BY id",
         into(id), into(person), into(organisation), into(kind), into(number), into(issued),
         into(expires.value, expires.indicator), into(revoked.value, revoked.indicator),
         use(at.day));
    rows.execute();
    while (rows.fetch()) {
        BulletinCertificate row{person, organisation, {}};
        row.certificate.id = id;
        if (person != 0) row.certificate.person_key = fmt::format("person/{}", person);
        if (organisation != 0)
            row.certificate.organisation_key = fmt::format("org/{}", organisation);
        row.certificate.number = number;
        row.certificate.kind = read_named<CertificateKind>(certificate_kind_names, kind);
        row.certificate.issued_on = read_date(issued);
        row.certificate.expires_on = read_date(expires);
        row.certificate.revoked_on = read_date(revoked);
        tables.certificates.push_back(row);
    }
}

void read_inspections(soci::session& sql, const std::string& top, const Bounds& at,
                      BulletinTables& tables) {
    long long organisation = 0, count = 0, days = 0, months = 0;
    std::string kind;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT i.organisation_id, i.kind, count(*), count(DISTINCT i.local_day), "
             "count(DISTINCT substr(i.local_day, 1, 7)) FROM inspection_in_force AS i "
             "JOIN organisation AS o ON o.id = i.organisation_id "
             "WHERE i.organisation_id IN (SELECT id FROM part) AND i.result <> 'not_possible' "
             "AND i.local_day >= :first AND i.local_day <= :last "
             "AND (o.opened_on IS NULL OR i.local_day >= o.opened_on) "
             "AND (o.closed_on IS NULL OR i.local_day <= o.closed_on) "
             "GROUP BY i.organisation_id, i.kind ORDER BY i.organisation_id, i.kind",
         into(organisation), into(kind), into(count), into(days), into(months), use(top),
         use(at.first), use(at.inspected));
    rows.execute();
    while (rows.fetch())
        tables.inspections.push_back(
            {organisation, read_named<InspectionKind>(inspection_kind_names, kind),
             static_cast<int>(count), static_cast<int>(days), static_cast<int>(months)});
}

void read_active(soci::session& sql, const Bounds& at, BulletinTables& tables) {
    long long organisation = 0;
    soci::statement rows =
        (sql.prepare << "SELECT DISTINCT organisation_id FROM countable_activity "
                        "WHERE source = 'activity' AND local_day >= :first AND local_day <= :last",
         into(organisation), use(at.first), use(at.last));
    rows.execute();
    while (rows.fetch())
        tables.active.insert(organisation);
}

void read_findings(soci::session& sql, const std::string& top, const Bounds& at,
                   BulletinTables& tables) {
    long long id = 0, organisation = 0;
    int life_safety = 0;
    std::string source, severity, day, state;
    Column<std::string> deadline;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT f.id, f.organisation_id, f.source, f.severity, f.life_safety, f.found_on, "
             "COALESCE(s.state, 'registered'), "
             // Entered after the day from older papers: it was due then as it was first written.
             "CASE WHEN s.id IS NOT NULL THEN s.deadline ELSE (SELECT i.deadline FROM finding_step "
             "AS i WHERE i.finding_id = f.id ORDER BY i.id LIMIT 1) END FROM finding AS f "
             "LEFT JOIN finding_step AS s ON s.id = (SELECT max(l.id) FROM finding_step AS l "
             "WHERE l.finding_id = f.id AND l.at_utc < :end) "
             "WHERE f.organisation_id IN (SELECT id FROM part) AND f.found_on <= :last "
             "AND (f.found_on >= :first OR NOT EXISTS (SELECT 1 FROM finding_step AS c "
             "WHERE c.finding_id = f.id AND c.state = 'closed' AND c.at_utc < :start)) "
             "ORDER BY f.id",
         into(id), into(organisation), into(source), into(severity), into(life_safety), into(day),
         into(state), into(deadline.value, deadline.indicator), use(top), use(at.end_utc),
         use(at.last), use(at.first), use(at.start_utc));
    rows.execute();
    while (rows.fetch())
        tables.findings.push_back(
            {id, organisation, read_named<FindingSource>(finding_source_names, source),
             read_named<Severity>(severity_names, severity), life_safety != 0, read_date(day),
             read_named<FindingState>(finding_state_names, state), read_date(deadline)});
}

} // namespace

Result<BulletinTables> load_bulletin_tables(Database& database, const std::string& top_key,
                                            DaySpan period, Date day, Date inspected_until) {
    return guard(database, "bulletin.load", [&](soci::session& sql) {
        const Bounds at(period, day, inspected_until);
        BulletinTables tables;
        read_organisations(sql, tables);
        read_drills(sql, top_key, at, tables);
        read_last_drills(sql, at, tables);
        tables.roll = read_roll(sql, top_key, day);
        read_trainings(sql, at, tables);
        read_training_deeds(sql, at, tables);
        read_teams(sql, top_key, at, tables);
        read_certificates(sql, at, tables);
        read_inspections(sql, top_key, at, tables);
        read_active(sql, at, tables);
        read_findings(sql, top_key, at, tables);
        return tables;
    });
}

} // namespace roster::store
