/// A file as rows to be taken in: every visible sheet whose header is understood, cleaned, with the
/// problems of its cells.
#pragma once
#include "tools/import/kinds.h"
#include "tools/sheets/clean_cell.h"
#include <filesystem>
#include <map>
#include <memory>

namespace tools::import {

struct SheetRow {
    std::string file, sheet;
    int row = 0; ///< as the spreadsheet numbers it
    sheets::Record record;
    sim::core::Problems problems;                       ///< of its cells
    std::shared_ptr<const sheets::ColumnMap> columns{}; ///< of its sheet
    [[nodiscard]] const sheets::CleanValue& at(std::string_view key) const {
        return record.at(key);
    }
    [[nodiscard]] const std::string& text(std::string_view key) const { return at(key).text; }
    /// "名单!C7"; the row alone where there is no such column.
    [[nodiscard]] std::string pointer(std::string_view key) const;
    [[nodiscard]] sim::core::Problem problem(std::string_view key, std::string what,
                                             std::string expected = {}) const;
};

struct SheetRows {
    SheetKind kind{};
    std::string file;            ///< as the user named it
    std::string file_sha256;     ///< of its bytes
    std::string mapping_json;    ///< of --map, "{}" without
    std::vector<SheetRow> rows;  ///< in the sheets' order
    int row_count = 0;           ///< below the headers, to the last with a value
    int blank_count = 0;         ///< of them empty, titles, totals: row_count = rows + blank_count
    sim::core::Problems changes; ///< cells that were read another way than they are written
    sim::core::Problems notes;   ///< sheets left out, unknown columns, rows left out
};
/// @param mapping_file empty: the columns are found by their names
/// Errors: those of read_sheet_file(), parse_mapping() and, when no sheet is understood,
/// map_columns(); a column of ID numbers refuses the whole file.
[[nodiscard]] sim::core::Result<SheetRows> read_rows(const std::filesystem::path& path,
                                                     SheetKind kind,
                                                     const std::filesystem::path& mapping_file);
/// The same for bytes in memory. @param file as it is named in messages
[[nodiscard]] sim::core::Result<SheetRows> read_row_bytes(const std::string& file,
                                                          std::string_view bytes, SheetKind kind,
                                                          const sheets::Mapping& mapping = {});

} // namespace tools::import
