/// Bans, experience, pairs and wishes entered for the planning of duty. A row changes no record of
/// what anybody did: no level, obligation, attendance or rate. Ending one or taking it back is a
/// new row, and the first stays.
#pragma once
#include "roster/store/duty_condition_table.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

/// Longest span of one wish.
inline constexpr int wish_days_most = 31;

struct DutyConditionEntry {
    std::string organisation_key; ///< who enters it; of a ban only who looks at it
    domain::ConditionKind kind{};
    std::string person_key;
    std::string other_key{};                 ///< of a pair: the second
    std::optional<domain::BanBasis> basis{}; ///< of a ban, where it has to be said
    domain::Date from{};
    std::optional<domain::Date> until{}; ///< last day; empty: open; of a wish: `from`
    std::string shift{};                 ///< of a wish: key or name; empty: any
    std::optional<int> weight_count{};   ///< of a wish, 1 to 100; empty: 1
    std::string reason{};                ///< of a pair or a wish, in words; not of a ban
};
/// @return row. Errors: bad_input with everything at once: nobody of that key, not employed or of
/// another place, ends before it begins, a ban without its basis or with words, a field that the
/// kind does not have, a pair of one person; conflict with one in force that says the same or the
/// contrary on one of the days.
[[nodiscard]] sim::core::Result<std::int64_t>
add_duty_condition(store::Database& database, const DutyConditionEntry& condition,
                   const store::Entry& entry);

struct DutyConditionEnd {
    std::string organisation_key;
    std::int64_t id = 0;
    std::optional<domain::Date> last{}; ///< empty: it was never so
    std::string reason;
};
/// The last day comes sooner, or the row is taken back. @return the new row. Errors: bad_input with
/// everything at once: no such row at the place, a last day before the first or not sooner, no
/// reason; conflict when another row ended it (which is named).
[[nodiscard]] sim::core::Result<std::int64_t> end_duty_condition(store::Database& database,
                                                                 const DutyConditionEnd& end,
                                                                 const store::Entry& entry);

} // namespace roster::service
