/// A month of a roster on the wall: the 值班表 of tools/paper.
#pragma once
#include "roster/schedule/duty_file.h"
#include "tools/paper/duty_forms.h"

namespace tools::duty {

/// @param month any day of it; days outside the roster stay empty
[[nodiscard]] paper::DutyRoster make_wall_month(const roster::schedule::DutyFile& duty,
                                                roster::domain::Date month);

} // namespace tools::duty
