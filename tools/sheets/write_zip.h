/// A .zip for handing papers in: names that are safe on every system, the same files the same
/// bytes.
#pragma once
#include "sim/core/result.h"
#include <span>
#include <string>

namespace tools::sheets {

struct ZipFile {
    std::string name; ///< UTF-8, "/" between folders, each part as safe_file_name() makes it
    std::string bytes;
};

/// In the order given, dated 2000-01-01, without extra fields.
/// Errors: bad_input, a name that is empty, unsafe or there twice; io, no memory or disk.
[[nodiscard]] sim::core::Result<std::string> write_zip(std::span<const ZipFile> files);

/// One name that no system takes for a folder, a device or an option: separators, control and
/// reserved characters become "_", dots and blanks at the ends go, long names are cut before the
/// extension (100 bytes), an empty one becomes "file".
[[nodiscard]] std::string safe_file_name(std::string name);

} // namespace tools::sheets
