/// Campaigns on file, and what homes did in their days.
#pragma once
#include "roster/domain/campaign.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// @return row number. Error: conflict when the key is on file.
[[nodiscard]] Result<std::int64_t> insert_campaign(Database& database,
                                                   const domain::Campaign& campaign,
                                                   domain::Instant at, const std::string& by);
/// In force, of all organisations, by first day and key.
[[nodiscard]] Result<std::vector<domain::Campaign>> load_campaigns(Database& database);

struct CampaignDeed {
    std::string organisation_key;
    domain::Deed deed;
};
/// What counts, of the organisation and all below it, within the days.
[[nodiscard]] Result<std::vector<CampaignDeed>> load_campaign_deeds(Database& database,
                                                                    const std::string& top_key,
                                                                    domain::Date from,
                                                                    domain::Date until);
struct InvitedUnit {
    std::string organisation_key, units;
};
/// 外请单位 of what was held within the days.
[[nodiscard]] Result<std::vector<InvitedUnit>> load_invited_units(Database& database,
                                                                  const std::string& top_key,
                                                                  domain::Date from,
                                                                  domain::Date until);

} // namespace roster::store
