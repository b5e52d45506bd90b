#include "roster/domain/obligation.h"

#include "roster/domain/inspection.h"
#include "sim/core/text.h"
#include <algorithm>
#include <map>
#include <tuple>

namespace roster::domain {

namespace {

/// Windows before this one are not searched for what was missed.
constexpr int longest_arrears_count = 400;

bool holds(const std::vector<std::string>& allowed, const std::string& value) noexcept {
    return allowed.empty() || std::ranges::find(allowed, value) != allowed.end();
}

bool has_word(std::string_view words, std::string_view one) noexcept {
    for (std::size_t at = words.find(one); at != words.npos; at = words.find(one, at + 1))
        if (at > 0 && words[at - 1] == ' ' && at + one.size() < words.size() &&
            words[at + one.size()] == ' ')
            return true;
    return false;
}

Date calc_yellow(const Rule& rule, Date due_on) noexcept {
    return add_months(due_on + Days{1}, -rule.warn_months) - Days{rule.warn_days};
}

std::vector<const Deed*> within(std::span<const Deed* const> deeds, DaySpan span) {
    std::vector<const Deed*> found;
    for (const Deed* deed : deeds)
        if (span.first <= deed->day && deed->day <= span.last) found.push_back(deed);
    return found;
}

DueState state_on(Date today, const Due& due) noexcept {
    if (due.due_on < today) return DueState::red;
    return due.yellow_on <= today ? DueState::yellow : DueState::green;
}

/// The end of the first window in the unbroken row of windows that were missed up to `previous`;
/// nothing when that one was kept or what lacked was made up since.
std::optional<Date> find_arrears(const Rule& rule, Date since, std::span<const Deed* const> deeds,
                                 DaySpan current, int have) {
    std::optional<Date> end;
    DaySpan window = current;
    for (int i = 0; i < longest_arrears_count; ++i) {
        window = calc_window(rule.window.kind, window.first - Days{1});
        if (window.first < since) break;
        const int done = static_cast<int>(within(deeds, window).size());
        if (done + have >= rule.min_count) break;
        end = window.last;
        if (done > 0) break;
    }
    return end;
}

Due calc_calendar(const Rule& rule, Date since, std::span<const Deed* const> deeds, Date today) {
    Due due;
    const DaySpan current = calc_window(rule.window.kind, today);
    const DaySpan next = calc_window(rule.window.kind, current.last + Days{1});
    due.counted = within(deeds, current);
    due.have_count = static_cast<int>(due.counted.size());
    const bool done = due.have_count >= rule.min_count || current.first < since;
    due.due_on = done ? next.last : current.last;
    if (!done)
        if (const auto arrears = find_arrears(rule, since, deeds, current, due.have_count))
            due.due_on = *arrears;
    due.yellow_on =
        std::max(calc_yellow(rule, due.due_on), calc_window(rule.window.kind, due.due_on).first);
    return due;
}

Due calc_rolling(const Rule& rule, Date since, std::span<const Deed* const> deeds) {
    Due due;
    // Whoever was there when the rule came has a whole window: else everybody is late at once.
    const bool newcomer = rule.valid_from < since;
    since = std::max(since, rule.valid_from);
    const auto want = static_cast<std::size_t>(rule.min_count);
    if (deeds.size() >= want) {
        due.counted.assign(deeds.end() - static_cast<std::ptrdiff_t>(want), deeds.end());
        due.have_count = rule.min_count;
        due.due_on = calc_rolling_end(rule.window, due.counted.front()->day);
    } else {
        due.counted.assign(deeds.begin(), deeds.end());
        due.have_count = static_cast<int>(deeds.size());
    }
    // Never done, or so long ago that it had run out before the obligation began.
    if (due.have_count < rule.min_count || due.due_on < since)
        due.due_on = newcomer && rule.first_within_months > 0
                         ? add_months(since, rule.first_within_months)
                         : calc_rolling_end(rule.window, since);
    due.yellow_on = calc_yellow(rule, due.due_on);
    return due;
}

/// Before the first day in the post; whoever began before the rule did is not asked. Done late is
/// done.
Due calc_once(const Rule& rule, Date since, std::span<const Deed* const> deeds, Date today) {
    Due due;
    due.counted.assign(deeds.begin(), deeds.end());
    due.have_count = static_cast<int>(deeds.size());
    due.due_on = due.yellow_on = since;
    const bool settled = due.have_count >= rule.min_count || since < rule.valid_from;
    due.state = settled ? DueState::green : state_on(today, due);
    return due;
}

auto strictness(const Rule* rule) {
    const double often = calc_per_year(rule->window, rule->min_count);
    const double window = -calc_per_year(rule->window, 1);
    return std::tuple(-often, window, rule->kind, std::string_view(rule->id));
}

} // namespace

const char* word(RuleSubject subject) noexcept {
    constexpr const char* words[] = {"机构",       "单位",       "人员",
                                     "新上岗人员", "志愿消防队", "志愿消防队员"};
    return words[static_cast<int>(subject)];
}
const char* word(RuleKind kind) noexcept {
    return kind == RuleKind::legal ? "法定" : "内部";
}
const char* word(DueState state) noexcept {
    constexpr const char* words[] = {"绿", "黄", "红"};
    return words[static_cast<int>(state)];
}
const char* activity_word(std::string_view activity) noexcept {
    constexpr const char* words[] = {"演练", "培训", "学习", "班前班后五分钟",
                                     "讨论", "宣讲", "宣传", "研判"};
    constexpr std::size_t own_count = std::size(words);
    const auto at = std::ranges::find(countable_activity_names, activity);
    if (at == countable_activity_names.end()) return "";
    const auto i = static_cast<std::size_t>(at - countable_activity_names.begin());
    return i < own_count ? words[i] : word(static_cast<InspectionKind>(i - own_count));
}

bool counts_for(const Rule& rule, const Deed& deed) noexcept {
    return rule.activity == deed.activity && holds(rule.levels, deed.level) &&
           holds(rule.scopes, deed.scope) && holds(rule.forms, deed.form) &&
           std::ranges::all_of(rule.tags,
                               [&](const std::string& tag) { return has_word(deed.tags, tag); });
}

bool is_in_force(const Rule& rule, Date day) noexcept {
    return rule.valid_from <= day && (!rule.valid_until || day <= *rule.valid_until);
}

bool binds(const Rule& rule, const Organisation& organisation) noexcept {
    const bool fits =
        rule.organisation_kinds.empty()
            ? is_institution(organisation.kind) == (rule.subject != RuleSubject::office)
            : std::ranges::find(rule.organisation_kinds, organisation.kind) !=
                  rule.organisation_kinds.end();
    return fits &&
           (rule.ownerships.empty() ||
            std::ranges::find(rule.ownerships, organisation.ownership) != rule.ownerships.end()) &&
           (!rule.key_fire_unit || *rule.key_fire_unit == organisation.key_fire_unit);
}

Due calc_due(const Rule& rule, Date since, std::span<const Deed* const> deeds, Date today) {
    std::vector<const Deed*> counting;
    for (const Deed* deed : deeds)
        if (deed->day <= today && counts_for(rule, *deed)) counting.push_back(deed);
    std::ranges::stable_sort(counting, {}, [](const Deed* deed) { return deed->day; });
    Due due;
    if (rule.window.kind == WindowKind::once) {
        due = calc_once(rule, since, counting, today);
    } else {
        due = is_calendar(rule.window.kind)
                  ? calc_calendar(rule, std::max(since, rule.valid_from), counting, today)
                  : calc_rolling(rule, since, counting);
        due.state = state_on(today, due);
    }
    due.want_count = rule.min_count;
    due.rule = &rule;
    due.sources = {&rule};
    return due;
}

std::vector<RuleGroup> group_rules(std::span<const Rule* const> rules) {
    using Key =
        std::tuple<RuleSubject, std::string, std::vector<std::string>, std::vector<std::string>,
                   std::vector<std::string>, std::vector<std::string>, std::vector<Post>, bool>;
    std::map<Key, RuleGroup> groups;
    for (const Rule* rule : rules) {
        const auto sorted = [](auto values) {
            std::ranges::sort(values);
            return values;
        };
        groups[{rule->subject, rule->activity, sorted(rule->levels), sorted(rule->scopes),
                sorted(rule->forms), sorted(rule->tags), sorted(rule->posts),
                rule->window.kind == WindowKind::once}]
            .push_back(rule);
    }
    std::vector<RuleGroup> answer;
    for (auto& [key, group] : groups) {
        std::ranges::sort(group, {}, strictness);
        answer.push_back(std::move(group));
    }
    return answer;
}

Due calc_due(const RuleGroup& group, Date since, std::span<const Deed* const> deeds, Date today) {
    return calc_due(
        group, [since](const Rule&) { return since; }, deeds, today);
}

Due calc_due(const RuleGroup& group, const std::function<Date(const Rule&)>& since_of,
             std::span<const Deed* const> deeds, Date today) {
    Due worst;
    for (const Rule* rule : group) {
        Due one = calc_due(*rule, since_of(*rule), deeds, today);
        if (!worst.rule || one.state > worst.state) {
            worst = std::move(one);
            continue;
        }
        if (one.state < worst.state || worst.due_on <= one.due_on) continue;
        // Overdue days of a rule that asks for less are not those of the one that is shown.
        const bool is_as_strict = calc_per_year(rule->window, rule->min_count) >=
                                  calc_per_year(worst.rule->window, worst.rule->min_count);
        if (is_as_strict || worst.state != DueState::red) worst = std::move(one);
    }
    worst.sources.assign(group.begin(), group.end());
    return worst;
}

} // namespace roster::domain
