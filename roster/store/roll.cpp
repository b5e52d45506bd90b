#include "roster/store/roll.h"

#include "roster/domain/competence_constants.h"
#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include <algorithm>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

void read_posts(soci::session& sql, const std::string& top, const std::string& day, Roll& roll) {
    long long person = 0, organisation = 0;
    std::string key, name, joined;
    soci::statement rows =
        (sql.prepare << ROSTER_PART_SQL
             "SELECT DISTINCT p.id, p.key, p.name, p.joined_on, a.organisation_id "
             "FROM part JOIN post_assignment_in_force AS a ON a.organisation_id = part.id "
             "JOIN person AS p ON p.id = a.person_id "
             "WHERE a.from_day <= :d1 AND (a.until_day IS NULL OR a.until_day >= :d2) "
             "AND p.joined_on <= :d3 AND (p.left_on IS NULL OR p.left_on >= :d4) "
             "AND p.kind = 'staff' ORDER BY a.organisation_id, p.key",
         into(person), into(key), into(name), into(joined), into(organisation), use(top), use(day),
         use(day), use(day), use(day));
    rows.execute();
    while (rows.fetch()) {
        roll.posts.push_back({person, organisation});
        if (const auto [at, fresh] = roll.persons.try_emplace(person); fresh)
            at->second = {key, name, read_date(joined), false, {}};
    }
}

/// Of those people only, wherever they were.
void read_stays(soci::session& sql, const std::string& day, Roll& roll) {
    long long person = 0, organisation = 0;
    std::string post, from;
    Column<std::string> until;
    soci::statement rows =
        (sql.prepare << "SELECT person_id, organisation_id, post, from_day, until_day "
                        "FROM post_assignment_in_force WHERE from_day <= :day "
                        "ORDER BY person_id, id",
         into(person), into(organisation), into(post), into(from),
         into(until.value, until.indicator), use(day));
    rows.execute();
    while (rows.fetch())
        if (const auto at = roll.persons.find(person); at != roll.persons.end())
            at->second.stays.push_back({organisation, read_named<Post>(post_names, post),
                                        read_date(from), read_date(until)});
}

void read_long_leave(soci::session& sql, const std::string& day_text, Date day, Roll& roll) {
    long long person = 0;
    std::string from;
    Column<std::string> until;
    soci::statement rows =
        (sql.prepare << "SELECT person_id, from_day, until_day "
                        "FROM absence_in_force WHERE from_day <= :day",
         into(person), into(from), into(until.value, until.indicator), use(day_text));
    rows.execute();
    while (rows.fetch()) {
        const auto at = roll.persons.find(person);
        if (at == roll.persons.end()) continue;
        const auto last = read_date(until);
        if (calc_days_between(read_date(from), last.value_or(day)) + 1 <= long_leave_days) continue;
        if (!last || day <= *last)
            at->second.long_leave = true;
        else
            at->second.bound_since = std::max(at->second.bound_since, *last + Days{1});
    }
}

} // namespace

Roll read_roll(soci::session& sql, const std::string& top_key, Date day) {
    Roll roll;
    const std::string text = iso(day);
    read_posts(sql, top_key, text, roll);
    read_stays(sql, text, roll);
    read_long_leave(sql, text, day, roll);
    return roll;
}

} // namespace roster::store
