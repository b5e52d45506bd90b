/// The parts of lists.h that have a file of their own.
#pragma once
#include "editor/ledger/open_ledger.h"
#include "roster/domain/window.h"

namespace editor::ledger {

/// "2026-03-01 至 2026-03-02", or the one day.
[[nodiscard]] std::string days_words(const roster::domain::DaySpan& days);

[[nodiscard]] sim::core::Result<Table> load_roster(OpenLedger& ledger);
[[nodiscard]] sim::core::Result<Table> load_swaps(OpenLedger& ledger);

} // namespace editor::ledger
