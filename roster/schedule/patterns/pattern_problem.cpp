#include "roster/schedule/patterns/pattern_problem.h"
#include "sim/core/text.h"
#include <set>

namespace roster::schedule::patterns {
namespace {

using sim::core::Problems;
using sim::core::tr;
using sim::core::trf;

class FaultList {
public:
    explicit FaultList(Problems& problems) : problems_(problems) {}

    void check_range(const std::string& pointer, std::int64_t value, std::int64_t low,
                     std::int64_t high) {
        if (value < low || value > high)
            add(pointer, trf("数值 {} 超出范围", value), trf("{} 至 {}", low, high));
    }
    void add(const std::string& pointer, std::string what, std::string expected = {}) {
        problems_.push_back({{}, pointer, std::move(what), std::move(expected)});
    }

private:
    Problems& problems_;
};

void check_shifts(const PatternProblem& problem, FaultList& faults) {
    std::set<std::string> ids;
    const auto count = static_cast<int>(problem.shifts.size());
    faults.check_range("shifts", count, 1, max_shift_types);
    for (int s = 0; s < count; ++s) {
        const auto& shift = problem.shifts[s];
        const auto at = fmt::format("shifts/{}", s);
        if (!ids.insert(shift.id).second) faults.add(at, trf("班次“{}”重复", shift.id));
        faults.check_range(at + "/length_min", shift.length_min, 1, max_shift_length_min);
        for (const int next : shift.forbidden_next)
            faults.check_range(at + "/forbidden_next", next, 0, count - 1);
    }
}

void check_history(const PatternProblem& problem, const History& history, const std::string& at,
                   FaultList& faults) {
    const auto last = static_cast<int>(problem.shifts.size()) - 1;
    faults.check_range(at + "/worked_days", history.worked_days, 0, max_horizon_days);
    faults.check_range(at + "/free_days", history.free_days, 0, 100'000);
    if ((history.worked_days > 0) == (history.free_days > 0))
        faults.add(at, tr("上期末要么连续上班，要么连续休息"), tr("两个天数恰有一个大于 0"));
    if (history.worked_days > 0)
        faults.check_range(at + "/last_shift", history.last_shift, 0, last);
}

void check_person(const PatternProblem& problem, int index, FaultList& faults) {
    const auto& person = problem.people[index];
    const auto at = fmt::format("people/{}", index);
    const auto shift_count = static_cast<int>(problem.shifts.size());
    const int last_day = problem.horizon_days - 1;
    faults.check_range(at + "/max_shifts (count)", static_cast<int>(person.max_shifts.size()),
                       shift_count, shift_count);
    for (const int limit : person.max_shifts)
        faults.check_range(at + "/max_shifts", limit, 0, 1'000'000);
    const int most_min = max_horizon_days * max_shift_length_min;
    faults.check_range(at + "/max_work_min", person.max_work_min, 0, most_min);
    faults.check_range(at + "/min_work_min", person.min_work_min, 0, most_min);
    faults.check_range(at + "/max_consecutive_shifts", person.max_consecutive_shifts, 0, 100'000);
    faults.check_range(at + "/min_consecutive_shifts", person.min_consecutive_shifts, 0, 100'000);
    faults.check_range(at + "/min_consecutive_days_off", person.min_consecutive_days_off, 0,
                       100'000);
    faults.check_range(at + "/max_weekends", person.max_weekends, 0, 100'000);
    for (const int day : person.days_off)
        faults.check_range(at + "/days_off", day, 0, last_day);
    for (const auto& bar : person.barred) {
        faults.check_range(at + "/barred/day", bar.day, 0, last_day);
        faults.check_range(at + "/barred/shift", bar.shift, day_off, shift_count - 1);
    }
    if (person.history) check_history(problem, *person.history, at + "/history", faults);
}

void check_requests(const PatternProblem& problem, const std::vector<Request>& requests,
                    const std::string& name, FaultList& faults) {
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto& request = requests[i];
        const auto at = fmt::format("{}/{}", name, i);
        faults.check_range(at + "/person", request.person, 0,
                           static_cast<int>(problem.people.size()) - 1);
        faults.check_range(at + "/day", request.day, 0, problem.horizon_days - 1);
        faults.check_range(at + "/shift", request.shift, 0,
                           static_cast<int>(problem.shifts.size()) - 1);
        faults.check_range(at + "/weight", request.weight, 0, max_weight);
    }
}

void check_cover(const PatternProblem& problem, FaultList& faults) {
    std::set<std::pair<int, int>> seen;
    for (std::size_t i = 0; i < problem.cover.size(); ++i) {
        const auto& cover = problem.cover[i];
        const auto at = fmt::format("cover/{}", i);
        faults.check_range(at + "/day", cover.day, 0, problem.horizon_days - 1);
        faults.check_range(at + "/shift", cover.shift, 0,
                           static_cast<int>(problem.shifts.size()) - 1);
        faults.check_range(at + "/need", cover.need, 0, max_need);
        faults.check_range(at + "/under_weight", cover.under_weight, 0, max_weight);
        faults.check_range(at + "/over_weight", cover.over_weight, 0, max_weight);
        if (!seen.emplace(cover.day, cover.shift).second)
            faults.add(at, trf("第 {} 天班次 {} 的需求重复", cover.day, cover.shift));
    }
}

/// Above what any roster can cost.
double calc_cost_ceiling(const PatternProblem& problem) {
    double sum = 0;
    for (const auto* requests : {&problem.on_requests, &problem.off_requests})
        for (const auto& request : *requests)
            sum += request.weight;
    for (const auto& cover : problem.cover)
        sum += static_cast<double>(cover.need) * cover.under_weight +
               static_cast<double>(problem.people.size()) * cover.over_weight;
    return sum;
}

} // namespace

sim::core::Problems find_faults(const PatternProblem& problem) {
    Problems problems;
    FaultList faults(problems);
    faults.check_range("horizon_days", problem.horizon_days, 1, max_horizon_days);
    faults.check_range("first_weekday", problem.first_weekday, 0, 6);
    check_shifts(problem, faults);
    faults.check_range("people", static_cast<std::int64_t>(problem.people.size()), 1, max_people);
    std::set<std::string> ids;
    for (int p = 0; p < static_cast<int>(problem.people.size()); ++p) {
        check_person(problem, p, faults);
        if (!ids.insert(problem.people[p].id).second)
            faults.add(fmt::format("people/{}", p), trf("人员“{}”重复", problem.people[p].id));
    }
    check_requests(problem, problem.on_requests, "on_requests", faults);
    check_requests(problem, problem.off_requests, "off_requests", faults);
    check_cover(problem, faults);
    if (problems.empty() && calc_cost_ceiling(problem) > max_total_cost)
        faults.add("cover", tr("权重之和太大，无法精确计算"), tr("减小权重"));
    return problems;
}

} // namespace roster::schedule::patterns
