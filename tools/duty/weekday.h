/// What rosters print of a day: 一 to 日, whether it is worked, the holiday's name.
#pragma once
#include "roster/schedule/duty_model.h"

namespace tools::duty {

[[nodiscard]] const char* weekday_word(roster::domain::Date day);
/// 休 on a day of rest, 节 on a statutory holiday, 班 on a Saturday or Sunday that is worked;
/// nothing on other workdays.
[[nodiscard]] std::string day_word(const roster::schedule::DutyProblem& problem,
                                   roster::domain::Date day);
/// 春节; empty outside holidays.
[[nodiscard]] std::string holiday_name(const roster::schedule::DutyProblem& problem,
                                       roster::domain::Date day);

} // namespace tools::duty
