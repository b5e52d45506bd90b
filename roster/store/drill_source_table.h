/// What a drill went by, in full: scenario, plan and marks. Insert-only; a text stands once,
/// however many drills share it.
#pragma once
#include "roster/domain/drill_result.h"
#include "roster/store/database.h"
#include <optional>

namespace roster::store {

/// Texts that stand there already (by SHA-256) are referred to. Errors: a drill whose record_sha256
/// is not that of its marks, or that is neither real nor live, is refused by the schema.
[[nodiscard]] Result<void> insert_drill_source(Database& database, std::int64_t drill_id,
                                               const domain::DrillSource& source);
/// Byte for byte as it was entered; nothing for drills that older programs entered.
[[nodiscard]] Result<std::optional<domain::DrillSource>> find_drill_source(Database& database,
                                                                           std::int64_t drill_id);

} // namespace roster::store
