/// A month of a roster on the wall, A4 landscape: a row a day with a column for each shift of each
/// post where the whole month stands on one page at a legible size, else a row a person with the
/// shifts of each day in one letter.
#pragma once
#include "roster/schedule/duty_file.h"
#include "tools/paper/form.h"
#include "tools/paper/typesetter.h"

namespace tools::duty {

/// @param month any day of it; days outside the roster stay empty. Columns without anybody are left
///   out unless the roster owes somebody there. Members of the volunteer team are marked, so that
///   every shift shows its own.
[[nodiscard]] paper::Form make_days_wall(const roster::schedule::DutyFile& duty,
                                         roster::domain::Date month);
/// @param month as above; people without a shift in it are left out. As many pages as it takes,
///   days are never parted.
[[nodiscard]] paper::Form make_people_wall(const roster::schedule::DutyFile& duty,
                                           roster::domain::Date month);
/// The first, when it stands on one page; else the second on as few pages as it can, in the largest
/// type that these allow. Cost: up to ten layouts.
[[nodiscard]] paper::Form make_wall(const roster::schedule::DutyFile& duty,
                                    roster::domain::Date month, paper::Typesetter& typesetter);

} // namespace tools::duty
