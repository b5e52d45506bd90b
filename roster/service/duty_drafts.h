/// The duty roster of an organisation as a problem to plan, drawn from the ledger: who is there, in
/// which posts, with which certificates, on leave when. Reads only.
#pragma once
#include "roster/domain/organisation.h"
#include "roster/schedule/duty_model.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

enum class DutyPattern {
    three_shifts, ///< 3×8: 早、中、夜
    two_shifts,   ///< 2×12: 白、夜
    whole_days,   ///< 24 hours with rest after: 全天
};
inline constexpr std::array<std::string_view, 3> duty_pattern_names{"3x8", "2x12", "24"};
/// Rest after 24 hours of care: the day that begins when they end.
inline constexpr int usual_care_rest_min = 24 * 60;

/// What the ledger does not know.
struct DutyDraft {
    std::string organisation_key;
    domain::DaySpan days{};
    DutyPattern pattern = DutyPattern::three_shifts; ///< of care; control rooms always stand 3×8
    int care_day_count = 1;   ///< carers and nurses in each shift by day, at least
    int care_night_count = 1; ///< and in the night shift; of 24 hours the larger of the two
    int leader_rest_min = 0;  ///< after 24 hours as leader, 0 to a week; 0: only the rules' rest
    int care_rest_min = usual_care_rest_min; ///< after 24 hours of care, 0 to a week
    int control_room_count = 2;
    std::string single_watch_basis{}; ///< local rule that allows one in the control room
    int experienced_count = 0;        ///< experienced carers in each shift of care, at least
    schedule::DutyHours hours{};      ///< with the number of the approval, where not by month
    std::vector<schedule::DutyCalendar> calendars{};
};

/// Leader on duty for 24 hours a day; a control room with certified people, or a duty room with
/// one, where the organisation has either; care. People stand where their posts say; certificates
/// count on the days on which they are valid; leave and sessions to which somebody is booked bar
/// their days, shifts published in another organisation bar what overlaps them; bans, pairs,
/// experience and wishes are as entered (duty_conditions.h). Errors: bad_input
/// (no such organisation), then all at once what schedule::check_problem finds (nobody there, one
/// in the control room without a basis …) and 24 hours of care without an approval.
[[nodiscard]] sim::core::Result<schedule::DutyProblem> draft_duty(store::Database& database,
                                                                  const DutyDraft& draft);

/// Who owes a roster below an organisation, parents first: institutions, bureaus and town offices
/// that are open on one of the days, and whoever else has somebody in a post of duty then.
[[nodiscard]] sim::core::Result<std::vector<domain::Organisation>>
list_duty_organisations(store::Database& database, const std::string& top_key,
                        domain::DaySpan days);

} // namespace roster::service
