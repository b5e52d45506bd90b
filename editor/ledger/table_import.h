/// A table from a spreadsheet into the ledger, as `yanlian import` does it: compared first, taken
/// when somebody has looked. Planned, cancelled and simulated activities stay out of everybody's
/// record by the import's own rules.
#pragma once
#include "editor/ledger/lists.h"
#include "tools/import/plan.h"

namespace editor::ledger {

using tools::import::SheetKind;

/// What the table would do. Holds nothing open.
struct Proposal {
    tools::import::ImportPlan plan;
    roster::service::LedgerView view;      ///< what it was compared with
    std::string home;                      ///< into whose part
    std::vector<std::string> lines;        ///< what is new, changed, wrong, in words
    [[nodiscard]] int taken_count() const; ///< rows that would be written
    [[nodiscard]] int problem_count() const;
};
/// Writes nothing. Errors: those of tools::import::read_rows and of opening the ledger; bad_input
/// where there is no home but the example, which takes nobody's people.
/// Cost: a second for 6,000 rows.
[[nodiscard]] sim::core::Result<Proposal>
compare_table(const Place& place, const std::filesystem::path& file, SheetKind kind);
/// Writes the rows that have no problem, all of them or none.
/// @return what was done, in words. Errors: conflict when the ledger changed in the meantime.
[[nodiscard]] sim::core::Result<std::string>
take_table(const Place& place, const Proposal& proposal, const std::string& who);

/// The table of the proposal with what is said of each row, as CSV.
[[nodiscard]] std::string to_csv(const Proposal& proposal);
/// An empty table with the columns of that kind, to be filled in, as .xlsx.
[[nodiscard]] sim::core::Result<std::string> make_empty_table(SheetKind kind);

} // namespace editor::ledger
