/// What the control room wrote down. Insert-only; what is put right is a new row that names the old
/// one.
#pragma once
#include "roster/domain/duty_log.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct DutyLogRow {
    std::int64_t id = 0;
    std::int64_t corrects_id = 0; ///< 0: a new entry
    bool withdrawn = false;       ///< only takes back the one it corrects
    std::string organisation_key;
    domain::Instant at_utc{};
    std::string writer_key, second_key{}; ///< second: empty without
    int fire_count = 0, fault_count = 0, isolated_count = 0;
    domain::Linkage linkage{};
    std::string panel_note{}, handled{};
    domain::Instant entered_at_utc{};         ///< when `at_utc` was first written down
    std::string reason{};                     ///< of a correction
    std::string recorded_by{};                ///< set by the entry
    std::string writer_name{}, second_name{}; ///< as on file now
};
/// Errors: conflict when the row it corrects was corrected already, or lies elsewhere.
[[nodiscard]] Result<std::int64_t> insert_duty_log(Database& database, const DutyLogRow& row,
                                                   const Entry& entry);
/// In force, of instants within [from, until), by instant and row.
[[nodiscard]] Result<std::vector<DutyLogRow>> load_duty_log(Database& database,
                                                            const std::string& organisation_key,
                                                            domain::Instant from,
                                                            domain::Instant until);
/// The row of that number, whether it is in force or not.
struct FoundDutyLog {
    DutyLogRow row;
    std::int64_t corrected_by = 0; ///< row that stands in its place; 0 while in force
};
[[nodiscard]] Result<std::optional<FoundDutyLog>>
find_duty_log(Database& database, const std::string& organisation_key, std::int64_t id);

} // namespace roster::store
