/// Campaigns (主题活动): a window of days in which every home must show something. Pure.
#pragma once
#include "roster/domain/obligation.h"
#include <array>
#include <span>
#include <string>
#include <vector>

namespace roster::domain {

enum class CampaignKind {
    safety_month, ///< 民政服务机构安全管理月; its days are set each year
    june,         ///< 安全生产月, 1 to 30 June
    november,     ///< 消防宣传月, 1 to 30 November
    custom,
};
inline constexpr std::array<std::string_view, 4> campaign_kind_names{"safety_month", "june",
                                                                     "november", "custom"};
[[nodiscard]] const char* word(CampaignKind kind) noexcept;

/// One of the activities, with all of the tags, so many times.
struct CampaignRequirement {
    std::vector<std::string> activities; ///< names in countable_activity_names
    std::vector<std::string> tags;
    int min_count = 1;
};
struct Campaign {
    std::string key; ///< "campaign/2026-june"
    std::string organisation_key;
    std::string title;
    CampaignKind kind{};
    Date from_day{}, until_day{};
    std::vector<CampaignRequirement> requirements;
};

/// What june and november are in a year: laws, procedures, knowledge and cases, each told at least
/// once (启东 2023 年要点). Other kinds have no days of their own: those of the year's first day.
[[nodiscard]] Campaign make_campaign(CampaignKind kind, int year, std::string organisation_key);
/// Everything wrong with one before it is written.
[[nodiscard]] sim::core::Problems check(const Campaign& campaign);
/// "法规学习" …, as it is shown: activities and tags in words.
[[nodiscard]] std::string describe(const CampaignRequirement& requirement);

/// What a home did of it: only deeds that count, in the window.
struct CampaignProgress {
    std::vector<int> have_counts; ///< by requirement
    [[nodiscard]] bool done(const Campaign& campaign) const noexcept;
};
[[nodiscard]] CampaignProgress calc_progress(const Campaign& campaign, std::span<const Deed> deeds);

} // namespace roster::domain
