/// Photos of a drill into the ledger's folder of files.
#pragma once
#include "editor/ledger/lists.h"

namespace editor::ledger {

struct DrillPhoto {
    std::filesystem::path file;
    std::string note;
};

/// All of them or none. @param drill number in the ledger @param who name or key of who hands in
/// Errors in words: one that was handed in before, an unknown drill, a full disk.
[[nodiscard]] sim::core::Result<void> hand_in_photos(const Place& place, const std::string& drill,
                                                     const std::vector<DrillPhoto>& photos,
                                                     const std::string& who);

} // namespace editor::ledger
