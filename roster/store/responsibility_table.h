/// Who answers for which zone, who stands on the 公示牌, and sealed days of drills.
#pragma once
#include "roster/domain/responsibility.h"
#include "roster/domain/sealed_drill.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// @return row number
[[nodiscard]] Result<std::int64_t> insert_zone(Database& database, const domain::ZoneDuty& duty,
                                               std::int64_t corrects_id, domain::Instant at,
                                               const std::string& by);
/// In force, of one organisation, past and present; by zone and first day.
[[nodiscard]] Result<std::vector<domain::ZoneDuty>> load_zones(Database& database,
                                                               const std::string& organisation_key);

/// @return row number
[[nodiscard]] Result<std::int64_t>
insert_responsible(Database& database, const domain::Responsible& one, std::int64_t corrects_id);
/// In force, of one organisation, past and present; by role and first day.
[[nodiscard]] Result<std::vector<domain::Responsible>>
load_responsible(Database& database, const std::string& organisation_key);

/// @return row number
[[nodiscard]] Result<std::int64_t> insert_sealed_drill(Database& database,
                                                       const domain::SealedDrill& drill,
                                                       domain::Instant at, const std::string& by);
/// Of the organisation and all below it, by first day.
[[nodiscard]] Result<std::vector<domain::SealedDrill>>
load_sealed_drills(Database& database, const std::string& top_key);
[[nodiscard]] Result<void> insert_opening(Database& database, std::int64_t sealed_drill_id,
                                          std::int64_t activity_id, domain::Date day,
                                          const std::string& secret, domain::Instant at,
                                          const std::string& by);

} // namespace roster::store
