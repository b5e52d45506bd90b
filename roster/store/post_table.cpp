#include "roster/store/columns.h"
#include "roster/store/people_table.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<PersonDays> load_person_days(Database& database) {
    return guard(database, "person.days", [](soci::session& sql) {
        PersonDays days;
        std::string key, joined;
        Column<std::string> left;
        soci::statement rows = (sql.prepare << "SELECT key, joined_on, left_on FROM person",
                                into(key), into(joined), into(left.value, left.indicator));
        rows.execute();
        while (rows.fetch())
            days[key] = {read_date(joined), read_date(left)};
        return days;
    });
}

Result<std::int64_t> insert_post(Database& database, const PostAssignment& assignment) {
    return guard(database, "post.insert", [&](soci::session& sql) {
        const std::string post = text_of(post_names, assignment.role.post);
        const std::string shift = text_of(shift_names, assignment.role.shift);
        const std::string from = iso(assignment.from_day);
        const auto until = date_column(assignment.until_day);
        long long id = 0;
        sql << "INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, "
               "from_day, until_day) VALUES((SELECT id FROM person WHERE key = :person), "
               "(SELECT id FROM organisation WHERE key = :organisation), :post, :shift, :zone, "
               ":from, :until) RETURNING id",
            into(id), use(assignment.person_key), use(assignment.organisation_key), use(post),
            use(shift), use(assignment.role.zone), use(from), use(until.value, until.indicator);
        return std::int64_t{id};
    });
}

Result<void> end_post(Database& database, std::int64_t post_id, Date last) {
    return guard(database, "post.end", [&](soci::session& sql) {
        const std::string day = iso(last);
        const long long id = post_id;
        sql << "INSERT INTO post_assignment(corrects_id, person_id, organisation_id, post, shift, "
               "zone, from_day, until_day) SELECT id, person_id, organisation_id, post, shift, "
               "zone, from_day, :day FROM post_assignment WHERE id = :id",
            use(day), use(id);
    });
}

Result<std::vector<PostAssignment>> load_posts(Database& database,
                                               const std::string& organisation_key) {
    return guard(database, "post.load", [&](soci::session& sql) {
        std::vector<PostAssignment> posts;
        PostAssignment row;
        long long id = 0;
        std::string post, shift, from;
        Column<std::string> until;
        soci::statement rows =
            (sql.prepare << "SELECT a.id, p.key, a.post, a.shift, a.zone, a.from_day, a.until_day "
                            "FROM post_assignment_in_force AS a "
                            "JOIN person AS p ON p.id = a.person_id "
                            "JOIN organisation AS o ON o.id = a.organisation_id "
                            "WHERE o.key = :organisation ORDER BY p.key, a.from_day, a.id",
             into(id), into(row.person_key), into(post), into(shift), into(row.role.zone),
             into(from), into(until.value, until.indicator), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.organisation_key = organisation_key;
            row.role.post = read_named<Post>(post_names, post);
            row.role.shift = read_named<Shift>(shift_names, shift);
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            posts.push_back(row);
        }
        return posts;
    });
}

} // namespace roster::store
