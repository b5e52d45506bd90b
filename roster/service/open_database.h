/// The user's database: where it lies, and how it comes to be.
#pragma once
#include "roster/store/database.h"
#include <filesystem>
#include <string_view>

namespace roster::service {

using sim::core::Result;
using store::Database;

/// Extension of every database in a file.
inline constexpr std::string_view database_extension = ".yanlian.db";

/// `$XDG_DATA_HOME/yanlian/default.yanlian.db`, or the same below `~/.local/share`.
/// Error: bad_input when neither variable is set to an absolute folder.
[[nodiscard]] Result<std::filesystem::path> find_default_database_path();

struct OpenedDatabase {
    Database database;
    bool created = false;         ///< it did not exist: the example home was written into it
    store::OpenOutcome outcome{}; ///< up_to_date or upgraded
    std::filesystem::path backup; ///< copy made before an upgrade; empty without one
};
/// Opens, or makes one with the example home 安康养老院. A new file is built beside and renamed
/// when complete, a database of a server is filled in one transaction, so that a crash leaves
/// either none or a whole one.
[[nodiscard]] Result<OpenedDatabase> open_or_create(const store::Address& address,
                                                    const store::OpenOptions& options = {});
/// Opens one that must exist.
[[nodiscard]] Result<OpenedDatabase> open_existing(const store::Address& address,
                                                   const store::OpenOptions& options = {});

} // namespace roster::service
