#include "roster/schedule/training_calendar.h"

#include "roster/schedule/training_flow.h"
#include "sim/core/text.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace roster::schedule {

using domain::Date;
using domain::Days;
using domain::DaySpan;
using sim::core::tr;
using sim::core::trf;

namespace {

// Costs of what is wished for: house rules, 未核实; docs/references.md#training-wishes.
constexpr std::int64_t unplaced_cost = 1'000'000'000; // above any sum of the others
constexpr std::int64_t weekend_cost = 60;
constexpr std::int64_t second_in_week_cost = 40;
constexpr std::int64_t third_in_week_cost = 120;
constexpr int most_days = 3660;
constexpr int most_times_count = 366;

bool lies_in(Date day, const std::vector<DaySpan>& spans) {
    return std::ranges::any_of(
        spans, [&](const DaySpan& span) { return span.first <= day && day <= span.last; });
}

sim::core::Problems check(const CalendarInput& input) {
    sim::core::Problems problems;
    const auto report = [&](std::string pointer, std::string what) {
        problems.push_back({"", std::move(pointer), std::move(what), ""});
    };
    const auto check_span = [&](const std::string& pointer, const DaySpan& span) {
        if (span.last < span.first)
            report(pointer,
                   trf("日期颠倒：{} 在 {} 之后", domain::iso(span.first), domain::iso(span.last)));
    };
    check_span("/from", {input.from, input.until});
    if (most_days < domain::calc_days_between(input.from, input.until))
        report("/until", trf("超过 {} 天", most_days));
    std::set<std::string_view> keys;
    for (std::size_t i = 0; i < input.duties.size(); ++i) {
        const PeriodicDuty& duty = input.duties[i];
        const std::string at = fmt::format("/duties/{}", i);
        if (!keys.insert(duty.key).second) report(at + "/key", trf("编号 {} 重复", duty.key));
        if (duty.count < 1 || most_times_count < duty.count)
            report(at + "/count", trf("{} 超出范围", duty.count));
        check_span(at + "/window", duty.window);
        for (const DaySpan& span : duty.blocked)
            check_span(at + "/blocked", span);
    }
    for (const auto* spans : {&input.festivals, &input.blocked})
        for (const DaySpan& span : *spans)
            check_span(spans == &input.festivals ? "/festivals" : "/blocked", span);
    return problems;
}

/// One time of a duty.
struct Turn {
    const PeriodicDuty* duty = nullptr;
    int no = 1;
    Date ideal{};
};

class Calendar {
public:
    explicit Calendar(const CalendarInput& input) : input_(input) {
        std::vector<const PeriodicDuty*> duties;
        for (const PeriodicDuty& duty : input.duties)
            duties.push_back(&duty);
        std::ranges::sort(duties, {}, [](const PeriodicDuty* one) {
            return std::tuple(one->window.first, one->window.last, std::string_view(one->key));
        });
        for (const PeriodicDuty* duty : duties) {
            const int length = domain::calc_days_between(duty->window.first, duty->window.last) + 1;
            for (int no = 1; no <= duty->count; ++no)
                turns_.push_back(
                    {duty, no,
                     duty->window.first + Days{(2 * no - 1) * length / (2 * duty->count)}});
        }
        make_bins();
        make_choices();
    }
    CalendarPlan run() const;

private:
    [[nodiscard]] bool is_open(Date day) const {
        return !lies_in(day, input_.festivals) && !lies_in(day, input_.blocked);
    }
    [[nodiscard]] bool is_taken(Date day) const {
        return std::ranges::any_of(input_.events,
                                   [&](const CalendarEvent& event) { return event.day == day; });
    }
    void make_bins();
    void make_choices();
    [[nodiscard]] UnplacedReason explain(const Turn& turn) const;

    const CalendarInput& input_;
    std::vector<Turn> turns_;
    std::vector<Date> days_;  ///< that may be used
    std::vector<int> bin_of_; ///< by day
    FlowTask task_;
};

/// Day → week → sink. The week counts what stands in it already.
void Calendar::make_bins() {
    std::optional<Date> monday;
    int week = -1;
    for (Date day = input_.from; day <= input_.until; day += Days{1}) {
        const Date start = domain::calc_window(domain::WindowKind::week, day).first;
        if (monday != start) {
            monday = start;
            week = static_cast<int>(task_.bins.size());
            const auto standing = std::ranges::count_if(input_.events, [&](const auto& event) {
                return start <= event.day && event.day < start + Days{7};
            });
            std::vector<FlowStep> steps;
            if (standing < 1) steps.push_back({1, 0});
            if (standing < 2) steps.push_back({1, second_in_week_cost});
            steps.push_back({7, third_in_week_cost});
            task_.bins.push_back({-1, std::move(steps)});
        }
        if (!is_open(day) || is_taken(day)) continue;
        days_.push_back(day);
        bin_of_.push_back(static_cast<int>(task_.bins.size()));
        task_.bins.push_back({week, {{1, 0}}});
    }
}

void Calendar::make_choices() {
    const std::set<Date> worked(input_.make_up_days.begin(), input_.make_up_days.end());
    for (std::size_t i = 0; i < turns_.size(); ++i) {
        const Turn& turn = turns_[i];
        task_.miss_cost.push_back(unplaced_cost);
        auto at = std::ranges::lower_bound(days_, turn.duty->window.first);
        for (; at != days_.end() && *at <= turn.duty->window.last; ++at) {
            if (lies_in(*at, turn.duty->blocked)) continue;
            const bool weekend = std::chrono::weekday{*at}.iso_encoding() > 5; // after Friday
            const std::int64_t away = std::abs(domain::calc_days_between(turn.ideal, *at));
            const std::int64_t cost = away + (weekend && !worked.contains(*at) ? weekend_cost : 0);
            task_.choices.push_back({static_cast<int>(i), bin_of_[at - days_.begin()], cost});
        }
    }
}

UnplacedReason Calendar::explain(const Turn& turn) const {
    bool any = false;
    for (Date day = std::max(input_.from, turn.duty->window.first);
         day <= std::min(input_.until, turn.duty->window.last); day += Days{1}) {
        any = true;
        if (is_open(day) && !lies_in(day, turn.duty->blocked)) return UnplacedReason::taken;
    }
    return any ? UnplacedReason::blocked : UnplacedReason::no_day;
}

CalendarPlan Calendar::run() const {
    const FlowAnswer answer = solve_flow(task_);
    std::vector<Date> day_of(task_.bins.size());
    for (std::size_t i = 0; i < days_.size(); ++i)
        day_of[bin_of_[i]] = days_[i];
    CalendarPlan plan;
    for (std::size_t i = 0; i < turns_.size(); ++i) {
        const Turn& turn = turns_[i];
        const int choice = answer.choice_of[i];
        if (choice < 0)
            plan.unplaced.push_back({turn.duty->key, turn.no, explain(turn)});
        else
            plan.placed.push_back({turn.duty->key, turn.no, day_of[task_.choices[choice].bin]});
    }
    std::ranges::sort(plan.placed, {}, [](const PlacedDuty& one) {
        return std::tuple(one.day, std::string_view(one.key), one.no);
    });
    std::ranges::sort(plan.unplaced, {}, [](const UnplacedDuty& one) {
        return std::tuple(std::string_view(one.key), one.no);
    });
    return plan;
}

} // namespace

const char* word(UnplacedReason reason) noexcept {
    constexpr const char* words[] = {"期内没有可用的日子", "期内都是节日或不能安排的日子",
                                     "期内的日子都已有别的安排"};
    return words[static_cast<int>(reason)];
}

std::vector<PeriodicDuty> list_duties(std::span<const domain::Rule> rules,
                                      const domain::Organisation& organisation, int year) {
    using domain::WindowKind;
    std::vector<PeriodicDuty> duties;
    const Date first = domain::make_date(year, 1, 1), last = domain::make_date(year, 12, 31);
    for (const domain::Rule& rule : rules) {
        const WindowKind kind = rule.window.kind;
        if (!domain::is_calendar(kind) || kind == WindowKind::day || kind == WindowKind::week ||
            !domain::binds(rule, organisation))
            continue;
        for (Date day = first; day <= last;) {
            const DaySpan window = domain::calc_window(kind, day);
            if (domain::is_in_force(rule, window.first))
                duties.push_back({fmt::format("{}/{}", rule.id, domain::iso(window.first)),
                                  domain::activity_word(rule.activity), window, rule.min_count});
            day = window.last + Days{1};
        }
    }
    return duties;
}

sim::core::Result<CalendarPlan> plan_calendar(const CalendarInput& input) {
    if (auto problems = check(input); !problems.empty())
        return sim::core::make_error(std::move(problems));
    return Calendar(input).run();
}

} // namespace roster::schedule
