/// People named on the command line of an activity, and what a correction changes of them.
#pragma once
#include "roster/service/activities.h"
#include "roster/service/workers.h"
#include <string>
#include <vector>

namespace tools::cli {

/// Names or keys, by what is said of them.
struct NamedPeople {
    std::vector<std::string> present, passed, failed, absent, removed;
    [[nodiscard]] bool empty() const;
};
/// Who may be named: of the organisation, everything below it, and those that took part; at a
/// training before the first day at work also who begins soon.
[[nodiscard]] sim::core::Result<roster::service::Workers>
load_workers(roster::store::Database& database, const roster::service::ActivityEntry& entry);

/// Puts in or changes whoever is named; all others stay as they are. A mark stays when only the
/// presence is said. Errors: bad_input with everybody who is not known, twice or not there.
[[nodiscard]] sim::core::Result<void> put_people(roster::service::ActivityEntry& entry,
                                                 const NamedPeople& named,
                                                 const roster::service::Workers& workers);

/// A line for everybody who was added, changed or taken out, and how many stay.
[[nodiscard]] std::string list_changes(const std::vector<roster::domain::Attendance>& before,
                                       const std::vector<roster::domain::Attendance>& after,
                                       const roster::service::Workers& workers);

} // namespace tools::cli
