/// Reports made from a record on disk, and shown to whoever sits in front of a desktop.
#pragma once
#include "tools/casting/casting.h"
#include <filesystem>

namespace tools::cli {

/// @return process exit code, 0 when written
[[nodiscard]] int write_report_file(const std::filesystem::path& record,
                                    const std::filesystem::path& report,
                                    const std::string& organisation,
                                    const std::vector<casting::LevelChange>& levels);
/// The 演练记录表 of a record as PDF.
/// @return process exit code, 0 when written
[[nodiscard]] int write_record_pdf(const std::filesystem::path& record,
                                   const std::filesystem::path& pdf,
                                   const std::string& organisation);
/// Says on standard error which characters of a form no font could draw.
void warn_of_missing(const std::vector<std::string>& characters);
/// Opens the file in the reader's browser when there is a desktop and a terminal; else does
/// nothing.
void open_for_reading(const std::filesystem::path& file);

} // namespace tools::cli
