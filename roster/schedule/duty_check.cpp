#include "roster/schedule/duty_check.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace roster::schedule {

namespace {

namespace ids = duty_rule_ids;

auto as_tuple(const DutyViolation& v) {
    return std::tie(v.rule_id, v.first, v.last, v.person_keys, v.post_key, v.shift_key,
                    v.minutes.from_min, v.minutes.until_min, v.got, v.limit);
}

/// Checks one person, one day, one pair at a time and collects what it finds.
class Checker {
public:
    Checker(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table)
        : problem_(problem), grid_(grid), table_(table) {}

    void check_person(int p) {
        person_ = p;
        for (int column = lead_days; column < lead_days + grid_.days; ++column)
            check_cell(column);
        check_rests();
        check_runs(DutyRuleKind::run_days);
        check_runs(DutyRuleKind::run_nights);
        check_months();
        check_periods();
        check_years();
    }
    void check_day(int column);
    void check_pair(const GridPair& pair, int first, int last);
    void check_minutes(int first, int last);
    std::vector<DutyViolation> found;

private:
    [[nodiscard]] int cell(int p, int column) const { return table_[grid_.at(p, column)]; }
    [[nodiscard]] const std::string& name(int p) const {
        return problem_.people[static_cast<std::size_t>(p)].key;
    }
    [[nodiscard]] const GridKind& kind(int k) const {
        return grid_.kinds[static_cast<std::size_t>(k)];
    }
    [[nodiscard]] const std::string& post_key(int k) const {
        return problem_.posts[static_cast<std::size_t>(kind(k).post)].key;
    }
    [[nodiscard]] const std::string& shift_key(int k) const {
        return problem_.shifts[static_cast<std::size_t>(kind(k).shift)].key;
    }
    [[nodiscard]] const DutyRule& row(const GridRule& rule) const {
        return problem_.rules[static_cast<std::size_t>(rule.index)];
    }
    [[nodiscard]] bool is_inside(int first, int last) const {
        return last >= lead_days && first < lead_days + grid_.days;
    }
    void add(std::string_view rule, int first, int last, int got, int limit, int k = off) {
        DutyViolation one{std::string(rule), {name(person_)}, grid_.date(first), grid_.date(last)};
        if (k != off) {
            one.post_key = post_key(k);
            one.shift_key = shift_key(k);
        }
        one.got = got;
        one.limit = limit;
        found.push_back(std::move(one));
    }
    void check_cell(int column);
    void check_why_not(int column, int k);
    [[nodiscard]] std::set<int> find_meetings(const GridPair& pair, int first, int last) const;
    void check_rests();
    void check_rest(int before, int column);
    void check_runs(DutyRuleKind rule);
    void check_months();
    void check_periods();
    void check_years();

    const DutyProblem& problem_;
    const DutyGrid& grid_;
    const DutyTable& table_;
    int person_ = 0;
};

void Checker::check_cell(int column) {
    const int k = cell(person_, column);
    const int fixed = grid_.fixed[grid_.at(person_, column)];
    if (fixed != not_fixed && fixed != k)
        add(ids::frozen, column, column, 0, 0, fixed == off ? k : fixed);
    if (k != off && !grid_.may(person_, column, k)) check_why_not(column, k);
}

/// Every reason why somebody may not have that shift.
void Checker::check_why_not(int column, int k) {
    const DutyPerson& person = problem_.people[static_cast<std::size_t>(person_)];
    const Date day = grid_.date(column);
    bool barred = false;
    if (const int rule = kind(k).too_long; rule != fits) {
        add(rule >= 0 ? problem_.rules[static_cast<std::size_t>(rule)].id : ids::longest_shift,
            column, column, kind(k).length_min, kind(k).longest_min, k);
        barred = true;
    }
    for (const DutyAbsence& one : problem_.absences)
        if (one.person_key == person.key && does_bar(grid_, one, column, k)) {
            add(ids::absence, column, column, 1, 0, k);
            barred = true;
            break;
        }
    for (const DutyElsewhere& one : problem_.elsewhere)
        if (one.person_key == person.key && overlaps(one, day, kind(k))) {
            add(ids::elsewhere, column, column, 1, 0, k);
            barred = true;
            break;
        }
    for (const DutyBan& ban : person.bans)
        if (does_bar(problem_, grid_, ban, column, k)) {
            add(ids::ban, column, column, 1, 0, k);
            barred = true;
            break;
        }
    const Date end = day + Days{(kind(k).start_min + kind(k).length_min - 1) / day_min};
    const auto held = [&](const std::string& key, Date on) {
        return std::ranges::any_of(person.qualifications, [&](const DutyQualification& one) {
            return one.key == key && one.from <= on && (!one.until || on <= *one.until);
        });
    };
    const auto& wanted = problem_.posts[static_cast<std::size_t>(kind(k).post)].qualifications;
    const bool qualified = std::ranges::all_of(
        wanted, [&](const std::string& key) { return held(key, day) && held(key, end); });
    if (!qualified || !barred) add(ids::qualification, column, column, 0, 1, k);
}

void Checker::check_rests() {
    int before = -1;
    for (int column = 0; column < grid_.width; ++column) {
        if (cell(person_, column) == off) continue;
        if (before >= 0 && is_inside(before, column)) check_rest(before, column);
        before = column;
    }
}

void Checker::check_rest(int before, int column) {
    const int a = cell(person_, before), b = cell(person_, column);
    if (column - before >= grid_.gap(a, b)) return;
    const int rest_min = grid_.begin_min(column, b) - grid_.end_min(before, a);
    const auto breaks = [&](const GridRule& rule) {
        if (rule.holds() && rest_min < rule.value)
            add(row(rule).id, before, column, rest_min, rule.value);
    };
    breaks(grid_.rule(DutyRuleKind::rest_min));
    if (kind(a).night && !kind(b).night) breaks(grid_.rule(DutyRuleKind::night_rest_min));
    // A shift that runs into the next breaks its own rest even where that is nothing.
    const int own_min = problem_.shifts[static_cast<std::size_t>(kind(a).shift)].rest_after_min;
    if (rest_min < own_min) add(ids::shift_rest, before, column, rest_min, own_min, a);
}

void Checker::check_runs(DutyRuleKind which) {
    const GridRule& rule = grid_.rule(which);
    if (!rule.holds()) return;
    int since = 0;
    for (int column = 0; column <= grid_.width; ++column) {
        const int k = column < grid_.width ? cell(person_, column) : off;
        const bool counts = k != off && (which == DutyRuleKind::run_days || kind(k).night);
        if (counts) continue;
        const int length = column - since;
        if (length > rule.value && is_inside(since, column - 1))
            add(row(rule).id, since, column - 1, length, rule.value);
        since = column + 1;
    }
}

void Checker::check_months() {
    std::vector<int> shifts(grid_.months.size(), 0), minutes(grid_.months.size(), 0);
    for (int column = 0; column < grid_.width; ++column)
        if (const int k = cell(person_, column); k != off) {
            const auto month =
                static_cast<std::size_t>(grid_.month[static_cast<std::size_t>(column)]);
            ++shifts[month];
            minutes[month] += kind(k).work_min;
        }
    const int own = problem_.people[static_cast<std::size_t>(person_)].most_month_shifts;
    const GridRule& most = grid_.rule(DutyRuleKind::month_shifts);
    const GridRule& most_min = grid_.rule(DutyRuleKind::month_work_min);
    for (std::size_t month = 0; month < grid_.months.size(); ++month) {
        const int first = grid_.column(grid_.months[month].first);
        const int last = grid_.column(grid_.months[month].last);
        if (!is_inside(first, last)) continue;
        if (most.holds() && shifts[month] > most.value)
            add(row(most).id, first, last, shifts[month], most.value);
        if (own > 0 && shifts[month] > own) add(ids::own_limit, first, last, shifts[month], own);
        if (most_min.holds() && minutes[month] > most_min.value)
            add(row(most_min).id, first, last, minutes[month], most_min.value);
    }
}

/// Standard hours and overtime of each calendar month, or of the approved period together.
void Checker::check_periods() {
    if (grid_.period_most_min.empty()) return;
    const bool by_month = problem_.hours.period == HoursPeriod::month;
    std::vector<int> minutes(grid_.period_most_min.size(), 0);
    if (!by_month)
        minutes[static_cast<std::size_t>(grid_.period[lead_days])] =
            problem_.people[static_cast<std::size_t>(person_)].before.period_min;
    for (int column = 0; column < grid_.width; ++column)
        if (const int k = cell(person_, column); k != off && (by_month || grid_.in_horizon(column)))
            minutes[static_cast<std::size_t>(grid_.period[static_cast<std::size_t>(column)])] +=
                kind(k).work_min;
    for (std::size_t period = 0; period < minutes.size(); ++period) {
        if (minutes[period] <= grid_.period_most_min[period]) continue;
        const DaySpan days = grid_.period_days(static_cast<int>(period), problem_.hours.period);
        const int first = grid_.column(days.first), last = grid_.column(days.last);
        if (is_inside(first, last))
            add(row(grid_.rule(DutyRuleKind::overtime_min)).id, first, last, minutes[period],
                grid_.period_most_min[period]);
    }
}

void Checker::check_years() {
    const GridRule& most = grid_.rule(DutyRuleKind::year_work_min);
    if (!most.holds()) return;
    std::map<int, int> minutes;
    minutes[grid_.year[lead_days]] =
        problem_.people[static_cast<std::size_t>(person_)].before.work_min;
    for (int column = lead_days; column < lead_days + grid_.days; ++column)
        if (const int k = cell(person_, column); k != off)
            minutes[grid_.year[static_cast<std::size_t>(column)]] += kind(k).work_min;
    for (const auto& [year, got] : minutes)
        if (got > most.value)
            add(row(most).id, grid_.column(domain::make_date(year, 1, 1)),
                grid_.column(domain::make_date(year, 12, 31)), got, most.value);
}

void Checker::check_day(int column) {
    std::vector<int> people(grid_.kinds.size(), 0), experienced(grid_.kinds.size(), 0);
    for (int p = 0; p < grid_.people; ++p)
        if (const int k = cell(p, column); k != off) {
            ++people[static_cast<std::size_t>(k)];
            experienced[static_cast<std::size_t>(k)] += grid_.experienced[grid_.at(p, column)];
        }
    for (int k = 0; k < grid_.kind_count(); ++k) {
        const auto at = static_cast<std::size_t>(k);
        const auto report = [&](const char* rule, int got, int limit) {
            DutyViolation one{rule,        {},          grid_.date(column), grid_.date(column),
                              post_key(k), shift_key(k)};
            one.got = got;
            one.limit = limit;
            found.push_back(std::move(one));
        };
        const int minimum = grid_.minimum[grid_.need_at(column, k)];
        if (people[at] < minimum) report(ids::cover, people[at], minimum);
        const int wanted = problem_.posts[static_cast<std::size_t>(kind(k).post)].experienced_count;
        if (people[at] > 0 && experienced[at] < wanted)
            report(ids::experienced, experienced[at], wanted);
    }
}

void Checker::check_pair(const GridPair& pair, int first, int last) {
    const auto report = [&](const char* rule, int column) {
        found.push_back(
            {rule, {name(pair.first), name(pair.second)}, grid_.date(column), grid_.date(column)});
    };
    first = std::max(first, lead_days);
    last = std::min(last, lead_days + grid_.days - 1);
    if (pair.kind == PairKind::apart) {
        for (const int column : find_meetings(pair, first, last))
            report(ids::apart, column);
        return;
    }
    for (int column = first; column <= last; ++column) {
        const int a = cell(pair.first, column);
        if (a == off) continue;
        const int b = cell(pair.second, column);
        if (b == off || kind(b).shift != kind(a).shift) report(ids::together, column);
    }
}

/// Columns of the horizon on which two people are on duty in the same minute: where the later shift
/// begins, or the earlier one where the later lies beyond the horizon. Either may be carry-over.
std::set<int> Checker::find_meetings(const GridPair& pair, int first, int last) const {
    std::set<int> meetings;
    for (int one = std::max(0, first - 1); one <= std::min(grid_.width - 1, last + 1); ++one) {
        const int a = cell(pair.first, one);
        if (a == off) continue;
        for (int two = std::max(0, one - 1); two <= std::min(grid_.width - 1, one + 1); ++two) {
            const int b = cell(pair.second, two);
            if (b == off || !do_overlap(grid_.begin_min(one, a), grid_.end_min(one, a),
                                        grid_.begin_min(two, b), grid_.end_min(two, b)))
                continue;
            const int later = std::max(one, two), earlier = std::min(one, two);
            const int column = grid_.in_horizon(later) ? later : earlier;
            if (column >= first && column <= last) meetings.insert(column);
        }
    }
    return meetings;
}

void Checker::check_minutes(int first, int last) {
    for (const CoverGap& gap : find_always_gaps(problem_, grid_, table_, first, last)) {
        DutyViolation one;
        one.rule_id = gap.post < 0 ? row(grid_.rule(DutyRuleKind::volunteers_count)).id
                                   : std::string(ids::always);
        one.first = grid_.first_day + Days{gap.minutes.from_min / day_min};
        one.last = grid_.first_day + Days{(gap.minutes.until_min - 1) / day_min};
        if (gap.post >= 0) one.post_key = problem_.posts[static_cast<std::size_t>(gap.post)].key;
        one.minutes = gap.minutes;
        one.got = gap.least_count;
        one.limit = gap.needed_count;
        found.push_back(std::move(one));
    }
}

std::vector<DutyViolation> check_all(const DutyProblem& problem, const DutyGrid& grid,
                                     const DutyTable& table) {
    Checker checker(problem, grid, table);
    const int last = lead_days + grid.days - 1;
    for (int p = 0; p < grid.people; ++p)
        checker.check_person(p);
    for (int column = lead_days; column <= last; ++column)
        checker.check_day(column);
    for (const GridPair& pair : grid.pairs)
        checker.check_pair(pair, lead_days, last);
    checker.check_minutes(lead_days, last);
    return std::move(checker.found);
}

/// What concerns some people and some days, no more.
std::vector<DutyViolation> check_part(const DutyProblem& problem, const DutyGrid& grid,
                                      const DutyTable& table, const std::set<int>& people,
                                      const std::set<int>& columns) {
    Checker checker(problem, grid, table);
    for (const int p : people)
        checker.check_person(p);
    for (const int column : columns)
        checker.check_day(column);
    for (const GridPair& pair : grid.pairs)
        if (people.contains(pair.first) || people.contains(pair.second))
            checker.check_pair(pair, *columns.begin() - 1, *columns.rbegin() + 1);
    // Minutes day by day: a change reaches into the next day at most.
    std::set<int> touched;
    for (const int column : columns)
        touched.insert({column, column + 1});
    for (auto it = touched.begin(); it != touched.end();) {
        const int first = *it;
        int last = first;
        while (++it != touched.end() && *it == last + 1)
            last = *it;
        checker.check_minutes(first, last);
    }
    std::sort(checker.found.begin(), checker.found.end());
    return std::move(checker.found);
}

} // namespace

bool operator<(const DutyViolation& a, const DutyViolation& b) {
    return as_tuple(a) < as_tuple(b);
}

std::vector<DutyViolation> check_table(const DutyProblem& problem, const DutyGrid& grid,
                                       const DutyTable& table) {
    auto found = check_all(problem, grid, table);
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<DutyViolation> check_roster(const DutyProblem& problem, const DutyGrid& grid,
                                        const DutyRoster& roster) {
    const LoadedCells loaded = load_cells(problem, grid, roster);
    auto found = check_all(problem, grid, loaded.table);
    const auto report = [&](const char* rule, const DutyCell& cell) {
        found.push_back(
            {rule, {cell.person_key}, cell.day, cell.day, cell.post_key, cell.shift_key});
    };
    for (const DutyCell& cell : loaded.unknown)
        report(ids::unknown, cell);
    for (const DutyCell& cell : loaded.doubled)
        report(ids::one_a_day, cell);
    std::sort(found.begin(), found.end());
    return found;
}

ChangeVerdict check_changes(const DutyProblem& problem, const DutyGrid& grid, DutyTable& table,
                            std::span<const CellChange> changes) {
    ChangeVerdict verdict;
    if (changes.empty()) return verdict;
    std::set<int> people, columns;
    for (const CellChange& one : changes) {
        people.insert(one.person);
        columns.insert(one.column);
    }
    const auto before = check_part(problem, grid, table, people, columns);
    std::vector<std::int8_t> held;
    for (const CellChange& one : changes) {
        std::int8_t& cell = table[grid.at(one.person, one.column)];
        held.push_back(cell);
        cell = static_cast<std::int8_t>(one.kind);
    }
    const auto after = check_part(problem, grid, table, people, columns);
    for (std::size_t i = changes.size(); i-- > 0;)
        table[grid.at(changes[i].person, changes[i].column)] = held[i];
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(verdict.added));
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(verdict.removed));
    return verdict;
}

} // namespace roster::schedule
