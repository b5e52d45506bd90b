/// 看一次演示: robots play the drill that ships, at once, to be watched. Nobody's evidence: it
/// never comes near a ledger.
#pragma once
#include "sim/core/result.h"
#include <filesystem>

namespace editor::live {

/// Runs it without a pause and keeps the record. Cost: about a second of CPU for 90 beds.
/// @return its record, in `folder`; the demonstration before it is replaced
[[nodiscard]] sim::core::Result<std::filesystem::path>
make_demonstration(const std::filesystem::path& scenario, const std::filesystem::path& folder);

} // namespace editor::live
