/// Is a volunteer fire team (志愿消防队) of the right size? Two rules that can contradict each
/// other stand side by side. Pure. Source: docs/references.md#team-size.
#pragma once
#include <string>

namespace roster::domain {

/// 5 to 15 members, by order of a city bureau. Range: what a bureau sets.
inline constexpr int team_least_count = 5;
inline constexpr int team_most_count = 15;
/// 30 % of the staff, rounded up: a draft national standard, not in force.
inline constexpr int team_share_percent = 30;

struct TeamCheck {
    int member_count = 0;
    int staff_count = 0;
    int share_count = 0;    ///< members that the 30 % draft rule asks for
    int needed_count = 0;   ///< that satisfies both; with a conflict the draft's number
    bool too_small = false; ///< fewer than 5
    bool too_large = false; ///< more than 15
    bool below_share = false;
    bool conflict = false; ///< 30 % of the staff are more than 15: nobody can satisfy both
    /// 建成: by the rule in force.
    [[nodiscard]] bool is_compliant() const noexcept { return !too_small && !too_large; }
};
[[nodiscard]] TeamCheck check_team(int member_count, int staff_count) noexcept;
/// One sentence; empty when there is nothing to say.
[[nodiscard]] std::string describe(const TeamCheck& check);

} // namespace roster::domain
