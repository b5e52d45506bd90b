/// Whether a roster has the posts that its home must have, whatever hands did to the file: without
/// the post nobody misses the people. Reads only.
#pragma once
#include "roster/schedule/duty_model.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

/// A line for each layer that the home of the roster must have and the file does not ask for at
/// every minute: a leader; two certified in a control room, or one with the local rule; one in a
/// duty room; a carer where people live who cannot leave by themselves. Empty: all are there, or
/// the ledger does not know the home.
[[nodiscard]] sim::core::Result<std::vector<std::string>>
list_missing_layers(store::Database& database, const schedule::DutyProblem& problem);

} // namespace roster::service
