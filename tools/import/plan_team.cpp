#include "tools/import/plan_team.h"

#include "sim/core/text.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>
#include <array>

namespace tools::import {

using namespace roster::domain;
using sheets::match_form;
using sim::core::tr;
using sim::core::trf;

namespace {

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
    const std::string form = match_form(text);
    return std::ranges::any_of(words, [&](auto one) { return match_form(one) == form; });
}
constexpr std::array<std::string_view, 10> no_words{"否", "无",   "不是", "没有", "×",
                                                    "x",  "不在", "0",    "-",    "—"};
constexpr std::array<std::string_view, 10> yes_words{"是", "有",   "√",    "✓",      "1",
                                                     "y",  "队员", "成员", "是队员", "志愿消防队"};

/// "安康队（灭火）" in its two parts; nothing when what is in brackets is no part in a team.
std::optional<std::pair<std::string, TeamRole>> split_role(const std::string& text) {
    const std::string plain = sheets::fold_width(text);
    const auto open = plain.rfind('(');
    if (open == plain.npos || !plain.ends_with(')')) return std::nullopt;
    const auto role = find_team_role(plain.substr(open + 1, plain.size() - open - 2));
    if (!role) return std::nullopt;
    return std::pair(plain.substr(0, open), *role);
}

std::string team_id(const std::string& home_key, const std::string& name) {
    return home_key + "\n" + match_form(name);
}

} // namespace

TeamPlan::TeamPlan(const Directory& directory) : directory_(directory) {
    for (const Team& team : directory.view().teams)
        of_home_[team.organisation_key].push_back(&team);
}

TeamPlan::Cells TeamPlan::read_cells(const SheetRow& row, RowDecision& decision) {
    Cells cells;
    const std::string &team = row.text("team"), &role = row.text("team_role");
    if (!role.empty()) {
        cells.role = find_team_role(role);
        if (!cells.role && !is_one_of(role, yes_words) && !is_one_of(role, no_words))
            decision.problems.push_back(
                unknown_word(row, "team_role", role, tr("队长、报警、灭火、疏散、救护")));
    }
    if (is_one_of(team, no_words)) {
        cells.says_no = true;
    } else if (const auto only_role = find_team_role(team)) {
        if (!cells.role) cells.role = only_role;
    } else if (const auto both = split_role(team)) {
        cells.name = both->first;
        if (!cells.role) cells.role = both->second;
    } else if (!is_one_of(team, yes_words)) {
        cells.name = team;
    }
    return cells;
}

/// Today or to come.
TeamPlan::Standing TeamPlan::find_standing(const std::string& home_key,
                                           const std::string& person_key) const {
    const auto teams = of_home_.find(home_key);
    if (teams == of_home_.end()) return {};
    for (const Team* team : teams->second)
        for (const TeamMember& member : team->members)
            if (member.person_key == person_key &&
                (!member.until_day || directory_.view().today <= *member.until_day))
                return {team, &member};
    return {};
}

/// A name that no team of the home has: only the first teams of a home come about by a sheet.
std::string TeamPlan::name_new(const Cells& cells, const SheetRow& row, const Draft& draft,
                               RowDecision& decision) {
    auto& made = made_[draft.home->key];
    const std::string form = match_form(cells.name);
    for (const std::string& name : made) {
        if (match_form(name) == form) return name;
        if (calc_edit_distance(sheets::to_points(match_form(name)), sheets::to_points(form)) == 1) {
            decision.problems.push_back(row.problem("team", trf("与前面的新队“{}”只差一个字", name),
                                                    tr("同一支队写同一个名称")));
            return "";
        }
    }
    made.push_back(cells.name);
    decision.warnings.push_back(row.problem(
        "team", trf("台账里 {} 没有志愿消防队，新建“{}”", draft.home->name, cells.name), ""));
    return cells.name;
}

/// Name of the team as it is on file, or will be; empty, with a problem, otherwise.
std::string TeamPlan::find_name(const Cells& cells, const SheetRow& row, const Draft& draft,
                                RowDecision& decision) {
    const auto& teams = of_home_[draft.home->key];
    std::vector<std::string> names;
    for (const Team* team : teams) {
        if (!cells.name.empty() && match_form(team->name) == match_form(cells.name))
            return team->name;
        names.push_back(team->name);
    }
    if (teams.empty() && !cells.name.empty()) return name_new(cells, row, draft, decision);
    if (teams.empty()) names = made_[draft.home->key];
    if (cells.name.empty() && names.size() == 1) return names.front();
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : tr("、")) + name;
    if (cells.name.empty())
        decision.problems.push_back(row.problem("team",
                                                names.empty()
                                                    ? trf("{} 还没有志愿消防队", draft.home->name)
                                                    : trf("{} 有几支志愿消防队", draft.home->name),
                                                names.empty() ? tr("写队名") : list));
    else
        decision.problems.push_back(
            row.problem("team", trf("台账里 {} 没有“{}”", draft.home->name, cells.name),
                        trf("{}；另建一队用 yanlian team form", list)));
    return "";
}

void TeamPlan::add(RowDecision& decision, const SheetRow& row, const Draft& draft,
                   const std::string& person_key, std::optional<Date> joined,
                   std::optional<Date> left) {
    const Standing standing = find_standing(draft.home->key, person_key);
    const Date today = directory_.view().today;
    const std::string before = standing.team ? standing.team->name : "";
    if (row.text("team").empty() && row.text("team_role").empty()) {
        if (standing.team && !row.text("record").empty() && row.columns->column_of("team") >= 0)
            decision.problems.push_back(
                row.problem("team", trf("“{}”被清空了；空格不表示删除", before), ""));
        return;
    }
    const Cells cells = read_cells(row, decision);
    if (cells.says_no) {
        if (standing.team)
            decision.problems.push_back(row.problem("team", trf("台账里在“{}”里", before),
                                                    tr("退队用 yanlian team leave，写最后一天")));
        return;
    }
    if (left && *left < today) {
        if (!standing.team)
            decision.warnings.push_back(
                row.problem("team", trf("已于 {} 离职，不入队", iso(*left)), ""));
        return;
    }
    const std::string name = find_name(cells, row, draft, decision);
    if (name.empty()) return;
    if (standing.team && before != name)
        decision.problems.push_back(row.problem("team", trf("台账里在“{}”里", before),
                                                tr("换队先用 yanlian team leave 写最后一天")));
    if (!cells.role && !standing.member) {
        if (row.text("team_role").empty() || is_one_of(row.text("team_role"), yes_words))
            decision.problems.push_back(
                row.problem("team_role", tr("没有写队内职责"), tr("队长、报警、灭火、疏散、救护")));
        return;
    }
    const TeamRole role = cells.role ? *cells.role : standing.member->role;
    const auto written = row.at("team_from").date;
    if (written && *written > today)
        decision.problems.push_back(
            row.problem("team_from", trf("{} 还没有到", iso(*written)), tr("今天或以前")));
    if (written && joined && *written < *joined)
        decision.problems.push_back(row.problem("team_from", tr("入队早于入职"), iso(*joined)));
    add_field(decision, "team", before, name);
    add_field(decision, "team_role", standing.member ? word(standing.member->role) : "",
              word(role));
    const bool same_day = !written || (standing.member && standing.member->from_day == written);
    if (written)
        add_field(decision, "team_from", standing.member ? day_text(standing.member->from_day) : "",
                  iso(*written));
    claims_[team_id(draft.home->key, name)][person_key] = {
        row.sheet + "!" + std::to_string(row.row), role == TeamRole::leader};
    if (standing.member && standing.member->role == role && same_day) return;
    const Date from = written ? *written : std::max(today, joined.value_or(today));
    decision.deeds.push_back(
        roster::service::JoinTeam{draft.home->key, name, {person_key, role, from, {}}});
}

void TeamPlan::check_leaders(std::vector<RowDecision>& rows,
                             const std::vector<SheetRow>& sheet) const {
    std::map<std::string, std::vector<std::string>> leaders; ///< places, by team
    for (const auto& [team, people] : claims_)
        for (const auto& [person, claim] : people)
            if (claim.leads) leaders[team].push_back(claim.row_place);
    for (const auto& [home, teams] : of_home_)
        for (const Team* team : teams) {
            const auto claimed = claims_.find(team_id(home, team->name));
            for (const TeamMember& member : team->members) {
                const bool leads =
                    member.role == TeamRole::leader &&
                    (!member.until_day || directory_.view().today <= *member.until_day);
                const Person* person = directory_.find_key(member.person_key);
                if (!leads || (person && !is_on_roll(*person, directory_.view().today))) continue;
                if (claimed != claims_.end() && claimed->second.contains(member.person_key))
                    continue; // the sheet says what becomes of it
                leaders[team_id(home, team->name)].push_back(person ? person->name
                                                                    : member.person_key);
            }
        }
    for (const auto& [team, places] : leaders) {
        if (places.size() < 2) continue;
        std::string list;
        for (const std::string& place : places)
            list += (list.empty() ? "" : tr("、")) + place;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (std::ranges::find(places, sheet[i].sheet + "!" + std::to_string(sheet[i].row)) !=
                places.end())
                rows[i].problems.push_back(sheet[i].problem(
                    "team_role", trf("一支队有两名队长：{}", list), tr("一名队长")));
    }
}

} // namespace tools::import
