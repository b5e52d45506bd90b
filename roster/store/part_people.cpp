#include "roster/store/part_people.h"

#include "roster/store/absence_table.h"
#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include <algorithm>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// Left the own home for good, and still works in another: not of the own home any more. The first
/// set is small and made once; without it each person asks for all posts of his home.
#define MOVED_ON_SQL                                                                               \
    "(p.id IN (SELECT e.person_id FROM post_assignment_in_force AS e WHERE e.until_day < :d0) "    \
    "AND EXISTS (SELECT 1 FROM post_assignment_in_force AS e WHERE e.person_id = p.id "            \
    "AND e.organisation_id = p.organisation_id AND e.until_day < :d1) "                            \
    "AND NOT EXISTS (SELECT 1 FROM post_assignment_in_force AS e WHERE e.person_id = p.id "        \
    "AND e.organisation_id = p.organisation_id AND (e.until_day IS NULL OR e.until_day >= :d2)) "  \
    "AND EXISTS (SELECT 1 FROM post_assignment_in_force AS e WHERE e.person_id = p.id "            \
    "AND e.organisation_id <> p.organisation_id "                                                  \
    "AND (e.until_day IS NULL OR e.until_day >= :d3)))"

/// Posts of a day within the part.
struct PostsOfDay {
    std::vector<PersonRole> roles;
    std::vector<std::string> homes; ///< of each of them
};
using Roles = std::map<std::string, PostsOfDay>;

/// Where somebody works that day, whatever home he is on file with.
const std::string& find_workplace(const PostsOfDay& posts, const std::string& own) {
    if (posts.homes.empty() || std::ranges::find(posts.homes, own) != posts.homes.end()) return own;
    return posts.homes.front();
}

void read_names(soci::session& sql, const std::string& top, PartPeople& people) {
    std::string key, name;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL "SELECT o.key, o.name FROM part JOIN organisation AS o "
                                        "ON o.id = part.id",
         into(key), into(name), use(top));
    rows.execute();
    while (rows.fetch())
        people.organisation_name[key] = name;
}

Roles read_roles(soci::session& sql, const std::string& top, const std::string& day) {
    Roles roles;
    std::string key, home, post, shift, zone;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT p.key, o.key, a.post, a.shift, a.zone FROM part "
             "JOIN post_assignment_in_force AS a ON a.organisation_id = part.id "
             "JOIN organisation AS o ON o.id = part.id "
             "JOIN person AS p ON p.id = a.person_id WHERE a.from_day <= :day "
             "AND (a.until_day IS NULL OR a.until_day >= :day2) "
             "ORDER BY p.key, a.shift, a.post, a.zone, o.key",
         into(key), into(home), into(post), into(shift), into(zone), use(top), use(day), use(day));
    rows.execute();
    while (rows.fetch()) {
        roles[key].roles.push_back(
            {read_named<Post>(post_names, post), read_named<Shift>(shift_names, shift), zone});
        roles[key].homes.push_back(home);
    }
    return roles;
}

void read_team_roles(soci::session& sql, const std::string& top, const std::string& day,
                     PartPeople& people) {
    std::string key, role;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT p.key, m.role FROM part JOIN team AS t ON t.organisation_id = part.id "
             "JOIN team_membership_in_force AS m ON m.team_id = t.id "
             "JOIN person AS p ON p.id = m.person_id WHERE m.from_day <= :day "
             "AND (m.until_day IS NULL OR m.until_day >= :day2) ORDER BY t.key, m.id",
         into(key), into(role), use(top), use(day), use(day));
    rows.execute();
    while (rows.fetch())
        people.team_role_of.emplace(key, read_named<TeamRole>(team_role_names, role));
}

void read_persons(soci::session& sql, const std::string& top, const std::string& day, Roles& roles,
                  PartPeople& people) {
    std::string key, organisation, name, joined;
    Column<std::string> left, from, until;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT p.key, o.key, p.name, p.joined_on, p.left_on, p.leave_from, p.leave_until "
             "FROM person AS p JOIN organisation AS o ON o.id = p.organisation_id "
             "WHERE p.kind = 'staff' AND ((p.organisation_id IN (SELECT id FROM part) "
             "AND NOT " MOVED_ON_SQL ") OR p.id IN "
             "(SELECT a.person_id FROM post_assignment_in_force AS a WHERE a.organisation_id IN "
             "(SELECT id FROM part) AND a.from_day <= :day "
             "AND (a.until_day IS NULL OR a.until_day >= :day2))) ORDER BY o.key, p.key",
         into(key), into(organisation), into(name), into(joined), into(left.value, left.indicator),
         into(from.value, from.indicator), into(until.value, until.indicator), use(top), use(day),
         use(day), use(day), use(day), use(day), use(day));
    rows.execute();
    while (rows.fetch()) {
        PostsOfDay& posts = roles[key];
        people.persons.push_back({key, find_workplace(posts, organisation), name,
                                  std::move(posts.roles), read_date(joined), read_date(left),
                                  read_date(from), read_date(until)});
    }
    std::ranges::stable_sort(people.persons, {}, &Person::organisation_key);
}

} // namespace

Result<PartPeople> load_part_people(Database& database, const std::string& top_key, Date day) {
    return guard(database, "people.load", [&](soci::session& sql) {
        PartPeople people;
        const std::string text = iso(day);
        Roles roles = read_roles(sql, top_key, text);
        read_names(sql, top_key, people);
        read_team_roles(sql, top_key, text, people);
        read_persons(sql, top_key, text, roles, people);
        read_leave_of_day(sql, day, people.persons);
        return people;
    });
}

} // namespace roster::store
