/// .xlsx files put together by hand, as no well-behaved program writes them.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace odd_files {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A zip with these parts, deflated.
[[nodiscard]] std::string zip(const Parts& parts);

/// What an .xlsx needs around its sheet.
struct Book {
    std::string sheet;  ///< inside <worksheet>
    std::string texts;  ///< inside <sst>
    std::string styles; ///< inside <styleSheet>
    std::string workbook_properties;
    std::string sheet_attributes; ///< of <sheet>
};
[[nodiscard]] Parts parts(const Book& book);
[[nodiscard]] std::string xlsx(const Book& book);

} // namespace odd_files
