/// Steps of the schema. Only for this folder and its tests.
#pragma once
#include "roster/store/database.h"

namespace roster::store {

/// Version of the schema in the database; 0 when it has none yet.
[[nodiscard]] Result<int> find_version(Database& database);
/// The steps that the database says it went through are the ones built in, byte for byte.
[[nodiscard]] Result<void> check_applied(Database& database, std::span<const Migration> migrations);
/// One step inside the caller's transaction.
[[nodiscard]] Result<void> run_step(Database& database, const Migration& migration);
/// Error when a row refers to one that does not exist.
[[nodiscard]] Result<void> require_sound_references(Database& database);
/// One step in one transaction: afterwards all of it is there, or nothing changed.
[[nodiscard]] Result<void> apply(Database& database, const Migration& migration);

/// Rebuilding a table drops it, which references to it must not notice. The switch does nothing
/// inside a transaction, so it stands around it.
class ReferencesOff {
public:
    explicit ReferencesOff(Database& database) : database_(database) { turn(false); }
    ReferencesOff(const ReferencesOff&) = delete;
    ReferencesOff& operator=(const ReferencesOff&) = delete;
    ~ReferencesOff() { turn(true); }

private:
    void turn(bool enforced);
    Database& database_;
};

} // namespace roster::store
