#include "roster/service/competence_list.h"

#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <map>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;

namespace {

Result<std::vector<PersonOnFile>> load_on_file(store::Database& database,
                                               const std::string& organisation_key) {
    auto persons = store::load_persons(database, organisation_key);
    if (!persons) return tl::unexpected(persons.error());
    auto files = store::load_competence_files(database, organisation_key);
    if (!files) return tl::unexpected(files.error());
    std::vector<PersonOnFile> on_file;
    for (Person& person : *persons) {
        CompetenceFile file = std::move((*files)[person.key]);
        on_file.push_back({std::move(person), std::move(file)});
    }
    return on_file;
}

Result<std::map<std::string, TeamRole>> load_team_roles(store::Database& database,
                                                        const std::string& organisation_key) {
    const auto teams = store::load_teams(database, organisation_key);
    if (!teams) return tl::unexpected(teams.error());
    std::map<std::string, TeamRole> roles;
    for (const Team& team : *teams)
        for (const TeamMember& member : team.members)
            roles.emplace(member.person_key, member.role);
    return roles;
}

} // namespace

Result<std::vector<PersonLine>> list_people(store::Database& database,
                                            const std::string& organisation_key, Date today) {
    const auto on_file = load_on_file(database, organisation_key);
    if (!on_file) return tl::unexpected(on_file.error());
    const auto roles = load_team_roles(database, organisation_key);
    if (!roles) return tl::unexpected(roles.error());
    std::vector<PersonLine> lines;
    for (const PersonOnFile& one : *on_file) {
        PersonLine line;
        line.person = one.person;
        const auto role = roles->find(one.person.key);
        if (role != roles->end()) line.team_role = name_of(team_role_names, role->second);
        line.on_roll = is_on_roll(one.person, today);
        line.on_long_leave = is_on_long_leave(one.person, today);
        for (std::size_t i = 0; i < line.levels.size(); ++i)
            line.levels[i] = calc_standing(one.file, sim::core::all_competence_elements[i], today);
        const bool leads = role != roles->end() && role->second == TeamRole::leader;
        if (line.on_roll) line.advice = calc_advice(one, leads, today);
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<PersonCompetence> list_competence(store::Database& database,
                                         const std::string& organisation_key,
                                         const std::string& person_key, Date today) {
    auto lines = list_people(database, organisation_key, today);
    if (!lines) return tl::unexpected(lines.error());
    for (PersonLine& line : *lines) {
        if (line.person.key != person_key) continue;
        auto trail = store::load_trail(database, person_key);
        if (!trail) return tl::unexpected(trail.error());
        return PersonCompetence{std::move(line), std::move(*trail)};
    }
    return make_error(Errc::bad_input,
                      {database.path().string(), person_key, sim::core::tr("数据库里没有这个人"),
                       sim::core::tr("`yanlian people` 列出的人")});
}

Result<Mastery> calc_mastery_today(store::Database& database, const std::string& organisation_key,
                                   Date today) {
    const auto on_file = load_on_file(database, organisation_key);
    if (!on_file) return tl::unexpected(on_file.error());
    return calc_mastery(*on_file, today);
}

} // namespace roster::service
