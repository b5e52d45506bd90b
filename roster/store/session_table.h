/// Training sessions (培训班), the seats of counties in them, who is booked, what was held.
/// Insert-only; rows about a session name its first row, whatever was changed since. Level, form
/// and state are the names of roster/schedule/training_model.h.
#pragma once
#include "roster/domain/window.h"
#include "roster/store/database.h"
#include "roster/store/entry.h"
#include <cstdint>
#include <string>
#include <vector>

namespace roster::store {

struct SessionRow {
    std::int64_t id = 0;          ///< row in force; 0 before it is written
    std::int64_t first_id = 0;    ///< row under which everything hangs
    std::string key;              ///< "session/city/2026-3"
    std::string organisation_key; ///< whose round; of level home and shift: whose people
    std::string level, form, state;
    std::string course;
    int batch_no = 1;
    domain::DaySpan days;
    std::string venue;
    int capacity_count = 0;
    int home_cap_count = 2;
    std::string reason{};       ///< of the last change
    std::int64_t held_id = 0;   ///< row of session_held in force, also of an activity taken back
    std::string activity_key{}; ///< that was held and stands; empty: none
};
/// In force, of the organisation and all below it, by first day and key.
[[nodiscard]] Result<std::vector<SessionRow>> load_sessions(Database& database,
                                                            const std::string& top_key);
/// In force. @return id 0 when there is none of that key.
[[nodiscard]] Result<SessionRow> find_session(Database& database, const std::string& key);
/// @param row its id is the row that this one replaces; 0: a new session. @return row number.
/// Errors: conflict when the key is on file.
[[nodiscard]] Result<std::int64_t> insert_session(Database& database, const SessionRow& row,
                                                  const Entry& entry);

struct SessionQuotaRow {
    std::int64_t id = 0; ///< row in force; 0 before it is written
    std::string session_key, county_key;
    int seats_count = 0;
};
/// In force, of the sessions that load_sessions finds, by session and county.
[[nodiscard]] Result<std::vector<SessionQuotaRow>> load_session_quotas(Database& database,
                                                                       const std::string& top_key);
/// @param row its id is the row that this one replaces. @param withdrawn only takes it back
[[nodiscard]] Result<std::int64_t> insert_session_quota(Database& database,
                                                        const SessionQuotaRow& row, bool withdrawn,
                                                        const Entry& entry);

struct SessionBookingRow {
    std::int64_t id = 0; ///< row in force; 0 before it is written
    std::string session_key, person_key;
    bool told = false;
    std::string reason{}; ///< of what is taken back
};
/// In force, of the sessions that load_sessions finds, by session and person.
[[nodiscard]] Result<std::vector<SessionBookingRow>>
load_session_bookings(Database& database, const std::string& top_key);
/// @param row its id is the row that this one replaces. @param withdrawn only takes it back
[[nodiscard]] Result<std::int64_t> insert_session_booking(Database& database,
                                                          const SessionBookingRow& row,
                                                          bool withdrawn, const Entry& entry);

/// The activity that the session became. @param session its held_id is replaced
[[nodiscard]] Result<std::int64_t> insert_session_held(Database& database,
                                                       const SessionRow& session,
                                                       std::int64_t activity_id,
                                                       const Entry& entry);

} // namespace roster::store
