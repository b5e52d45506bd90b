/// What can be told about a database file before SQLite touches it. Only for this folder.
#pragma once
#include "sim/core/result.h"
#include <cstdint>
#include <filesystem>

namespace roster::store {

/// "YLDB" in the file's header.
inline constexpr int application_id = 0x594C4442;

/// Missing, a folder, empty, read-only, too large, not SQLite, cut off, or another program's: each
/// named. Reads 100 bytes.
[[nodiscard]] sim::core::Result<void> check_file(const std::filesystem::path& path,
                                                 std::uintmax_t size_limit_bytes);

} // namespace roster::store
