#include "tools/duty/duty_columns.h"

#include "tools/duty/duty_words.h"
#include "tools/sheets/text_forms.h"
#include <algorithm>

namespace tools::duty {

using namespace roster::schedule;

std::vector<ShiftColumn> list_columns(const DutyProblem& problem) {
    std::vector<ShiftColumn> columns;
    for (const DutyPost& post : problem.posts)
        for (const PostShift& one : post.shifts) {
            const auto shift = std::ranges::find(problem.shifts, one.shift_key, &DutyShift::key);
            const std::string& name = shift == problem.shifts.end() ? one.shift_key : shift->name;
            ShiftColumn column{
                post.key, one.shift_key, shown_word(post.name) + " " + shown_word(name), {}};
            const bool twice =
                std::ranges::find(columns, column.title, &ShiftColumn::title) != columns.end();
            const std::string tail = twice ? " " + one.shift_key : std::string();
            column.title += tail;
            for (const std::string& a : list_spellings(post.name))
                for (const std::string& b : list_spellings(name))
                    column.spellings.push_back(sheets::match_form(a + b + tail));
            columns.push_back(std::move(column));
        }
    return columns;
}

std::map<DutyPlace, std::vector<std::string>> list_by_place(const DutyRoster& cells) {
    std::map<DutyPlace, std::vector<std::string>> people;
    for (const DutyCell& cell : cells)
        people[{cell.day, cell.post_key, cell.shift_key}].push_back(cell.person_key);
    for (auto& [place, keys] : people)
        std::ranges::sort(keys);
    return people;
}

} // namespace tools::duty
