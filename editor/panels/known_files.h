/// Files that the start page offers: the examples that ship, and the records kept here.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace editor::panels {

struct OfferedFile {
    std::filesystem::path path;
    std::string title;
    bool record = false;
};
struct KnownFiles {
    std::vector<OfferedFile> offered; ///< example plans, then records, newest first; at most 9
    std::filesystem::path record_folder;
};

/// $XDG_DATA_HOME/yanlian or ~/.local/share/yanlian.
[[nodiscard]] std::filesystem::path data_folder();
/// Looks into the examples' and the data folder; folders that are missing offer nothing.
[[nodiscard]] KnownFiles find_known_files();

} // namespace editor::panels
