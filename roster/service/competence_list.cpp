#include "roster/service/competence_list.h"

#include "roster/store/home_people.h"
#include "roster/store/part_people.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;

namespace {

Result<std::vector<PersonOnFile>> load_on_file(store::Database& database,
                                               const std::string& organisation_key, Date day) {
    auto persons = store::load_home_people(database, organisation_key, day);
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

PersonLine make_line(const PersonOnFile& one, std::optional<TeamRole> role, Date today) {
    PersonLine line;
    line.person = one.person;
    if (role) line.team_role = name_of(team_role_names, *role);
    line.on_roll = is_on_roll(one.person, today);
    line.on_long_leave = is_on_long_leave(one.person, today);
    for (std::size_t i = 0; i < line.levels.size(); ++i)
        line.levels[i] = calc_standing(one.file, sim::core::all_competence_elements[i], today);
    if (line.on_roll) line.advice = calc_advice(one, role == TeamRole::leader, today);
    return line;
}

MasteryPlace calc_place(const PersonLine& line) {
    if (!line.on_roll) return MasteryPlace::not_on_roll;
    if (line.on_long_leave) return MasteryPlace::on_long_leave;
    const bool all = std::ranges::all_of(mastery_elements, [&](CompetenceElement element) {
        return line.levels[static_cast<std::size_t>(element)].level >= mastered_level;
    });
    return all ? MasteryPlace::mastered : MasteryPlace::not_yet;
}

PartLine make_part_line(const PersonOnFile& one, const store::PartPeople& people, Date today) {
    const auto role = people.team_role_of.find(one.person.key);
    PartLine part;
    part.line = make_line(
        one, role == people.team_role_of.end() ? std::nullopt : std::optional(role->second), today);
    const auto name = people.organisation_name.find(one.person.organisation_key);
    if (name != people.organisation_name.end()) part.organisation_name = name->second;
    part.place = calc_place(part.line);
    for (std::size_t i = 0; i < part.falls.size(); ++i) {
        const CompetenceElement element = sim::core::all_competence_elements[i];
        part.falls[i] = calc_falls(one.file, element, today);
        if (part.falls[i].empty() || element == CompetenceElement::command) continue;
        const Date next = part.falls[i].front().on;
        if (!part.next_fall || next < *part.next_fall) part.next_fall = next;
    }
    return part;
}

Result<std::map<std::string, TeamRole>>
load_team_roles(store::Database& database, const std::string& organisation_key, Date today) {
    const auto teams = store::load_teams(database, organisation_key);
    if (!teams) return tl::unexpected(teams.error());
    std::map<std::string, TeamRole> roles;
    for (const Team& team : *teams)
        for (const TeamMember& member : team.members)
            if (is_member(member, today)) roles.emplace(member.person_key, member.role);
    return roles;
}

} // namespace

Result<std::vector<PersonLine>> list_people(store::Database& database,
                                            const std::string& organisation_key, Date today) {
    const auto on_file = load_on_file(database, organisation_key, today);
    if (!on_file) return tl::unexpected(on_file.error());
    const auto roles = load_team_roles(database, organisation_key, today);
    if (!roles) return tl::unexpected(roles.error());
    std::vector<PersonLine> lines;
    for (const PersonOnFile& one : *on_file) {
        const auto role = roles->find(one.person.key);
        lines.push_back(make_line(
            one, role == roles->end() ? std::nullopt : std::optional(role->second), today));
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

Result<PartCompetence> list_part_competence(store::Database& database, const std::string& top_key,
                                            Date today) {
    auto people = store::load_part_people(database, top_key, today);
    if (!people) return tl::unexpected(people.error());
    auto files = store::load_part_files(database, top_key);
    if (!files) return tl::unexpected(files.error());
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    std::set<std::string_view> institutions;
    for (const Organisation& one : *organisations)
        if (is_institution(one.kind)) institutions.insert(one.key);
    std::vector<PersonOnFile> asked; // who works in an institution; the rate is theirs
    PartCompetence part;
    for (const Person& person : people->persons) {
        PersonOnFile one{person, std::move((*files)[person.key])};
        part.people.push_back(make_part_line(one, *people, today));
        if (institutions.contains(person.organisation_key))
            asked.push_back(std::move(one));
        else
            part.people.back().place = MasteryPlace::of_no_institution;
    }
    part.mastery = calc_mastery(asked, today);
    return part;
}

Result<Mastery> calc_mastery_today(store::Database& database, const std::string& organisation_key,
                                   Date today) {
    const auto on_file = load_on_file(database, organisation_key, today);
    if (!on_file) return tl::unexpected(on_file.error());
    return calc_mastery(*on_file, today);
}

} // namespace roster::service
