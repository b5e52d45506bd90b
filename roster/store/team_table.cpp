#include "roster/store/team_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<bool> is_team_key_taken(Database& database, const std::string& key) {
    return guard(database, "team.key", [&](soci::session& sql) {
        long long count = 0;
        sql << "SELECT count(*) FROM team WHERE key = :key", into(count), use(key);
        return count > 0;
    });
}

Result<std::string> find_team_key(Database& database, const std::string& home_key,
                                  const std::string& key_or_name) {
    return guard(database, "team.find", [&](soci::session& sql) {
        Column<std::string> key;
        sql << "SELECT min(t.key) FROM team AS t JOIN organisation AS o ON o.id = "
               "t.organisation_id WHERE o.key = :home "
               "AND (t.key = :key OR (t.ended_on IS NULL AND t.name = :name))",
            into(key.value, key.indicator), use(home_key), use(key_or_name), use(key_or_name);
        return key.optional().value_or("");
    });
}

Result<std::vector<Team>> load_all_teams(Database& database) {
    return guard(database, "team.load_all", [&](soci::session& sql) {
        std::vector<Team> teams;
        std::string team, organisation, name, person, role, from;
        Column<std::string> until;
        soci::statement heads =
            (sql.prepare << "SELECT t.key, o.key, t.name FROM team AS t JOIN organisation AS o "
                            "ON o.id = t.organisation_id WHERE t.ended_on IS NULL ORDER BY t.key",
             into(team), into(organisation), into(name));
        heads.execute();
        while (heads.fetch())
            teams.push_back({team, organisation, name, {}});
        soci::statement rows =
            (sql.prepare << "SELECT t.key, p.key, m.role, m.from_day, m.until_day "
                            "FROM team_membership_in_force AS m JOIN team AS t ON t.id = m.team_id "
                            "JOIN person AS p ON p.id = m.person_id WHERE t.ended_on IS NULL "
                            "ORDER BY t.key, p.key, m.from_day",
             into(team), into(person), into(role), into(from), into(until.value, until.indicator));
        rows.execute();
        for (auto at = teams.begin(); rows.fetch();) {
            while (at->key != team)
                ++at;
            at->members.push_back({person, read_named<TeamRole>(team_role_names, role),
                                   read_date(from), read_date(until)});
        }
        return teams;
    });
}

Result<std::vector<Membership>> load_memberships(Database& database, const std::string& team_key) {
    return guard(database, "membership.load", [&](soci::session& sql) {
        std::vector<Membership> memberships;
        Membership row;
        long long id = 0;
        std::string role, from;
        Column<std::string> until;
        soci::statement rows =
            (sql.prepare << "SELECT m.id, p.key, p.name, o.key, m.role, m.from_day, m.until_day "
                            "FROM team_membership_in_force AS m "
                            "JOIN team AS t ON t.id = m.team_id "
                            "JOIN person AS p ON p.id = m.person_id "
                            "JOIN organisation AS o ON o.id = p.organisation_id "
                            "WHERE t.key = :team ORDER BY p.key, m.from_day, m.id",
             into(id), into(row.person_key), into(row.name), into(row.home_key), into(role),
             into(from), into(until.value, until.indicator), use(team_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.team_key = team_key;
            row.role = read_named<TeamRole>(team_role_names, role);
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            memberships.push_back(row);
        }
        return memberships;
    });
}

Result<std::int64_t> insert_membership(Database& database, const Membership& one) {
    return guard(database, "membership.insert", [&](soci::session& sql) {
        const std::string role = text_of(team_role_names, one.role), from = iso(one.from_day);
        const auto until = date_column(one.until_day);
        long long id = 0;
        sql << "INSERT INTO team_membership(team_id, person_id, role, from_day, until_day) "
               "VALUES((SELECT id FROM team WHERE key = :team), "
               "(SELECT id FROM person WHERE key = :person), :role, :day, :until) RETURNING id",
            into(id), use(one.team_key), use(one.person_key), use(role), use(from),
            use(until.value, until.indicator);
        return static_cast<std::int64_t>(id);
    });
}

Result<void> end_membership(Database& database, std::int64_t id, Date last) {
    return guard(database, "membership.end", [&](soci::session& sql) {
        const std::string day = iso(last);
        const long long row = id;
        sql << "INSERT INTO team_membership(corrects_id, team_id, person_id, role, from_day, "
               "until_day) SELECT id, team_id, person_id, role, from_day, :day "
               "FROM team_membership WHERE id = :id",
            use(day), use(row);
    });
}

Result<void> withdraw_membership(Database& database, std::int64_t id) {
    return guard(database, "membership.withdraw", [&](soci::session& sql) {
        const long long row = id;
        sql << "INSERT INTO team_membership(corrects_id, withdrawn, team_id, person_id, role, "
               "from_day, until_day) SELECT id, 1, team_id, person_id, role, from_day, until_day "
               "FROM team_membership WHERE id = :id",
            use(row);
    });
}

Result<void> end_team(Database& database, const std::string& team_key, Date last) {
    return guard(database, "team.end", [&](soci::session& sql) {
        const std::string day = iso(last);
        sql << "UPDATE team SET ended_on = :day WHERE key = :key", use(day), use(team_key);
    });
}

} // namespace roster::store
