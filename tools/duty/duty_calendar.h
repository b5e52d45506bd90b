/// A roster as a calendar that telephones subscribe to: iCalendar with the zone Asia/Shanghai.
#pragma once
#include "roster/schedule/duty_file.h"
#include <string>

namespace tools::duty {

/// One event a shift. Its UID is made of organisation, person, day, post and shift, so that a
/// calendar that is read again replaces what it had; SEQUENCE rises with `version`.
/// @param person_key only this person's shifts; empty: everybody's
/// @param version 0 for the first that was given out
[[nodiscard]] std::string make_duty_calendar(const roster::schedule::DutyFile& duty,
                                             const std::string& person_key, int version,
                                             roster::domain::Instant made);

} // namespace tools::duty
