/// Seals over everything append-only: a digest of every row, and a chain over the digests. Only for
/// this folder; history_check.h reads them.
#pragma once
#include "roster/store/engine.h"
#include <map>
#include <string>
#include <vector>

namespace roster::store {

inline constexpr std::size_t digest_digits = 16; ///< hex digits a row: the first 8 bytes of SHA-256
inline constexpr long long largest_run = 4096;   ///< ids under one seal

/// A table whose rows are never changed, with its columns by name.
struct HistoryTable {
    std::string name;
    std::vector<std::string> columns;
};
/// Every table with an id but those that hold what is so today (person, team, …) and the seals. The
/// audit, though a chain of its own, is among them: a chain does not miss its last link.
[[nodiscard]] std::vector<HistoryTable> list_history_tables(const ColumnsByTable& columns);

/// Last id by table. A table that is not in here has no row yet; before there were seals, none is.
using HighMarks = std::map<std::string, long long>;
[[nodiscard]] HighMarks read_high_marks(soci::session& sql, const Engine& engine);

struct DigestedRow {
    long long id = 0;
    std::string digest; ///< digest_digits
};
/// SHA-256 over "name=length:value;" of every column that is not NULL, by name: a later version may
/// add a column that may be NULL without breaking what is sealed. Those who took part in a drill
/// are part of its row.
[[nodiscard]] std::vector<DigestedRow> digest_rows(soci::session& sql, const Engine& engine,
                                                   const HistoryTable& table, long long after_id,
                                                   long long last_id);

struct Seal {
    long long id = 0;
    std::string table;
    long long first_id = 0;
    long long last_id = 0; ///< ids without gaps between
    std::string row_digests;
    std::string previous_sha256;
    std::string sha256;
};
[[nodiscard]] std::string calc_seal_sha256(const Seal& seal);

/// Seals what this transaction wrote: rows above `before`. What another program slipped in earlier
/// stays without a seal, and is found by that.
void seal_since(soci::session& sql, const Engine& engine, const HighMarks& before);

} // namespace roster::store
