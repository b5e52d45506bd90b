/// Duty rosters as they were published. Insert-only.
#pragma once
#include "roster/domain/window.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <string>
#include <vector>

namespace roster::store {

/// A published roster without its cells.
struct DutyRosterRow {
    std::int64_t id = 0;
    std::string organisation_key;
    int version_no = 0; ///< 1 and up within the organisation
    domain::DaySpan days{};
    std::string file_sha256;
    int accepted_count = 0; ///< breaches that were published knowingly
    std::string accepted_reason{};
    domain::Instant published_at_utc{};
    std::string published_by{};
};
/// @param file canonical text of the whole "yanlian-duty"; its hash is reckoned here
/// @return row number. The version number of `row` is ignored and the next one taken.
[[nodiscard]] Result<std::int64_t> insert_duty_roster(Database& database, const DutyRosterRow& row,
                                                      const std::string& file, const Entry& entry);
/// Those with a day in the span, oldest first.
[[nodiscard]] Result<std::vector<DutyRosterRow>>
load_duty_rosters(Database& database, const std::string& organisation_key, domain::DaySpan span);
/// Errors: internal when its bytes do not have the hash that stands beside them.
[[nodiscard]] Result<std::string> load_duty_file(Database& database, std::int64_t roster_id);

} // namespace roster::store
