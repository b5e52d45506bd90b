/// Where the program finds its own files: beside itself after an install, in the source tree
/// before.
#pragma once
#include <filesystem>

namespace tools::cli {

[[nodiscard]] std::filesystem::path program_path();
[[nodiscard]] std::filesystem::path locale_folder();
/// Folder of the user's data: $XDG_DATA_HOME/yanlian or ~/.local/share/yanlian.
[[nodiscard]] std::filesystem::path data_folder();

} // namespace tools::cli
