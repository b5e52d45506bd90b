#include "roster/service/year_duties.h"

#include "roster/domain/campaign.h"
#include "roster/domain/content.h"
#include "roster/service/campaigns.h"
#include "roster/service/rules.h"
#include "roster/store/campaign_table.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace roster::service {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

using Deeds = std::vector<Deed>;

bool lies_in(Date day, const DaySpan& span) noexcept {
    return span.first <= day && day <= span.last;
}

bool has_windows(const Window& window) noexcept {
    return is_calendar(window.kind) && window.kind != WindowKind::day &&
           window.kind != WindowKind::week;
}

std::string describe_source(const Rule& rule) {
    const char* const kind = tr(word(rule.kind));
    return rule.mark == RuleMark::unverified ? trf("{}（{}，未核实）", rule.source, kind)
                                             : trf("{}（{}）", rule.source, kind);
}

/// Windows of a rule that begin in the year and in which it binds.
std::vector<YearWindow> list_windows(const Rule& rule, const Deeds& deeds, int year) {
    std::vector<YearWindow> windows;
    if (!has_windows(rule.window)) return windows;
    const Date first = make_date(year, 1, 1), last = make_date(year, 12, 31);
    for (Date day = first; day <= last;) {
        YearWindow one{calc_window(rule.window.kind, day)};
        day = one.days.last + Days{1};
        for (const Deed& deed : deeds)
            if (lies_in(deed.day, one.days) && counts_for(rule, deed)) {
                ++one.have_count;
                one.last_on = std::max(one.last_on, deed.day);
            }
        // Before the rule bound nothing is owed, but what was done is shown.
        if (!is_in_force(rule, one.days.first) && one.have_count == 0) continue;
        windows.push_back(one);
    }
    return windows;
}

YearDuty make_duty(const Rule& rule, const Deeds& deeds, int year) {
    YearDuty duty;
    duty.title = activity_word(rule.activity);
    duty.subject = rule.subject;
    duty.scopes = rule.scopes;
    duty.forms = rule.forms;
    duty.window = rule.window;
    duty.source = describe_source(rule);
    duty.want_count = rule.min_count;
    duty.windows = list_windows(rule, deeds, year);
    return duty;
}

/// The strictest; a window in which it did not bind yet belongs to the next one that did.
void add_duties(const RuleGroup& group, const Deeds& deeds, int year,
                std::vector<YearDuty>& duties) {
    std::vector<DaySpan> taken;
    for (const Rule* rule : group) {
        YearDuty duty = make_duty(*rule, deeds, year);
        std::erase_if(duty.windows, [&](const YearWindow& one) {
            return std::ranges::any_of(taken, [&](const DaySpan& span) {
                return one.days.first <= span.last && span.first <= one.days.last;
            });
        });
        for (const YearWindow& one : duty.windows)
            taken.push_back(one.days);
        if (rule == group.front() || !duty.windows.empty()) duties.push_back(std::move(duty));
    }
}

/// One window; done is counted in requirements.
YearDuty make_duty(const Campaign& campaign, const Deeds& deeds) {
    Deeds within;
    std::ranges::copy_if(deeds, std::back_inserter(within), [&](const Deed& deed) {
        return lies_in(deed.day, {campaign.from_day, campaign.until_day});
    });
    const CampaignProgress progress = calc_progress(campaign, within);
    YearDuty duty;
    duty.title = campaign.title;
    duty.campaign = true;
    duty.source = campaign.kind == CampaignKind::custom ? tr("单位安排") : tr("主题活动");
    duty.want_count = static_cast<int>(campaign.requirements.size());
    YearWindow window{{campaign.from_day, campaign.until_day}};
    for (std::size_t i = 0; i < campaign.requirements.size(); ++i) {
        const CampaignRequirement& one = campaign.requirements[i];
        duty.needs +=
            (i == 0 ? "" : tr("、")) + (one.tags.empty() ? describe(one) : content_words(one.tags));
        window.have_count += progress.have_counts[i] >= one.min_count ? 1 : 0;
    }
    for (const Deed& deed : within)
        window.last_on = std::max(window.last_on, deed.day);
    duty.windows = {window};
    return duty;
}

} // namespace

Result<std::vector<YearDuty>> list_year_duties(store::Database& database,
                                               const YearDutyQuestion& question) {
    const std::string& key = question.organisation_key;
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto at = std::ranges::find(*organisations, key, &Organisation::key);
    if (at == organisations->end())
        return make_error(Errc::bad_input,
                          {"", key, tr("数据库里没有这个单位"), tr("已登记的单位")});
    const Date first = make_date(question.year, 1, 1), last = make_date(question.year, 12, 31);
    const Date day = std::clamp(question.today, first, last);
    const auto book = RuleBook::load(database, *organisations, day);
    if (!book) return tl::unexpected(book.error());
    const auto done =
        store::load_campaign_deeds(database, key, first, std::min(question.today, last));
    if (!done) return tl::unexpected(done.error());
    const auto campaigns = list_campaigns(database, key, question.year);
    if (!campaigns) return tl::unexpected(campaigns.error());
    Deeds deeds;
    for (const auto& one : *done)
        if (one.organisation_key == key) deeds.push_back(one.deed);
    std::map<RuleSubject, std::vector<const Rule*>> by_subject;
    for (const Rule* rule : book->rules_of(static_cast<std::size_t>(at - organisations->begin())))
        by_subject[rule->subject].push_back(rule);
    std::vector<RuleGroup> groups;
    for (const auto& [subject, rules] : by_subject)
        std::ranges::move(group_rules(rules), std::back_inserter(groups));
    std::ranges::stable_sort(groups, std::greater<>{}, [](const RuleGroup& group) {
        return calc_per_year(group.front()->window, group.front()->min_count);
    });
    std::vector<YearDuty> duties;
    for (const RuleGroup& group : groups)
        add_duties(group, deeds, question.year, duties);
    for (const Campaign& one : *campaigns)
        duties.push_back(make_duty(one, deeds));
    return duties;
}

} // namespace roster::service
