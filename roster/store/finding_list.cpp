#include "roster/store/finding_list.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// Columns of one finding with its newest step.
class RowReader {
public:
    RowReader(soci::session& sql, const std::string& top) : rows_(sql) {
        Finding& f = row_.finding;
        for (std::string* text :
             {&f.key, &f.organisation_key, &row_.organisation_name, &f.text, &severity_, &day_,
              &source_, &f.category, &f.zone, &f.service, &state_, &row_.responsible_key,
              &row_.responsible, &row_.supervisor, &row_.measure, &row_.contingency,
              &row_.interim_measure, &row_.closed_by})
            rows_.exchange(into(*text));
        for (Column<std::string>* date : {&deadline_, &closed_})
            rows_.exchange(into(date->value, date->indicator));
        rows_.exchange(into(funds_.value, funds_.indicator));
        for (long long* number : {&drill_, &activity_, &inspection_, &life_safety_, &extended_,
                                  &returned_, &suspended_})
            rows_.exchange(into(*number));
        rows_.exchange(use(top));
        rows_.alloc();
        rows_.prepare(query);
        rows_.define_and_bind();
        rows_.execute();
    }
    bool fetch() { return rows_.fetch(); }
    FindingRow read() {
        Finding& f = row_.finding;
        f.severity = read_named<Severity>(severity_names, severity_);
        f.source = read_named<FindingSource>(finding_source_names, source_);
        f.found_on = read_date(day_);
        f.life_safety = life_safety_ != 0;
        f.drill_id = drill_;
        f.activity_id = activity_;
        f.inspection_id = inspection_;
        row_.state = read_named<FindingState>(finding_state_names, state_);
        row_.deadline = read_date(deadline_);
        row_.funds_yuan = funds_.optional();
        row_.closed_on.reset();
        if (closed_.indicator == soci::i_ok)
            row_.closed_on = calc_local_day(read_instant(closed_.value));
        row_.extended_count = static_cast<int>(extended_);
        row_.returned_count = static_cast<int>(returned_);
        row_.suspended = suspended_ != 0;
        return row_;
    }

private:
    static constexpr const char* query = ROSTER_PART_SQL
        "SELECT f.key, o.key, o.name, f.text, f.severity, f.found_on, f.source, f.category, "
        "f.zone, f.service, COALESCE(s.state, 'registered'), COALESCE(r.key, ''), "
        "COALESCE(r.name, ''), COALESCE(v.name, ''), COALESCE(s.measure, ''), "
        "COALESCE(s.contingency, ''), COALESCE(s.interim_measure, ''), "
        "CASE s.state WHEN 'closed' THEN a.name ELSE '' END, "
        "s.deadline, CASE s.state WHEN 'closed' THEN s.at_utc END, s.funds_yuan, "
        "COALESCE(f.drill_id, 0), COALESCE(f.activity_id, 0), COALESCE(f.inspection_id, 0), "
        "f.life_safety, "
        "(SELECT count(*) FROM finding_step AS e WHERE e.finding_id = f.id AND e.state = "
        "'extended'), "
        "(SELECT count(*) FROM finding_step AS e WHERE e.finding_id = f.id AND e.state = "
        "'returned'), "
        "CASE WHEN EXISTS (SELECT 1 FROM suspended_now AS u WHERE u.finding_id = f.id) "
        "THEN 1 ELSE 0 END "
        "FROM part JOIN organisation AS o ON o.id = part.id "
        "JOIN finding AS f ON f.organisation_id = part.id "
        "LEFT JOIN finding_step AS s ON s.id = (SELECT max(l.id) FROM finding_step AS l "
        "WHERE l.finding_id = f.id) "
        "LEFT JOIN person AS r ON r.id = s.responsible_id "
        "LEFT JOIN person AS v ON v.id = s.supervisor_id "
        "LEFT JOIN person AS a ON a.id = s.actor_id ORDER BY f.found_on, f.key";

    FindingRow row_;
    std::string severity_, day_, source_, state_;
    Column<std::string> deadline_, closed_;
    Column<double> funds_;
    long long drill_ = 0, activity_ = 0, inspection_ = 0, life_safety_ = 0;
    long long extended_ = 0, returned_ = 0, suspended_ = 0;
    soci::statement rows_;
};

} // namespace

Result<std::vector<FindingRow>> load_finding_rows(Database& database, const std::string& top_key) {
    return guard(database, "finding.list", [&](soci::session& sql) {
        std::vector<FindingRow> findings;
        for (RowReader reader(sql, top_key); reader.fetch();)
            findings.push_back(reader.read());
        return findings;
    });
}

Result<std::optional<std::string>> find_finding_home(Database& database,
                                                     const std::string& finding_key) {
    return guard(database, "finding.find", [&](soci::session& sql) -> std::optional<std::string> {
        std::string home;
        sql << "SELECT o.key FROM finding AS f JOIN organisation AS o "
               "ON o.id = f.organisation_id WHERE f.key = :key",
            into(home), use(finding_key);
        if (!sql.got_data()) return std::nullopt;
        return home;
    });
}

Result<std::vector<SuspensionRow>> load_suspensions(Database& database,
                                                    const std::string& top_key) {
    return guard(database, "suspension.list", [&](soci::session& sql) {
        std::vector<SuspensionRow> suspensions;
        SuspensionRow row;
        std::string day;
        Column<std::string> lifted;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT f.key, o.key, o.name, u.zone, u.service, f.text, u.from_day, s.at_utc "
                 "FROM part JOIN organisation AS o ON o.id = part.id "
                 "JOIN suspension AS u ON u.organisation_id = part.id "
                 "JOIN finding AS f ON f.id = u.finding_id "
                 "LEFT JOIN suspension_end AS e ON e.suspension_id = u.id "
                 "LEFT JOIN finding_step AS s ON s.id = e.finding_step_id "
                 "ORDER BY e.id IS NOT NULL, u.from_day, f.key",
             into(row.finding_key), into(row.organisation_key), into(row.organisation_name),
             into(row.zone), into(row.service), into(row.text), into(day),
             into(lifted.value, lifted.indicator), use(top_key));
        rows.execute();
        while (rows.fetch()) {
            row.from_day = read_date(day);
            row.lifted_on.reset();
            if (lifted.indicator == soci::i_ok)
                row.lifted_on = calc_local_day(read_instant(lifted.value));
            suspensions.push_back(row);
        }
        return suspensions;
    });
}

Result<std::vector<PersonOnFile>> find_persons(Database& database, const std::string& key_or_name) {
    return guard(database, "person.find", [&](soci::session& sql) {
        std::vector<PersonOnFile> persons;
        PersonOnFile row;
        soci::statement rows =
            (sql.prepare << "SELECT p.key, p.name, o.key, o.name FROM person AS p "
                            "JOIN organisation AS o ON o.id = p.organisation_id "
                            "WHERE p.key = :key OR p.name = :name ORDER BY p.key",
             into(row.key), into(row.name), into(row.organisation_key), into(row.organisation_name),
             use(key_or_name), use(key_or_name));
        rows.execute();
        while (rows.fetch()) {
            if (row.key == key_or_name) return std::vector{row};
            persons.push_back(row);
        }
        return persons;
    });
}

Result<Entitlement> find_entitlement(Database& database, const std::string& person_key,
                                     const std::string& organisation_key, Date day) {
    return guard(database, "person.entitlement", [&](soci::session& sql) {
        const std::string text = iso(day);
        int office = 0, leads = 0, house = 0, leave = 0;
        sql << "WITH RECURSIVE house(id, parent_id) AS "
               "(SELECT id, parent_id FROM organisation WHERE key = :home "
               "UNION SELECT o.id, o.parent_id FROM organisation AS o "
               "JOIN house AS h ON o.id = h.parent_id), "
               "held(organisation_id, post) AS "
               "(SELECT a.organisation_id, a.post FROM post_assignment_in_force AS a "
               "JOIN person AS p ON p.id = a.person_id WHERE p.key = :p1 "
               "AND (p.left_on IS NULL OR p.left_on >= :d1) "
               "AND a.from_day <= :d2 AND (a.until_day IS NULL OR a.until_day >= :d3)) "
               "SELECT CASE WHEN EXISTS (SELECT 1 FROM office_person AS w WHERE w.person_id = p.id "
               "AND w.from_day <= :d4 AND (w.until_day IS NULL OR w.until_day >= :d5)) "
               "THEN 1 ELSE 0 END, "
               "CASE WHEN EXISTS (SELECT 1 FROM held AS a "
               "JOIN organisation AS o ON o.id = a.organisation_id WHERE o.key = :h2 AND a.post IN "
               "('leader', 'legal_representative', 'deputy_leader', 'safety_manager')) "
               "THEN 1 ELSE 0 END, "
               "CASE WHEN EXISTS (SELECT 1 FROM held AS a "
               "JOIN house AS h ON h.id = a.organisation_id) "
               "OR (p.joined_on <= :d6 AND (p.left_on IS NULL OR p.left_on >= :d7) "
               "AND p.organisation_id IN (SELECT id FROM house)) THEN 1 ELSE 0 END, "
               "CASE WHEN EXISTS (SELECT 1 FROM absence_in_force AS b WHERE b.person_id = p.id "
               "AND b.from_day <= :d8 AND (b.until_day IS NULL OR b.until_day >= :d9)) "
               "THEN 1 ELSE 0 END FROM person AS p WHERE p.key = :p2",
            into(office), into(leads), into(house), into(leave), use(organisation_key),
            use(person_key), use(text), use(text), use(text), use(text), use(text),
            use(organisation_key), use(text), use(text), use(text), use(text), use(person_key);
        return Entitlement{office != 0, leads != 0, house != 0, leave != 0};
    });
}

Result<std::optional<DrillOnFile>> find_drill(Database& database, std::int64_t drill_id) {
    return guard(database, "drill.find", [&](soci::session& sql) -> std::optional<DrillOnFile> {
        DrillOnFile drill;
        std::string day;
        const long long id = drill_id;
        sql << "SELECT o.key, d.kind, d.progress, d.local_day FROM drill_in_force AS d "
               "JOIN organisation AS o ON o.id = d.organisation_id WHERE d.id = :id",
            into(drill.organisation_key), into(drill.kind), into(drill.progress), into(day),
            use(id);
        if (!sql.got_data()) return std::nullopt;
        drill.local_day = read_date(day);
        return drill;
    });
}

Result<std::vector<std::string>> load_drill_failures(Database& database, std::int64_t drill_id) {
    return guard(database, "drill.failures", [&](soci::session& sql) {
        std::vector<std::string> actions;
        std::string action;
        const long long id = drill_id;
        soci::statement rows =
            (sql.prepare << "SELECT o.action FROM outcome_in_force AS o "
                            "JOIN drill_in_force AS d ON d.id = o.drill_id "
                            "WHERE o.drill_id = :id AND d.kind = 'real' AND d.progress = 'held' "
                            "AND o.critical = 1 AND o.status IN ('missed', 'wrong') "
                            "GROUP BY o.expected_no, o.action ORDER BY o.expected_no, o.action",
             into(action), use(id));
        rows.execute();
        while (rows.fetch())
            actions.push_back(action);
        return actions;
    });
}

Result<int> find_last_number(Database& database, const std::string& prefix) {
    return guard(database, "finding.number", [&](soci::session& sql) {
        int last = 0;
        std::string key;
        soci::statement rows = (sql.prepare << "SELECT key FROM finding "
                                               "WHERE substr(key, 1, length(:prefix)) = :prefix2",
                                into(key), use(prefix), use(prefix));
        rows.execute();
        while (rows.fetch()) // whoever numbers by hand may write anything
            last = std::max(last, std::atoi(key.c_str() + prefix.size()));
        return last;
    });
}

} // namespace roster::store
