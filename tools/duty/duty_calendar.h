/// A roster as a calendar that telephones subscribe to: iCalendar with the zone Asia/Shanghai.
#pragma once
#include "roster/schedule/duty_file.h"
#include <string>

namespace tools::duty {

/// One time that a calendar is given out.
struct CalendarEdition {
    int version = 0; ///< SEQUENCE: 0 for the first, higher each time
    roster::domain::Instant made{};
    /// What was given out before; shifts of it on days of the new roster that are no longer there
    /// stand as STATUS:CANCELLED. nullptr: none. Borrowed.
    const roster::schedule::DutyFile* before = nullptr;
};

/// METHOD:PUBLISH, all days of the roster, one event a shift. Its UID is made of organisation,
/// person, day, post and shift, so that a calendar that is read again replaces what it had.
/// Source of UID, SEQUENCE, STATUS: docs/references.md#rfc-5545
/// @param person_key only this person's shifts; empty: everybody's
[[nodiscard]] std::string make_duty_calendar(const roster::schedule::DutyFile& duty,
                                             const std::string& person_key,
                                             const CalendarEdition& edition);

} // namespace tools::duty
