#include "roster/store/rotation_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::vector<RotationPost>> load_rotation_posts(Database& database,
                                                      const std::string& top_key, Date day) {
    return guard(database, "rotation.posts", [&](soci::session& sql) {
        std::vector<RotationPost> posts;
        RotationPost row;
        std::string kind, post, from;
        const std::string on = iso(day);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT p.key, p.name, o.key, o.name, o.kind, a.post, a.from_day FROM part "
                 "JOIN organisation AS o ON o.id = part.id "
                 "JOIN post_assignment_in_force AS a ON a.organisation_id = o.id "
                 "JOIN person AS p ON p.id = a.person_id "
                 "WHERE a.post IN ('leader', 'deputy_leader', 'safety_officer') "
                 "AND a.from_day <= :day AND (a.until_day IS NULL OR a.until_day >= :day2) "
                 "AND p.joined_on <= :day3 AND (p.left_on IS NULL OR p.left_on >= :day4) "
                 "AND p.kind = 'staff' ORDER BY p.key, o.key, a.post, a.from_day",
             into(row.person_key), into(row.person_name), into(row.organisation_key),
             into(row.organisation_name), into(kind), into(post), into(from), use(top_key), use(on),
             use(on), use(on), use(on));
        rows.execute();
        while (rows.fetch()) {
            if (!is_institution(read_named<OrganisationKind>(organisation_kind_names, kind)))
                continue; // the head of a bureau is none of the three
            row.post = read_named<Post>(post_names, post);
            row.from_day = read_date(from);
            posts.push_back(row);
        }
        return posts;
    });
}

Result<TrainingsOf> load_trainings(Database& database, Date day) {
    return guard(database, "rotation.trainings", [&](soci::session& sql) {
        TrainingsOf trainings;
        Deed deed;
        deed.source = "activity";
        deed.activity = "training";
        long long id = 0;
        std::string person, held;
        const std::string on = iso(day);
        soci::statement rows =
            (sql.prepare << "SELECT p.key, a.id, a.level, a.scope, a.form, a.content_tags, "
                            "c.local_day FROM countable_attendance AS c "
                            "JOIN activity AS a ON a.id = c.source_id "
                            "JOIN person AS p ON p.id = c.person_id "
                            "WHERE c.source = 'activity' AND c.activity = 'training' "
                            "AND a.level IN ('city', 'county') AND c.local_day <= :day "
                            "ORDER BY p.key, c.local_day, a.id",
             into(person), into(id), into(deed.level), into(deed.scope), into(deed.form),
             into(deed.tags), into(held), use(on));
        rows.execute();
        while (rows.fetch()) {
            deed.source_id = id;
            deed.day = read_date(held);
            trainings[person].push_back(deed);
        }
        return trainings;
    });
}

Result<std::vector<RotationSlotRow>> load_rotation_slots(Database& database,
                                                         const std::string& organisation_key) {
    return guard(database, "rotation.slots", [&](soci::session& sql) {
        std::vector<RotationSlotRow> slots;
        RotationSlotRow row;
        long long id = 0;
        Column<std::string> planned;
        soci::statement rows =
            (sql.prepare << "SELECT s.id, p.key, p.name, s.year, s.cohort_no, s.planned_day "
                            "FROM rotation_slot_in_force AS s "
                            "JOIN organisation AS o ON o.id = s.organisation_id "
                            "JOIN person AS p ON p.id = s.person_id "
                            "WHERE o.key = :organisation ORDER BY s.year, p.key, s.id",
             into(id), into(row.person_key), into(row.person_name), into(row.year),
             into(row.cohort_no), into(planned.value, planned.indicator), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.planned_day = read_date(planned);
            slots.push_back(row);
        }
        return slots;
    });
}

Result<std::int64_t> insert_rotation_slot(Database& database, const std::string& organisation_key,
                                          const RotationSlotRow& slot, std::int64_t corrects_id,
                                          bool withdrawn, const Entry& entry) {
    return guard(database, "rotation.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects(corrects_id != 0 ? std::optional(corrects_id)
                                                          : std::nullopt);
        const int taken_back = withdrawn;
        const auto planned = date_column(slot.planned_day);
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO rotation_slot(corrects_id, withdrawn, organisation_id, person_id, "
               "year, cohort_no, planned_day, recorded_at_utc, recorded_by) VALUES(:corrects, "
               ":withdrawn, (SELECT id FROM organisation WHERE key = :organisation), "
               "(SELECT id FROM person WHERE key = :person), :year, :cohort, :planned, :at, :who) "
               "RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(taken_back),
            use(organisation_key), use(slot.person_key), use(slot.year), use(slot.cohort_no),
            use(planned.value, planned.indicator), use(at), use(entry.who);
        return id;
    });
}

} // namespace roster::store
