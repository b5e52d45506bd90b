// The volunteer fire team: formed, joined, left.
#include "editor/ledger/action_parts.h"
#include "roster/service/teams.h"
#include "sim/core/text.h"
#include <algorithm>

namespace editor::ledger {

namespace core = sim::core;
namespace domain = roster::domain;
namespace service = roster::service;
using core::tr;
using core::trf;
using domain::TeamRole;

namespace {

constexpr TeamRole roles_asked[] = {TeamRole::alarm, TeamRole::extinguish, TeamRole::evacuate,
                                    TeamRole::rescue};

/// Members by the lines of the form, from `first` on: the leader, then a line a part.
std::vector<domain::TeamMember> read_members(OpenLedger& ledger, const Request& request,
                                             std::size_t first, core::Problems& problems) {
    std::vector<domain::TeamMember> members;
    const auto add = [&](std::size_t n, TeamRole role) {
        for (const std::string& name : read_names(request, n))
            members.push_back(
                {find_person(ledger, request, name, tr(word(role)), problems), role, {}, {}});
    };
    add(first, TeamRole::leader);
    for (std::size_t i = 0; i < std::size(roles_asked); ++i)
        add(first + 1 + i, roles_asked[i]);
    if (members.empty()) problems.push_back({"", "", tr("没有写一个人"), tr("姓名，空格隔开")});
    return members;
}

Entered form(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    domain::Team team;
    team.organisation_key = request.row.organisation_key;
    team.name = answer(request, 0);
    team.members = read_members(ledger, request, 1, problems);
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto key = service::form_team(ledger.opened.database, team, ledger.today, request.who);
    if (!key) return tl::unexpected(key.error());
    return trf("已建 {}（{}），{} 人", team.name, *key, team.members.size());
}

Entered join(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    const auto members = read_members(ledger, request, 0, problems);
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto done = service::join_team(ledger.opened.database, request.row.key, members,
                                         ledger.today, request.who);
    if (!done) return tl::unexpected(done.error());
    return trf("{} 人入队", members.size());
}

Entered leave(OpenLedger& ledger, const Request& request) {
    core::Problems problems;
    std::vector<std::string> keys;
    for (const std::string& name : read_names(request, 0))
        keys.push_back(find_person(ledger, request, name, tr("谁离队"), problems));
    const domain::Date last = read_day(request, 1, problems).value_or(ledger.today);
    if (keys.empty()) problems.push_back({"", "", tr("没有写一个人"), tr("姓名，空格隔开")});
    if (!problems.empty()) return core::make_error(std::move(problems));
    const auto done =
        service::leave_team(ledger.opened.database, request.row.key, keys, last, request.who);
    if (!done) return tl::unexpected(done.error());
    return trf("{} 人离队，最后一天 {}", keys.size(), domain::iso(last));
}

std::vector<std::string> member_lines() {
    return {tr("队长"), tr("报警联络（姓名，空格隔开）"), tr("灭火"), tr("疏散引导"), tr("救护")};
}

} // namespace

std::vector<Action> team_actions(const Row& row) {
    const std::string trace = tr("在队里不算会什么；写错了可以离队、再入队");
    if (row.key.empty()) {
        auto asks = member_lines();
        asks.insert(asks.begin(), tr("队名"));
        return {{ActionKind::form_team, tr("建队"), std::move(asks), trace}};
    }
    return {{ActionKind::join_team, tr("入队"), member_lines(), trace},
            {ActionKind::leave_team,
             tr("离队"),
             {tr("谁（姓名，空格隔开）"), tr("最后一天（不写是今天）")},
             trace}};
}

Entered enter_team(OpenLedger& ledger, const Request& request) {
    switch (request.kind) {
    case ActionKind::form_team:
        return form(ledger, request);
    case ActionKind::join_team:
        return join(ledger, request);
    default:
        return leave(ledger, request);
    }
}

} // namespace editor::ledger
