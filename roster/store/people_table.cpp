#include "roster/store/people_table.h"

#include "roster/store/columns.h"
#include <algorithm>
#include <iterator>
#include <map>
#include <span>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

void insert_roles(soci::session& sql, const Person& person, std::span<const PersonRole> roles,
                  Date from) {
    const std::string day = iso(from);
    for (const PersonRole& role : roles) {
        const std::string post = text_of(post_names, role.post);
        const std::string shift = text_of(shift_names, role.shift);
        sql << "INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, "
               "from_day) SELECT id, organisation_id, :post, :shift, :zone, :day FROM person "
               "WHERE key = :person",
            use(post), use(shift), use(role.zone), use(day), use(person.key);
    }
}

/// Ends the open posts in the person's own organisation that are no longer held, the day before
/// `from`; answers those that go on. A post that began on `from` or later is taken back instead.
std::vector<PersonRole> end_roles(soci::session& sql, const Person& person, Date from) {
    std::vector<PersonRole> kept;
    std::vector<long long> ended;
    std::string post, shift, zone;
    long long id = 0;
    soci::statement rows =
        (sql.prepare << "SELECT r.id, r.post, r.shift, r.zone FROM post_assignment_in_force AS r "
                        "JOIN person AS p ON p.id = r.person_id "
                        "AND p.organisation_id = r.organisation_id "
                        "WHERE p.key = :person AND r.until_day IS NULL ORDER BY r.id",
         into(id), into(post), into(shift), into(zone), use(person.key));
    rows.execute();
    while (rows.fetch()) {
        const PersonRole role{read_named<Post>(post_names, post),
                              read_named<Shift>(shift_names, shift), zone};
        if (std::ranges::find(person.roles, role) != person.roles.end())
            kept.push_back(role);
        else
            ended.push_back(id);
    }
    const std::string last = iso(from - Days{1});
    for (const long long row : ended)
        sql << "INSERT INTO post_assignment(corrects_id, withdrawn, person_id, organisation_id, "
               "post, shift, zone, from_day, until_day) SELECT id, CASE WHEN from_day > :last THEN "
               "1 ELSE 0 END, person_id, "
               "organisation_id, post, shift, zone, from_day, "
               "CASE WHEN from_day > :last2 THEN NULL ELSE :last3 END "
               "FROM post_assignment WHERE id = :id",
            use(last), use(last), use(last), use(row);
    return kept;
}

std::map<std::string, std::vector<PersonRole>> load_roles(soci::session& sql,
                                                          const std::string& organisation_key) {
    std::map<std::string, std::vector<PersonRole>> roles;
    std::string key, post, shift, zone;
    soci::statement rows = (sql.prepare << "SELECT p.key, r.post, r.shift, r.zone "
                                           "FROM post_assignment_in_force AS r "
                                           "JOIN person AS p ON p.id = r.person_id "
                                           "JOIN organisation AS o ON o.id = r.organisation_id "
                                           "WHERE o.key = :organisation AND r.until_day IS NULL "
                                           "ORDER BY p.key, r.shift, r.post, r.zone",
                            into(key), into(post), into(shift), into(zone), use(organisation_key));
    rows.execute();
    while (rows.fetch())
        roles[key].push_back(
            {read_named<Post>(post_names, post), read_named<Shift>(shift_names, shift), zone});
    return roles;
}

std::map<std::string, std::vector<TeamMember>> load_members(soci::session& sql,
                                                            const std::string& organisation_key) {
    std::map<std::string, std::vector<TeamMember>> members;
    std::string team, person, role, from;
    Column<std::string> until;
    soci::statement rows =
        (sql.prepare << "SELECT t.key, p.key, m.role, m.from_day, m.until_day "
                        "FROM team_membership_in_force AS m "
                        "JOIN team AS t ON t.id = m.team_id "
                        "JOIN person AS p ON p.id = m.person_id "
                        "JOIN organisation AS o ON o.id = t.organisation_id "
                        "WHERE o.key = :organisation ORDER BY t.key, p.key, m.from_day",
         into(team), into(person), into(role), into(from), into(until.value, until.indicator),
         use(organisation_key));
    rows.execute();
    while (rows.fetch())
        members[team].push_back({person, read_named<TeamRole>(team_role_names, role),
                                 read_date(from), read_date(until)});
    return members;
}

/// An organisation as its columns hold it; the texts must live as long as the statement.
struct OrganisationColumns {
    explicit OrganisationColumns(const Organisation& o)
        : kind(text_of(organisation_kind_names, o.kind)),
          room(text_of(watch_room_names, o.watch_room)),
          ownership(text_of(ownership_names, o.ownership)),
          fuel(text_of(kitchen_fuel_names, o.kitchen_fuel)), key_fire_unit(o.key_fire_unit),
          parent(text_column(o.parent_key)), beds(o.beds_count), opened(date_column(o.opened_on)),
          closed(date_column(o.closed_on)) {}
    std::string kind, room, ownership, fuel;
    int key_fire_unit;
    Column<std::string> parent;
    Column<int> beds;
    Column<std::string> opened, closed;
};

} // namespace

Result<void> insert_organisation(Database& database, const Organisation& organisation) {
    return guard(database, "organisation.insert", [&](soci::session& sql) {
        const OrganisationColumns c(organisation);
        sql << "INSERT INTO organisation(key, name, kind, parent_id, watch_room, ownership, "
               "key_fire_unit, kitchen_fuel, beds_count, address, phone, opened_on, closed_on) "
               "VALUES(:key, :name, :kind, (SELECT id FROM organisation WHERE key = :parent), "
               ":room, :ownership, :unit, :fuel, :beds, :address, :phone, :opened, :closed)",
            use(organisation.key), use(organisation.name), use(c.kind),
            use(c.parent.value, c.parent.indicator), use(c.room), use(c.ownership),
            use(c.key_fire_unit), use(c.fuel), use(c.beds.value, c.beds.indicator),
            use(organisation.address), use(organisation.phone),
            use(c.opened.value, c.opened.indicator), use(c.closed.value, c.closed.indicator);
    });
}

Result<void> update_organisation(Database& database, const Organisation& organisation) {
    return guard(database, "organisation.update", [&](soci::session& sql) {
        const OrganisationColumns c(organisation);
        sql << "UPDATE organisation SET name = :name, kind = :kind, "
               "parent_id = (SELECT id FROM organisation WHERE key = :parent), "
               "watch_room = :room, ownership = :ownership, key_fire_unit = :unit, "
               "kitchen_fuel = :fuel, beds_count = :beds, address = :address, phone = :phone, "
               "opened_on = :opened, closed_on = :closed WHERE key = :key",
            use(organisation.name), use(c.kind), use(c.parent.value, c.parent.indicator),
            use(c.room), use(c.ownership), use(c.key_fire_unit), use(c.fuel),
            use(c.beds.value, c.beds.indicator), use(organisation.address), use(organisation.phone),
            use(c.opened.value, c.opened.indicator), use(c.closed.value, c.closed.indicator),
            use(organisation.key);
    });
}

Result<std::vector<Organisation>> load_organisations(Database& database) {
    return guard(database, "organisation.load", [](soci::session& sql) {
        std::vector<Organisation> organisations;
        Organisation row;
        std::string kind, room, ownership, fuel;
        int key_fire_unit = 0;
        Column<int> beds;
        Column<std::string> opened, closed;
        soci::statement rows =
            (sql.prepare << "SELECT o.key, o.name, o.kind, COALESCE(p.key, ''), o.watch_room, "
                            "o.ownership, o.key_fire_unit, o.kitchen_fuel, o.beds_count, "
                            "o.address, o.phone, o.opened_on, o.closed_on "
                            "FROM organisation AS o LEFT JOIN organisation AS p "
                            "ON p.id = o.parent_id ORDER BY o.key",
             into(row.key), into(row.name), into(kind), into(row.parent_key), into(room),
             into(ownership), into(key_fire_unit), into(fuel), into(beds.value, beds.indicator),
             into(row.address), into(row.phone), into(opened.value, opened.indicator),
             into(closed.value, closed.indicator));
        rows.execute();
        while (rows.fetch()) {
            row.kind = read_named<OrganisationKind>(organisation_kind_names, kind);
            row.watch_room = read_named<WatchRoom>(watch_room_names, room);
            row.ownership = read_named<Ownership>(ownership_names, ownership);
            row.key_fire_unit = key_fire_unit != 0;
            row.kitchen_fuel = read_named<KitchenFuel>(kitchen_fuel_names, fuel);
            row.beds_count = beds.optional();
            row.opened_on = read_date(opened);
            row.closed_on = read_date(closed);
            organisations.push_back(row);
        }
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
        insert_roles(sql, person, person.roles, person.joined_on);
    });
}

Result<void> update_person(Database& database, const Person& person, Date from) {
    return guard(database, "person.update", [&](soci::session& sql) {
        const std::string joined = iso(person.joined_on);
        const auto left = date_column(person.left_on);
        const auto leave = date_column(person.leave_from);
        const auto until = date_column(person.leave_until);
        sql << "UPDATE person SET name = :name, joined_on = :joined, left_on = :left, "
               "leave_from = :from, leave_until = :until WHERE key = :key",
            use(person.name), use(joined), use(left.value, left.indicator),
            use(leave.value, leave.indicator), use(until.value, until.indicator), use(person.key);
        const auto kept = end_roles(sql, person, from);
        std::vector<PersonRole> added;
        std::ranges::copy_if(person.roles, std::back_inserter(added), [&](const PersonRole& role) {
            return std::ranges::find(kept, role) == kept.end();
        });
        insert_roles(sql, person, added, from);
    });
}

Result<std::vector<Person>> load_persons(Database& database, const std::string& organisation_key) {
    return guard(database, "person.load", [&](soci::session& sql) {
        auto roles = load_roles(sql, organisation_key);
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
            const auto from = date_column(member.from_day);
            sql << "INSERT INTO team_membership(team_id, person_id, role, from_day) "
                   "VALUES((SELECT id FROM team WHERE key = :team), "
                   "(SELECT id FROM person WHERE key = :person), :role, COALESCE(:day, "
                   "(SELECT joined_on FROM person WHERE key = :person2)))",
                use(team.key), use(member.person_key), use(role), use(from.value, from.indicator),
                use(member.person_key);
        }
    });
}

Result<std::vector<Team>> load_teams(Database& database, const std::string& organisation_key) {
    return guard(database, "team.load", [&](soci::session& sql) {
        auto members = load_members(sql, organisation_key);
        std::vector<Team> teams;
        std::string key, name;
        soci::statement rows = (sql.prepare << "SELECT t.key, t.name FROM team AS t "
                                               "JOIN organisation AS o ON o.id = t.organisation_id "
                                               "WHERE o.key = :organisation AND t.ended_on IS NULL "
                                               "ORDER BY t.key",
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
