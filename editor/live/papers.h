/// What is left of a live drill: the rows of the ledger, the report, the printed record.
#pragma once
#include "editor/live/live_drill.h"
#include "tools/casting/casting.h"

namespace editor::live {

/// Simulated, never real: those who decided something, and nobody else, have it as evidence.
[[nodiscard]] sim::core::Result<tools::casting::LedgerEntry>
enter(tools::casting::Ledger& ledger, const LiveDrill& live, const Ending& ending);

/// The HTML report and the paper form, beside the record. @return their files
struct Papers {
    std::filesystem::path report, form;
};
[[nodiscard]] sim::core::Result<Papers>
write_papers(const std::filesystem::path& record, const std::string& organisation,
             const std::vector<tools::casting::LevelChange>& levels);

} // namespace editor::live
