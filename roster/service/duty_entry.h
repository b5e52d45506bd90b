/// What entries of duty are held against, each with its problem in the user's words. Only for this
/// folder.
#pragma once
#include "roster/service/duty_rosters.h"
#include "roster/store/duty_cover_table.h"
#include "roster/store/people_table.h"

namespace roster::service {

inline constexpr domain::Days one_day{1};

/// Midnight in China.
[[nodiscard]] domain::Instant begin_of(domain::Date day);

/// Employed on that day. @param at pointer of the problem
void check_employed(const store::PersonDays& people, const std::string& key, const char* at,
                    domain::Date day, sim::core::Problems& problems);
/// Key of a post by key or name in the rosters; empty when none has it, which is noted.
[[nodiscard]] std::string find_post(const PlannedDuty& planned, const std::string& text,
                                    sim::core::Problems& problems);
/// Sign-ins with their ends as attendance has them, so that one of yesterday that nobody ended does
/// not stand for today.
[[nodiscard]] std::vector<schedule::SignIn>
list_presences(const std::vector<store::DutySignRow>& rows,
               const std::vector<schedule::PlannedShift>& planned);
/// Somebody says who enters it.
void check_who(const store::Entry& entry, sim::core::Problems& problems);

/// Longest span that is looked at: a year and a day.
inline constexpr int duty_days_most = 367;
/// Errors: bad_input when the span is empty, longer, or wholly to come.
[[nodiscard]] sim::core::Result<void> require_past_span(domain::DaySpan days, domain::Instant now);

} // namespace roster::service
