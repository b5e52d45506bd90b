/// Who is on leave is not there: asked at every door where somebody is said to have been present.
#pragma once
#include "roster/store/absence_table.h"
#include "sim/core/result.h"
#include <functional>
#include <span>
#include <string>

namespace roster::service {

/// The name, the leave, and what to do when he did come back early.
[[nodiscard]] sim::core::Problem make_leave_problem(const store::NamedAbsence& leave,
                                                    domain::Date day, std::string pointer);

/// One problem for each of these people whose leave on file covers the day. Cost: one statement.
/// @param pointer_of place of the person's key in what was entered
[[nodiscard]] sim::core::Result<void>
check_not_on_leave(store::Database& database, domain::Date day,
                   std::span<const std::string> person_keys,
                   const std::function<std::string(const std::string& key)>& pointer_of,
                   sim::core::Problems& problems);

} // namespace roster::service
