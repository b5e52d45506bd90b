#include "roster/store/home_people.h"

#include "roster/store/absence_table.h"
#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include "roster/store/post_table.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

Result<std::set<std::string>> load_part_keys(Database& database, const std::string& top_key) {
    return guard(database, "people.part", [&](soci::session& sql) {
        std::set<std::string> keys;
        std::string key;
        soci::statement rows = (sql.prepare << ROSTER_PART_SQL
                                    "SELECT o.key FROM part JOIN organisation AS o ON o.id = "
                                    "part.id",
                                into(key), use(top_key));
        rows.execute();
        while (rows.fetch())
            keys.insert(key);
        return keys;
    });
}

} // namespace

std::span<const PostAssignment> PeopleAround::posts_of(const std::string& person_key) const {
    const auto found = std::ranges::equal_range(posts, person_key, {}, &PostAssignment::person_key);
    return {found.begin(), found.end()};
}

Result<PeopleAround> load_people_around(Database& database, const std::string& top_key) {
    PeopleAround around;
    auto posts = load_posts_around(database, top_key);
    if (!posts) return tl::unexpected(posts.error());
    around.posts = std::move(*posts);
    std::ranges::sort(around.posts, {}, [](const PostAssignment& one) {
        return std::tie(one.person_key, one.organisation_key, one.from_day, one.id);
    });
    auto read = guard(database, "people.around", [&](soci::session& sql) {
        std::string key, organisation, name, joined;
        Column<std::string> left, from, until;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT p.key, o.key, p.name, p.joined_on, p.left_on, p.leave_from, p.leave_until "
                 "FROM person AS p JOIN organisation AS o ON o.id = p.organisation_id "
                 "WHERE p.kind = 'staff' AND (p.organisation_id IN (SELECT id FROM part) "
                 "OR p.id IN (SELECT a.person_id FROM post_assignment_in_force AS a "
                 "WHERE a.organisation_id IN (SELECT id FROM part))) ORDER BY p.key",
             into(key), into(organisation), into(name), into(joined),
             into(left.value, left.indicator), into(from.value, from.indicator),
             into(until.value, until.indicator), use(top_key));
        rows.execute();
        while (rows.fetch())
            around.persons.push_back({key,
                                      organisation,
                                      name,
                                      {},
                                      read_date(joined),
                                      read_date(left),
                                      read_date(from),
                                      read_date(until)});
    });
    if (!read) return tl::unexpected(read.error());
    return around;
}

Result<std::vector<Person>> load_home_people(Database& database, const std::string& top_key,
                                             Date day) {
    const auto part = load_part_keys(database, top_key);
    if (!part) return tl::unexpected(part.error());
    const auto around = load_people_around(database, top_key);
    if (!around) return tl::unexpected(around.error());
    std::vector<Person> people;
    for (const Person& person : around->persons) {
        const auto posts = around->posts_of(person.key);
        std::set<std::string> homes{person.organisation_key};
        for (const PostAssignment& post : posts)
            homes.insert(post.organisation_key);
        for (const std::string& home : homes)
            if (part->contains(home))
                if (auto seen = seen_from(person, posts, home, day))
                    people.push_back(std::move(*seen));
    }
    std::ranges::stable_sort(people, {}, &Person::organisation_key);
    auto read = guard(database, "people.leave",
                      [&](soci::session& sql) { read_leave_of_day(sql, day, people); });
    if (!read) return tl::unexpected(read.error());
    return people;
}

} // namespace roster::store
