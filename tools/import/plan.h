/// What becomes of each row of a sheet: decided on plain values, nothing guessed. Pure.
#pragma once
#include "roster/service/import_ledger.h"
#include "tools/import/read_rows.h"

namespace tools::import {

enum class Fate {
    fresh,     ///< not on file: goes in
    same,      ///< on file as it stands
    changed,   ///< on file, something differs
    duplicate, ///< stands in the sheet before, word for word
    problem,   ///< cannot be taken; problems say why
};
inline constexpr std::array<std::string_view, 5> fate_names{"new", "same", "changed", "duplicate",
                                                            "problem"};
[[nodiscard]] const char* word(Fate fate) noexcept;

/// One field of a row, as it is shown. An empty cell says nothing: it never erases.
struct Field {
    std::string key;           ///< of the column
    std::string before, after; ///< before: empty when new
    friend bool operator==(const Field&, const Field&) = default;
};
struct RowDecision {
    std::string sheet;
    int row = 0;
    Fate fate = Fate::fresh;
    std::string subject; ///< key in the ledger; empty while in doubt
    std::string label;   ///< whom or what it is about, in the sheet's words
    std::vector<Field> fields;
    sim::core::Problems problems; ///< why it stays out
    sim::core::Problems warnings; ///< it goes in, but should be looked at
    std::string row_sha256;
    std::vector<roster::service::ImportDeed> deeds;
};
/// A row of the ledger that the exported sheet came back without. Offered, never done: a row that
/// is gone says neither why nor since when.
struct RemovedRow {
    std::string key, home, label;
    std::string offer; ///< what is to be entered if it was meant
};
/// rows = fresh + same + changed + duplicate + problem + blank
struct ImportCounts {
    int rows = 0, blank = 0;
    std::array<int, fate_names.size()> by_fate{};
    int warnings = 0;
    int removed = 0; ///< beside `rows`: they do not stand in the sheet
    [[nodiscard]] int of(Fate fate) const { return by_fate[static_cast<std::size_t>(fate)]; }
};
struct ImportPlan {
    SheetKind kind{};
    std::string file, file_sha256, mapping_json;
    std::vector<RowDecision> rows;   ///< in the sheet's order
    std::vector<RemovedRow> removed; ///< by home, then as the ledger lists them
    ImportCounts counts;
    sim::core::Problems changes, notes; ///< of reading
};

/// Rules, by kind (docs/formats.md#import): a person is known by 记录号, 人员编号 or 工号, else by
/// the name within the home; two of one name there without them are a problem. The same name in two
/// homes is one person only when 人员编号 says so; with one phone or certificate number it is a
/// problem. A row that was taken before and changed in the ledger since is left alone.
/// Cost: rows + people on file, logarithmic.
[[nodiscard]] ImportPlan plan_import(SheetRows rows, const roster::service::LedgerView& view);

/// What is to be written; rows with problems are only noted.
/// @return nothing when there is nothing to write
[[nodiscard]] std::optional<roster::service::ImportOrder>
make_order(const ImportPlan& plan, const roster::service::LedgerView& view,
           const std::string& actor_key);

} // namespace tools::import
