/// Sign-ins beside what the ledger knows of the people: who lacks what a post asks for covers
/// nothing there.
#pragma once
#include "roster/service/duty_attest.h"

namespace roster::service {

/// Each row with its verdict, in the order of the rows. Asked for on the day of signing in and of
/// signing out: what the ledger has of the people who have or had a post there; of others what the
/// roster says, and of those whom no roster names nothing. Posts of no roster ask for nothing.
/// @param days of the sign-ins, the eve and what lasts beyond them included or not
/// Cost: the people of the organisation, once, where a post asks for something.
[[nodiscard]] sim::core::Result<std::vector<schedule::SignIn>>
judge_signs(store::Database& database, const std::string& organisation_key, domain::DaySpan days,
            const PlannedDuty& planned, const std::vector<store::DutySignRow>& rows);

/// What the post asks for and the person has not on that day, in words; empty: covers it. The
/// person and the post by key or name. Cost: as judge_signs.
[[nodiscard]] sim::core::Result<std::vector<std::string>>
list_lacking(store::Database& database, const DutyPresence& presence);

} // namespace roster::service
