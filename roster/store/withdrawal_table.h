/// Taking back what was entered wrongly: the row that stood stays, a new one says that it does not
/// stand any more. Insert-only.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/database.h"
#include <string>

namespace roster::store {

enum class Withdrawable { activity, drill, inspection };
/// Table of it, also the head of its number: "drill/12".
[[nodiscard]] const char* name(Withdrawable what) noexcept;

/// @return number of the new row. Error: bad_input when no such row is in force.
[[nodiscard]] Result<std::int64_t> withdraw_row(Database& database, Withdrawable what,
                                                std::int64_t id, domain::Instant at_utc,
                                                const std::string& by);

} // namespace roster::store
