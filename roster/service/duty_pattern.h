/// The shifts and posts that a draft of duty begins with, by the pattern asked for. Pure.
#pragma once
#include "roster/service/duty_drafts.h"

namespace roster::service {

/// Whom a post of the draft wants: the ledger's posts by layer, and the certificate of the room.
inline constexpr const char* leader_layer = "leader";
inline constexpr const char* control_room_layer = "control_room";
inline constexpr const char* duty_room_layer = "duty_room";
inline constexpr const char* care_layer = "care";
inline constexpr const char* watch_certificate = "fire_facility_operator";

/// Leader for 24 hours; a control room on 3×8, a duty room on 3×8 unless days of 12 or 24 hours are
/// asked for (then 2×12), where the organisation has either; care by the pattern, where it is an
/// institution.
/// A rest after 24 hours belongs to the shift: leader and care have each their own.
void lay_posts(const domain::Organisation& organisation, const DutyDraft& draft,
               schedule::DutyProblem& problem);

/// 2×12 without an approval breaks the daily limit with every shift: the draft leaves the rule out,
/// and whoever plans or checks it is told (duty_rules.h, lacks_daily_limit).
void leave_out_daily_limit(schedule::DutyProblem& problem);

/// 24 hours of care a day are lawful only where hours are averaged and somebody approved it; empty
/// where that is so, or the pattern is another. Source: docs/references.md#duty-labour
[[nodiscard]] sim::core::Problems check_pattern(const DutyDraft& draft);

} // namespace roster::service
