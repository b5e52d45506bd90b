/// Which column of a sheet is which: headers matched by their many names, wherever they stand.
#pragma once
#include "tools/sheets/sheet.h"
#include <map>
#include <span>

namespace tools::sheets {

enum class ColumnKind {
    text,   ///< as written, ends stripped
    word,   ///< from a known list: posts, organisations; also traditional to simplified
    name,   ///< of a person
    date,   ///< a calendar day
    number, ///< with or without a unit
    whole,  ///< a number without a fraction
    phone,  ///< kept as text
    code,   ///< kept as text: numbers of certificates, beds, employees
    flag,   ///< yes or no
};

struct ColumnSpec {
    std::string key;                ///< of the field: "name", "joined_on"
    std::vector<std::string> names; ///< headers it goes by, the printed one first
    ColumnKind kind = ColumnKind::text;
    bool required = false;
    /// A blank cell repeats the one above (county, home in sheets without merged cells).
    bool blank_repeats = false;
};

struct ColumnMatch {
    std::string key;
    int column = 0;     ///< 0 for A
    std::string header; ///< as it stands, groups before it: "联系方式/手机"
    friend bool operator==(const ColumnMatch&, const ColumnMatch&) = default;
};

/// Headers the user tied to fields: file "yanlian-mapping".
struct Mapping {
    std::map<std::string, std::string> key_of_header; ///< header as in ColumnMatch; "" is ignored
    int header_row = 0;                               ///< number of its last row; 0: find it
};
/// {"format":"yanlian-mapping","version":1,"header_row":3,"columns":{"护工姓名":"name","序号":""}}
/// Errors: all problems; keys that no spec has.
[[nodiscard]] sim::core::Result<Mapping>
parse_mapping(const std::string& file, std::string_view bytes, std::span<const ColumnSpec> specs);

struct ColumnMap {
    std::vector<ColumnMatch> columns; ///< in the sheet's order
    std::vector<ColumnMatch> unknown; ///< key is empty; the user may map or ignore them
    std::vector<std::string> missing; ///< keys of specs without a column, required or not
    int header_first_row = 0;         ///< row numbers
    int header_last_row = 0;
    sim::core::Problems notes; ///< unknown columns and missing ones that are not required
    /// Column of a key; -1 when absent.
    [[nodiscard]] int column_of(std::string_view key) const noexcept;
};

/// Looks for the header in the first 20 rows, one to three rows deep: the place where most columns
/// are recognised; of equals the shallowest, then the first. Compared are the last row's text and
/// the text with its groups, without blanks, punctuation, brackets and case, in simplified script.
/// Errors, all at once: no header, a required column missing, two columns for one field, a column
/// of ID numbers (by its header or by values that pass GB 11643; the values are not repeated).
[[nodiscard]] sim::core::Result<ColumnMap> map_columns(const std::string& file, const Table& table,
                                                       std::span<const ColumnSpec> specs,
                                                       const Mapping& mapping = {});

/// Rows of the table that hold records.
struct DataRows {
    std::vector<std::size_t> rows; ///< indices into Table::rows
    sim::core::Problems skipped;   ///< rows left out, each with the reason
};
/// Rows below the header, without repeated headers, section titles merged
/// across the row, totals (合计, 小计) and closing lines
/// (填表人：…).
[[nodiscard]] DataRows find_data_rows(const std::string& file, const Table& table,
                                      const ColumnMap& map);

} // namespace tools::sheets
