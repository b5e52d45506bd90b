/// Whether a ledger on a server is built as the steps of the schema build it. Only for this folder.
#pragma once
#include "roster/store/engine.h"

namespace roster::store {

/// The steps are run once more in a schema of their own, inside a transaction that is taken back,
/// and both are described by the server itself: tables, rules on values and references, indexes,
/// views, triggers, functions. Then the fixed rows, references that dangle, values that break a
/// rule. A user who may not make a schema gets one line that says so. Outside a transaction.
/// Cost: about a second, and every row once.
[[nodiscard]] std::vector<Unsound> list_unsound_on_server(soci::session& sql, const Engine& engine,
                                                          std::span<const Migration> steps);

} // namespace roster::store
