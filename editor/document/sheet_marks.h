/// A sheet as the file of marks that `yanlian observe` reads, and its one way into the ledger.
#pragma once
#include "editor/document/observer_sheet.h"
#include "tools/casting/real_drill.h"

namespace editor::document {

/// JSON of format "yanlian-marks" (docs/formats.md). Only what was seen done: struck, omitted and
/// wrong marks claim nothing and stay on the sheet. @pre started
[[nodiscard]] std::string format_marks(const Sheet& sheet);

/// How it would score now, by the same expectations; nothing is recorded.
/// Errors: all that keeps the marks from being read.
[[nodiscard]] sim::core::Result<tools::casting::RealDrill>
preview(const Sheet& sheet, tools::casting::Ledger& ledger, sim::drill::LoadedScenario loaded,
        std::int64_t now_ms);

/// Into the ledger, once, and only with the lead observer's signature.
[[nodiscard]] sim::core::Result<tools::casting::LedgerEntry>
record(SheetDocument& document, tools::casting::Ledger& ledger, sim::drill::LoadedScenario loaded,
       std::int64_t now_ms);

} // namespace editor::document
