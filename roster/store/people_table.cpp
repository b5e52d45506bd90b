#include "roster/store/people_table.h"

#include "roster/store/columns.h"
#include <map>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

void insert_roles(soci::session& sql, const Person& person) {
    for (const PersonRole& role : person.roles) {
        const std::string post = text_of(post_names, role.post);
        const std::string shift = text_of(shift_names, role.shift);
        sql << "INSERT INTO person_role(person_id, post, shift, zone) "
               "VALUES((SELECT id FROM person WHERE key = :person), :post, :shift, :zone)",
            use(person.key), use(post), use(shift), use(role.zone);
    }
}

std::map<std::string, std::vector<PersonRole>> load_roles(soci::session& sql) {
    std::map<std::string, std::vector<PersonRole>> roles;
    std::string key, post, shift, zone;
    soci::statement rows =
        (sql.prepare << "SELECT p.key, r.post, r.shift, r.zone FROM person_role AS r "
                        "JOIN person AS p ON p.id = r.person_id "
                        "ORDER BY p.key, r.shift, r.post, r.zone",
         into(key), into(post), into(shift), into(zone));
    rows.execute();
    while (rows.fetch())
        roles[key].push_back(
            {read_named<Post>(post_names, post), read_named<Shift>(shift_names, shift), zone});
    return roles;
}

std::map<std::string, std::vector<TeamMember>> load_members(soci::session& sql) {
    std::map<std::string, std::vector<TeamMember>> members;
    std::string team, person, role;
    soci::statement rows = (sql.prepare << "SELECT t.key, p.key, m.role FROM team_member AS m "
                                           "JOIN team AS t ON t.id = m.team_id "
                                           "JOIN person AS p ON p.id = m.person_id "
                                           "ORDER BY t.key, p.key",
                            into(team), into(person), into(role));
    rows.execute();
    while (rows.fetch())
        members[team].push_back({person, read_named<TeamRole>(team_role_names, role)});
    return members;
}

} // namespace

Result<void> insert_organisation(Database& database, const Organisation& organisation) {
    return guard(database, "organisation.insert", [&](soci::session& sql) {
        const std::string kind = text_of(organisation_kind_names, organisation.kind);
        const Column<std::string> parent = text_column(organisation.parent_key);
        sql << "INSERT INTO organisation(key, name, kind, parent_id) "
               "VALUES(:key, :name, :kind, (SELECT id FROM organisation WHERE key = :parent))",
            use(organisation.key), use(organisation.name), use(kind),
            use(parent.value, parent.indicator);
    });
}

Result<std::vector<Organisation>> load_organisations(Database& database) {
    return guard(database, "organisation.load", [](soci::session& sql) {
        std::vector<Organisation> organisations;
        std::string key, name, kind, parent;
        soci::statement rows = (sql.prepare << "SELECT o.key, o.name, o.kind, COALESCE(p.key, '') "
                                               "FROM organisation AS o LEFT JOIN organisation AS p "
                                               "ON p.id = o.parent_id ORDER BY o.key",
                                into(key), into(name), into(kind), into(parent));
        rows.execute();
        while (rows.fetch())
            organisations.push_back(
                {key, name, read_named<OrganisationKind>(organisation_kind_names, kind), parent});
        return organisations;
    });
}

Result<void> insert_person(Database& database, const Person& person) {
    return guard(database, "person.insert", [&](soci::session& sql) {
        const std::string joined = iso(person.joined_on);
        const auto left = date_column(person.left_on);
        const auto from = date_column(person.leave_from);
        const auto until = date_column(person.leave_until);
        sql << "INSERT INTO person(key, organisation_id, name, joined_on, left_on, leave_from, "
               "leave_until) VALUES(:key, (SELECT id FROM organisation WHERE key = :organisation), "
               ":name, :joined, :left, :from, :until)",
            use(person.key), use(person.organisation_key), use(person.name), use(joined),
            use(left.value, left.indicator), use(from.value, from.indicator),
            use(until.value, until.indicator);
        insert_roles(sql, person);
    });
}

Result<void> update_person(Database& database, const Person& person) {
    return guard(database, "person.update", [&](soci::session& sql) {
        const std::string joined = iso(person.joined_on);
        const auto left = date_column(person.left_on);
        const auto from = date_column(person.leave_from);
        const auto until = date_column(person.leave_until);
        sql << "UPDATE person SET name = :name, joined_on = :joined, left_on = :left, "
               "leave_from = :from, leave_until = :until WHERE key = :key",
            use(person.name), use(joined), use(left.value, left.indicator),
            use(from.value, from.indicator), use(until.value, until.indicator), use(person.key);
        sql << "DELETE FROM person_role "
               "WHERE person_id = (SELECT id FROM person WHERE key = :key)",
            use(person.key);
        insert_roles(sql, person);
    });
}

Result<std::vector<Person>> load_persons(Database& database, const std::string& organisation_key) {
    return guard(database, "person.load", [&](soci::session& sql) {
        auto roles = load_roles(sql);
        std::vector<Person> persons;
        std::string key, name, joined;
        Column<std::string> left, from, until;
        soci::statement rows =
            (sql.prepare << "SELECT p.key, p.name, p.joined_on, p.left_on, p.leave_from, "
                            "p.leave_until FROM person AS p "
                            "JOIN organisation AS o ON o.id = p.organisation_id "
                            "WHERE o.key = :organisation ORDER BY p.key",
             into(key), into(name), into(joined), into(left.value, left.indicator),
             into(from.value, from.indicator), into(until.value, until.indicator),
             use(organisation_key));
        rows.execute();
        while (rows.fetch())
            persons.push_back({key, organisation_key, name, roles[key], read_date(joined),
                               read_date(left), read_date(from), read_date(until)});
        return persons;
    });
}

Result<void> insert_team(Database& database, const Team& team) {
    return guard(database, "team.insert", [&](soci::session& sql) {
        sql << "INSERT INTO team(key, organisation_id, name) "
               "VALUES(:key, (SELECT id FROM organisation WHERE key = :organisation), :name)",
            use(team.key), use(team.organisation_key), use(team.name);
        for (const TeamMember& member : team.members) {
            const std::string role = text_of(team_role_names, member.role);
            sql << "INSERT INTO team_member(team_id, person_id, role) "
                   "VALUES((SELECT id FROM team WHERE key = :team), "
                   "(SELECT id FROM person WHERE key = :person), :role)",
                use(team.key), use(member.person_key), use(role);
        }
    });
}

Result<std::vector<Team>> load_teams(Database& database, const std::string& organisation_key) {
    return guard(database, "team.load", [&](soci::session& sql) {
        auto members = load_members(sql);
        std::vector<Team> teams;
        std::string key, name;
        soci::statement rows = (sql.prepare << "SELECT t.key, t.name FROM team AS t "
                                               "JOIN organisation AS o ON o.id = t.organisation_id "
                                               "WHERE o.key = :organisation ORDER BY t.key",
                                into(key), into(name), use(organisation_key));
        rows.execute();
        while (rows.fetch())
            teams.push_back({key, organisation_key, name, members[key]});
        return teams;
    });
}

Result<void> insert_resident(Database& database, const Resident& resident) {
    return guard(database, "resident.insert", [&](soci::session& sql) {
        const std::string mobility = text_of(mobility_names, resident.mobility);
        const int oxygen = resident.oxygen ? 1 : 0;
        const Column<std::string> carer = text_column(resident.carer_key);
        sql << "INSERT INTO resident(key, organisation_id, alias, mobility, assist_count, device, "
               "oxygen, bed_key, carer_id) "
               "VALUES(:key, (SELECT id FROM organisation WHERE key = :organisation), :alias, "
               ":mobility, :assist, :device, :oxygen, :bed, "
               "(SELECT id FROM person WHERE key = :carer))",
            use(resident.key), use(resident.organisation_key), use(resident.alias), use(mobility),
            use(resident.assist_count), use(resident.device), use(oxygen), use(resident.bed_key),
            use(carer.value, carer.indicator);
    });
}

Result<std::vector<Resident>> load_residents(Database& database,
                                             const std::string& organisation_key) {
    return guard(database, "resident.load", [&](soci::session& sql) {
        std::vector<Resident> residents;
        Resident row;
        std::string mobility;
        int oxygen = 0;
        soci::statement rows =
            (sql.prepare << "SELECT r.key, r.alias, r.mobility, r.assist_count, r.device, "
                            "r.oxygen, r.bed_key, COALESCE(p.key, '') FROM resident AS r "
                            "JOIN organisation AS o ON o.id = r.organisation_id "
                            "LEFT JOIN person AS p ON p.id = r.carer_id "
                            "WHERE o.key = :organisation ORDER BY r.bed_key",
             into(row.key), into(row.alias), into(mobility), into(row.assist_count),
             into(row.device), into(oxygen), into(row.bed_key), into(row.carer_key),
             use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.organisation_key = organisation_key;
            row.mobility = read_named<Mobility>(mobility_names, mobility);
            row.oxygen = oxygen != 0;
            residents.push_back(row);
        }
        return residents;
    });
}

} // namespace roster::store
