/// Campaigns opened, and which home has not done its part. June and November stand in the calendar
/// of every year without being opened.
#pragma once
#include "roster/domain/campaign.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

/// Errors: bad_input with everything wrong at once; conflict when the key is on file.
[[nodiscard]] sim::core::Result<void>
open_campaign(store::Database& database, const domain::Campaign& campaign, const std::string& who);
/// Those that touch the year and hold for the organisation (opened by it or above it), by first
/// day.
[[nodiscard]] sim::core::Result<std::vector<domain::Campaign>>
list_campaigns(store::Database& database, const std::string& organisation_key, int year);

struct CampaignHome {
    std::string organisation_key, name;
    domain::CampaignProgress progress;
    std::string invited; ///< 外请单位, e.g. the fire brigade
    bool done = false;
};
/// Every institution of the part that was open in the campaign's days; those that are not done
/// first. What is planned, acted at a table or shown counts for nothing.
[[nodiscard]] sim::core::Result<std::vector<CampaignHome>>
list_campaign_homes(store::Database& database, const domain::Campaign& campaign,
                    const std::string& organisation_key);

} // namespace roster::service
