#include "roster/service/shift.h"

#include "roster/store/absence_table.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
#include <algorithm>
#include <tuple>

namespace roster::service {

using namespace roster::domain;
using sim::core::Result;

bool is_on_leave(const Person& person, std::span<const Absence> absences, Date day) noexcept {
    if (person.leave_from && *person.leave_from <= day &&
        (!person.leave_until || day <= *person.leave_until))
        return true;
    return std::ranges::any_of(absences, [&](const Absence& one) {
        return one.person_key == person.key && one.from_day <= day &&
               (!one.until_day || day <= *one.until_day);
    });
}

namespace {

std::map<std::string, std::string> team_roles_of(const std::vector<Team>& teams, Date day) {
    std::map<std::string, std::string> roles;
    for (const Team& team : teams)
        for (const TeamMember& member : team.members)
            if (is_member(member, day))
                roles.emplace(member.person_key, name_of(team_role_names, member.role));
    return roles;
}

} // namespace

Result<std::vector<OnShift>>
list_shift(store::Database& database, const std::string& organisation_key, Shift shift, Date day) {
    const auto persons = store::load_home_people(database, organisation_key, day);
    if (!persons) return tl::unexpected(persons.error());
    const auto teams = store::load_teams(database, organisation_key);
    if (!teams) return tl::unexpected(teams.error());
    const auto absences = store::load_absences(database, organisation_key, day);
    if (!absences) return tl::unexpected(absences.error());
    auto team_roles = team_roles_of(*teams, day);
    std::vector<OnShift> on_shift;
    for (const Person& person : *persons) {
        if (!is_on_roll(person, day) || is_on_leave(person, *absences, day)) continue;
        for (const PersonRole& role : person.roles)
            if (role.shift == shift)
                on_shift.push_back(
                    {role.post, role.zone, person.key, person.name, team_roles[person.key]});
    }
    std::ranges::sort(on_shift, {}, [](const OnShift& one) {
        return std::tie(one.post, one.zone, one.person_key);
    });
    return on_shift;
}

Result<std::map<std::string, Resident>> list_residents_by_bed(store::Database& database,
                                                              const std::string& organisation_key) {
    auto residents = store::load_residents(database, organisation_key);
    if (!residents) return tl::unexpected(residents.error());
    std::map<std::string, Resident> by_bed;
    for (Resident& resident : *residents)
        by_bed.emplace(resident.bed_key, std::move(resident));
    return by_bed;
}

Result<std::vector<Organisation>> list_organisations(store::Database& database) {
    return store::load_organisations(database);
}

} // namespace roster::service
