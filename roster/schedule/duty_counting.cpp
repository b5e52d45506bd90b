#include "roster/schedule/duty_counting.h"

#include <algorithm>
#include <limits>
#include <set>

namespace roster::schedule {

namespace {

/// Largest flow by shortest augmenting levels (Dinic). Capacities are whole numbers.
class Flow {
public:
    explicit Flow(int nodes) : first_(static_cast<std::size_t>(nodes), -1) {}
    int add_node() {
        first_.push_back(-1);
        return static_cast<int>(first_.size()) - 1;
    }
    void add(int from, int to, int capacity) {
        arcs_.push_back({to, first_[static_cast<std::size_t>(from)], capacity});
        first_[static_cast<std::size_t>(from)] = static_cast<int>(arcs_.size()) - 1;
        arcs_.push_back({from, first_[static_cast<std::size_t>(to)], 0});
        first_[static_cast<std::size_t>(to)] = static_cast<int>(arcs_.size()) - 1;
    }
    int calc_most(int source, int sink) {
        int most = 0;
        while (find_levels(source, sink)) {
            next_ = first_;
            while (const int pushed = push(source, sink, std::numeric_limits<int>::max()))
                most += pushed;
        }
        return most;
    }

private:
    struct Arc {
        int to, next, capacity;
    };
    bool find_levels(int source, int sink) {
        level_.assign(first_.size(), -1);
        std::vector<int> queue{source};
        level_[static_cast<std::size_t>(source)] = 0;
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (int a = first_[static_cast<std::size_t>(queue[i])]; a >= 0;
                 a = arcs_[static_cast<std::size_t>(a)].next) {
                const Arc& arc = arcs_[static_cast<std::size_t>(a)];
                int& level = level_[static_cast<std::size_t>(arc.to)];
                if (arc.capacity == 0 || level >= 0) continue;
                level = level_[static_cast<std::size_t>(queue[i])] + 1;
                queue.push_back(arc.to);
            }
        return level_[static_cast<std::size_t>(sink)] >= 0;
    }
    int push(int node, int sink, int most) {
        if (node == sink) return most;
        for (int& a = next_[static_cast<std::size_t>(node)]; a >= 0;
             a = arcs_[static_cast<std::size_t>(a)].next) {
            Arc& arc = arcs_[static_cast<std::size_t>(a)];
            if (arc.capacity == 0 || level_[static_cast<std::size_t>(arc.to)] !=
                                         level_[static_cast<std::size_t>(node)] + 1)
                continue;
            const int pushed = push(arc.to, sink, std::min(most, arc.capacity));
            if (pushed == 0) continue;
            arc.capacity -= pushed;
            arcs_[static_cast<std::size_t>(a ^ 1)].capacity += pushed;
            return pushed;
        }
        return 0;
    }
    std::vector<Arc> arcs_;
    std::vector<int> first_, next_, level_;
};

} // namespace

DutyCounting::DutyCounting(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                           int first, int last, std::uint64_t kinds)
    : problem_(problem), grid_(grid), table_(table), first_(first), last_(last), kinds_(kinds) {
    std::set<ConflictMember> seen;
    for (int p = 0; p < grid.people; ++p) {
        std::vector<bool> able(problem.posts.size());
        for (std::size_t post = 0; post < able.size(); ++post)
            able[post] = can_ever(problem, p, static_cast<int>(post));
        for (int k = 0; k < grid.kind_count(); ++k)
            if ((kinds >> k & 1u) == 0)
                able[static_cast<std::size_t>(grid.kinds[static_cast<std::size_t>(k)].post)] =
                    false;
        for (int column = first; column <= last; ++column)
            for (int k = 0; k < grid.kind_count(); ++k) {
                std::vector<ConflictMember> bars;
                const int post = grid.kinds[static_cast<std::size_t>(k)].post;
                if (able[static_cast<std::size_t>(post)] && !grid.may(p, column, k))
                    bars = list_bars(problem, grid, p, column, k);
                else if (!able[static_cast<std::size_t>(post)])
                    bars = {{MemberKind::qualification, -1, post}}; // for good
                if (able[static_cast<std::size_t>(post)]) seen.insert(bars.begin(), bars.end());
                bars_.push_back(std::move(bars));
            }
        if (problem.people[static_cast<std::size_t>(p)].most_month_shifts > 0)
            seen.insert({MemberKind::own_limit, p, 0});
    }
    for (const auto kind : {DutyRuleKind::month_shifts, DutyRuleKind::run_days})
        if (grid.rule(kind).holds()) seen.insert({MemberKind::rule, grid.rule(kind).index, 0});
    for (int column = first; column <= last; ++column)
        for (std::size_t post = 0; post < problem.posts.size(); ++post)
            for (int k = 0; k < grid.kind_count(); ++k)
                if (grid.kinds[static_cast<std::size_t>(k)].post == static_cast<int>(post) &&
                    (kinds >> k & 1u) != 0)
                    seen.insert({MemberKind::cover, static_cast<int>(post), column});
    members_.assign(seen.begin(), seen.end());
}

int DutyCounting::calc_missing(const std::function<bool(const ConflictMember&)>& active) const {
    const auto rule_value = [&](DutyRuleKind kind) {
        const GridRule& rule = grid_.rule(kind);
        const bool on = rule.holds() && active({MemberKind::rule, rule.index, 0});
        return on ? rule.value : std::numeric_limits<int>::max() / 2;
    };
    const int month_most = rule_value(DutyRuleKind::month_shifts);
    const int run_most = rule_value(DutyRuleKind::run_days);
    const bool one_month = grid_.month[static_cast<std::size_t>(first_)] ==
                           grid_.month[static_cast<std::size_t>(last_)];
    const int days = last_ - first_ + 1, kinds = grid_.kind_count();
    constexpr int source = 0, sink = 1, fixed_nodes = 2;
    Flow flow(fixed_nodes + days * kinds);
    int needed = 0;
    for (int day = 0; day < days; ++day)
        for (int k = 0; k < kinds; ++k) {
            const int post = grid_.kinds[static_cast<std::size_t>(k)].post;
            if ((kinds_ >> k & 1u) == 0 || !active({MemberKind::cover, post, first_ + day}))
                continue;
            const int minimum = grid_.minimum[grid_.need_at(first_ + day, k)];
            flow.add(fixed_nodes + day * kinds + k, sink, minimum);
            needed += minimum;
        }
    std::size_t bar = 0;
    for (int p = 0; p < grid_.people; ++p) {
        int most = month_most;
        const int own = problem_.people[static_cast<std::size_t>(p)].most_month_shifts;
        if (own > 0 && active({MemberKind::own_limit, p, 0})) most = std::min(most, own);
        if (!one_month) most = days;
        for (int column = 0; one_month && column < grid_.width; ++column)
            if ((column < first_ || column > last_) &&
                grid_.month[static_cast<std::size_t>(column)] ==
                    grid_.month[static_cast<std::size_t>(first_)])
                most -= table_[grid_.at(p, column)] != off;
        const int person = flow.add_node();
        flow.add(source, person, std::clamp(most, 0, days));
        int run = -1;
        for (int day = 0; day < days; ++day) {
            if (day % std::min(days, std::min(run_most, days) + 1) == 0) {
                run = flow.add_node();
                flow.add(person, run, std::min(run_most, days));
            }
            const int today = flow.add_node();
            flow.add(run, today, 1);
            for (int k = 0; k < kinds; ++k, ++bar)
                if (std::ranges::none_of(bars_[bar], [&](const ConflictMember& member) {
                        return member.first < 0 || active(member);
                    }))
                    flow.add(today, fixed_nodes + day * kinds + k, 1);
        }
    }
    return needed - flow.calc_most(source, sink);
}

} // namespace roster::schedule
