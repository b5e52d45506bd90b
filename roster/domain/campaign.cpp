#include "roster/domain/campaign.h"

#include "sim/core/text.h"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace roster::domain {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr std::pair<std::string_view, const char*> tag_words[] = {
    {"fire", "消防"},      {"evacuation", "疏散"}, {"extinguish", "灭火"},
    {"alarm", "报警"},     {"laws", "法规"},       {"procedures", "操作规程"},
    {"knowledge", "常识"}, {"cases", "案例"},      {"facilities", "设施"},
    {"duty", "值班"}};

std::string tag_text(const std::string& tag) {
    for (const auto& [name, word] : tag_words)
        if (name == tag) return tr(word);
    return tag;
}

bool matches(const CampaignRequirement& requirement, const Deed& deed) {
    Rule rule;
    rule.activity = deed.activity;
    rule.tags = requirement.tags;
    return std::ranges::find(requirement.activities, deed.activity) !=
               requirement.activities.end() &&
           counts_for(rule, deed);
}

} // namespace

const char* word(CampaignKind kind) noexcept {
    constexpr const char* words[] = {"安全管理月", "安全生产月", "消防宣传月", "主题活动"};
    return words[static_cast<int>(kind)];
}

Campaign make_campaign(CampaignKind kind, int year, std::string organisation_key) {
    Campaign made;
    made.kind = kind;
    made.key = fmt::format("campaign/{}-{}", year, name_of(campaign_kind_names, kind));
    made.organisation_key = std::move(organisation_key);
    made.title = trf("{} 年{}", year, tr(word(kind)));
    const std::vector<std::string> telling{"training", "study", "discussion", "lecture",
                                           "publicity"};
    switch (kind) {
    case CampaignKind::june:
    case CampaignKind::november: {
        const unsigned month = kind == CampaignKind::june ? 6 : 11;
        made.from_day = make_date(year, month, 1);
        made.until_day = make_date(year, month, 30);
        for (const char* tag : {"laws", "procedures", "knowledge", "cases"})
            made.requirements.push_back({telling, {tag}, 1});
        break;
    }
    case CampaignKind::safety_month:
    case CampaignKind::custom:
        made.from_day = made.until_day = make_date(year, 1, 1);
        // 每个机构至少一次消防演练或培训（广西工作方案）
        made.requirements.push_back({{"drill", "training"}, {"fire"}, 1});
        break;
    }
    return made;
}

sim::core::Problems check(const Campaign& campaign) {
    sim::core::Problems problems;
    const auto report = [&](const char* pointer, std::string what, std::string expected) {
        problems.push_back({"", pointer, std::move(what), std::move(expected)});
    };
    if (campaign.key.empty()) report("/key", tr("没有编号"), tr("一个编号"));
    if (campaign.title.empty()) report("/title", tr("没有名称"), tr("名称"));
    if (campaign.organisation_key.empty()) report("/organisation", tr("没有单位"), tr("单位编号"));
    if (campaign.until_day < campaign.from_day)
        report("/until", tr("结束早于开始"), iso(campaign.from_day));
    if (campaign.requirements.empty())
        report("/requirements", tr("没有写要做什么"), tr("至少一项"));
    for (const CampaignRequirement& one : campaign.requirements) {
        if (one.activities.empty() || one.min_count < 1)
            report("/requirements", tr("没有写要做什么"), tr("至少一次"));
        for (const std::string& activity : one.activities)
            if (std::ranges::find(countable_activity_names, activity) ==
                countable_activity_names.end())
                report("/requirements", trf("不认识“{}”", activity),
                       "drill training study publicity");
    }
    return problems;
}

std::string describe(const CampaignRequirement& requirement) {
    std::string tags, activities;
    for (const std::string& tag : requirement.tags)
        tags += tag_text(tag);
    for (const std::string& activity : requirement.activities)
        activities +=
            (activities.empty() ? "" : tr("或")) + std::string(tr(activity_word(activity)));
    return tags.empty() ? activities : trf("{}（{}）", tags, activities);
}

bool CampaignProgress::done(const Campaign& campaign) const noexcept {
    for (std::size_t i = 0; i < campaign.requirements.size(); ++i)
        if (i >= have_counts.size() || have_counts[i] < campaign.requirements[i].min_count)
            return false;
    return true;
}

CampaignProgress calc_progress(const Campaign& campaign, std::span<const Deed> deeds) {
    CampaignProgress progress;
    for (const CampaignRequirement& requirement : campaign.requirements)
        progress.have_counts.push_back(
            static_cast<int>(std::ranges::count_if(deeds, [&](const Deed& deed) {
                return campaign.from_day <= deed.day && deed.day <= campaign.until_day &&
                       matches(requirement, deed);
            })));
    return progress;
}

} // namespace roster::domain
