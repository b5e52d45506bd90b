/// What the lists page shows while one's own home is registered or a table is taken in.
#pragma once
#include "editor/document/found_files.h"
#include "editor/ledger/own_home.h"
#include "editor/ledger/table_import.h"
#include <future>

namespace editor::panels {

struct Importing {
    ledger::SheetKind kind = ledger::SheetKind::people;
    std::vector<document::FoundFile> found; ///< to choose from
    std::string typed_path;
    std::filesystem::path file;                                 ///< chosen; empty: not yet
    std::future<sim::core::Result<ledger::Proposal>> comparing; ///< valid while it goes on
    std::optional<ledger::Proposal> proposal;
    sim::core::Problems problems; ///< why there is no proposal
    /// Valid while the proposal is being written; last, so that its end is awaited first.
    std::future<sim::core::Result<std::string>> taking;
};

} // namespace editor::panels
