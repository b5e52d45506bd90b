/// Whether the database is built as this program builds it.
#pragma once
#include "roster/store/database.h"

namespace roster::store {

/// What stands in the database and was not made by this program, or breaks its rules, each by table
/// and row or by the name of the trigger, view, index or table. Reads everything.
[[nodiscard]] Result<sim::core::Problems> check_structure(Database& database);

} // namespace roster::store
