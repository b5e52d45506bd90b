/// Columns of a roster's sheet: one for each shift of each post.
#pragma once
#include "roster/schedule/duty_model.h"
#include <map>
#include <tuple>

namespace tools::duty {

struct ShiftColumn {
    std::string post_key, shift_key;
    std::string title;                  ///< "护理 早班", in the reader's language
    std::vector<std::string> spellings; ///< titles in either language, folded by match_form
};
/// In the order of the file. Titles differ: the key is added where two would be the same.
[[nodiscard]] std::vector<ShiftColumn> list_columns(const roster::schedule::DutyProblem& problem);

/// Day, post and shift.
using DutyPlace = std::tuple<roster::domain::Date, std::string, std::string>;
/// Keys of the people of each place, sorted.
[[nodiscard]] std::map<DutyPlace, std::vector<std::string>>
list_by_place(const roster::schedule::DutyRoster& cells);

} // namespace tools::duty
