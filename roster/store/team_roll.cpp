#include "roster/store/team_roll.h"

#include "roster/store/columns.h"
#include "roster/store/held_posts.h"
#include <algorithm>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

Phones read_phones(soci::session& sql) {
    Phones phones;
    std::string key, phone;
    // What a responsibility says first: the person's own row overwrites it.
    soci::statement rows =
        (sql.prepare << "SELECT p.key, r.phone, 0 AS rank FROM responsibility_in_force AS r "
                        "JOIN person AS p ON p.id = r.person_id WHERE r.phone <> '' "
                        "UNION ALL SELECT key, phone, 1 FROM person WHERE phone <> '' "
                        "ORDER BY 3, 1, 2",
         into(key), into(phone));
    rows.execute();
    while (rows.fetch())
        phones[key] = phone;
    return phones;
}

constexpr const char* roll_sql =
    "SELECT p.key, p.name, CASE WHEN p.organisation_id = t.organisation_id THEN '' ELSE o.name "
    "END, m.role, m.from_day, (SELECT max(c.local_day) FROM countable_attendance AS c "
    "WHERE c.person_id = p.id AND c.local_day <= :day1 AND c.activity IN ('drill', 'training')) "
    "FROM team_membership_in_force AS m JOIN team AS t ON t.id = m.team_id "
    "JOIN person AS p ON p.id = m.person_id JOIN organisation AS o ON o.id = p.organisation_id "
    "WHERE t.key = :team AND m.from_day <= :day2 AND (m.until_day IS NULL OR m.until_day >= :day3) "
    "AND p.joined_on <= :day4 AND (p.left_on IS NULL OR p.left_on >= :day5) ORDER BY p.key";

} // namespace

Result<std::vector<TeamRollLine>> load_team_roll(Database& database, const std::string& team_key,
                                                 Date day) {
    return guard(database, "team.roll", [&](soci::session& sql) {
        std::vector<TeamRollLine> roll;
        TeamRollLine row;
        std::string role, from;
        Column<std::string> trained;
        const std::string on = iso(day);
        soci::statement rows =
            (sql.prepare << roll_sql, into(row.person_key), into(row.name), into(row.other_home),
             into(role), into(from), into(trained.value, trained.indicator), use(on), use(team_key),
             use(on), use(on), use(on), use(on));
        rows.execute();
        while (rows.fetch()) {
            row.role = read_named<TeamRole>(team_role_names, role);
            row.from_day = read_date(from);
            row.trained_on = read_date(trained);
            roll.push_back(row);
        }
        const Phones phones = read_phones(sql);
        for (TeamRollLine& line : roll) {
            const auto phone = phones.find(line.person_key);
            if (phone != phones.end()) line.phone = phone->second;
            line.posts = read_held_posts(sql, line.person_key, on);
        }
        std::ranges::stable_partition(
            roll, [](const TeamRollLine& line) { return line.role == TeamRole::leader; });
        return roll;
    });
}

Result<Phones> load_phones(Database& database) {
    return guard(database, "person.phones", [](soci::session& sql) { return read_phones(sql); });
}

} // namespace roster::store
