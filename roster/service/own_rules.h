/// Rule sets that a place wrote itself (.rules.json).
#pragma once
#include "roster/domain/rules_file.h"
#include <string>
#include <string_view>

namespace roster::service {

/// Errors: bad_input with everything wrong at once (the file itself, the key of a set that ships,
/// sets it stands upon that do not ship).
[[nodiscard]] sim::core::Result<domain::RuleSet> read_own_rules(const std::string& file,
                                                                std::string_view bytes);

} // namespace roster::service
