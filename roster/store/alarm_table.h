/// Chains of whom an alarm goes to, alarms, who was told and who answered. Insert-only; evidence of
/// nobody's competence.
#pragma once
#include "roster/domain/alarm_escalation.h"
#include "roster/domain/calendar.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <string>
#include <vector>

namespace roster::store {

/// The chain of an organisation that was entered last; empty when none was. An empty key stands for
/// the control room or the duty room.
[[nodiscard]] Result<std::vector<std::string>>
load_alarm_chain(Database& database, const std::string& organisation_key);
/// The next edition of it.
[[nodiscard]] Result<void> insert_alarm_chain(Database& database,
                                              const std::string& organisation_key,
                                              const std::vector<std::string>& person_keys,
                                              const Entry& entry);

struct AlarmNoticeRow {
    domain::AlarmNotice notice;
    std::string person_key; ///< empty: the room
};
struct AlarmRow {
    std::int64_t id = 0;
    std::string organisation_key;
    std::string source; ///< "trace" or "panel"
    std::string point;
    domain::Instant raised_at_utc{};
    std::string trace_sha256; ///< of a trace only
    std::vector<AlarmNoticeRow> notices{};
    std::string recorded_by{};
};
/// With its notices and answers. @return row number. Only inside a Transaction.
[[nodiscard]] Result<std::int64_t> insert_alarm(Database& database, const AlarmRow& row,
                                                const Entry& entry);
/// Of the organisation, latest first, with their notices.
[[nodiscard]] Result<std::vector<AlarmRow>> load_alarms(Database& database,
                                                        const std::string& organisation_key);

} // namespace roster::store
