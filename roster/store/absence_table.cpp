#include "roster/store/absence_table.h"

#include "roster/store/columns.h"
#include <algorithm>
#include <unordered_map>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::vector<Absence>> load_absences(Database& database, const std::string& organisation_key,
                                           Date from) {
    return guard(database, "absence.load", [&](soci::session& sql) {
        std::vector<Absence> absences;
        Absence row;
        long long id = 0;
        std::string first;
        Column<std::string> until;
        const std::string day = iso(from);
        soci::statement rows =
            (sql.prepare
                 << "SELECT a.id, p.key, a.from_day, a.until_day, a.reason "
                    "FROM absence_in_force AS a JOIN person AS p ON p.id = a.person_id "
                    "WHERE (a.until_day IS NULL OR a.until_day >= :day) AND a.person_id IN "
                    "(SELECT t.person_id FROM post_assignment_in_force AS t "
                    "JOIN organisation AS o ON o.id = t.organisation_id WHERE o.key = :home) "
                    "ORDER BY p.key, a.from_day, a.id",
             into(id), into(row.person_key), into(first), into(until.value, until.indicator),
             into(row.reason), use(day), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.from_day = read_date(first);
            row.until_day = read_date(until);
            absences.push_back(row);
        }
        return absences;
    });
}

namespace {

/// @param condition on a.id or p.key, with one value :what
template <class Value>
std::vector<Absence> read_absences(soci::session& sql, const std::string& condition,
                                   const Value& what) {
    std::vector<Absence> absences;
    Absence row;
    long long id = 0;
    std::string first;
    Column<std::string> until;
    soci::statement rows =
        (sql.prepare << "SELECT a.id, p.key, a.from_day, a.until_day, a.reason "
                        "FROM absence_in_force AS a JOIN person AS p ON p.id = a.person_id WHERE " +
                            condition + " = :what ORDER BY a.from_day, a.id",
         into(id), into(row.person_key), into(first), into(until.value, until.indicator),
         into(row.reason), use(what));
    rows.execute();
    while (rows.fetch()) {
        row.id = id;
        row.from_day = read_date(first);
        row.until_day = read_date(until);
        absences.push_back(row);
    }
    return absences;
}

} // namespace

Result<std::vector<Absence>> load_person_absences(Database& database,
                                                  const std::string& person_key) {
    return guard(database, "absence.of_person",
                 [&](soci::session& sql) { return read_absences(sql, "p.key", person_key); });
}

Result<std::vector<NamedAbsence>> load_all_absences(Database& database, std::optional<Date> day) {
    return guard(database, "absence.all", [&](soci::session& sql) {
        std::vector<NamedAbsence> absences;
        NamedAbsence row;
        long long id = 0;
        std::string first;
        Column<std::string> until;
        const std::string least = day ? iso(*day) : "", most = day ? iso(*day) : "9999-12-31";
        soci::statement rows =
            (sql.prepare << "SELECT a.id, p.key, p.name, a.from_day, a.until_day, a.reason "
                            "FROM absence_in_force AS a JOIN person AS p ON p.id = a.person_id "
                            "WHERE a.from_day <= :most "
                            "AND (a.until_day IS NULL OR a.until_day >= :least) "
                            "ORDER BY a.from_day, a.id",
             into(id), into(row.absence.person_key), into(row.person_name), into(first),
             into(until.value, until.indicator), into(row.absence.reason), use(most), use(least));
        rows.execute();
        while (rows.fetch()) {
            row.absence.id = id;
            row.absence.from_day = read_date(first);
            row.absence.until_day = read_date(until);
            absences.push_back(row);
        }
        // Two servers may sort one text in two ways.
        std::ranges::stable_sort(absences, {}, [](const NamedAbsence& one) -> const std::string& {
            return one.absence.person_key;
        });
        return absences;
    });
}

Result<std::optional<Absence>> find_absence(Database& database, std::int64_t id) {
    return guard(database, "absence.find", [&](soci::session& sql) {
        const long long number = id;
        const auto found = read_absences(sql, "a.id", number);
        return found.empty() ? std::optional<Absence>() : std::optional(found.front());
    });
}

Result<std::int64_t> insert_absence(Database& database, const Absence& absence, Date today) {
    return guard(database, "absence.insert", [&](soci::session& sql) -> std::int64_t {
        const std::string from = iso(absence.from_day), day = iso(today);
        const Column<std::string> until = date_column(absence.until_day);
        if (!absence.until_day || *absence.until_day >= today)
            sql << "UPDATE person SET leave_from = :from_day, leave_until = :until_day "
                   "WHERE key = :key AND (leave_from IS NULL OR leave_until < :today)",
                use(from), use(until.value, until.indicator), use(absence.person_key), use(day);
        // The person's own trigger may have written the row; then this one says why.
        long long id = 0;
        sql << "INSERT INTO absence(corrects_id, person_id, from_day, until_day, reason) "
               "SELECT (SELECT max(a.id) FROM absence_in_force AS a WHERE a.person_id = p.id "
               "AND a.from_day = :same_day), p.id, :from_day, :until_day, :reason "
               "FROM person AS p WHERE p.key = :key RETURNING id",
            into(id), use(from), use(from), use(until.value, until.indicator), use(absence.reason),
            use(absence.person_key);
        return id;
    });
}

Result<void> withdraw_absence(Database& database, const Absence& absence) {
    return guard(database, "absence.withdraw", [&](soci::session& sql) {
        const long long id = absence.id;
        const std::string from = iso(absence.from_day);
        sql << "INSERT INTO absence(corrects_id, withdrawn, person_id, from_day, until_day, "
               "reason) "
               "SELECT id, 1, person_id, from_day, until_day, reason FROM absence WHERE id = :id",
            use(id);
        sql << "UPDATE person SET leave_from = NULL, leave_until = NULL "
               "WHERE key = :key AND leave_from = :from_day",
            use(absence.person_key), use(from);
    });
}

void read_leave_of_day(soci::session& sql, Date day, std::vector<Person>& persons) {
    struct Leave {
        std::optional<Date> from, until;
    };
    std::unordered_map<std::string, Leave> leaves;
    const std::string text = iso(day);
    std::string key, from;
    Column<std::string> until;
    soci::statement rows =
        (sql.prepare << "SELECT p.key, a.from_day, a.until_day FROM absence_in_force AS a "
                        "JOIN person AS p ON p.id = a.person_id WHERE a.from_day <= :day "
                        "AND (a.until_day IS NULL OR a.until_day >= :day2) ORDER BY a.id",
         into(key), into(from), into(until.value, until.indicator), use(text), use(text));
    rows.execute();
    while (rows.fetch()) {
        const auto [at, fresh] = leaves.try_emplace(key, Leave{read_date(from), read_date(until)});
        // Of two that meet that day the longer: either alone keeps somebody away.
        if (!fresh && at->second.until &&
            (!until.optional() || *at->second.until < *read_date(until)))
            at->second = {read_date(from), read_date(until)};
    }
    for (Person& person : persons)
        if (const auto at = leaves.find(person.key); at != leaves.end()) {
            person.leave_from = at->second.from;
            person.leave_until = at->second.until;
        }
}

} // namespace roster::store
