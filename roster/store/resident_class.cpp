#include "roster/store/resident_class.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::map<std::string, Date>> load_resident_classes(Database& database,
                                                          const std::string& top_key) {
    return guard(database, "resident.class", [&](soci::session& sql) {
        std::map<std::string, Date> days;
        std::string key, day;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL "SELECT key, class_assessed_on FROM resident "
                                            "WHERE class_assessed_on IS NOT NULL "
                                            "AND organisation_id IN (SELECT id FROM part)",
             into(key), into(day), use(top_key));
        rows.execute();
        while (rows.fetch())
            days[key] = read_date(day);
        return days;
    });
}

Result<void> set_resident_class(Database& database, const std::string& resident_key,
                                Date assessed_on) {
    return guard(database, "resident.class", [&](soci::session& sql) {
        const std::string day = iso(assessed_on);
        sql << "UPDATE resident SET class_assessed_on = :day WHERE key = :key", use(day),
            use(resident_key);
    });
}

} // namespace roster::store
