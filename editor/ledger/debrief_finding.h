/// A finding that was seen while a drill was talked over, into the ledger's register.
#pragma once
#include "editor/ledger/lists.h"

namespace editor::ledger {

struct DebriefFinding {
    std::string record_sha256; ///< of the record's chain; empty: of no drill
    std::string text, zone;
    std::string who; ///< name or key of who enters it
};

/// With the drill as its source where the ledger has that drill; as a self-check otherwise, and the
/// answer says so. Its remedy stays open: the list of findings goes on from there.
/// @return what was registered, in words. Errors: everything that is missing, at once.
[[nodiscard]] sim::core::Result<std::string> register_finding(const Place& place,
                                                              const DebriefFinding& finding);

} // namespace editor::ledger
