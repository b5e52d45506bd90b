#include "roster/schedule/duty_clauses_state.h"

#include <algorithm>
#include <numeric>

namespace roster::schedule {

bool can_ever(const DutyProblem& problem, int person, int post) {
    const DutyPerson& one = problem.people[static_cast<std::size_t>(person)];
    return std::ranges::all_of(
        problem.posts[static_cast<std::size_t>(post)].qualifications, [&](const std::string& key) {
            return std::ranges::find(one.qualifications, key, &DutyQualification::key) !=
                   one.qualifications.end();
        });
}

std::vector<ConflictMember> list_bars(const DutyProblem& problem, const DutyGrid& grid, int person,
                                      int column, int k) {
    std::vector<ConflictMember> bars;
    const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
    const DutyPerson& one = problem.people[static_cast<std::size_t>(person)];
    const Date day = grid.date(column);
    if (kind.too_long != fits)
        bars.push_back(kind.too_long >= 0 ? ConflictMember{MemberKind::rule, kind.too_long, 0}
                                          : ConflictMember{MemberKind::longest_shift, k, 0});
    for (std::size_t i = 0; i < problem.absences.size(); ++i)
        if (problem.absences[i].person_key == one.key &&
            does_bar(grid, problem.absences[i], column, k))
            bars.push_back({MemberKind::absence, static_cast<int>(i), 0});
    for (std::size_t i = 0; i < problem.elsewhere.size(); ++i)
        if (problem.elsewhere[i].person_key == one.key && overlaps(problem.elsewhere[i], day, kind))
            bars.push_back({MemberKind::elsewhere, static_cast<int>(i), 0});
    for (std::size_t i = 0; i < one.bans.size(); ++i)
        if (does_bar(problem, grid, one.bans[i], column, k))
            bars.push_back({MemberKind::ban, person, static_cast<int>(i)});
    const Date end = day + Days{(kind.start_min + kind.length_min - 1) / day_min};
    const auto held = [&](const std::string& key, Date on) {
        return std::ranges::any_of(one.qualifications, [&](const DutyQualification& q) {
            return q.key == key && q.from <= on && (!q.until || on <= *q.until);
        });
    };
    if (!std::ranges::all_of(
            problem.posts[static_cast<std::size_t>(kind.post)].qualifications,
            [&](const std::string& key) { return held(key, day) && held(key, end); }))
        bars.push_back({MemberKind::qualification, person, kind.post});
    return bars;
}

std::vector<std::uint64_t> list_linked_kinds(const DutyProblem& problem, const DutyGrid& grid) {
    std::vector<std::uint64_t> linked;
    const bool joined = grid.rule(DutyRuleKind::volunteers_count).holds() || !problem.pairs.empty();
    std::uint64_t all = 0;
    for (int p = 0; p < grid.people; ++p) {
        std::uint64_t mask = joined ? all : 0;
        for (int k = 0; k < grid.kind_count(); ++k)
            if (can_ever(problem, p, grid.kinds[static_cast<std::size_t>(k)].post))
                mask |= std::uint64_t{1} << k;
        all |= mask;
        for (auto it = linked.begin(); mask != 0 && it != linked.end();)
            if ((*it & mask) != 0) {
                mask |= *it;
                it = linked.erase(it);
            } else
                ++it;
        if (mask != 0) linked.push_back(mask);
    }
    // Posts that nobody can stand at.
    for (int k = 0; k < grid.kind_count(); ++k) {
        const std::uint64_t bit = std::uint64_t{1} << k;
        if ((all & bit) == 0) linked.push_back(bit);
        all |= bit;
    }
    return linked;
}

int cells_of(const DutyProblem& problem, const DutyGrid& grid, std::uint64_t kinds) {
    int count = 0;
    for (int p = 0; p < grid.people; ++p)
        for (int k = 0; k < grid.kind_count(); ++k)
            count += (kinds >> k & 1u) != 0 &&
                     can_ever(problem, p, grid.kinds[static_cast<std::size_t>(k)].post);
    return count * grid.days;
}

/// Some shift of a day: the only one, or a new literal that each of them implies.
int DutyClauses::State::any_of(int& slot, int p, int column, bool nights_only) {
    if (slot != 0) return slot;
    std::vector<int> found;
    for (int k = 0; k < grid.kind_count(); ++k)
        if (const int literal = cell(p, column, k); literal != 0 && (!nights_only || kind(k).night))
            found.push_back(literal);
    if (found.empty()) return 0;
    if (found.size() == 1) return slot = found[0];
    slot = fresh();
    for (const int literal : found)
        clause({-literal, slot});
    found.push_back(-slot);
    clause(found);
    return slot;
}

std::vector<int> DutyClauses::State::counter(std::span<const int> literals,
                                             std::span<const int> weights, int most) {
    std::vector<int> before(static_cast<std::size_t>(most) + 1, 0), now = before;
    int sum = 0;
    for (std::size_t i = 0; i < literals.size(); ++i) {
        const int weight = weights[i];
        const int reach = std::min(most, sum + weight);
        for (int j = 1; j <= reach; ++j) {
            const auto at = static_cast<std::size_t>(j);
            now[at] = fresh();
            if (before[at] != 0) clause({-before[at], now[at]});
            if (j <= weight)
                clause({-literals[i], now[at]});
            else if (const int lower = before[static_cast<std::size_t>(j - weight)]; lower != 0)
                clause({-literals[i], -lower, now[at]});
        }
        sum += weight;
        before = now;
    }
    return before;
}

/// A layer a day; a sum that the days left cannot bring beyond the limit has no literal.
void DutyClauses::State::at_most(std::span<const Choice> days, int most, int guard) {
    std::vector<int> heaviest;
    for (const Choice& day : days)
        heaviest.push_back(std::ranges::max(day, {}, &std::pair<int, int>::second).second);
    int left = std::accumulate(heaviest.begin(), heaviest.end(), 0), sum = 0;
    if (left <= most) return;
    if (most < 0) {
        clause({-guard});
        return;
    }
    const int limit = most + 1;
    std::vector<int> before(static_cast<std::size_t>(limit) + 1, 0), now = before;
    for (std::size_t i = 0; i < days.size(); ++i) {
        left -= heaviest[i];
        sum = std::min(limit, sum + heaviest[i]);
        for (int j = std::max(1, limit - left); j <= sum; ++j) {
            const auto at = static_cast<std::size_t>(j);
            now[at] = fresh();
            if (before[at] != 0) clause({-before[at], now[at]});
            for (const auto& [literal, weight] : days[i])
                if (j <= weight)
                    clause({-literal, now[at]});
                else if (const int lower = before[static_cast<std::size_t>(j - weight)]; lower != 0)
                    clause({-literal, -lower, now[at]});
        }
        before = now;
    }
    if (before.back() != 0) clause({-guard, -before.back()});
}

/// Guards imply that so many are true: s[i][j], "j of the first i", implies what it stands for.
void DutyClauses::State::at_least(std::span<const int> literals, int count,
                                  std::vector<int> guards) {
    if (count <= 0) return;
    for (int& guard : guards)
        guard = -guard;
    const int size = static_cast<int>(literals.size());
    if (size < count) {
        clause(guards);
        return;
    }
    constexpr int always = -1;
    std::vector<int> before(static_cast<std::size_t>(count) + 1, 0), now = before;
    before[0] = now[0] = always;
    for (int i = 0; i < size; ++i) {
        for (int j = std::max(1, count - (size - 1 - i)); j <= std::min(i + 1, count); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int literal = literals[static_cast<std::size_t>(i)];
            now[at] = fresh();
            const int without = j <= i ? before[at] : 0, with = before[at - 1];
            std::vector<int> one{-now[at], literal};
            if (without != 0) one.push_back(without);
            clause(one);
            if (with == always) continue;
            std::vector<int> two{-now[at]};
            if (without != 0) two.push_back(without);
            if (with != 0) two.push_back(with);
            clause(two);
        }
        before = now;
    }
    guards.push_back(before[static_cast<std::size_t>(count)]);
    clause(guards);
}

void DutyClauses::State::make_cells() {
    for (int p = 0; p < grid.people; ++p)
        for (int column = first; column <= last; ++column) {
            std::vector<int> today;
            for (int k = 0; k < grid.kind_count(); ++k) {
                const int held = grid.fixed[grid.at(p, column)];
                if (!looked_at(k) || (held != k && !can_ever(problem, p, kind(k).post))) continue;
                const int literal = fresh();
                cells[day_at(p, column) * grid.kinds.size() + static_cast<std::size_t>(k)] =
                    literal;
                for (const int other : today)
                    clause({-literal, -other});
                today.push_back(literal);
                if (!grid.may(p, column, k) && held != k) bar_cell(p, column, k, literal);
            }
            encode_fixed(p, column);
        }
}

/// Each reason bars on its own.
void DutyClauses::State::bar_cell(int p, int column, int k, int literal) {
    for (const ConflictMember& member : list_bars(problem, grid, p, column, k))
        clause({-selector(member), -literal});
}

void DutyClauses::State::encode_fixed(int p, int column) {
    const int held = grid.fixed[grid.at(p, column)];
    if (held == not_fixed) return;
    const int guard = selector({MemberKind::fixed, p, 0});
    for (int k = 0; k < grid.kind_count(); ++k)
        if (const int literal = cell(p, column, k); literal != 0)
            clause({-guard, k == held ? literal : -literal});
}

void DutyClauses::State::encode_rest(int a, int b, int rest_min, std::span<const int> both) {
    if (rest_min < 0) { // nobody is in two places, whatever the rules
        clause(both);
        return;
    }
    const auto forbid = [&](int guard) {
        std::vector<int> one(both.begin(), both.end());
        one.push_back(-guard);
        clause(one);
    };
    const GridRule& rest = grid.rule(DutyRuleKind::rest_min);
    if (rest.holds() && rest_min < rest.value) forbid(rule_selector(DutyRuleKind::rest_min));
    const GridRule& after = grid.rule(DutyRuleKind::night_rest_min);
    if (after.holds() && kind(a).night && !kind(b).night && rest_min < after.value)
        forbid(rule_selector(DutyRuleKind::night_rest_min));
    if (rest_min < problem.shifts[static_cast<std::size_t>(kind(a).shift)].rest_after_min)
        forbid(selector({MemberKind::shift_rest, kind(a).shift, 0}));
}

void DutyClauses::State::encode_rests(int p) {
    const int from = std::max(0, first - grid.longest_gap_days);
    const int until = std::min(grid.width - 1, last + grid.longest_gap_days);
    for (int one = from; one <= until; ++one)
        for (int two = one + 1; two <= std::min(until, one + grid.longest_gap_days - 1); ++two)
            for (int a = 0; a < grid.kind_count(); ++a)
                for (int b = 0; b < grid.kind_count(); ++b) {
                    if (two - one >= grid.gap(a, b)) continue;
                    std::vector<int> both;
                    bool possible = true;
                    for (const auto& [column, k] : {std::pair{one, a}, std::pair{two, b}}) {
                        if (!inside(column))
                            possible = possible && base[grid.at(p, column)] == k;
                        else if (const int literal = cell(p, column, k); literal != 0)
                            both.push_back(-literal);
                        else
                            possible = false;
                    }
                    if (possible && !both.empty())
                        encode_rest(a, b, grid.begin_min(two, b) - grid.end_min(one, a), both);
                }
}

void DutyClauses::State::encode_runs(int p, DutyRuleKind which) {
    const GridRule& rule = grid.rule(which);
    if (!rule.holds()) return;
    const bool nights_only = which == DutyRuleKind::run_nights;
    for (int begin = std::max(0, first - rule.value); begin <= last; ++begin) {
        if (begin + rule.value >= grid.width) break;
        std::vector<int> run;
        bool possible = true;
        for (int column = begin; column <= begin + rule.value && possible; ++column) {
            if (inside(column)) {
                const int literal = nights_only ? night_on(p, column) : worked_on(p, column);
                possible = literal != 0;
                run.push_back(-literal);
            } else {
                const int held = base[grid.at(p, column)];
                possible = held != off && (!nights_only || kind(held).night);
            }
        }
        if (!possible || run.empty()) continue;
        run.push_back(-rule_selector(which));
        clause(run);
    }
}

/// Minutes of a stretch of columns against a limit, in units of their greatest common divisor.
void DutyClauses::State::encode_minutes(int p, DutyRuleKind which, int limit_min, int from,
                                        int until, int before_min) {
    if (!grid.rule(which).holds()) return;
    std::vector<Choice> days;
    int given_min = before_min, unit_min = 0, most_min = 0;
    for (int column = std::max(0, from); column <= std::min(until, grid.width - 1); ++column) {
        if (!inside(column)) {
            if (const int held = base[grid.at(p, column)]; held != off)
                given_min += kind(held).work_min;
            continue;
        }
        Choice today;
        int longest_min = 0;
        for (int k = 0; k < grid.kind_count(); ++k)
            if (const int literal = cell(p, column, k); literal != 0 && kind(k).work_min > 0) {
                today.push_back({literal, kind(k).work_min});
                unit_min = std::gcd(unit_min, kind(k).work_min);
                longest_min = std::max(longest_min, kind(k).work_min);
            }
        if (!today.empty()) days.push_back(std::move(today));
        most_min += longest_min; // once a day only
    }
    if (days.empty()) return;
    const int left_min = limit_min - given_min;
    if (most_min <= left_min) return;
    for (Choice& day : days)
        for (auto& [literal, weight] : day)
            weight /= unit_min;
    at_most(days, left_min < 0 ? -1 : left_min / unit_min, rule_selector(which));
}

void DutyClauses::State::encode_periods(int p) {
    if (grid.period_most_min.empty()) return;
    const bool by_month = problem.hours.period == HoursPeriod::month;
    for (int period = grid.period[static_cast<std::size_t>(first)];
         period <= grid.period[static_cast<std::size_t>(last)]; ++period) {
        const DaySpan days = grid.period_days(period, problem.hours.period);
        int from = grid.column(days.first), until = grid.column(days.last), before_min = 0;
        if (!by_month) { // what lies before the horizon is known as a sum alone
            if (period == grid.period[lead_days])
                before_min = problem.people[static_cast<std::size_t>(p)].before.period_min;
            from = std::max(from, lead_days);
            until = std::min(until, lead_days + grid.days - 1);
        }
        encode_minutes(p, DutyRuleKind::overtime_min,
                       grid.period_most_min[static_cast<std::size_t>(period)], from, until,
                       before_min);
    }
}

void DutyClauses::State::encode_months(int p) {
    const int own = problem.people[static_cast<std::size_t>(p)].most_month_shifts;
    const GridRule& most = grid.rule(DutyRuleKind::month_shifts);
    for (const DaySpan& month : grid.months) {
        const int from = grid.column(month.first), until = grid.column(month.last);
        if (until < first || from > last) continue;
        std::vector<Choice> days;
        int given = 0;
        for (int column = std::max(0, from); column <= std::min(until, grid.width - 1); ++column)
            if (!inside(column))
                given += base[grid.at(p, column)] != off;
            else if (const int literal = worked_on(p, column); literal != 0)
                days.push_back({{literal, 1}});
        const int could = static_cast<int>(days.size());
        if (most.holds() && could > 0 && could + given > most.value)
            at_most(days, most.value - given, rule_selector(DutyRuleKind::month_shifts));
        if (own > 0 && could + given > own)
            at_most(days, own - given, selector({MemberKind::own_limit, p, 0}));
        encode_minutes(p, DutyRuleKind::month_work_min,
                       grid.rule(DutyRuleKind::month_work_min).value, from, until, 0);
    }
    encode_periods(p);
    const int base_year = grid.year[lead_days];
    const int from_year = grid.year[static_cast<std::size_t>(first)];
    for (int year = from_year; year <= grid.year[static_cast<std::size_t>(last)]; ++year)
        encode_minutes(
            p, DutyRuleKind::year_work_min, grid.rule(DutyRuleKind::year_work_min).value,
            std::max(lead_days, grid.column(domain::make_date(year, 1, 1))),
            std::min(lead_days + grid.days - 1, grid.column(domain::make_date(year, 12, 31))),
            year == base_year ? problem.people[static_cast<std::size_t>(p)].before.work_min : 0);
}

void DutyClauses::State::encode() {
    make_cells();
    for (int p = 0; p < grid.people; ++p) {
        encode_rests(p);
        encode_runs(p, DutyRuleKind::run_days);
        encode_runs(p, DutyRuleKind::run_nights);
        encode_months(p);
    }
    for (int column = first; column <= last; ++column)
        encode_cover(column);
    for (int column = first; column <= last; ++column)
        encode_always(column);
    for (const GridPair& pair : grid.pairs)
        encode_pair(pair);
}

DutyClauses::DutyClauses(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                         int first, int last, std::uint64_t kinds, Cover cover)
    : state_(std::make_unique<State>(problem, grid, table, first, last, kinds, cover)) {
    // Its simplification is not counted in conflicts, and costs seconds where gaps are counted.
    if (cover == Cover::with_gaps) state_->solver.configure("plain");
    state_->encode();
}
DutyClauses::~DutyClauses() = default;

const std::vector<ConflictMember>& DutyClauses::members() const noexcept {
    return state_->members;
}
int DutyClauses::literal(int person, int column, int kind) const {
    return state_->cell(person, column, kind);
}
const std::vector<DutyClauses::Gap>& DutyClauses::gaps() const noexcept {
    return state_->gaps;
}
void DutyClauses::prefer(int literal) {
    state_->solver.phase(literal);
}
int DutyClauses::make_literal() {
    return state_->fresh();
}
void DutyClauses::add_clause(std::span<const int> literals) {
    state_->clause(literals);
}
std::vector<int> DutyClauses::make_counter(std::span<const int> literals,
                                           std::span<const int> weights, int most) {
    return state_->counter(literals, weights, most);
}

SolverAnswer DutyClauses::solve(std::span<const int> active, std::span<const int> also,
                                int conflicts_most) {
    for (const int member : active)
        state_->solver.assume(state_->selector_of[static_cast<std::size_t>(member)]);
    for (const int literal : also)
        state_->solver.assume(literal);
    state_->solver.limit("conflicts", conflicts_most);
    const int answer = state_->solver.solve();
    constexpr int satisfiable = 10, unsatisfiable = 20; // CaDiCaL's own codes
    if (answer == satisfiable) return SolverAnswer::yes;
    return answer == unsatisfiable ? SolverAnswer::no : SolverAnswer::gave_up;
}

bool DutyClauses::is_true(int literal) const {
    return state_->solver.val(literal) > 0;
}

std::vector<int> DutyClauses::failed(std::span<const int> active) const {
    std::vector<int> used;
    for (const int member : active)
        if (state_->solver.failed(state_->selector_of[static_cast<std::size_t>(member)]))
            used.push_back(member);
    return used;
}

DutyTable DutyClauses::table() const {
    DutyTable table = state_->base;
    for (int p = 0; p < state_->grid.people; ++p)
        for (int column = state_->first; column <= state_->last; ++column) {
            std::int8_t& slot = table[state_->grid.at(p, column)];
            slot = static_cast<std::int8_t>(off);
            for (int k = 0; k < state_->grid.kind_count(); ++k)
                if (const int literal = state_->cell(p, column, k);
                    literal != 0 && is_true(literal))
                    slot = static_cast<std::int8_t>(k);
        }
    return table;
}

} // namespace roster::schedule
