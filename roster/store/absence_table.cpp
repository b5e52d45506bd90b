#include "roster/store/absence_table.h"

#include "roster/store/columns.h"

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

} // namespace roster::store
