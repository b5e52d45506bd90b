/// Copies of what is drawn and not yet saved, for the start after a crash.
#pragma once
#include "sim/core/result.h"
#include <filesystem>
#include <string>
#include <vector>

namespace editor::document {

/// $XDG_DATA_HOME/yanlian or ~/.local/share/yanlian.
[[nodiscard]] std::filesystem::path data_folder();

struct Recovery {
    std::filesystem::path file;   ///< the copy itself
    std::filesystem::path target; ///< where the drawing was opened from; empty: nowhere yet
    std::string text;             ///< of the plan
};

/// One copy for each drawing of this process. @return its file
[[nodiscard]] std::filesystem::path make_recovery_path();
/// Written at once; after a crash nothing of it is missing.
[[nodiscard]] sim::core::Result<void> keep_recovery(const Recovery& recovery);
void drop_recovery(const std::filesystem::path& file);
/// Newest first; none of drawings that are open in another window now. Damaged ones are left out.
[[nodiscard]] std::vector<Recovery> find_recoveries();

} // namespace editor::document
