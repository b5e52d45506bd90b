/// What every use case shares: one transaction, one clock, one line of audit. Only for this folder.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/audit_table.h"
#include "roster/store/database.h"
#include <type_traits>

namespace roster::service {

/// Now, in whole seconds.
[[nodiscard]] inline domain::Instant read_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// Runs `body` and commits when it succeeds; otherwise nothing of it remains.
template <class Body>
auto in_transaction(store::Database& database, Body&& body) -> std::invoke_result_t<Body> {
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto result = body();
    if (!result) return result;
    if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
    return result;
}

} // namespace roster::service
