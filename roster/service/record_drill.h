/// One drill into the database: the drill, what it showed of each person, and the levels that
/// follow, whole or not at all.
#pragma once
#include "roster/domain/evidence.h"
#include "roster/store/database.h"
#include <cstdint>
#include <string>
#include <vector>

namespace roster::service {

struct RecordOptions {
    std::string who;              ///< for the audit; must not be empty
    std::int64_t corrects_id = 0; ///< drill that this one replaces; 0 for none
    /// Version of the response plan it rehearsed, "key" or "key@2" (response_plans.h); empty: none,
    /// or that of the drill it replaces.
    std::string response_plan{};
    std::string reason{}; ///< of a correction, for the audit; must be there with corrects_id
    bool another = false; ///< a real drill although one of this home began within the same hour
};

/// A level that came about.
struct NewLevel {
    std::string person_key;
    domain::CompetenceElement element{};
    int level = 0;        ///< what this drill showed
    int level_before = 0; ///< on the day of the drill, without it
    int level_after = 0;  ///< on the day of the drill, with it
    std::int64_t competence_id = 0;
};

struct RecordedDrill {
    std::int64_t drill_id = 0;
    int outcome_count = 0; ///< rows written; 0 for a demonstration
    std::vector<NewLevel> levels;
};

/// A demonstration leaves a line in the list of drills and nothing with anybody's name on it.
/// Errors: bad_input with everything wrong at once (unknown person, person not on the roll that
/// day, bad values); conflict when the same evidence is on file or another program is writing.
[[nodiscard]] sim::core::Result<RecordedDrill> record_drill(store::Database& database,
                                                            const domain::DrillResult& drill,
                                                            const RecordOptions& options);

/// Takes one line of the ledger back; the line stays, a new one points at it.
[[nodiscard]] sim::core::Result<void> withdraw_level(store::Database& database,
                                                     std::int64_t competence_id,
                                                     const std::string& who,
                                                     const std::string& reason);

} // namespace roster::service
