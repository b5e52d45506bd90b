/// Photos and papers on the command line: --photo on what they belong to, --files for their folder.
#pragma once
#include "tools/cli/ledger_home.h"
#include <string>
#include <vector>

namespace tools::cli {

struct PhotoOptions {
    std::vector<std::string> files; ///< to hand in
    std::string folder;             ///< --files; empty: beside the database
};
/// --files DIR
void add_files_option(CLI::App& command, PhotoOptions& options);
/// --photo FILE, as often as wanted, and --files DIR
void add_photo_options(CLI::App& command, PhotoOptions& options);

/// What keeps the photos from being handed in, before what they belong to is written.
[[nodiscard]] sim::core::Result<void> check_photos(const OpenLedger& ledger,
                                                   const PhotoOptions& options);
/// Hands them in. @param subject "activity/12"
[[nodiscard]] sim::core::Result<void> attach_photos(OpenLedger& ledger, const PhotoOptions& options,
                                                    const std::string& subject);

} // namespace tools::cli
