#include "roster/store/responsibility_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::int64_t> insert_zone(Database& database, const ZoneDuty& duty, std::int64_t corrects_id,
                                 Instant at, const std::string& by) {
    return guard(database, "zone.insert", [&](soci::session& sql) {
        const Column<long long> corrects(corrects_id ? std::optional(corrects_id) : std::nullopt);
        const Column<std::string> deputy = text_column(duty.deputy_key);
        const Column<std::string> until = date_column(duty.until_day);
        const std::string from = iso(duty.from_day), instant = iso(at);
        long long id = 0;
        sql << "INSERT INTO zone_responsibility(corrects_id, organisation_id, zone, person_id, "
               "deputy_id, phone, from_day, until_day, recorded_at_utc, recorded_by) VALUES("
               ":corrects, (SELECT id FROM organisation WHERE key = :organisation), :zone, "
               "(SELECT id FROM person WHERE key = :person), "
               "(SELECT id FROM person WHERE key = :deputy), :phone, :from, :until, :at, :by) "
               "RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(duty.organisation_key),
            use(duty.zone), use(duty.person_key), use(deputy.value, deputy.indicator),
            use(duty.phone), use(from), use(until.value, until.indicator), use(instant), use(by);
        return std::int64_t{id};
    });
}

Result<std::vector<ZoneDuty>> load_zones(Database& database, const std::string& organisation_key) {
    return guard(database, "zone.load", [&](soci::session& sql) {
        std::vector<ZoneDuty> zones;
        ZoneDuty row;
        row.organisation_key = organisation_key;
        long long id = 0;
        std::string from;
        Column<std::string> until;
        soci::statement rows =
            (sql.prepare << "SELECT r.id, r.zone, p.key, COALESCE(d.key, ''), r.phone, r.from_day, "
                            "r.until_day FROM zone_responsibility_in_force AS r "
                            "JOIN organisation AS o ON o.id = r.organisation_id "
                            "JOIN person AS p ON p.id = r.person_id "
                            "LEFT JOIN person AS d ON d.id = r.deputy_id "
                            "WHERE o.key = :organisation ORDER BY r.zone, r.from_day, r.id",
             into(id), into(row.zone), into(row.person_key), into(row.deputy_key), into(row.phone),
             into(from), into(until.value, until.indicator), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            zones.push_back(row);
        }
        return zones;
    });
}

Result<std::int64_t> insert_responsible(Database& database, const Responsible& one,
                                        std::int64_t corrects_id) {
    return guard(database, "responsible.insert", [&](soci::session& sql) {
        const Column<long long> corrects(corrects_id ? std::optional(corrects_id) : std::nullopt);
        const Column<std::string> person = text_column(one.person_key);
        const Column<std::string> until = date_column(one.until_day);
        const std::string role = text_of(responsible_role_names, one.role),
                          from = iso(one.from_day);
        long long id = 0;
        sql << "INSERT INTO responsibility(corrects_id, organisation_id, role, person_id, name, "
               "phone, from_day, until_day) VALUES(:corrects, "
               "(SELECT id FROM organisation WHERE key = :organisation), :role, "
               "(SELECT id FROM person WHERE key = :person), :name, :phone, :from, :until) "
               "RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(one.organisation_key), use(role),
            use(person.value, person.indicator), use(one.name), use(one.phone), use(from),
            use(until.value, until.indicator);
        return std::int64_t{id};
    });
}

Result<std::vector<Responsible>> load_responsible(Database& database,
                                                  const std::string& organisation_key) {
    return guard(database, "responsible.load", [&](soci::session& sql) {
        std::vector<Responsible> all;
        Responsible row;
        row.organisation_key = organisation_key;
        long long id = 0;
        std::string role, from;
        Column<std::string> until;
        soci::statement rows =
            (sql.prepare << "SELECT r.id, r.role, COALESCE(p.key, ''), r.name, r.phone, "
                            "r.from_day, r.until_day FROM responsibility_in_force AS r "
                            "JOIN organisation AS o ON o.id = r.organisation_id "
                            "LEFT JOIN person AS p ON p.id = r.person_id "
                            "WHERE o.key = :organisation ORDER BY r.role, r.from_day, r.id",
             into(id), into(role), into(row.person_key), into(row.name), into(row.phone),
             into(from), into(until.value, until.indicator), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.role = read_named<ResponsibleRole>(responsible_role_names, role);
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            all.push_back(row);
        }
        return all;
    });
}

Result<std::int64_t> insert_sealed_drill(Database& database, const SealedDrill& drill, Instant at,
                                         const std::string& by) {
    return guard(database, "sealed.insert", [&](soci::session& sql) {
        const std::string from = iso(drill.from_day), until = iso(drill.until_day),
                          instant = iso(at);
        long long id = 0;
        sql << "INSERT INTO sealed_drill(organisation_id, title, from_day, until_day, seal_sha256, "
               "recorded_at_utc, recorded_by) VALUES((SELECT id FROM organisation WHERE key = "
               ":organisation), :title, :from, :until, :seal, :at, :by) RETURNING id",
            into(id), use(drill.organisation_key), use(drill.title), use(from), use(until),
            use(drill.seal_sha256), use(instant), use(by);
        return std::int64_t{id};
    });
}

Result<std::vector<SealedDrill>> load_sealed_drills(Database& database,
                                                    const std::string& top_key) {
    return guard(database, "sealed.load", [&](soci::session& sql) {
        std::vector<SealedDrill> drills;
        SealedDrill row;
        long long id = 0, activity = 0;
        std::string from, until, at;
        Column<std::string> opened;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT s.id, o.key, s.title, s.from_day, s.until_day, s.seal_sha256, "
                 "s.recorded_at_utc, s.recorded_by, n.local_day, COALESCE(n.activity_id, 0) "
                 "FROM sealed_drill AS s JOIN organisation AS o ON o.id = s.organisation_id "
                 "LEFT JOIN sealed_drill_opening AS n ON n.sealed_drill_id = s.id "
                 "WHERE s.organisation_id IN (SELECT id FROM part) ORDER BY s.from_day, s.id",
             into(id), into(row.organisation_key), into(row.title), into(from), into(until),
             into(row.seal_sha256), into(at), into(row.recorded_by),
             into(opened.value, opened.indicator), into(activity), use(top_key, "top"));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            row.recorded_at_utc = read_instant(at);
            row.opened_day = read_date(opened);
            row.activity_id = activity;
            drills.push_back(row);
        }
        return drills;
    });
}

Result<void> insert_opening(Database& database, std::int64_t sealed_drill_id,
                            std::int64_t activity_id, Date day, const std::string& secret,
                            Instant at, const std::string& by) {
    return guard(database, "sealed.open", [&](soci::session& sql) {
        const long long sealed = sealed_drill_id, activity = activity_id;
        const std::string text = iso(day), instant = iso(at);
        sql << "INSERT INTO sealed_drill_opening(sealed_drill_id, activity_id, local_day, secret, "
               "recorded_at_utc, recorded_by) VALUES(:sealed, :activity, :day, :secret, :at, :by)",
            use(sealed), use(activity), use(text), use(secret), use(instant), use(by);
    });
}

} // namespace roster::store
