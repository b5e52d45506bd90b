/// Steps of the schema. Only for this folder and its tests.
#pragma once
#include "roster/store/database.h"

namespace roster::store {

/// Version of the schema in the file; 0 when it has none yet.
[[nodiscard]] Result<int> find_version(Database& database);
/// The steps that the file says it went through are the ones built in, byte for byte.
[[nodiscard]] Result<void> check_applied(Database& database, std::span<const Migration> migrations);
/// One step in one transaction: afterwards all of it is there, or nothing changed.
[[nodiscard]] Result<void> apply(Database& database, const Migration& migration);
/// Copies the database beside itself as "<file>.v<version>.bak" (then ".v<version>-2.bak" …).
[[nodiscard]] Result<std::filesystem::path> back_up(Database& database, int version);

} // namespace roster::store
