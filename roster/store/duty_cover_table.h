/// Who was at a duty post: signed in, answered a call, handed over. Insert-only; what is put right
/// is a new row that names the old one.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::store {

struct DutySignRow {
    std::int64_t id = 0;
    std::int64_t corrects_id = 0; ///< 0: a new presence
    bool withdrawn = false;       ///< only takes back the one it corrects
    std::string organisation_key, person_key, post_key;
    domain::Instant in_utc{};
    std::optional<domain::Instant> out_utc{};
    domain::Instant in_entered_at_utc{}; ///< when `in_utc` was first written down
    std::string reason{};                ///< of a correction
};
[[nodiscard]] Result<std::int64_t> insert_duty_sign(Database& database, const DutySignRow& row,
                                                    const Entry& entry);
/// In force, signed in within [from, until), by instant and row.
[[nodiscard]] Result<std::vector<DutySignRow>> load_duty_signs(Database& database,
                                                               const std::string& organisation_key,
                                                               domain::Instant from,
                                                               domain::Instant until);

struct DutyCallRow {
    std::int64_t id = 0;
    std::int64_t corrects_id = 0; ///< the call that this answers
    std::string organisation_key, post_key;
    domain::Instant called_at_utc{};
    std::string called_by;
    std::optional<domain::Instant> answered_at_utc{};
    std::string answered_by_key{};
    std::int64_t correction_id = 0; ///< row that put it right; 0: as it was entered
};
/// Errors: conflict when the call is answered already.
[[nodiscard]] Result<std::int64_t> insert_duty_call(Database& database, const DutyCallRow& row,
                                                    const Entry& entry);
/// In force, called within [from, until), by instant and row.
[[nodiscard]] Result<std::vector<DutyCallRow>> load_duty_calls(Database& database,
                                                               const std::string& organisation_key,
                                                               domain::Instant from,
                                                               domain::Instant until);

struct DutyItemRow {
    std::string key, words;
    bool closed = false;
};
struct DutyHandoverRow {
    std::int64_t id = 0;
    std::string organisation_key, post_key;
    domain::Date day{};
    std::string shift_key, giver_key, taker_key;
    domain::Instant giver_signed_utc{}, taker_signed_utc{};
    std::vector<DutyItemRow> items{};
    std::int64_t correction_id = 0; ///< row that put it right; 0: as it was entered
};
/// With its items. Errors: conflict when that shift is closed already.
[[nodiscard]] Result<std::int64_t>
insert_duty_handover(Database& database, const DutyHandoverRow& row, const Entry& entry);
/// In force, of shifts that begin within the days (both within), without items, in the order of
/// entry.
[[nodiscard]] Result<std::vector<DutyHandoverRow>>
load_duty_handovers(Database& database, const std::string& organisation_key, domain::Date first,
                    domain::Date last);
/// Items of a handover as it stands: of its correction when there is one.
[[nodiscard]] Result<std::vector<DutyItemRow>>
load_handover_items(Database& database, std::int64_t handover_id, std::int64_t correction_id);
/// Still open after the last handover in force of that post that was entered.
/// @param before only handovers entered before that row; 0: all
[[nodiscard]] Result<std::vector<DutyItemRow>> load_open_items(Database& database,
                                                               const std::string& organisation_key,
                                                               const std::string& post_key,
                                                               std::int64_t before = 0);

} // namespace roster::store
