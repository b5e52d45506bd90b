/// Variables, selectors and encoders behind DutyClauses; nothing outside its sources needs this.
#pragma once
#include "roster/schedule/duty_clauses.h"

#include <cadical.hpp>
#include <map>

namespace roster::schedule {

struct DutyClauses::State {
    const DutyProblem& problem;
    const DutyGrid& grid;
    const DutyTable& base;
    int first, last;
    std::uint64_t kinds;
    Cover cover;
    CaDiCaL::Solver solver;
    int variables = 0;
    std::vector<int> cells;  ///< [person][column - first][kind]
    std::vector<int> worked; ///< [person][column - first] some shift; made when asked for
    std::vector<int> nights;
    std::vector<ConflictMember> members;
    std::map<ConflictMember, int> selectors;
    std::vector<int> selector_of; ///< [member]
    std::vector<Gap> gaps;

    State(const DutyProblem& p, const DutyGrid& g, const DutyTable& t, int from, int until,
          std::uint64_t mask, Cover c)
        : problem(p), grid(g), base(t), first(from), last(until), kinds(mask), cover(c) {
        const std::size_t days = static_cast<std::size_t>(g.people) * (until - from + 1);
        cells.assign(days * g.kinds.size(), 0);
        worked.assign(days, 0);
        nights.assign(days, 0);
    }
    [[nodiscard]] const GridKind& kind(int k) const {
        return grid.kinds[static_cast<std::size_t>(k)];
    }
    [[nodiscard]] bool looked_at(int k) const { return (kinds >> k & 1u) != 0; }
    [[nodiscard]] bool looked_at_post(int post) const {
        for (int k = 0; k < grid.kind_count(); ++k)
            if (kind(k).post == post) return looked_at(k);
        return false;
    }
    [[nodiscard]] std::size_t day_at(int p, int column) const {
        return static_cast<std::size_t>(p) * static_cast<std::size_t>(last - first + 1) +
               static_cast<std::size_t>(column - first);
    }
    [[nodiscard]] int cell(int p, int column, int k) const {
        return cells[day_at(p, column) * grid.kinds.size() + static_cast<std::size_t>(k)];
    }
    [[nodiscard]] bool inside(int column) const { return column >= first && column <= last; }
    int fresh() { return ++variables; }
    void clause(std::span<const int> literals) {
        for (const int literal : literals)
            solver.add(literal);
        solver.add(0);
    }
    void clause(std::initializer_list<int> literals) {
        clause(std::span<const int>(literals.begin(), literals.size()));
    }
    int selector(const ConflictMember& member) {
        const auto [at, is_new] = selectors.insert({member, 0});
        if (is_new) {
            at->second = fresh();
            members.push_back(member);
            selector_of.push_back(at->second);
        }
        return at->second;
    }
    int rule_selector(DutyRuleKind which) {
        return selector({MemberKind::rule, grid.rule(which).index, 0});
    }
    int any_of(int& slot, int p, int column, bool nights_only);
    int worked_on(int p, int column) { return any_of(worked[day_at(p, column)], p, column, false); }
    int night_on(int p, int column) { return any_of(nights[day_at(p, column)], p, column, true); }
    std::vector<int> counter(std::span<const int> literals, std::span<const int> weights, int most);
    void at_least(std::span<const int> literals, int count, std::vector<int> guards);
    /// One day of a sum: literals of which at most one is true, and their weights.
    using Choice = std::vector<std::pair<int, int>>;
    void at_most(std::span<const Choice> days, int most, int guard);

    void encode();
    void make_cells();
    void bar_cell(int p, int column, int k, int literal);
    void encode_fixed(int p, int column);
    void encode_rests(int p);
    void encode_rest(int a, int b, int rest_min, std::span<const int> both);
    void encode_runs(int p, DutyRuleKind which);
    void encode_months(int p);
    void encode_periods(int p);
    void encode_minutes(int p, DutyRuleKind which, int limit_min, int from, int until,
                        int before_min);
    void encode_cover(int column);
    void encode_post_cover(int column, int post);
    void encode_experienced(int column, int k, int wanted);
    void encode_always(int column);
    void encode_segment(int column, int minute, int post, int wanted, int guard);
    void encode_pair(const GridPair& pair);
    void encode_apart(const GridPair& pair, int one, int two, int guard);
    [[nodiscard]] bool is_open_edge(int column, int minute) const;
};

} // namespace roster::schedule
