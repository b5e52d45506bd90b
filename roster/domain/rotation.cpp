#include "roster/domain/rotation.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace roster::domain {

namespace {

int year_of(Date day) noexcept {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

/// Last day in time; nothing without a training and a rule.
std::optional<Date> find_last_day(std::optional<Date> trained_on,
                                  std::optional<Date> due_on) noexcept {
    if (due_on) return due_on;
    if (trained_on) return calc_rolling_end(rotation_window, *trained_on);
    return std::nullopt;
}

/// Who is where while the cohorts are made.
class Cohorts {
public:
    Cohorts(std::span<const RotationMember> members, int from_year, Date today)
        : members_(members.begin(), members.end()), from_year_(from_year),
          open_from_(std::clamp(year_of(today) - from_year + 1, 1, cohort_count)) {
        std::ranges::sort(members_, {}, &RotationMember::person_key);
        cohort_.assign(members_.size(), 0);
        std::map<std::string, std::size_t> known;
        for (const RotationMember& member : members_) {
            auto& homes = homes_of_.emplace_back();
            for (const auto& home : member.homes) {
                const auto [at, fresh] = known.try_emplace(home.organisation_key, homes_.size());
                if (fresh) homes_.push_back({home.organisation_key, {}});
                homes_[at->second].people.push_back(homes_of_.size() - 1);
                homes.push_back(at->second);
            }
        }
    }

    void deal();
    void improve();
    /// @return people who were in an open cohort and are no longer there
    void take_over(std::span<const RotationSlot> before, RotationPlan& plan);
    bool part_homes();
    void place_joiners();
    void write(std::span<const RotationSlot> before, RotationPlan& plan) const;

private:
    struct Home {
        std::string key;
        std::vector<std::size_t> people;
    };
    [[nodiscard]] bool is_open(int cohort) const noexcept { return cohort >= open_from_; }
    /// All of a home of two and more in one cohort that is still to come.
    [[nodiscard]] bool is_taken_whole(const Home& home) const {
        const int first = cohort_[home.people.front()];
        return home.people.size() > 1 && first != 0 && is_open(first) &&
               std::ranges::all_of(home.people,
                                   [&](std::size_t one) { return cohort_[one] == first; });
    }
    /// Whole years between the one in which it is due and that of the cohort; 0: in time.
    [[nodiscard]] int calc_late_years(std::size_t person, int cohort) const {
        const auto last = find_last_day(members_[person].trained_on, members_[person].due_on);
        return last ? std::max(0, from_year_ + cohort - 1 - year_of(*last)) : 0;
    }
    [[nodiscard]] bool takes_a_home_whole(std::size_t person) const {
        return std::ranges::any_of(homes_of_[person],
                                   [&](std::size_t home) { return is_taken_whole(homes_[home]); });
    }
    [[nodiscard]] bool would_take_a_home_whole(std::size_t person, int cohort) {
        const int before = std::exchange(cohort_[person], cohort);
        const bool whole = takes_a_home_whole(person);
        cohort_[person] = before;
        return whole;
    }
    /// What is wrong with where two people are: homes taken whole, then years they are late.
    [[nodiscard]] std::pair<int, int> calc_cost(std::size_t a, std::size_t b) const {
        std::set<std::size_t> homes(homes_of_[a].begin(), homes_of_[a].end());
        homes.insert(homes_of_[b].begin(), homes_of_[b].end());
        const auto whole = std::ranges::count_if(
            homes, [&](std::size_t home) { return is_taken_whole(homes_[home]); });
        return {static_cast<int>(whole),
                calc_late_years(a, cohort_[a]) + calc_late_years(b, cohort_[b])};
    }
    bool exchange_with_somebody(std::size_t person);
    [[nodiscard]] int find_place(std::size_t person);
    [[nodiscard]] std::array<int, cohort_count> count() const {
        std::array<int, cohort_count> size{};
        for (const int cohort : cohort_)
            if (cohort != 0) ++size[cohort - 1];
        return size;
    }

    std::vector<RotationMember> members_; ///< by key
    std::vector<std::vector<std::size_t>> homes_of_;
    std::vector<Home> homes_;
    std::vector<int> cohort_; ///< by member; 0: none yet
    int from_year_;
    int open_from_; ///< cohorts before it lie in years gone by
};

/// Home by home in turn, so that neighbours part by themselves.
void Cohorts::deal() {
    std::vector<std::size_t> order(members_.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t one) -> const std::string& {
        return members_[one].homes.front().organisation_key;
    });
    const int open_count = cohort_count - open_from_ + 1;
    for (std::size_t i = 0; i < order.size(); ++i)
        cohort_[order[i]] = open_from_ + static_cast<int>(i % open_count);
}

bool Cohorts::exchange_with_somebody(std::size_t person) {
    for (std::size_t other = 0; other < members_.size(); ++other) {
        if (cohort_[other] == cohort_[person]) continue;
        const auto before = calc_cost(person, other);
        std::swap(cohort_[person], cohort_[other]);
        if (calc_cost(person, other) < before) return true;
        std::swap(cohort_[person], cohort_[other]);
    }
    return false;
}

/// Each exchange lowers the cost of the whole, so that this ends.
void Cohorts::improve() {
    for (bool better = true; better;) {
        better = false;
        for (std::size_t person = 0; person < members_.size(); ++person)
            if (takes_a_home_whole(person) || calc_late_years(person, cohort_[person]) > 0)
                better |= exchange_with_somebody(person);
    }
}

void Cohorts::take_over(std::span<const RotationSlot> before, RotationPlan& plan) {
    for (const RotationSlot& slot : before) {
        const auto at =
            std::ranges::lower_bound(members_, slot.person_key, {}, &RotationMember::person_key);
        if (at != members_.end() && at->person_key == slot.person_key)
            cohort_[at - members_.begin()] = slot.cohort_no;
        else if (is_open(slot.cohort_no))
            plan.left.push_back(slot.person_key);
    }
    std::ranges::sort(plan.left);
}

int Cohorts::find_place(std::size_t person) {
    const auto size = count();
    int best = 0;
    std::tuple<bool, int, int> best_rank;
    for (int cohort = open_from_; cohort <= cohort_count; ++cohort) {
        const std::tuple rank(would_take_a_home_whole(person, cohort),
                              calc_late_years(person, cohort), size[cohort - 1]);
        if (best != 0 && best_rank <= rank) continue;
        best = cohort;
        best_rank = rank;
    }
    return best;
}

/// Moves one person out of each home that a cohort takes whole; no other home becomes whole by it.
/// @return somebody moved
bool Cohorts::part_homes() {
    bool parted = false;
    for (const Home& home : homes_) {
        if (!is_taken_whole(home)) continue;
        std::vector<std::pair<Date, std::size_t>> people;
        for (const std::size_t one : home.people)
            for (const auto& own : members_[one].homes)
                if (own.organisation_key == home.key) people.emplace_back(own.since, one);
        std::ranges::sort(people, std::greater<>());
        for (const auto& [since, person] : people) {
            const int before = cohort_[person];
            cohort_[person] = 0;
            const int place = find_place(person);
            const bool fits = place != before && !would_take_a_home_whole(person, place);
            cohort_[person] = fits ? place : before;
            parted |= fits;
            if (fits) break;
        }
    }
    return parted;
}

void Cohorts::place_joiners() {
    for (std::size_t person = 0; person < members_.size(); ++person)
        if (cohort_[person] == 0) cohort_[person] = find_place(person);
}

void Cohorts::write(std::span<const RotationSlot> before, RotationPlan& plan) const {
    std::map<std::string_view, int> had;
    for (const RotationSlot& slot : before)
        had[slot.person_key] = slot.cohort_no;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const std::string& key = members_[i].person_key;
        plan.slots.push_back({key, cohort_[i]});
        const auto at = had.find(key);
        if (at == had.end())
            plan.joined.push_back(key);
        else if (at->second != cohort_[i])
            plan.moved.push_back(key);
    }
    for (const Home& home : homes_)
        if (is_taken_whole(home)) plan.homes_at_risk.push_back(home.key);
    std::ranges::sort(plan.homes_at_risk);
    plan.size = count();
}

} // namespace

RotationPlan plan_rotation(std::span<const RotationMember> members,
                           std::span<const RotationSlot> before, int from_year, Date today) {
    RotationPlan plan;
    Cohorts cohorts(members, from_year, today);
    if (before.empty()) {
        cohorts.deal();
        cohorts.improve();
    } else {
        cohorts.take_over(before, plan);
        while (cohorts.part_homes()) {
        }
        cohorts.place_joiners();
    }
    while (cohorts.part_homes()) {
    }
    cohorts.write(before, plan);
    return plan;
}

const char* word(RotationState state) noexcept {
    constexpr const char* words[] = {"已训", "待训", "将超 36 个月", "漏训", "已超 36 个月"};
    return words[static_cast<int>(state)];
}

RotationStanding calc_rotation_standing(int from_year, int cohort_no,
                                        std::optional<Date> trained_on, Date today,
                                        std::optional<Date> due_on) noexcept {
    RotationStanding standing;
    standing.due_on = find_last_day(trained_on, due_on);
    const int year = from_year + cohort_no - 1;
    if (trained_on && from_year <= year_of(*trained_on))
        standing.state = RotationState::done;
    else if (standing.due_on && *standing.due_on < today)
        standing.state = RotationState::overdue;
    else if (year < year_of(today))
        standing.state = RotationState::left_over;
    else if (standing.due_on && year_of(*standing.due_on) < year)
        standing.state = RotationState::would_miss;
    return standing;
}

} // namespace roster::domain
