/// Leave and telephone of one person: what a home enters by hand. Leave is a row of its own;
/// taking it back is another row, and the first stays.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/absence_table.h"
#include "roster/store/entry.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

struct Leave {
    std::string person_key;
    domain::Date from{};
    std::optional<domain::Date> until{}; ///< last day; empty: open
    std::string reason;                  ///< 产假, 病假 …
};
/// A long leave (more than 90 days) frees of training and drills while it lasts; any leave keeps
/// somebody off the rosters that are planned from then on.
/// @return row. Errors: bad_input with everything at once: nobody of that name, not employed then,
/// ends before it begins, no reason; conflict with leave that is on file for one of the days.
[[nodiscard]] sim::core::Result<std::int64_t>
record_leave(store::Database& database, const Leave& leave, const store::Entry& entry);
/// Errors: bad_input when there is no such leave in force, or no reason.
[[nodiscard]] sim::core::Result<void> withdraw_leave(store::Database& database, std::int64_t id,
                                                     const std::string& reason,
                                                     const store::Entry& entry);
/// 销假: leave in force gets another last day: taken back and entered anew in one transaction, so
/// that both stay on file. @return row of the new one. Errors: bad_input with everything at once:
/// no such leave, a day before it began; conflict with other leave for one of the days.
[[nodiscard]] sim::core::Result<std::int64_t> end_leave(store::Database& database, std::int64_t id,
                                                        domain::Date last_day,
                                                        const store::Entry& entry);

/// Errors: bad_input for nobody, or what is no number: 7 to 17 digits, blanks, "+", "-", "(", ")";
/// an ID number is refused and not repeated. Empty takes the number away.
[[nodiscard]] sim::core::Result<void> change_phone(store::Database& database,
                                                   const std::string& person_key,
                                                   const std::string& phone,
                                                   const store::Entry& entry);

} // namespace roster::service
