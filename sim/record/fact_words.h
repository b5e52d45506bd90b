/// Keys into names and facts into sentences, as report, printed forms and film say them.
#pragma once
#include "sim/record/record.h"
#include <string>
#include <string_view>

namespace sim::record {

/// Name of a person, resident, space, opening, equipment, role ... by its key; the key itself
/// otherwise.
[[nodiscard]] std::string name_of(const Record& record, std::string_view key);
/// A fact as one sentence in the language of the program; empty for facts that tell a reader
/// nothing.
[[nodiscard]] std::string describe_fact(const Record& record, const drill::Fact& fact);

} // namespace sim::record
