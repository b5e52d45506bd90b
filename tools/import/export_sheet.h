/// People and findings as a sheet that can be edited and taken in again: keys in a hidden column,
/// what must not be changed locked.
#pragma once
#include "roster/service/import_ledger.h"
#include "tools/import/kinds.h"
#include "tools/sheets/write_sheets.h"

namespace tools::import {

/// Kinds people, findings. Error: bad_input for the others.
/// @param view loaded for that kind
[[nodiscard]] sim::core::Result<sheets::WriteSheet>
make_sheet(SheetKind kind, const roster::service::LedgerView& view);

} // namespace tools::import
