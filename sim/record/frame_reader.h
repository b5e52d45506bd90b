/// Rows back to frames, carried forward between their changes. Rows may come from anybody: every
/// number is checked before it is used.
#pragma once
#include "sim/record/record.h"
#include "sim/record/sqlite_file.h"

namespace sim::record {

/// Fills `record.frames` from its end tick, cast, plan, cells and area.
/// @param start everybody at tick 0, by cast index
/// @param name of the file, for problems
/// Errors: too many frames for the memory; tables whose rows cannot be.
[[nodiscard]] core::Result<void> read_frames(SqliteFile& file, const std::string& name,
                                             std::span<const drill::PersonFrame> start,
                                             Record& record);

} // namespace sim::record
