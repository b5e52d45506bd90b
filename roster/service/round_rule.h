/// The rule that sends the three roles to the city in turn: one for whoever asks when they are due.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/domain/organisation.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

struct RoundRule {
    domain::Rule rule;     ///< without one in force: any training of the city, 36 months
    bool in_force = false; ///< somebody has adopted it
};
/// In force at the organisation or below it: a rule for people binds the homes they work in.
[[nodiscard]] sim::core::Result<RoundRule>
find_round_rule(store::Database& database, const std::vector<domain::Organisation>& organisations,
                const std::string& top_key, domain::Date today);

} // namespace roster::service
