/// Who plays the roles of a script: tonight's shift, and what is written over it.
#pragma once
#include "tools/casting/casting.h"
#include <filesystem>
#include <string>
#include <vector>

namespace editor::panels {

struct RoleChoice {
    std::string key, name;   ///< of the role
    std::string cast, typed; ///< who plays it by the shift, and as written over
};

/// One for each role that somebody plays; none when the script cannot be read, which is said when
/// it is to begin. @param ledger empty: the user's own
[[nodiscard]] std::vector<RoleChoice> read_role_choices(const std::filesystem::path& ledger,
                                                        const std::filesystem::path& script);

/// Role and person of those that were written over; an emptied name is the shift's again.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
list_written_over(const std::vector<RoleChoice>& roles);

} // namespace editor::panels
