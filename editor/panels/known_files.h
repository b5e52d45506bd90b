/// Files that the start page offers: the examples that ship, and the records kept here.
#pragma once
#include "editor/document/recovery.h"
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
    std::vector<std::filesystem::path> unfinished; ///< states of drills that never ended
    std::vector<document::Recovery> recoveries;    ///< drawings that were not saved, newest first
};

/// Where drawings without a file of their own are saved.
[[nodiscard]] std::filesystem::path plan_folder();
/// Buildings as they often are, to start a drawing from.
struct OfferedTemplate {
    std::filesystem::path path;
    std::string title;
};
/// Those that ship and load. Cost: loads each.
[[nodiscard]] std::vector<OfferedTemplate> find_templates();
/// Plans that load: those that ship, then one's own. Cost: loads each.
[[nodiscard]] std::vector<OfferedTemplate> find_plans();
struct OfferedScript {
    std::filesystem::path path;
    std::string title, note; ///< name; whose house, how many people, how long
};
/// Scripts of drills that load: those that ship, then one's own. Cost: loads each with its plan.
[[nodiscard]] std::vector<OfferedScript> find_scripts();
/// The night drill that ships.
[[nodiscard]] std::filesystem::path example_scenario();
/// Looks into the examples' and the data folder; folders that are missing offer nothing.
[[nodiscard]] KnownFiles find_known_files();

} // namespace editor::panels
