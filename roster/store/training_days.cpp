#include "roster/store/training_days.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::map<std::string, std::vector<Deed>, std::less<>>>
load_trainings_of_staff(Database& database, const std::string& organisation_key,
                        const std::string& tag, Date until) {
    return guard(database, "training.of_staff", [&](soci::session& sql) {
        std::map<std::string, std::vector<Deed>, std::less<>> deeds;
        Deed deed;
        deed.source = "activity";
        deed.activity = "training";
        std::string person, held;
        long long id = 0;
        const std::string on = iso(until), about = "% " + tag + " %";
        soci::statement rows =
            (sql.prepare << "SELECT p.key, a.id, a.level, a.scope, a.form, a.content_tags, "
                            "c.local_day FROM countable_attendance AS c "
                            "JOIN activity AS a ON a.id = c.source_id "
                            "JOIN person AS p ON p.id = c.person_id "
                            "WHERE c.source = 'activity' AND c.activity = 'training' "
                            "AND a.content_tags LIKE :tag AND c.local_day <= :day "
                            "AND c.person_id IN (SELECT h.person_id FROM post_assignment AS h "
                            "JOIN organisation AS o ON o.id = h.organisation_id "
                            "WHERE o.key = :organisation) ORDER BY p.key, c.local_day, a.id",
             into(person), into(id), into(deed.level), into(deed.scope), into(deed.form),
             into(deed.tags), into(held), use(about), use(on), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            deed.source_id = id;
            deed.day = read_date(held);
            deeds[person].push_back(deed);
        }
        return deeds;
    });
}

} // namespace roster::store
