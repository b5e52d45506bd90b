#include "roster/service/due_reading.h"

#include "roster/domain/activity.h"
#include <algorithm>

namespace roster::service {

using namespace roster::domain;

namespace {

/// Of several rules the wider: what one of them lets pass.
void widen(store::OldDeeds& wanted, const Rule& rule, bool is_first) {
    const auto join = [&](std::vector<std::string>& all, const std::vector<std::string>& own) {
        if (is_first || own.empty()) {
            all = own;
        } else if (!all.empty()) {
            for (const std::string& one : own)
                if (std::ranges::find(all, one) == all.end()) all.push_back(one);
        }
    };
    join(wanted.levels, rule.levels);
    join(wanted.scopes, rule.scopes);
    join(wanted.forms, rule.forms);
    wanted.newest_count = std::max(wanted.newest_count, rule.min_count);
}

/// The last deed counts however old it is. Training before the first day in a post is read anyway.
bool needs_old_deeds(const Rule& rule) {
    if (is_calendar(rule.window.kind)) return false;
    const std::vector<std::string> before_the_post{
        std::string(name_of(activity_form_names, ActivityForm::pre_job))};
    return rule.forms != before_the_post;
}

} // namespace

Date calc_horizon(const Window& window, Date today) {
    const auto begin = [](WindowKind kind, Date day) { return calc_window(kind, day).first; };
    switch (window.kind) {
    case WindowKind::day:
    case WindowKind::week:
        return begin(WindowKind::month, add_months(today, -2));
    case WindowKind::month:
        return begin(WindowKind::year, add_months(today, -13));
    case WindowKind::rolling_months:
    case WindowKind::rolling_days:
    case WindowKind::once:
        return today;
    default:
        return begin(WindowKind::year, add_months(today, -36));
    }
}

void DueReading::add(const Rule& rule, Date today) {
    const auto [at, fresh] = horizons.try_emplace(rule.activity, today);
    at->second = std::min(at->second, calc_horizon(rule.window, today));
    if (!needs_old_deeds(rule)) return;
    const auto [old, is_first] = old_deeds.try_emplace(rule.activity);
    widen(old->second, rule, is_first);
}

} // namespace roster::service
