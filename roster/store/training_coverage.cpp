#include "roster/store/training_coverage.h"

#include "roster/domain/organisation.h"
#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include "roster/store/roll.h"
#include <set>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

using Ids = std::set<long long>;

Ids read_ids(soci::session& sql, const std::string& query, long long activity) {
    Ids ids;
    long long id = 0;
    soci::statement rows = (sql.prepare << query, into(id), use(activity));
    rows.execute();
    while (rows.fetch())
        ids.insert(id);
    return ids;
}

Ids read_institutions(soci::session& sql) {
    Ids ids;
    long long id = 0;
    std::string kind;
    soci::statement rows =
        (sql.prepare << "SELECT id, kind FROM organisation", into(id), into(kind));
    rows.execute();
    while (rows.fetch())
        if (is_institution(read_named<OrganisationKind>(organisation_kind_names, kind)))
            ids.insert(id);
    return ids;
}

/// Held for these, each with everything below it.
std::vector<std::string> read_tops(soci::session& sql, const TrainingCoverage& training,
                                   long long activity) {
    std::vector<std::string> keys{training.organisation_key};
    std::string key;
    soci::statement rows =
        (sql.prepare << "SELECT o.key FROM activity_organisation AS g JOIN organisation AS o "
                        "ON o.id = g.organisation_id WHERE g.activity_id = :activity "
                        "AND g.took_part = 1 ORDER BY o.key",
         into(key), use(activity));
    rows.execute();
    while (rows.fetch())
        keys.push_back(key);
    return keys;
}

void count_people(soci::session& sql, const Ids& institutions, long long activity,
                  TrainingCoverage& training) {
    Ids on_roll;
    for (const std::string& top : read_tops(sql, training, activity))
        for (const PostHeld& post : read_roll(sql, top, training.local_day).posts)
            if (institutions.contains(post.organisation_id)) on_roll.insert(post.person_id);
    training.on_roll_count = static_cast<int>(on_roll.size());
    for (const long long person :
         read_ids(sql,
                  "SELECT person_id FROM countable_attendance WHERE source = 'activity' "
                  "AND source_id = :activity",
                  activity))
        training.passed_count += on_roll.contains(person) ? 1 : 0;
}

} // namespace

Result<std::vector<TrainingCoverage>> load_training_coverage(Database& database,
                                                             const std::string& top_key,
                                                             ActivityLevel level, Date first,
                                                             Date last) {
    return guard(database, "training.coverage", [&](soci::session& sql) {
        std::vector<TrainingCoverage> trainings;
        std::vector<long long> ids;
        TrainingCoverage row;
        long long id = 0;
        std::string day;
        const std::string wanted = text_of(activity_level_names, level), from = iso(first),
                          until = iso(last);
        {
            soci::statement rows =
                (sql.prepare << ROSTER_PART_SQL
                     "SELECT a.id, a.key, a.title, o.key, o.name, a.local_day "
                     "FROM activity_in_force AS a JOIN organisation AS o "
                     "ON o.id = a.organisation_id WHERE a.organisation_id IN (SELECT id FROM part) "
                     "AND a.kind = 'training' AND a.progress = 'held' AND a.level = :level "
                     "AND a.local_day BETWEEN :first AND :last ORDER BY a.local_day, a.key",
                 into(id), into(row.activity_key), into(row.title), into(row.organisation_key),
                 into(row.organisation_name), into(day), use(top_key, "top"), use(wanted, "level"),
                 use(from, "first"), use(until, "last"));
            rows.execute();
            while (rows.fetch()) {
                row.local_day = read_date(day);
                trainings.push_back(row);
                ids.push_back(id);
            }
        }
        const Ids institutions = read_institutions(sql);
        for (std::size_t i = 0; i < ids.size(); ++i)
            count_people(sql, institutions, ids[i], trainings[i]);
        return trainings;
    });
}

} // namespace roster::store
