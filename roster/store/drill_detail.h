/// One drill that the program ran or observed, with everything on file about it. Reads only.
#pragma once
#include "roster/domain/drill_result.h"
#include "roster/store/activity_detail.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct DrillPerson {
    std::string name, role;
    std::optional<double> score;
};
/// What somebody did, or did not.
struct DrillOutcome {
    int expected_no = 0; ///< number of the expected action in the scenario
    std::string name, action, reason, observer;
    domain::OutcomeStatus status{};
    bool critical = false;
    std::optional<double> time_s;
};
struct DrillDetail {
    std::int64_t id = 0;
    std::string organisation_name;
    domain::DrillKind kind{};
    std::string scenario_key, record_sha256, rating, lead_observer;
    std::optional<double> score;
    domain::Instant started_at_utc{}, recorded_at_utc{};
    bool night = false;
    std::string response_plan;          ///< "火灾应急预案 2": title and version; empty: none
    std::vector<DrillPerson> people;    ///< by name
    std::vector<DrillOutcome> outcomes; ///< by time; those without one last
    std::vector<domain::KeyMoment> moments;
    std::vector<AttachmentLine> attachments; ///< by row
};
/// In force; none of that number: nothing.
[[nodiscard]] Result<std::optional<DrillDetail>> find_drill_detail(Database& database,
                                                                   std::int64_t id);

} // namespace roster::store
