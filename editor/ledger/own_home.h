/// One's own home in the ledger of this computer.
#pragma once
#include "editor/ledger/lists.h"
#include "roster/domain/organisation.h"

namespace editor::ledger {

struct OwnHome {
    std::string name;
    std::string beds;                                    ///< how many, as typed; may be empty
    std::optional<roster::domain::WatchRoom> watch_room; ///< has to be said: duties hang on it
};
/// Registers the home on top of the tree, as `yanlian org add` does; a ledger that is not there is
/// made first, with the example home beside it, whose people count for nothing of one's own. What
/// is required of it are the national rules until another set is adopted.
/// @return what was done, in words. Errors: everything missing or wrong at once; name taken.
[[nodiscard]] sim::core::Result<std::string> add_own_home(const Place& place, const OwnHome& home,
                                                          const std::string& who);

} // namespace editor::ledger
