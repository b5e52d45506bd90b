/// One worksheet part of an .xlsx as a Table.
#pragma once
#include "tools/sheets/number_format.h"
#include "tools/sheets/sheet.h"

namespace tools::sheets {

struct CellStyle {
    NumberFormat format;
    bool locked = true; ///< counts only under sheet protection
};

/// What the sheets of one file share.
struct BookParts {
    std::string file;
    std::vector<std::string> shared_texts;
    std::vector<CellStyle> styles;
    bool system_1904 = false;
    // Of the sheets read before: the limits hold for the whole file.
    std::size_t cell_count = 0;
    std::size_t text_bytes = 0;
};

/// xl/styles.xml. An empty text gives one plain style.
[[nodiscard]] sim::core::Result<std::vector<CellStyle>> read_styles(const std::string& file,
                                                                    std::string_view xml);
/// xl/sharedStrings.xml.
[[nodiscard]] sim::core::Result<std::vector<std::string>> read_shared_texts(const std::string& file,
                                                                            std::string_view xml);

/// Reads a worksheet's XML (UTF-8, no document type). Merged areas repeat their first cell's value
/// within the rows and columns that are used. What is odd but readable is added to `notes`.
/// Errors: not well-formed, beyond a limit of sheet_constants.h, places that do not exist.
[[nodiscard]] sim::core::Result<Table> read_worksheet(std::string name, std::string_view xml,
                                                      const BookParts& book,
                                                      sim::core::Problems& notes);

} // namespace tools::sheets
