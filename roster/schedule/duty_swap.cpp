#include "roster/schedule/duty_swap.h"

#include "roster/schedule/duty_names.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <set>

namespace roster::schedule {

using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

const char* word(SwapState state) noexcept {
    constexpr const char* words[] = {"已提出", "对方同意", "已批准", "已换",
                                     "已换回", "不同意",   "已撤回"};
    return words[static_cast<int>(state)];
}

namespace {

void add(Problems& problems, std::string at, std::string what, std::string expected = {}) {
    problems.push_back({{}, std::move(at), std::move(what), std::move(expected)});
}

int find_person(const DutyProblem& problem, const std::string& key) {
    const auto at = std::ranges::find(problem.people, key, &DutyPerson::key);
    return at == problem.people.end() ? -1 : static_cast<int>(at - problem.people.begin());
}

bool is_same_cell(const SwapShift& shift, const DutyCell& cell) {
    return cell.person_key == shift.from_key && cell.day == shift.day &&
           cell.post_key == shift.post_key && cell.shift_key == shift.shift_key;
}

/// A cell is a person's day, whoever has or gets something on it.
std::set<std::pair<std::string, Date>> cells_of(const DutySwap& swap) {
    std::set<std::pair<std::string, Date>> cells;
    for (const SwapShift& one : swap.shifts) {
        cells.insert({one.from_key, one.day});
        cells.insert({one.to_key, one.day});
    }
    return cells;
}

/// Everybody's new cell: first all hand over, then all receive.
Result<std::vector<CellChange>> list_changes(const DutyProblem& problem, const DutyGrid& grid,
                                             const DutyTable& table, const DutySwap& swap) {
    Problems problems;
    std::map<std::pair<int, int>, int> cells;
    for (const SwapShift& one : swap.shifts) {
        const int from = find_person(problem, one.from_key), to = find_person(problem, one.to_key);
        const int column = grid.column(one.day);
        const auto kind = find_kind(problem, grid, one.post_key, one.shift_key);
        if (from < 0 || to < 0 || !kind || !grid.in_horizon(column) ||
            table[grid.at(from, column)] != *kind) {
            add(problems, "/shifts",
                trf("{} {} 已经没有这个班", name_person(problem, one.from_key),
                    domain::iso(one.day)));
            continue;
        }
        cells[{from, column}] = off;
    }
    for (const SwapShift& one : swap.shifts) {
        const int to = find_person(problem, one.to_key), column = grid.column(one.day);
        const auto kind = find_kind(problem, grid, one.post_key, one.shift_key);
        if (to < 0 || !kind || !grid.in_horizon(column)) continue;
        const auto held = cells.find({to, column});
        const int now = held == cells.end() ? table[grid.at(to, column)] : held->second;
        if (now != off)
            add(problems, "/shifts",
                trf("{} {} 已经有班", name_person(problem, one.to_key), domain::iso(one.day)),
                tr("一人一天一个班"));
        cells[{to, column}] = *kind;
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    std::vector<CellChange> changes;
    for (const auto& [at, kind] : cells)
        changes.push_back({at.first, at.second, kind});
    return changes;
}

/// Published cells are what swaps are for; only the frozen past is not.
std::vector<DutyViolation> without_published(const DutyProblem& problem,
                                             std::vector<DutyViolation> added) {
    std::erase_if(added, [&](const DutyViolation& one) {
        if (one.rule_id != duty_rule_ids::frozen) return false;
        if (problem.frozen_until && one.first <= *problem.frozen_until) return false;
        return std::ranges::none_of(problem.fixed, [&](const DutyCell& cell) {
            return cell.state == CellState::frozen && cell.day == one.first &&
                   cell.person_key == one.person_keys.front();
        });
    });
    return added;
}

bool may_follow(SwapState before, SwapState next) {
    switch (next) {
    case SwapState::asked:
        return false;
    case SwapState::accepted:
        return before == SwapState::asked;
    case SwapState::approved:
        return before == SwapState::accepted;
    case SwapState::applied:
        return before == SwapState::approved;
    case SwapState::undone:
        return before == SwapState::applied;
    case SwapState::refused:
        return before == SwapState::asked || before == SwapState::accepted;
    case SwapState::withdrawn:
        return before == SwapState::asked || before == SwapState::accepted ||
               before == SwapState::approved;
    }
    return false;
}

bool may_do(const DutySwap& swap, SwapState next, const SwapActor& actor) {
    // A manager acts on behalf of one of the two; nobody else does.
    const std::string& who = actor.on_behalf_of.empty() ? actor.key : actor.on_behalf_of;
    if (!actor.on_behalf_of.empty() && !actor.may_approve) return false;
    switch (next) {
    case SwapState::accepted:
        return who == swap.colleague_key;
    case SwapState::withdrawn:
        return who == swap.asker_key;
    case SwapState::refused:
        return who == swap.colleague_key || actor.may_approve;
    case SwapState::approved: // the third pair of eyes
        return actor.may_approve && actor.key != swap.asker_key && actor.key != swap.colleague_key;
    case SwapState::applied:
    case SwapState::undone:
        return actor.may_approve;
    case SwapState::asked:
        break;
    }
    return false;
}

Result<DutyRoster> hand_over(DutyRoster roster, const std::vector<SwapShift>& shifts) {
    Problems problems;
    std::vector<std::size_t> cells;
    for (const SwapShift& one : shifts) {
        const auto at = std::ranges::find_if(
            roster, [&](const DutyCell& cell) { return is_same_cell(one, cell); });
        if (at == roster.end())
            add(problems, "/cells",
                trf("{} {} 已经没有这个班", one.from_key, domain::iso(one.day)));
        else
            cells.push_back(static_cast<std::size_t>(at - roster.begin()));
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    for (std::size_t i = 0; i < cells.size(); ++i)
        roster[cells[i]].person_key = shifts[i].to_key;
    std::set<std::pair<std::string, Date>> taken;
    for (const DutyCell& cell : roster)
        if (!taken.insert({cell.person_key, cell.day}).second)
            add(problems, "/cells", trf("{} {} 有两个班", cell.person_key, domain::iso(cell.day)));
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    return roster;
}

} // namespace

Result<DutySwap> ask_swap(const DutyProblem& problem, const DutyRoster& roster,
                          std::span<const DutySwap> others, DutySwap swap, const SwapActor& actor) {
    Problems problems;
    for (const std::string& key : {swap.asker_key, swap.colleague_key})
        if (find_person(problem, key) < 0) add(problems, "", trf("没有“{}”这个人", key));
    if (swap.asker_key == swap.colleague_key) add(problems, "", tr("不能和自己换班"));
    if (swap.shifts.empty()) add(problems, "/shifts", tr("没有要换的班"));
    const bool himself = actor.on_behalf_of.empty() && actor.key == swap.asker_key;
    if (!himself && !(actor.may_approve && actor.on_behalf_of == swap.asker_key))
        add(problems, "",
            trf("{} 不能替 {} 提出", name_person(problem, actor.key),
                name_person(problem, swap.asker_key)));
    for (const SwapShift& one : swap.shifts) {
        const bool between = (one.from_key == swap.asker_key && one.to_key == swap.colleague_key) ||
                             (one.from_key == swap.colleague_key && one.to_key == swap.asker_key);
        if (!between) add(problems, "/shifts", tr("只能在这两个人之间换"));
        if (std::ranges::none_of(roster,
                                 [&](const DutyCell& cell) { return is_same_cell(one, cell); }))
            add(problems, "/shifts",
                trf("{} {} 没有这个班", name_person(problem, one.from_key), domain::iso(one.day)));
        if (problem.frozen_until && one.day <= *problem.frozen_until)
            add(problems, "/shifts", trf("{} 已经过去", domain::iso(one.day)));
    }
    const auto mine = cells_of(swap);
    for (const DutySwap& other : others) {
        if (!other.is_open() || other.key == swap.key) continue;
        for (const auto& [person, day] : cells_of(other))
            if (mine.contains({person, day}))
                add(problems, "/shifts",
                    trf("{} {} 已有换班申请 {}", name_person(problem, person), domain::iso(day),
                        other.key),
                    tr("一格同时只能有一个申请"));
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    swap.steps = {{SwapState::asked, actor.key, actor.on_behalf_of, {}}};
    return swap;
}

Result<SwapVerdict> check_swap(const DutyProblem& problem, const DutyGrid& grid, DutyTable& table,
                               const DutySwap& swap) {
    const auto changes = list_changes(problem, grid, table, swap);
    if (!changes) return tl::unexpected(changes.error());
    SwapVerdict verdict;
    verdict.added = without_published(problem, check_changes(problem, grid, table, *changes).added);
    verdict.fits = verdict.added.empty();
    DutyTable after = table;
    for (const CellChange& one : *changes)
        after[grid.at(one.person, one.column)] = static_cast<std::int8_t>(one.kind);
    const DutyLedger ledger = calc_ledger(problem, grid, after);
    for (std::size_t i = 0; i < 2; ++i) {
        const int person = find_person(problem, i == 0 ? swap.asker_key : swap.colleague_key);
        if (person >= 0)
            verdict.ahead_count[i] = ledger.rows[static_cast<std::size_t>(person)].ahead_count;
    }
    return verdict;
}

Result<DutySwap> step_swap(const DutyProblem& problem, const DutyGrid& grid, DutyTable& table,
                           DutySwap swap, SwapState next, const SwapActor& actor,
                           std::string note) {
    Problems problems;
    if (!may_follow(swap.state(), next))
        add(problems, "/state",
            trf("“{}”的申请不能再变成“{}”", tr(word(swap.state())), tr(word(next))));
    if (!may_do(swap, next, actor))
        add(problems, "/by_key",
            trf("{} 不能做这一步（{}）", name_person(problem, actor.key), tr(word(next))));
    if (problems.empty() && (next == SwapState::approved || next == SwapState::applied)) {
        const auto verdict = check_swap(problem, grid, table, swap);
        if (!verdict) return tl::unexpected(verdict.error());
        for (const DutyViolation& one : verdict->added)
            add(problems, "/shifts", describe(problem, grid, one));
    }
    if (!problems.empty()) return sim::core::make_error(std::move(problems));
    swap.steps.push_back({next, actor.key, actor.on_behalf_of, std::move(note)});
    return swap;
}

Result<DutyRoster> apply_swap(DutyRoster roster, const DutySwap& swap) {
    return hand_over(std::move(roster), swap.shifts);
}

Result<DutyRoster> undo_swap(DutyRoster roster, const DutySwap& swap) {
    std::vector<SwapShift> back = swap.shifts;
    for (SwapShift& one : back)
        std::swap(one.from_key, one.to_key);
    return hand_over(std::move(roster), back);
}

std::vector<EligibleColleague> list_eligible(const DutyProblem& problem, const DutyGrid& grid,
                                             DutyTable& table, int person, int column) {
    std::vector<EligibleColleague> eligible;
    const int kind = table[grid.at(person, column)];
    if (kind == off) return eligible;
    const DutyLedger ledger = calc_ledger(problem, grid, table);
    for (int p = 0; p < grid.people; ++p) {
        if (p == person || table[grid.at(p, column)] != off || !grid.may(p, column, kind)) continue;
        const std::array<CellChange, 2> changes{{{person, column, off}, {p, column, kind}}};
        if (without_published(problem, check_changes(problem, grid, table, changes).added).empty())
            eligible.push_back({p, ledger.rows[static_cast<std::size_t>(p)].ahead_count});
    }
    const auto counts = counts_of(grid, column, kind);
    std::ranges::stable_sort(eligible, {}, [&](const EligibleColleague& one) {
        double special_count = 0.0;
        for (std::size_t s = 1; s < share_kinds; ++s)
            if (counts[s]) special_count += one.ahead_count[s];
        return std::pair{special_count, one.ahead_count[0]};
    });
    return eligible;
}

} // namespace roster::schedule
