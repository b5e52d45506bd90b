#include "roster/service/training_years.h"

#include "roster/domain/activity.h"
#include "roster/service/activities.h"
#include "roster/service/campaigns.h"
#include "roster/service/rules.h"
#include "roster/store/campaign_table.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>

namespace roster::service {

using namespace roster::domain;
using schedule::PeriodicDuty;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

constexpr int year_months = 12;

/// What a home holds itself, as an activity; inspections have a plan of their own.
bool is_for_calendar(const Rule& rule) {
    const auto home = name_of(activity_level_names, ActivityLevel::home);
    return find_named<ActivityKind>(activity_kind_names, rule.activity).has_value() &&
           is_calendar(rule.window.kind) &&
           (rule.levels.empty() || std::ranges::find(rule.levels, home) != rule.levels.end());
}

/// The strictest of the rules that ask for the same: one drill serves the home, its team, its
/// staff.
Result<std::vector<Rule>> choose_rules(store::Database& database, const std::string& key,
                                       Date day) {
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto book = RuleBook::load(database, *organisations, day);
    if (!book) return tl::unexpected(book.error());
    std::vector<Rule> chosen;
    for (std::size_t i = 0; i < organisations->size(); ++i) {
        if ((*organisations)[i].key != key) continue;
        std::vector<Rule> rules;
        for (const Rule* rule : book->rules_of(i))
            if (is_for_calendar(*rule)) rules.push_back(*rule);
        std::vector<const Rule*> asked;
        for (Rule& rule : rules) {
            if (rule.subject == RuleSubject::team) rule.subject = RuleSubject::home;
            asked.push_back(&rule);
        }
        for (const RuleGroup& group : group_rules(asked))
            chosen.push_back(*group.front());
    }
    return chosen;
}

bool lies_in(Date day, const DaySpan& span) noexcept {
    return span.first <= day && day <= span.last;
}

class Year {
public:
    Year(const YearQuestion& question, const std::vector<store::CampaignDeed>& deeds)
        : question_(question), first_(std::max(question.today, make_date(question.year, 1, 1))) {
        for (const auto& one : deeds)
            if (one.organisation_key == question.organisation_key) deeds_.push_back(one.deed);
        input_.organisation_key = question.organisation_key;
        input_.from = first_;
        input_.until = make_date(question.year, 12, 31);
        input_.festivals = question.festivals;
        input_.make_up_days = question.make_up_days;
    }
    void add_rules(const std::vector<Rule>& rules, const Organisation& organisation) {
        for (const Rule& rule : rules)
            for (PeriodicDuty& duty :
                 schedule::list_duties(std::span(&rule, 1), organisation, question_.year)) {
                const auto held = std::ranges::count_if(deeds_, [&](const Deed& deed) {
                    return counts_for(rule, deed) && lies_in(deed.day, duty.window);
                });
                duty.key = fmt::format("{}/{}", rule.set_key, duty.key); // ids repeat between sets
                duty.title = trf("{}（{}）", duty.title, rule.source);
                add(std::move(duty), static_cast<int>(held));
            }
    }
    void add_campaign(const Campaign& campaign) {
        std::vector<Deed> within;
        for (const Deed& deed : deeds_)
            if (lies_in(deed.day, {campaign.from_day, campaign.until_day})) within.push_back(deed);
        const CampaignProgress progress = calc_progress(campaign, within);
        for (std::size_t i = 0; i < campaign.requirements.size(); ++i) {
            const CampaignRequirement& one = campaign.requirements[i];
            PeriodicDuty duty{fmt::format("{}/{}", campaign.key, i + 1),
                              trf("{}：{}", campaign.title, describe(one)),
                              {campaign.from_day, campaign.until_day},
                              one.min_count};
            add(std::move(duty), progress.have_counts[i]);
        }
    }
    void add_event(const Activity& activity) {
        if (activity.organisation_key == question_.organisation_key &&
            activity.progress != ActivityProgress::cancelled)
            input_.events.push_back({activity.local_day, activity.title});
    }
    Result<TrainingYear> run() {
        auto plan = schedule::plan_calendar(input_);
        if (!plan) return tl::unexpected(plan.error());
        return TrainingYear{std::move(input_), std::move(*plan)};
    }

private:
    void add(PeriodicDuty duty, int held_count) {
        duty.count -= held_count;
        if (duty.count > 0 && first_ <= duty.window.last) input_.duties.push_back(std::move(duty));
    }

    const YearQuestion& question_;
    Date first_;
    std::vector<Deed> deeds_;
    schedule::CalendarInput input_;
};

} // namespace

Result<TrainingYear> plan_year(store::Database& database, const YearQuestion& question) {
    const std::string& key = question.organisation_key;
    const auto organisations = store::load_organisations(database);
    if (!organisations) return tl::unexpected(organisations.error());
    const auto at = std::ranges::find(*organisations, key, &Organisation::key);
    if (at == organisations->end())
        return make_error(Errc::bad_input,
                          {"", key, tr("数据库里没有这个单位"), tr("已登记的单位")});
    const Date first = make_date(question.year, 1, 1), last = make_date(question.year, 12, 31);
    if (last < question.today)
        return make_error(Errc::bad_input,
                          {"", "/year", trf("{} 年已经过去", question.year), tr("今年或以后")});
    const auto rules = choose_rules(database, key, std::max(first, question.today));
    if (!rules) return tl::unexpected(rules.error());
    const auto deeds =
        store::load_campaign_deeds(database, key, add_months(first, -year_months), question.today);
    if (!deeds) return tl::unexpected(deeds.error());
    const auto campaigns = list_campaigns(database, key, question.year);
    if (!campaigns) return tl::unexpected(campaigns.error());
    store::ActivityFilter filter;
    filter.organisation_key = key;
    filter.first = first;
    filter.last = last;
    const auto events = store::load_activities(database, filter);
    if (!events) return tl::unexpected(events.error());
    Year year(question, *deeds);
    year.add_rules(*rules, *at);
    for (const Campaign& one : *campaigns)
        year.add_campaign(one);
    for (const ActivityLine& one : *events)
        year.add_event(one.activity);
    return year.run();
}

} // namespace roster::service
