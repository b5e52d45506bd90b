/// Reads .xlsx (and .xlsm, without its macros) as Excel, WPS, LibreOffice and others write it.
#pragma once
#include "tools/sheets/sheet.h"
#include <filesystem>

namespace tools::sheets {

/// What a file's first bytes and parts say it is, whatever its name ends with.
enum class FileKind {
    xlsx,
    csv,
    xls,
    encrypted,
    ods,
    xlsb,
    xml_2003,
    web_page,
    pdf,
    other_zip,
    empty
};
[[nodiscard]] FileKind recognise(std::string_view bytes);

/// @param file as the user named it, for messages
/// Errors: every reason not to read it, in the user's words; limits in sheet_constants.h are
/// checked before anything is unpacked. Formulas are never evaluated, links never followed, macros
/// never read.
[[nodiscard]] sim::core::Result<Workbook> read_xlsx(const std::string& file,
                                                    std::string_view bytes);

/// Reads .xlsx or CSV, whichever the content is; a misleading extension becomes a note. Anything
/// else is refused by its own name ("旧版 .xls" …) with what to do.
[[nodiscard]] sim::core::Result<Workbook> read_sheet_file(const std::filesystem::path& path);
/// The same for bytes already in memory.
[[nodiscard]] sim::core::Result<Workbook> read_sheet_bytes(const std::string& file,
                                                           std::string_view bytes);

} // namespace tools::sheets
