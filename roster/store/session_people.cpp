#include "roster/store/session_people.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::vector<SessionPost>> load_session_posts(Database& database,
                                                    const std::string& top_key) {
    return guard(database, "session.posts", [&](soci::session& sql) {
        std::vector<SessionPost> posts;
        SessionPost row;
        std::string kind, post, from, joined;
        Column<std::string> until, left;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT p.key, p.name, o.key, o.kind, a.post, a.from_day, a.until_day, "
                 "p.joined_on, "
                 "p.left_on FROM part JOIN organisation AS o ON o.id = part.id "
                 "JOIN post_assignment_in_force AS a ON a.organisation_id = o.id "
                 "JOIN person AS p ON p.id = a.person_id "
                 "WHERE a.post IN ('leader', 'deputy_leader', 'safety_officer') "
                 "AND p.kind = 'staff' ORDER BY p.key, o.key, a.from_day, a.post",
             into(row.person_key), into(row.person_name), into(row.organisation_key), into(kind),
             into(post), into(from), into(until.value, until.indicator), into(joined),
             into(left.value, left.indicator), use(top_key));
        rows.execute();
        while (rows.fetch()) {
            if (!is_institution(read_named<OrganisationKind>(organisation_kind_names, kind)))
                continue; // as the rotation has it
            row.post = read_named<Post>(post_names, post);
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            row.joined_on = read_date(joined);
            row.left_on = read_date(left);
            posts.push_back(row);
        }
        return posts;
    });
}

Result<std::vector<SessionAbsence>> load_session_absences(Database& database,
                                                          const std::string& top_key, Date day) {
    return guard(database, "session.absences", [&](soci::session& sql) {
        std::vector<SessionAbsence> absences;
        SessionAbsence row;
        std::string from;
        Column<std::string> until;
        const std::string on = iso(day);
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT DISTINCT p.key, b.from_day, b.until_day, b.reason FROM part "
                 "JOIN post_assignment_in_force AS a ON a.organisation_id = part.id "
                 "JOIN person AS p ON p.id = a.person_id "
                 "JOIN absence_in_force AS b ON b.person_id = p.id "
                 "WHERE b.until_day IS NULL OR b.until_day >= :day "
                 "ORDER BY p.key, b.from_day, b.until_day, b.reason",
             into(row.person_key), into(from), into(until.value, until.indicator), into(row.reason),
             use(top_key), use(on));
        rows.execute();
        while (rows.fetch()) {
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            absences.push_back(row);
        }
        return absences;
    });
}

Result<SessionDeeds> load_session_deeds(Database& database, Date day) {
    return guard(database, "session.deeds", [&](soci::session& sql) {
        SessionDeeds deeds;
        Deed deed;
        deed.source = "activity";
        deed.activity = "training";
        std::string person, held;
        long long id = 0;
        const std::string on = iso(day);
        soci::statement rows =
            (sql.prepare << "SELECT p.key, a.id, a.level, a.scope, a.form, a.content_tags, "
                            "c.local_day FROM countable_attendance AS c "
                            "JOIN activity AS a ON a.id = c.source_id "
                            "JOIN person AS p ON p.id = c.person_id "
                            "WHERE c.source = 'activity' AND c.activity = 'training' "
                            "AND (a.level = 'city' OR a.form = 'pre_job') AND c.local_day <= :day "
                            "ORDER BY p.key, c.local_day, a.id",
             into(person), into(id), into(deed.level), into(deed.scope), into(deed.form),
             into(deed.tags), into(held), use(on));
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
