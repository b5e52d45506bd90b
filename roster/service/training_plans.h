/// Who goes to which session of the city: planned from the ledger, planned again with the fewest
/// changes, kept as bookings. A plan changes no competence and no obligation. Reads only, but for
/// keep_training.
#pragma once
#include "roster/schedule/training_file.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

struct TrainingQuestion {
    std::string organisation_key; ///< whose round: the part of the tree, and its sessions
    domain::Date today{};
    /// First year of the round; 0: of the rotation that runs, else the year of today.
    int from_year = 0;
    int notice_days = schedule::TrainingRules{}.notice_days;
    std::vector<schedule::BlockedSpan> festivals{}; ///< nobody comes on those days
};
struct TrainingFacts {
    schedule::TrainingInput input;
    /// Over, neither held nor called off: what came of them is not known yet.
    std::vector<std::string> unrecorded_session_keys;
};
/// People of the three roles with posts now or to come, and those who left with a booking; last
/// training of the city that counts by the rule in force; absences and festivals as blocked days;
/// cohorts of the rotation where one stands; what is booked. Somebody with two homes is planned for
/// the one he has been at longest; a session of a county other than the one asked for is left out.
/// Error: bad_input when nobody has one of the three roles, as schedule::check.
[[nodiscard]] sim::core::Result<TrainingFacts> load_training(store::Database& database,
                                                             const TrainingQuestion& question);

struct TrainingDraft {
    schedule::TrainingFile file; ///< plan, moves against what is booked, joiners
    std::vector<std::string> unrecorded_session_keys;
    int added_count = 0, withdrawn_count = 0; ///< bookings written by keep_training
};
/// Errors: as plan_training.
[[nodiscard]] sim::core::Result<TrainingDraft> draft_training(store::Database& database,
                                                              const TrainingQuestion& question);
/// The same, and books: new rows for new seats, also 岗前 ones; those who go are withdrawn with the
/// reason of the move. Errors: also a session that is over without a result.
[[nodiscard]] sim::core::Result<TrainingDraft>
keep_training(store::Database& database, const TrainingQuestion& question, const std::string& who);

} // namespace roster::service
