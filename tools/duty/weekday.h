/// 一 to 日, as rosters print a day of the week.
#pragma once
#include "roster/domain/calendar.h"

namespace tools::duty {

[[nodiscard]] const char* weekday_word(roster::domain::Date day);

} // namespace tools::duty
