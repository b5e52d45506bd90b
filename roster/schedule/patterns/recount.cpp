#include "roster/schedule/patterns/recount.h"
#include <algorithm>
#include <set>

namespace roster::schedule::patterns {
namespace {

/// Consecutive days of one kind, [first, end).
struct Block {
    bool is_work;
    int first, end;
};

std::vector<Block> blocks_of(const Line& line) {
    std::vector<Block> blocks;
    const int days = static_cast<int>(line.size());
    for (int day = 0; day < days; ++day) {
        const bool is_work = line[day] != day_off;
        if (blocks.empty() || blocks.back().is_work != is_work)
            blocks.push_back({is_work, day, day});
        blocks.back().end = day + 1;
    }
    return blocks;
}

class LineCheck {
public:
    LineCheck(const PatternProblem& problem, int person, const Line& line,
              std::vector<RuleBreach>& breaches)
        : problem_(problem), rules_(problem.people[person]), person_(person), line_(line),
          breaches_(breaches) {}

    void check() {
        check_cells();
        check_successions();
        check_totals();
        check_weekends();
        for (const auto& block : blocks_of(line_))
            check_block(block);
    }

private:
    void report(HardRule rule, int day) { breaches_.push_back({rule, person_, day}); }

    void check_cells() {
        for (const int day : rules_.days_off)
            if (line_[day] != day_off) report(HardRule::free_day, day);
        for (const auto& bar : rules_.barred)
            if (line_[bar.day] == bar.shift) report(HardRule::free_day, bar.day);
    }

    void check_succession(int earlier, int day) {
        if (earlier == day_off || line_[day] == day_off) return;
        const auto& forbidden = problem_.shifts[earlier].forbidden_next;
        if (std::find(forbidden.begin(), forbidden.end(), line_[day]) != forbidden.end())
            report(HardRule::succession, day);
    }

    void check_successions() {
        if (rules_.history && rules_.history->worked_days > 0)
            check_succession(rules_.history->last_shift, 0);
        for (std::size_t day = 1; day < line_.size(); ++day)
            check_succession(line_[day - 1], static_cast<int>(day));
    }

    void check_totals() {
        std::vector<int> count(problem_.shifts.size(), 0);
        std::int64_t minutes = 0;
        for (const auto shift : line_)
            if (shift != day_off) {
                ++count[shift];
                minutes += problem_.shifts[shift].length_min;
            }
        for (std::size_t s = 0; s < count.size(); ++s)
            if (count[s] > rules_.max_shifts[s]) report(HardRule::max_shifts, -1);
        if (minutes > rules_.max_work_min) report(HardRule::max_work, -1);
        if (minutes < rules_.min_work_min) report(HardRule::min_work, -1);
    }

    void check_weekends() {
        std::set<int> weekends;
        for (int day = 0; day < static_cast<int>(line_.size()); ++day)
            if (line_[day] != day_off && (problem_.first_weekday + day) % 7 >= 5)
                weekends.insert((problem_.first_weekday + day) / 7);
        if (static_cast<int>(weekends.size()) > rules_.max_weekends)
            report(HardRule::max_weekends, -1);
    }

    void check_block(const Block& block) {
        const int days = static_cast<int>(line_.size());
        int before = 0; // days of the same kind that lie before day 0
        if (block.first == 0 && rules_.history)
            before = block.is_work ? rules_.history->worked_days : rules_.history->free_days;
        const int length = before + block.end - block.first;
        const bool begins_inside = block.first > 0 || rules_.history.has_value();
        const bool is_whole = begins_inside && block.end < days;
        if (block.is_work && length > rules_.max_consecutive_shifts)
            report(HardRule::max_consecutive, block.first);
        if (block.is_work && is_whole && length < rules_.min_consecutive_shifts)
            report(HardRule::min_consecutive, block.first);
        if (!block.is_work && is_whole && length < rules_.min_consecutive_days_off)
            report(HardRule::min_days_off, block.first);
        // A run that ended on the eve, and a rest that did, have to be whole too.
        if (block.first == 0 && rules_.history) check_end_of_history(block);
    }

    void check_end_of_history(const Block& block) {
        const auto& history = *rules_.history;
        if (!block.is_work && history.worked_days > 0 &&
            history.worked_days < rules_.min_consecutive_shifts)
            report(HardRule::min_consecutive, 0);
        if (block.is_work && history.free_days > 0 &&
            history.free_days < rules_.min_consecutive_days_off)
            report(HardRule::min_days_off, 0);
    }

    const PatternProblem& problem_;
    const Person& rules_;
    int person_;
    const Line& line_;
    std::vector<RuleBreach>& breaches_;
};

bool has_shape(const PatternProblem& problem, const Roster& roster, Recount& result) {
    const auto shape = [&](int person, int day) {
        result.breaches.push_back({HardRule::shape, person, day});
    };
    if (roster.lines.size() != problem.people.size()) shape(-1, -1);
    for (std::size_t p = 0; p < roster.lines.size(); ++p) {
        const auto& line = roster.lines[p];
        if (static_cast<int>(line.size()) != problem.horizon_days) shape(static_cast<int>(p), -1);
        for (std::size_t day = 0; day < line.size(); ++day)
            if (line[day] < day_off || line[day] >= static_cast<int>(problem.shifts.size()))
                shape(static_cast<int>(p), static_cast<int>(day));
    }
    return result.breaches.empty();
}

} // namespace

std::string_view name_of(HardRule rule) noexcept {
    switch (rule) {
    case HardRule::shape:
        return "shape";
    case HardRule::succession:
        return "succession";
    case HardRule::max_shifts:
        return "max_shifts";
    case HardRule::max_work:
        return "max_work";
    case HardRule::min_work:
        return "min_work";
    case HardRule::max_consecutive:
        return "max_consecutive";
    case HardRule::min_consecutive:
        return "min_consecutive";
    case HardRule::min_days_off:
        return "min_days_off";
    case HardRule::max_weekends:
        return "max_weekends";
    case HardRule::free_day:
        break;
    }
    return "free_day";
}

Recount recount(const PatternProblem& problem, const Roster& roster) {
    Recount result;
    if (!has_shape(problem, roster, result)) return result;
    for (std::size_t p = 0; p < roster.lines.size(); ++p)
        LineCheck(problem, static_cast<int>(p), roster.lines[p], result.breaches).check();
    for (const auto& request : problem.on_requests)
        if (roster.lines[request.person][request.day] != request.shift)
            result.request_cost += request.weight;
    for (const auto& request : problem.off_requests)
        if (roster.lines[request.person][request.day] == request.shift)
            result.request_cost += request.weight;
    for (const auto& cover : problem.cover) {
        const auto present =
            std::count_if(roster.lines.begin(), roster.lines.end(),
                          [&](const Line& line) { return line[cover.day] == cover.shift; });
        if (present < cover.need)
            result.under_cost += (cover.need - present) * cover.under_weight;
        else
            result.over_cost += (present - cover.need) * cover.over_weight;
    }
    result.cost = result.request_cost + result.under_cost + result.over_cost;
    return result;
}

} // namespace roster::schedule::patterns
