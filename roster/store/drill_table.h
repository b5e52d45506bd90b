/// Rows of drills and of what they showed of each person. Insert-only.
#pragma once
#include "roster/domain/drill_result.h"
#include "roster/store/database.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

/// Row numbers of one drill's outcomes: [person][outcome] as in DrillResult.
using OutcomeIds = std::vector<std::vector<std::int64_t>>;

struct InsertedDrill {
    std::int64_t drill_id = 0;
    OutcomeIds outcome_ids;
};
/// Writes the drill, and its persons with their outcomes unless it is a demonstration.
/// @param corrects_id drill that this one replaces; 0 for none
/// Errors: conflict when the same evidence is on file already.
[[nodiscard]] Result<InsertedDrill> insert_drill(Database& database,
                                                 const domain::DrillResult& drill,
                                                 std::int64_t corrects_id,
                                                 domain::Instant recorded_at_utc);

/// One line of the list of drills.
struct DrillLine {
    std::int64_t id = 0;
    domain::DrillKind kind{};
    domain::DrillProgress progress{};
    std::string scenario_key;
    std::string scenario_sha256;
    std::string plan_key;
    std::string record_sha256;
    std::uint64_t seed = 0;
    domain::Instant started_at_utc{};
    domain::Date local_day{};
    std::string rating;
    std::optional<double> score;
    std::string lead_observer;
    int person_count = 0;
    int outcome_count = 0;
};
/// Those in force, newest first.
[[nodiscard]] Result<std::vector<DrillLine>> load_drills(Database& database,
                                                         const std::string& organisation_key);

/// How often a half-year's obligation was met; only real drills are counted.
struct ObligationLine {
    std::string half_year; ///< "2026-H1"
    int held_count = 0;
    domain::Date first_day{};
    domain::Date last_day{};
};
[[nodiscard]] Result<std::vector<ObligationLine>>
load_obligations(Database& database, const std::string& organisation_key);

} // namespace roster::store
