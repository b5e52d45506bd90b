/// Whole files, read with a stated limit and written so that a crash leaves the old one.
#pragma once
#include "sim/core/result.h"
#include <cstdint>
#include <filesystem>
#include <string>

namespace sim::core {

/// Refuses, unread, anything larger than `limit_bytes`, a folder, or a missing file.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::uintmax_t limit_bytes);
/// Written beside, synced, renamed over; on failure nothing of it remains.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);
/// SHA-256 in lower-case hex.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace sim::core
