/// What every use case shares: one transaction, one clock, one line of audit. Only for this folder.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/audit_table.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <nlohmann/json.hpp>
#include <string>
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

/// The line of audit of what was just written: what stood (null: nothing did) and what stands.
[[nodiscard]] inline sim::core::Result<void> note(store::Database& database, const char* action,
                                                  const std::string& subject,
                                                  const nlohmann::ordered_json& before,
                                                  const nlohmann::ordered_json& after,
                                                  const store::Entry& entry) {
    return store::append_audit(database, {0, entry.at_utc, entry.who, action, subject,
                                          before.dump(), after.dump(), "", ""});
}

} // namespace roster::service
