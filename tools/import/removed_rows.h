/// Which rows an exported sheet came back without. Only for this folder.
#pragma once
#include "tools/import/context.h"

namespace tools::import {

/// An exported sheet is one with record numbers. Compared home by home, for the homes that it
/// speaks of: who works there, or what was found there and is not closed, and has no row. Empty for
/// sheets that are typed, and for kinds that are not exported.
[[nodiscard]] std::vector<RemovedRow> list_removed(const SheetRows& rows,
                                                   const Directory& directory);

} // namespace tools::import
