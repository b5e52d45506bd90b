#include "roster/store/post_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include "roster/store/people_table.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

const std::string& name_in(const PersonDays& people, const std::string& key) {
    const auto one = people.find(key);
    return one == people.end() ? key : one->second.name;
}

Result<PersonDays> load_person_days(Database& database) {
    return guard(database, "person.days", [](soci::session& sql) {
        PersonDays days;
        std::string key, name, joined;
        Column<std::string> left;
        soci::statement rows =
            (sql.prepare << "SELECT key, name, joined_on, left_on FROM person", into(key),
             into(name), into(joined), into(left.value, left.indicator));
        rows.execute();
        while (rows.fetch())
            days[key] = {name, read_date(joined), read_date(left)};
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

namespace {

/// Ends what is open on its last day; what would begin after it is taken back. @param
/// organisation "" for all
void end_open_posts(soci::session& sql, const std::string& person, const std::string& organisation,
                    const std::string& last) {
    std::vector<long long> open;
    long long id = 0;
    soci::statement rows =
        (sql.prepare << "SELECT r.id FROM post_assignment_in_force AS r JOIN person AS p "
                        "ON p.id = r.person_id JOIN organisation AS o ON o.id = r.organisation_id "
                        "WHERE p.key = :person AND (o.key = :organisation OR :any = '') "
                        "AND (r.until_day IS NULL OR r.until_day > :last) ORDER BY r.id",
         into(id), use(person), use(organisation), use(organisation), use(last));
    rows.execute();
    while (rows.fetch())
        open.push_back(id);
    for (const long long row : open)
        sql << "INSERT INTO post_assignment(corrects_id, withdrawn, person_id, organisation_id, "
               "post, shift, zone, from_day, until_day) SELECT id, CASE WHEN from_day > :last THEN "
               "1 ELSE 0 END, person_id, organisation_id, post, shift, zone, from_day, "
               "CASE WHEN from_day > :last2 THEN NULL ELSE :last3 END "
               "FROM post_assignment WHERE id = :id",
            use(last), use(last), use(last), use(row);
}

/// What of the person's posts decides whether the employment goes on.
struct Elsewhere {
    int longer_count = 0;    ///< in other homes, going on after the day
    bool works_there = true; ///< own home: not left yet
};

Elsewhere read_elsewhere(soci::session& sql, const std::string& person,
                         const std::string& organisation, const std::string& last) {
    Elsewhere answer;
    int open = 0, ended = 0, is_own = 0;
    sql << "SELECT count(*) FROM post_assignment_in_force AS r JOIN person AS p "
           "ON p.id = r.person_id JOIN organisation AS o ON o.id = r.organisation_id "
           "WHERE p.key = :person AND o.key <> :organisation "
           "AND (r.until_day IS NULL OR r.until_day > :last)",
        into(answer.longer_count), use(person), use(organisation), use(last);
    sql << "SELECT COALESCE(sum(CASE WHEN r.until_day IS NULL THEN 1 ELSE 0 END), 0), "
           "COALESCE(sum(CASE WHEN r.until_day IS NULL THEN 0 ELSE 1 END), 0) "
           "FROM post_assignment_in_force AS r JOIN person AS p ON p.id = r.person_id "
           "AND p.organisation_id = r.organisation_id WHERE p.key = :person",
        into(open), into(ended), use(person);
    sql << "SELECT count(*) FROM person AS p JOIN organisation AS o ON o.id = p.organisation_id "
           "WHERE p.key = :person AND o.key = :organisation",
        into(is_own), use(person), use(organisation);
    // Without any post on file somebody of the roll still works in the own home.
    answer.works_there = is_own == 0 && (open > 0 || ended == 0);
    return answer;
}

/// No post goes on: the last day of the last one is the last of the employment.
void end_employment_without_posts(soci::session& sql, const std::string& person) {
    sql << "UPDATE person SET left_on = (SELECT max(r.until_day) FROM post_assignment_in_force "
           "AS r WHERE r.person_id = person.id) WHERE key = :person AND NOT EXISTS "
           "(SELECT 1 FROM post_assignment_in_force AS r WHERE r.person_id = person.id "
           "AND r.until_day IS NULL)",
        use(person);
}

} // namespace

Result<std::vector<PostAssignment>> load_posts_around(Database& database,
                                                      const std::string& top_key) {
    return guard(database, "post.around", [&](soci::session& sql) {
        std::vector<PostAssignment> posts;
        PostAssignment row;
        long long id = 0;
        std::string post, shift, from;
        Column<std::string> until;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT a.id, p.key, o.key, a.post, a.shift, a.zone, a.from_day, a.until_day "
                 "FROM post_assignment_in_force AS a JOIN person AS p ON p.id = a.person_id "
                 "JOIN organisation AS o ON o.id = a.organisation_id "
                 "WHERE p.organisation_id IN (SELECT id FROM part) OR p.id IN "
                 "(SELECT b.person_id FROM post_assignment_in_force AS b "
                 "WHERE b.organisation_id IN (SELECT id FROM part)) "
                 "ORDER BY p.key, o.key, a.from_day, a.id",
             into(id), into(row.person_key), into(row.organisation_key), into(post), into(shift),
             into(row.role.zone), into(from), into(until.value, until.indicator), use(top_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.role.post = read_named<Post>(post_names, post);
            row.role.shift = read_named<Shift>(shift_names, shift);
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            posts.push_back(row);
        }
        return posts;
    });
}

Result<void> leave_organisation(Database& database, const std::string& person_key,
                                const std::string& organisation_key, Date last) {
    return guard(database, "post.leave", [&](soci::session& sql) {
        const std::string day = iso(last);
        const Elsewhere elsewhere = read_elsewhere(sql, person_key, organisation_key, day);
        if (elsewhere.longer_count > 0 || elsewhere.works_there) {
            end_open_posts(sql, person_key, organisation_key, day);
            if (!elsewhere.works_there) end_employment_without_posts(sql, person_key);
            return;
        }
        // Open posts of the own home end with the employment.
        sql << "UPDATE person SET left_on = :day WHERE key = :person", use(day), use(person_key);
    });
}

Result<void> reopen_employment(Database& database, const std::string& person_key, Date from) {
    return guard(database, "post.reopen", [&](soci::session& sql) {
        std::string left;
        const std::string day = iso(from);
        soci::indicator there = soci::i_null;
        sql << "SELECT left_on FROM person WHERE key = :person", into(left, there), use(person_key);
        if (there != soci::i_ok || left >= day) return;
        end_open_posts(sql, person_key, "", left);
        sql << "UPDATE person SET left_on = NULL WHERE key = :person", use(person_key);
    });
}

} // namespace roster::store
