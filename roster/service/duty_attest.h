/// Attested cover (值班证明): signing in and out, calls to a post and their answers, handovers, and
/// what they amount to beside the plan. Planned hours are never counted as attended.
#pragma once
#include "roster/service/duty_rosters.h"
#include "roster/store/duty_cover_table.h"

namespace roster::service {

/// A sign-in that is written down later than this is shown as filled in afterwards (补记).
/// Source: docs/references.md#duty-attendance
inline constexpr int late_entry_min = 60;

struct DutyPresence {
    std::string organisation_key, person_key;
    std::string post_key; ///< key or name of a post of the roster in force that day
    domain::Instant at{};
};
/// Anybody on file may sign in at a post, planned or not. Errors: bad_input with everything at
/// once: nobody of that name, not employed then, no such post, no roster on that day, an instant to
/// come, or signed in there still.
[[nodiscard]] sim::core::Result<std::int64_t>
sign_in(store::Database& database, const DutyPresence& presence, const store::Entry& entry);
/// Ends the last presence at that post. Errors: as above, and nobody signed in.
[[nodiscard]] sim::core::Result<std::int64_t>
sign_out(store::Database& database, const DutyPresence& presence, const store::Entry& entry);
/// A new row in the place of one that was entered wrongly.
struct SignCorrection {
    std::string organisation_key;
    std::int64_t sign_id = 0;
    std::optional<domain::Instant> in{}, out{}; ///< what is not named stays
    bool withdrawn = false;                     ///< was never there
    std::string reason;
};
[[nodiscard]] sim::core::Result<std::int64_t> correct_sign(store::Database& database,
                                                           const SignCorrection& correction,
                                                           const store::Entry& entry);

struct PostCallEntry {
    std::string organisation_key;
    std::string post_key; ///< key or name
    domain::Instant called{};
    std::optional<domain::Instant> answered{};
    std::string answered_by_key{};
};
/// A call (查岗), with its answer when there was one. An unanswered one is 脱岗 after ten minutes.
[[nodiscard]] sim::core::Result<std::int64_t>
record_call(store::Database& database, const PostCallEntry& call, const store::Entry& entry);
/// The answer to a call on file. Errors: bad_input; conflict when it was answered.
[[nodiscard]] sim::core::Result<std::int64_t>
answer_call(store::Database& database, const std::string& organisation_key, std::int64_t call_id,
            const std::string& person_key, domain::Instant answered, const store::Entry& entry);

/// Closes a shift with both signatures, of people and at a post by key or name. Items without a key
/// are new and get one; items with a key, or with the words of one as key, are those carried.
/// @return what is open for the next shift. Errors: as schedule::close_shift, all at once; conflict
/// when the shift is closed.
[[nodiscard]] sim::core::Result<std::vector<schedule::OpenItem>>
hand_over(store::Database& database, const std::string& organisation_key,
          schedule::Handover handover, const store::Entry& entry);

struct UnclosedShift {
    std::string post_key, shift_key;
    domain::Date day{};
    domain::Instant end{};
};
/// What a span of days amounts to.
struct DutyAttendance {
    domain::Instant from{}, until{}; ///< local midnights; `until` at most now
    schedule::Attendance attendance;
    PlannedDuty planned;
    std::vector<store::DutySignRow> signs;
    std::vector<store::DutyCallRow> calls;
    std::vector<UnclosedShift> unclosed; ///< ended and not handed over
    int late_entry_count = 0;            ///< sign-ins written down late_entry_min afterwards
};
/// Reads only. Errors: bad_input when the span is empty, more than a year and a day, or to come.
/// Cost: rosters of the span, then schedule::calc_attendance.
[[nodiscard]] sim::core::Result<DutyAttendance> attend_duty(store::Database& database,
                                                            const std::string& organisation_key,
                                                            domain::DaySpan days,
                                                            domain::Instant now);

} // namespace roster::service
