/// Which rules a roster breaks. Asked before a swap is approved and after a repair; the auditor
/// (tools/audit) answers the same question without this code. Pure.
#pragma once
#include "roster/schedule/duty_cover.h"
#include <compare>

namespace roster::schedule {

/// Ids of what holds without a row of its own in DutyProblem::rules; those rows go by their ids.
namespace duty_rule_ids {
inline constexpr const char* unknown = "duty/unknown";
inline constexpr const char* one_a_day = "duty/one-a-day";
inline constexpr const char* qualification = "duty/qualification";
inline constexpr const char* absence = "duty/absence";
inline constexpr const char* elsewhere = "duty/elsewhere"; ///< on duty in another organisation
inline constexpr const char* ban = "duty/ban";
inline constexpr const char* cover = "duty/cover";
inline constexpr const char* always = "duty/always";
inline constexpr const char* experienced = "duty/experienced";
inline constexpr const char* apart = "duty/apart";
inline constexpr const char* together = "duty/together";
inline constexpr const char* frozen = "duty/frozen";
inline constexpr const char* own_limit = "duty/own-limit";
inline constexpr const char* shift_rest = "duty/shift-rest";       ///< DutyShift::rest_after_min
inline constexpr const char* longest_shift = "duty/longest-shift"; ///< control_room_shift_min
} // namespace duty_rule_ids

/// One breach. What does not belong to a rule stays empty.
struct DutyViolation {
    std::string rule_id;
    std::vector<std::string> person_keys{};
    Date first{}, last{}; ///< days concerned, both within
    std::string post_key{};
    std::string shift_key{};
    MinuteSpan minutes{}; ///< of gaps; from midnight of the first day of the horizon
    int got = 0;
    int limit = 0;
    friend bool operator==(const DutyViolation&, const DutyViolation&) = default;
};
[[nodiscard]] bool operator<(const DutyViolation& a, const DutyViolation& b);

/// All of them, sorted. What lies wholly before or after the horizon is not looked at.
/// Cost: people × days + minutes.
[[nodiscard]] std::vector<DutyViolation>
check_roster(const DutyProblem& problem, const DutyGrid& grid, const DutyRoster& roster);
[[nodiscard]] std::vector<DutyViolation> check_table(const DutyProblem& problem,
                                                     const DutyGrid& grid, const DutyTable& table);

/// One cell that becomes another. `kind` a kind or `off`.
struct CellChange {
    int person = 0;
    int column = 0;
    int kind = off;
    friend bool operator==(const CellChange&, const CellChange&) = default;
};
struct ChangeVerdict {
    std::vector<DutyViolation> added;   ///< empty: the changes may be made
    std::vector<DutyViolation> removed; ///< breaches that they mend
};
/// What the changes would do to a roster, looking only at the people, days and minutes they touch.
/// @param table restored before it returns. Cost: people × days touched.
[[nodiscard]] ChangeVerdict check_changes(const DutyProblem& problem, const DutyGrid& grid,
                                          DutyTable& table, std::span<const CellChange> changes);

/// In the user's words: "王芳 2026-03-01 到 2026-03-09 连续 9 天，至多 6 天 (duty/run-days)".
[[nodiscard]] std::string describe(const DutyProblem& problem, const DutyGrid& grid,
                                   const DutyViolation& violation);

} // namespace roster::schedule
