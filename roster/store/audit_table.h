/// Who changed what, when, from what to what: a chain in which every line hashes the one before.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/database.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct AuditLine {
    std::int64_t id = 0; ///< set by the database
    domain::Instant at_utc{};
    std::string who;
    std::string action;               ///< "drill.record", "person.update" …
    std::string subject;              ///< "drill/12", "person/wang-fang"
    std::string before_json = "null"; ///< "null" for something new
    std::string after_json = "null";
    std::string previous_sha256;
    std::string sha256;
};
/// Hash of a line: SHA-256 over its fields and the hash before, joined by line feeds with lengths.
[[nodiscard]] std::string calc_audit_sha256(const AuditLine& line);
/// Appends; id and both hashes of `line` are ignored. Only inside a Transaction.
[[nodiscard]] Result<void> append_audit(Database& database, AuditLine line);
[[nodiscard]] Result<std::vector<AuditLine>> load_audit(Database& database);
struct AuditChain {
    std::string end_sha256{}; ///< of the last line; empty without lines
    /// First line that does not follow from the one before; nothing when all do.
    std::optional<std::int64_t> broken_id{};
};
/// Reads lines as they stand, those that were tampered with too.
[[nodiscard]] Result<AuditChain> check_audit_chain(Database& database);

} // namespace roster::store
