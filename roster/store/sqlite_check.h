/// Whether a ledger's file is built as the steps of the schema build it. Only for this folder.
#pragma once
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// Something that is not as it should be: "trigger/finding_step_no_update", "team/12".
struct Unsound {
    std::string where;
    std::string what;
};
inline constexpr int most_unsound = 1000; ///< of broken rows named at once

/// Every table, view, index and trigger beside those that the steps make in an empty database, the
/// rows that the steps themselves write, rows that refer to one that is not there, and rows that
/// their own table would refuse. Reads the whole file. Throws what SOCI throws.
[[nodiscard]] std::vector<Unsound> list_unsound_of_file(const std::string& file,
                                                        std::span<const Migration> steps);

} // namespace roster::store
