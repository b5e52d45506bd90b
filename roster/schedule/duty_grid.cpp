#include "roster/schedule/duty_grid.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace roster::schedule {

namespace {

using Index = std::unordered_map<std::string_view, int>;

template <class Rows>
Index index_of(const Rows& rows) {
    Index index;
    for (std::size_t i = 0; i < rows.size(); ++i)
        index.emplace(rows[i].key, static_cast<int>(i));
    return index;
}

void lay_days(const DutyProblem& problem, DutyGrid& grid) {
    grid.first_day = problem.first_day;
    grid.days = domain::calc_days_between(problem.first_day, problem.last_day) + 1;
    grid.width = lead_days + grid.days + tail_days;
    for (int column = 0; column < grid.width; ++column) {
        const Date day = grid.date(column);
        const std::chrono::year_month_day ymd{day};
        grid.day_kind.push_back(calc_day_kind(problem.calendars, day));
        grid.year.push_back(static_cast<int>(ymd.year()));
        if (grid.months.empty() || day > grid.months.back().last)
            grid.months.push_back(domain::calc_window(domain::WindowKind::month, day));
        grid.month.push_back(static_cast<int>(grid.months.size()) - 1);
    }
}

/// Whether a kind is longer than its layer or its day allows (one shift a day), and by which rule:
/// the strictest of the rows, the standing one for control rooms where no row is stricter.
void find_longest(const DutyProblem& problem, const DutyPost& post, GridKind& kind) {
    if (!post.long_shift_basis.empty()) return;
    int longest_min = day_min, rule = fits;
    if (post.layer == DutyLayer::control_room) {
        longest_min = control_room_shift_min;
        rule = standing_rule;
    }
    const bool counts_by_day = post.hours_count && problem.hours.period == HoursPeriod::month;
    for (std::size_t i = 0; i < problem.rules.size(); ++i) {
        const DutyRule& one = problem.rules[i];
        const bool by_layer = one.kind == DutyRuleKind::shift_min && one.layer == post.layer;
        const bool by_day = one.kind == DutyRuleKind::overtime_day_min && counts_by_day;
        if (!by_layer && !by_day) continue;
        const int most_min = by_day ? standard_day_min + one.value : one.value;
        if (most_min > longest_min || (most_min == longest_min && rule >= 0)) continue;
        longest_min = most_min;
        rule = static_cast<int>(i);
    }
    if (kind.length_min <= longest_min) return;
    kind.too_long = rule;
    kind.longest_min = longest_min;
}

void lay_kinds(const DutyProblem& problem, DutyGrid& grid) {
    const Index shifts = index_of(problem.shifts);
    for (std::size_t p = 0; p < problem.posts.size(); ++p) {
        const DutyPost& post = problem.posts[p];
        for (const PostShift& one : post.shifts) {
            const int s = shifts.at(one.shift_key);
            const DutyShift& shift = problem.shifts[static_cast<std::size_t>(s)];
            grid.kinds.push_back({static_cast<int>(p), s, shift.start_min, shift.length_min,
                                  shift.night, post.hours_count ? shift.length_min : 0,
                                  post.layer == DutyLayer::control_room});
            find_longest(problem, post, grid.kinds.back());
        }
    }
    grid.minimum.assign(static_cast<std::size_t>(grid.width) * grid.kinds.size(), 0);
    grid.target = grid.reduced = grid.minimum;
    for (int column = lead_days; column < lead_days + grid.days; ++column) {
        int kind = 0;
        for (const DutyPost& post : problem.posts)
            for (const PostShift& one : post.shifts) {
                const auto day = static_cast<std::size_t>(grid.day_kind[column]);
                grid.minimum[grid.need_at(column, kind)] = one.need[day].minimum;
                grid.target[grid.need_at(column, kind++)] = one.need[day].target;
            }
    }
}

void lay_reductions(const DutyProblem& problem, DutyGrid& grid) {
    for (const DutyReduction& one : problem.reductions) {
        const int column = grid.column(one.day);
        const auto kind = find_kind(problem, grid, one.post_key, one.shift_key);
        if (!kind || !grid.in_horizon(column)) continue;
        const std::size_t at = grid.need_at(column, *kind);
        const int fewer = std::min(grid.minimum[at], one.fewer_count);
        grid.minimum[at] -= fewer;
        grid.reduced[at] += fewer;
        grid.has_reductions = true;
        grid.target[at] = std::max(grid.minimum[at], grid.target[at] - one.fewer_count);
    }
}

/// The strictest of each kind: the largest of least values, the smallest of most values.
void lay_rules(const DutyProblem& problem, DutyGrid& grid) {
    for (std::size_t i = 0; i < problem.rules.size(); ++i) {
        const DutyRule& rule = problem.rules[i];
        if (rule.kind == DutyRuleKind::shift_min || rule.kind == DutyRuleKind::overtime_day_min)
            continue; // of the shift itself: find_longest
        GridRule& held = grid.rules[static_cast<std::size_t>(rule.kind)];
        const bool least = rule.kind == DutyRuleKind::rest_min ||
                           rule.kind == DutyRuleKind::night_rest_min ||
                           rule.kind == DutyRuleKind::volunteers_count;
        if (held.holds() && (least ? rule.value <= held.value : rule.value >= held.value)) continue;
        held = {rule.value, static_cast<int>(i)};
    }
}

/// Calendar periods in which hours are averaged, and the most that one person works in each.
void lay_periods(const DutyProblem& problem, DutyGrid& grid) {
    const int months = months_of(problem.hours.period);
    int first_block = 0;
    for (int column = 0; column < grid.width; ++column) {
        const std::chrono::year_month_day day{grid.date(column)};
        const int month = static_cast<int>(day.year()) * months_a_year +
                          static_cast<int>(static_cast<unsigned>(day.month())) - 1;
        if (column == 0) first_block = month / months;
        grid.period.push_back(month / months - first_block);
    }
    if (const GridRule& rule = grid.rule(DutyRuleKind::overtime_min); rule.holds())
        grid.period_most_min.assign(static_cast<std::size_t>(grid.period.back()) + 1,
                                    months * (standard_month_min + rule.value));
}

void lay_gaps(const DutyProblem& problem, DutyGrid& grid) {
    const int kinds = grid.kind_count();
    const int rest = std::max(0, grid.rule(DutyRuleKind::rest_min).value);
    const int night_rest = std::max(0, grid.rule(DutyRuleKind::night_rest_min).value);
    for (int a = 0; a < kinds; ++a)
        for (int b = 0; b < kinds; ++b) {
            const GridKind& one = grid.kinds[static_cast<std::size_t>(a)];
            const GridKind& two = grid.kinds[static_cast<std::size_t>(b)];
            int needed =
                std::max(rest, problem.shifts[static_cast<std::size_t>(one.shift)].rest_after_min);
            if (one.night && !two.night) needed = std::max(needed, night_rest);
            // Smallest number of days that leaves that rest; shifts never overlap.
            const int from = one.start_min + one.length_min + needed - two.start_min;
            const int gap = std::max(1, (from + day_min - 1) / day_min);
            grid.gap_days.push_back(gap);
            grid.longest_gap_days = std::max(grid.longest_gap_days, gap);
        }
}

bool holds_on(const DutyPerson& person, std::string_view key, Date day) {
    return std::ranges::any_of(person.qualifications, [&](const DutyQualification& one) {
        return one.key == key && one.from <= day && (!one.until || day <= *one.until);
    });
}
/// Whether somebody may stand at a post, day by day, one day beyond the last column.
std::vector<bool> qualified_days(const DutyGrid& grid, const DutyPost& post,
                                 const DutyPerson& person) {
    std::vector<bool> held(static_cast<std::size_t>(grid.width) + 1);
    for (int column = 0; column <= grid.width; ++column)
        held[static_cast<std::size_t>(column)] =
            std::ranges::all_of(post.qualifications, [&](const std::string& key) {
                return holds_on(person, key, grid.date(column));
            });
    return held;
}

void lay_qualified(const DutyProblem& problem, DutyGrid& grid) {
    grid.allowed.assign(static_cast<std::size_t>(grid.people) * grid.width, 0);
    grid.volunteer.assign(grid.allowed.size(), 0);
    grid.experienced.assign(grid.allowed.size(), 0);
    for (int p = 0; p < grid.people; ++p) {
        const DutyPerson& person = problem.people[static_cast<std::size_t>(p)];
        int k = 0;
        for (const DutyPost& post : problem.posts) {
            const auto held = qualified_days(grid, post, person);
            for (std::size_t s = 0; s < post.shifts.size(); ++s, ++k) {
                const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
                if (kind.too_long != fits) continue;
                const int over = kind.start_min + kind.length_min > day_min ? 1 : 0;
                for (int column = 0; column < grid.width; ++column)
                    if (held[static_cast<std::size_t>(column)] &&
                        held[static_cast<std::size_t>(column + over)])
                        grid.allowed[grid.at(p, column)] |= std::uint64_t{1} << k;
            }
        }
        for (int column = 0; column < grid.width; ++column) {
            const Date day = grid.date(column);
            grid.volunteer[grid.at(p, column)] = holds_on(person, volunteer_qualification, day);
            grid.experienced[grid.at(p, column)] =
                person.experienced || holds_on(person, experienced_qualification, day);
        }
    }
}

/// A shift of the evening before may reach into the days: one column more is asked.
template <class Bars>
void bar(DutyGrid& grid, int person, DaySpan days, Bars bars) {
    const int first = std::max(0, grid.column(days.first) - 1);
    const int last = std::min(grid.width - 1, grid.column(days.last));
    for (int column = first; column <= last; ++column)
        for (int k = 0; k < grid.kind_count(); ++k)
            if (bars(column, k)) grid.allowed[grid.at(person, column)] &= ~(std::uint64_t{1} << k);
}

void bar_elsewhere(const DutyElsewhere& one, int person, DutyGrid& grid) {
    const int at = grid.column(one.day);
    for (int column = std::max(0, at - 1); column <= std::min(grid.width - 1, at + 1); ++column)
        for (int k = 0; k < grid.kind_count(); ++k)
            if (overlaps(one, grid.date(column), grid.kinds[static_cast<std::size_t>(k)]))
                grid.allowed[grid.at(person, column)] &= ~(std::uint64_t{1} << k);
}

void lay_bars(const DutyProblem& problem, const Index& people, DutyGrid& grid) {
    for (int p = 0; p < grid.people; ++p)
        for (const DutyBan& ban : problem.people[static_cast<std::size_t>(p)].bans)
            bar(grid, p, ban.days,
                [&](int column, int k) { return does_bar(problem, grid, ban, column, k); });
    for (const DutyAbsence& one : problem.absences)
        bar(grid, people.at(one.person_key), one.days,
            [&](int column, int k) { return does_bar(grid, one, column, k); });
    for (const DutyElsewhere& one : problem.elsewhere)
        bar_elsewhere(one, people.at(one.person_key), grid);
}

void lay_people(const DutyProblem& problem, const Index& people, DutyGrid& grid) {
    const int rule_most = grid.rule(DutyRuleKind::month_shifts).value;
    for (const DutyPerson& person : problem.people) {
        int most = std::numeric_limits<int>::max();
        if (rule_most > 0) most = rule_most;
        if (person.most_month_shifts > 0) most = std::min(most, person.most_month_shifts);
        grid.most_month_shifts.push_back(most);
    }
    for (std::size_t i = 0; i < problem.pairs.size(); ++i) {
        const DutyPair& pair = problem.pairs[i];
        grid.pairs.push_back({people.at(pair.first_key), people.at(pair.second_key), pair.kind,
                              static_cast<int>(i)});
    }
}

void lay_fixed(const DutyProblem& problem, const Index& people, DutyGrid& grid) {
    grid.fixed.assign(grid.allowed.size(), static_cast<std::int8_t>(not_fixed));
    const int frozen = problem.frozen_until ? grid.column(*problem.frozen_until) : lead_days - 1;
    for (int p = 0; p < grid.people; ++p)
        for (int column = 0; column < grid.width; ++column)
            if (!grid.in_horizon(column) || column <= frozen)
                grid.fixed[grid.at(p, column)] = static_cast<std::int8_t>(off);
    for (const DutyCell& cell : problem.fixed) {
        const int column = grid.column(cell.day);
        if (column < 0 || column >= grid.width) continue;
        const auto kind = find_kind(problem, grid, cell.post_key, cell.shift_key);
        grid.fixed[grid.at(people.at(cell.person_key), column)] = static_cast<std::int8_t>(*kind);
    }
}

} // namespace

DaySpan DutyGrid::period_days(int number, HoursPeriod kind) const {
    const std::chrono::year_month_day lead{date(0)};
    const int span_months = months_of(kind);
    const int since = (static_cast<int>(lead.year()) * months_a_year +
                       static_cast<int>(static_cast<unsigned>(lead.month())) - 1) /
                          span_months +
                      number;
    const Date first =
        domain::make_date(since * span_months / months_a_year,
                          static_cast<unsigned>(since * span_months % months_a_year) + 1, 1);
    return {first, domain::add_months(first, span_months) - Days{1}};
}

bool does_bar(const DutyGrid& grid, const DutyAbsence& absence, int column, int kind) {
    const int first = grid.column(absence.days.first), last = grid.column(absence.days.last);
    if (absence.kind == AbsenceKind::sick) return first <= column && column <= last;
    return do_overlap(grid.begin_min(column, kind), grid.end_min(column, kind),
                      (first - lead_days) * day_min, (last + 1 - lead_days) * day_min);
}

bool does_bar(const DutyProblem& problem, const DutyGrid& grid, const DutyBan& ban, int column,
              int kind) {
    // What of the shift lies in the days of the ban.
    const int from =
        std::max(grid.begin_min(column, kind), (grid.column(ban.days.first) - lead_days) * day_min);
    const int until = std::min(grid.end_min(column, kind),
                               (grid.column(ban.days.last) + 1 - lead_days) * day_min);
    if (from >= until) return false;
    const GridKind& shift = grid.kinds[static_cast<std::size_t>(kind)];
    if (ban.kind == BanKind::no_long_shift) return shift.work_min > standard_day_min;
    if (ban.kind == BanKind::no_duty || shift.night) return true;
    for (int day = column - 1; day <= column + 1; ++day) {
        const int midnight = (day - lead_days) * day_min;
        if (do_overlap(from, until, midnight + problem.night.from_min,
                       midnight + problem.night.until_min))
            return true;
    }
    return false;
}

DayKind calc_day_kind(std::span<const DutyCalendar> calendars, Date day) noexcept {
    for (const DutyCalendar& calendar : calendars) {
        for (const HolidaySpan& one : calendar.holidays) {
            if (std::ranges::find(one.statutory, day) != one.statutory.end())
                return DayKind::holiday;
            if (one.days.first <= day && day <= one.days.last) return DayKind::weekend;
        }
        if (std::ranges::find(calendar.workdays, day) != calendar.workdays.end())
            return DayKind::workday;
    }
    const unsigned weekday = std::chrono::weekday{day}.iso_encoding();
    return weekday >= 6 ? DayKind::weekend : DayKind::workday;
}

sim::core::Result<DutyGrid> make_grid(const DutyProblem& problem) {
    if (auto problems = check_problem(problem); !problems.empty())
        return sim::core::make_error(std::move(problems));
    DutyGrid grid;
    grid.people = static_cast<int>(problem.people.size());
    const Index people = index_of(problem.people);
    lay_days(problem, grid);
    lay_kinds(problem, grid);
    lay_reductions(problem, grid);
    lay_rules(problem, grid);
    lay_periods(problem, grid);
    lay_gaps(problem, grid);
    lay_qualified(problem, grid);
    lay_bars(problem, people, grid);
    lay_people(problem, people, grid);
    lay_fixed(problem, people, grid);
    return grid;
}

bool overlaps(const DutyElsewhere& other, Date day, const GridKind& kind) noexcept {
    const int begin =
        domain::calc_days_between(other.day, day) * day_min + kind.start_min - other.start_min;
    return begin < other.length_min && -kind.length_min < begin;
}

std::optional<int> find_kind(const DutyProblem& problem, const DutyGrid& grid,
                             std::string_view post_key, std::string_view shift_key) {
    for (int k = 0; k < grid.kind_count(); ++k) {
        const GridKind& kind = grid.kinds[static_cast<std::size_t>(k)];
        if (problem.posts[static_cast<std::size_t>(kind.post)].key == post_key &&
            problem.shifts[static_cast<std::size_t>(kind.shift)].key == shift_key)
            return k;
    }
    return std::nullopt;
}

LoadedCells load_cells(const DutyProblem& problem, const DutyGrid& grid, const DutyRoster& roster) {
    LoadedCells loaded;
    loaded.table.assign(grid.allowed.size(), static_cast<std::int8_t>(off));
    const Index people = index_of(problem.people);
    for (const DutyCell& cell : problem.fixed) {
        const int column = grid.column(cell.day);
        if (column < 0 || column >= grid.width || grid.in_horizon(column)) continue;
        const std::size_t at = grid.at(people.at(cell.person_key), column);
        loaded.table[at] = grid.fixed[at];
    }
    for (const DutyCell& cell : roster) {
        const auto person = people.find(cell.person_key);
        const int column = grid.column(cell.day);
        const auto kind = find_kind(problem, grid, cell.post_key, cell.shift_key);
        if (person == people.end() || !kind || !grid.in_horizon(column)) {
            loaded.unknown.push_back(cell);
            continue;
        }
        std::int8_t& slot = loaded.table[grid.at(person->second, column)];
        if (slot != off)
            loaded.doubled.push_back(cell);
        else
            slot = static_cast<std::int8_t>(*kind);
    }
    return loaded;
}

DutyRoster make_roster(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table) {
    std::unordered_map<std::size_t, CellState> states;
    const Index people = index_of(problem.people);
    for (const DutyCell& cell : problem.fixed)
        if (const int column = grid.column(cell.day); grid.in_horizon(column))
            states[grid.at(people.at(cell.person_key), column)] = cell.state;
    DutyRoster roster;
    for (int column = lead_days; column < lead_days + grid.days; ++column)
        for (int p = 0; p < grid.people; ++p) {
            const std::size_t at = grid.at(p, column);
            if (table[at] == off) continue;
            const GridKind& kind = grid.kinds[static_cast<std::size_t>(table[at])];
            const auto state = states.find(at);
            roster.push_back({problem.people[static_cast<std::size_t>(p)].key, grid.date(column),
                              problem.posts[static_cast<std::size_t>(kind.post)].key,
                              problem.shifts[static_cast<std::size_t>(kind.shift)].key,
                              state == states.end() || grid.fixed[at] != table[at]
                                  ? CellState::planned
                                  : state->second});
        }
    return roster;
}

} // namespace roster::schedule
