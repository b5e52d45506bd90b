/// 培训班: offered, changed, called off, seats given to counties, people invited, held. One
/// transaction each. Only what was held counts for anybody: bookings and invitations are no
/// evidence.
#pragma once
#include "roster/schedule/training_model.h"
#include "roster/store/database.h"
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

struct SessionOffer {
    std::string key{};            ///< empty: is given one, "session/city/2026-3"
    std::string organisation_key; ///< whose round; of level home and shift: whose people
    schedule::TrainingLevel level = schedule::TrainingLevel::city;
    schedule::SessionForm form = schedule::SessionForm::ordinary;
    schedule::SessionState state = schedule::SessionState::open;
    std::string course;
    int batch_no = 0; ///< 0: the next of that organisation, level, form and year
    domain::DaySpan days;
    std::string venue{};
    int capacity_count = 0;
    int home_cap_count = 2;
};
/// @return its key. Errors: bad_input with everything wrong at once; conflict when the key is on
/// file.
[[nodiscard]] sim::core::Result<std::string>
add_session(store::Database& database, const SessionOffer& offer, const std::string& who);

/// What is empty stays.
struct SessionChange {
    std::optional<std::string> course{}, venue{};
    std::optional<domain::Date> first_day{}, last_day{};
    std::optional<int> batch_no{}, capacity_count{}, home_cap_count{};
};
/// On other days those who were invited must be invited again: the session is open once more.
/// Errors: bad_input: no such session, called off, held, nothing to change.
[[nodiscard]] sim::core::Result<void> change_session(store::Database& database,
                                                     const std::string& key,
                                                     const SessionChange& change,
                                                     const std::string& who);
/// Those booked are short of a seat until the plan is made again. Errors: bad_input: no such
/// session, called off or held already, no reason.
[[nodiscard]] sim::core::Result<void> cancel_session(store::Database& database,
                                                     const std::string& key,
                                                     const std::string& reason,
                                                     const std::string& who);
/// At most so many of a county; empty: no bound of its own any more.
[[nodiscard]] sim::core::Result<void>
set_session_quota(store::Database& database, const std::string& key, const std::string& county_key,
                  std::optional<int> seats_count, const std::string& who);

struct SessionLine {
    SessionOffer offer;
    std::vector<schedule::CountyQuota> quotas{};
    int booked_count = 0, told_count = 0;
    std::string activity_key{}; ///< that was held; empty: none
};
/// Of the organisation and all below it, by first day.
[[nodiscard]] sim::core::Result<std::vector<SessionLine>>
list_sessions(store::Database& database, const std::string& organisation_key);

struct SessionGuest {
    std::string person_key, name, organisation_key;
    bool told = false;
};
/// Those booked, by home and person. Error: bad_input: no such session.
[[nodiscard]] sim::core::Result<std::vector<SessionGuest>>
list_session_guests(store::Database& database, const std::string& key);
/// Everybody booked is told, the session is invited: what stands in it stays. @return those booked.
/// Errors: bad_input: no such session, called off, held, over, nobody booked.
[[nodiscard]] sim::core::Result<std::vector<SessionGuest>> invite_session(store::Database& database,
                                                                          const std::string& key,
                                                                          domain::Date today,
                                                                          const std::string& who);

struct SessionResult {
    std::string session_key;
    std::vector<std::string> absent{}; ///< keys of people booked who did not come
    std::vector<std::string> failed{}; ///< came and did not pass
    std::vector<std::string> also{};   ///< came without a booking
    std::string lead{}, content{};     ///< 主讲人, 内容
};
struct HeldSession {
    std::string activity_key;
    int present_count = 0, passed_count = 0;
    std::vector<SessionGuest> short_again; ///< absent or failed: the next plan gives them a make-up
};
/// Enters the session as one held training (level, three roles, fire): attendance and results count
/// as of its last day. People who had left by then are passed over.
/// Errors: bad_input with everything wrong at once: no such session, called off, held already, not
/// over, people who are not booked.
[[nodiscard]] sim::core::Result<HeldSession>
hold_session(store::Database& database, const SessionResult& result, const std::string& who);

} // namespace roster::service
