/// What both forms of the wall roster share: names, legends, days of a month.
#pragma once
#include "roster/schedule/duty_file.h"
#include "tools/duty/duty_names.h"
#include "tools/paper/form.h"

namespace tools::duty {

inline constexpr double largest_wall_pt = 9; ///< read at arm's length
/// Read close to the wall; below it nobody over fifty reads 宋体. Chosen, 未核实.
/// docs/references.md#wall-roster
inline constexpr double smallest_wall_pt = 7;

/// One month of a roster, as columns and rows are made from it. Keeps references.
class WallMonth {
public:
    WallMonth(const roster::schedule::DutyFile& duty, roster::domain::Date month);

    [[nodiscard]] const roster::schedule::DutyProblem& problem() const { return duty_.problem; }
    [[nodiscard]] roster::domain::DaySpan days() const { return days_; }
    [[nodiscard]] const DutyNames& names() const { return names_; }
    /// Cells of the month.
    [[nodiscard]] const roster::schedule::DutyRoster& cells() const { return cells_; }
    /// A member of the volunteer team who does not watch a control room.
    [[nodiscard]] bool is_volunteer(const roster::schedule::DutyCell& cell) const;
    [[nodiscard]] bool has_volunteers() const;
    /// "★" behind a volunteer's name
    [[nodiscard]] std::string name_of(const roster::schedule::DutyCell& cell) const;
    /// "早班", "7:00–15:00"
    [[nodiscard]] std::string shift_name(const std::string& key) const;
    [[nodiscard]] std::string hours_of(const std::string& key) const;
    /// One letter a shift, all different.
    [[nodiscard]] std::string code_of(const std::string& shift_key) const;
    [[nodiscard]] bool is_bold(roster::domain::Date day) const;
    /// Holiday, or that the day is worked instead of another.
    [[nodiscard]] std::string note_of(roster::domain::Date day) const;
    /// Title, organisation and month, and a warning where the month breaks rules; nothing else yet.
    /// Cost: one check of the whole roster.
    [[nodiscard]] paper::Form make_form() const;

private:
    const roster::schedule::DutyFile& duty_;
    roster::domain::DaySpan days_;
    DutyNames names_;
    roster::schedule::DutyRoster cells_;
    std::map<std::string, const roster::schedule::DutyPerson*> people_;
    std::map<std::string, const roster::schedule::DutyPost*> posts_;
    std::map<std::string, const roster::schedule::DutyShift*> shifts_;
    std::map<std::string, std::string> codes_;
};

/// Keeps characters of a text on one line.
[[nodiscard]] std::string unbroken(const std::string& text);

} // namespace tools::duty
