#include "roster/service/teams.h"

#include "roster/domain/workplace.h"
#include "roster/service/journal.h"
#include "roster/service/organisations.h"
#include "roster/store/home_people.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace roster::service {

using namespace roster::domain;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

bool stands(const store::Membership& one, Date day) {
    return one.from_day <= day && (!one.until_day || *one.until_day >= day);
}

/// The home of a team with everybody who works or worked there.
struct Home {
    Organisation organisation;
    store::PeopleAround people;
    std::vector<Team> teams;

    [[nodiscard]] bool has(const Person& person, Date day) const {
        const auto seen = seen_from(person, people.posts_of(person.key), organisation.key, day);
        return seen && is_on_roll(*seen, day);
    }
    /// Works there that day.
    [[nodiscard]] bool has(const std::string& person_key, Date day) const {
        const auto at = std::ranges::find(people.persons, person_key, &Person::key);
        return at != people.persons.end() && has(*at, day);
    }
    /// People with a post there that day.
    [[nodiscard]] int count_staff(Date day) const {
        return static_cast<int>(std::ranges::count_if(people.persons, [&](const Person& one) {
            const auto seen = seen_from(one, people.posts_of(one.key), organisation.key, day);
            return seen && is_on_roll(*seen, day) && !seen->roles.empty();
        }));
    }
};

Result<Home> load_home(store::Database& database, const Organisation& organisation) {
    auto people = store::load_people_around(database, organisation.key);
    if (!people) return tl::unexpected(people.error());
    auto teams = store::load_teams(database, organisation.key);
    if (!teams) return tl::unexpected(teams.error());
    return Home{organisation, std::move(*people), std::move(*teams)};
}

/// The home of that key; without one what is wrong.
Result<Home> find_home(store::Database& database, const std::string& key) {
    const auto part = list_part(database, key);
    if (!part) return tl::unexpected(part.error());
    return load_home(database, part->front());
}

struct TeamFound {
    Home home;
    std::string key, name;
    std::vector<store::Membership> memberships;
};

/// By key, or by name where only one has it.
Result<TeamFound> find_team(store::Database& database, const std::string& key_or_name) {
    const auto part = list_part(database, "");
    if (!part) return tl::unexpected(part.error());
    std::vector<TeamFound> found;
    std::string keys;
    for (const Organisation& organisation : *part) {
        const auto teams = store::load_teams(database, organisation.key);
        if (!teams) return tl::unexpected(teams.error());
        for (const Team& team : *teams) {
            if (team.key != key_or_name && team.name != key_or_name) continue;
            auto home = load_home(database, organisation);
            if (!home) return tl::unexpected(home.error());
            found.push_back({std::move(*home), team.key, team.name, {}});
            if (!keys.empty()) keys += tr("、");
            keys += team.key;
        }
    }
    if (found.size() != 1)
        return make_error(
            {{"", key_or_name, found.empty() ? tr("台账里没有这支队") : tr("有几支队叫这个名称"),
              found.empty() ? tr("`yanlian team list` 列出的编号或名称") : keys}});
    auto memberships = store::load_memberships(database, found.front().key);
    if (!memberships) return tl::unexpected(memberships.error());
    found.front().memberships = std::move(*memberships);
    return std::move(found.front());
}

void check_members(const Home& home, const std::vector<TeamMember>& members, Date today,
                   Problems& problems) {
    std::set<std::string> seen;
    for (const TeamMember& member : members) {
        const Date from = member.from_day.value_or(today);
        if (!seen.insert(member.person_key).second)
            problems.push_back({"", member.person_key, tr("同一个人写了两次"), ""});
        if (!home.has(member.person_key, from))
            problems.push_back({"", member.person_key,
                                trf("{} 不在 {} 工作", iso(from), home.organisation.name),
                                tr("那天在这个单位工作的人")});
    }
}

/// Exactly one leads, once `members` have joined those who stand.
void check_leader(const std::vector<store::Membership>& standing,
                  const std::vector<TeamMember>& members, Problems& problems) {
    std::set<std::string> leaders;
    for (const store::Membership& one : standing)
        if (one.role == TeamRole::leader) leaders.insert(one.person_key);
    for (const TeamMember& member : members) {
        leaders.erase(member.person_key);
        if (member.role == TeamRole::leader) leaders.insert(member.person_key);
    }
    if (leaders.size() > 1)
        problems.push_back({"", "/leader", tr("一支队有两名队长"), tr("一名队长")});
}

std::string audit_text(const std::vector<TeamMember>& members, Date today) {
    auto json = nlohmann::ordered_json::array();
    for (const TeamMember& member : members)
        json.push_back({{"person", member.person_key},
                        {"role", name_of(team_role_names, member.role)},
                        {"from", iso(member.from_day.value_or(today))}});
    return json.dump();
}

Result<void> append(store::Database& database, const char* what, const std::string& key,
                    const std::string& text, const std::string& who) {
    return store::append_audit(database, {0, read_clock(), who, what, key, "null", text, "", ""});
}

Result<std::string> make_key(store::Database& database, const std::string& home_key) {
    const std::string tail = home_key.substr(home_key.rfind('/') + 1); // all of it without one
    std::string key = "team/" + tail;
    for (int number = 2;; ++number) {
        const auto taken = store::is_team_key_taken(database, key);
        if (!taken) return tl::unexpected(taken.error());
        if (!*taken) return key;
        key = fmt::format("team/{}-{}", tail, number);
    }
}

/// Ends what stood the day before, or takes it back when it began that very day or later.
Result<void> end_before(store::Database& database, const store::Membership& one, Date from) {
    if (one.until_day && *one.until_day < from) return {};
    if (one.from_day >= from) return store::withdraw_membership(database, one.id);
    return store::end_membership(database, one.id, from - Days{1});
}

Result<void> join_one(store::Database& database, const std::string& team_key,
                      const std::vector<store::Membership>& memberships, const TeamMember& member,
                      Date today) {
    const Date from = member.from_day.value_or(today);
    for (const store::Membership& one : memberships)
        if (one.person_key == member.person_key)
            if (auto done = end_before(database, one, from); !done) return done;
    store::Membership row;
    row.team_key = team_key;
    row.person_key = member.person_key;
    row.role = member.role;
    row.from_day = from;
    const auto id = store::insert_membership(database, row);
    if (!id) return tl::unexpected(id.error());
    return {};
}

Result<void> join(store::Database& database, const TeamFound& team,
                  const std::vector<TeamMember>& members, Date today) {
    for (const TeamMember& member : members)
        if (auto done = join_one(database, team.key, team.memberships, member, today); !done)
            return done;
    return {};
}

} // namespace

Result<std::string> form_team(store::Database& database, const Team& wanted, Date today,
                              const std::string& who) {
    return in_transaction(database, [&]() -> Result<std::string> {
        auto home = find_home(database, wanted.organisation_key);
        if (!home) return tl::unexpected(home.error());
        Problems problems;
        if (wanted.name.empty()) problems.push_back({"", "/name", tr("没有写队名"), tr("队名")});
        for (const Team& team : home->teams)
            if (team.name == wanted.name || team.key == wanted.key)
                problems.push_back({"", team.key, trf("这个单位已有“{}”", team.name),
                                    tr("yanlian team join 加人")});
        check_members(*home, wanted.members, today, problems);
        check_leader({}, wanted.members, problems);
        if (!problems.empty()) return make_error(std::move(problems));
        Team team = wanted;
        if (team.key.empty()) {
            auto key = make_key(database, team.organisation_key);
            if (!key) return key;
            team.key = *key;
        }
        team.members.clear();
        if (auto done = store::insert_team(database, team); !done)
            return tl::unexpected(done.error());
        const TeamFound found{std::move(*home), team.key, team.name, {}};
        auto done = join(database, found, wanted.members, today);
        if (done)
            done = append(database, "team.form", team.key, audit_text(wanted.members, today), who);
        if (!done) return tl::unexpected(done.error());
        return team.key;
    });
}

Result<void> join_team(store::Database& database, const std::string& team_key,
                       const std::vector<TeamMember>& members, Date today, const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto team = find_team(database, team_key);
        if (!team) return tl::unexpected(team.error());
        Problems problems;
        check_members(team->home, members, today, problems);
        std::vector<store::Membership> standing;
        std::ranges::copy_if(team->memberships, std::back_inserter(standing),
                             [&](const store::Membership& one) { return stands(one, today); });
        check_leader(standing, members, problems);
        if (!problems.empty()) return make_error(std::move(problems));
        auto done = join(database, *team, members, today);
        return done ? append(database, "team.join", team->key, audit_text(members, today), who)
                    : done;
    });
}

Result<void> enlist(store::Database& database, const std::string& home_key,
                    const std::string& team_name, const TeamMember& member, Date today) {
    auto key = store::find_team_key(database, home_key, team_name);
    if (!key) return tl::unexpected(key.error());
    if (key->empty()) {
        key = make_key(database, home_key);
        if (!key) return tl::unexpected(key.error());
        if (auto done = store::insert_team(database, {*key, home_key, team_name, {}}); !done)
            return done;
    }
    const auto memberships = store::load_memberships(database, *key);
    if (!memberships) return tl::unexpected(memberships.error());
    return join_one(database, *key, *memberships, member, today);
}

Result<void> leave_team(store::Database& database, const std::string& team_key,
                        const std::vector<std::string>& person_keys, Date last,
                        const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto team = find_team(database, team_key);
        if (!team) return tl::unexpected(team.error());
        Problems problems;
        for (const std::string& key : person_keys) {
            bool was = false;
            for (const store::Membership& one : team->memberships) {
                if (one.person_key != key || (one.until_day && *one.until_day <= last)) continue;
                was = true;
                if (auto done = end_before(database, one, last + Days{1}); !done) return done;
            }
            if (!was)
                problems.push_back(
                    {"", key, trf("{} 以后不在“{}”里", iso(last), team->name), tr("队里的人")});
        }
        if (!problems.empty()) return make_error(std::move(problems));
        const nlohmann::ordered_json text{{"persons", person_keys}, {"last", iso(last)}};
        return append(database, "team.leave", team->key, text.dump(), who);
    });
}

Result<void> disband_team(store::Database& database, const std::string& team_key, Date last,
                          const std::string& who) {
    return in_transaction(database, [&]() -> Result<void> {
        const auto team = find_team(database, team_key);
        if (!team) return tl::unexpected(team.error());
        for (const store::Membership& one : team->memberships)
            if (auto done = end_before(database, one, last + Days{1}); !done) return done;
        if (auto done = store::end_team(database, team->key, last); !done) return done;
        return append(database, "team.disband", team->key,
                      nlohmann::ordered_json{{"last", iso(last)}}.dump(), who);
    });
}

namespace {

/// What load_home would find of each organisation of a part, for as many statements as one takes.
class Homes {
public:
    static Result<Homes> load(store::Database& database, const std::string& top_key) {
        auto around = store::load_people_around(database, top_key);
        if (!around) return tl::unexpected(around.error());
        auto teams = store::load_all_teams(database);
        if (!teams) return tl::unexpected(teams.error());
        Homes homes;
        for (const Person& person : around->persons) {
            std::set<std::string> places{person.organisation_key};
            for (const PostAssignment& post : around->posts_of(person.key))
                places.insert(post.organisation_key);
            for (const std::string& place : places)
                homes.persons_[place].push_back(person);
        }
        homes.around_ = std::move(*around);
        for (Team& team : *teams)
            homes.teams_[team.organisation_key].push_back(std::move(team));
        return homes;
    }
    [[nodiscard]] Home of(const Organisation& organisation) {
        Home home{organisation, {}, std::move(teams_[organisation.key])};
        home.people.persons = std::move(persons_[organisation.key]);
        for (const Person& person : home.people.persons)
            std::ranges::copy(around_.posts_of(person.key), std::back_inserter(home.people.posts));
        return home;
    }

private:
    store::PeopleAround around_;
    std::map<std::string, std::vector<Person>> persons_; ///< by organisation, in the order of keys
    std::map<std::string, std::vector<Team>> teams_;
};

} // namespace

Result<std::vector<TeamRow>> list_teams(store::Database& database,
                                        const std::string& organisation_key, Date day) {
    const auto part = list_part(database, organisation_key);
    if (!part) return tl::unexpected(part.error());
    auto homes = Homes::load(database, organisation_key);
    if (!homes) return tl::unexpected(homes.error());
    std::vector<TeamRow> rows;
    for (const Organisation& organisation : *part) {
        if (!is_institution(organisation.kind) || !is_open(organisation, day)) continue;
        const Home home = homes->of(organisation);
        const int staff_count = home.count_staff(day);
        if (home.teams.empty() && is_residential(organisation.kind))
            rows.push_back(
                {"", "", organisation.key, organisation.name, {}, check_team(0, staff_count)});
        for (const Team& team : home.teams) {
            auto members = store::load_memberships(database, team.key);
            if (!members) return tl::unexpected(members.error());
            std::erase_if(*members, [&](const store::Membership& one) {
                return !stands(one, day) || !home.has(one.person_key, day);
            });
            std::ranges::stable_sort(*members, {}, [](const store::Membership& one) {
                return one.role != TeamRole::leader;
            });
            const int count = static_cast<int>(members->size());
            rows.push_back({team.key, team.name, organisation.key, organisation.name,
                            std::move(*members), check_team(count, staff_count)});
        }
    }
    return rows;
}

} // namespace roster::service
