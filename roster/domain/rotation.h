/// 三年轮训: everybody of the three roles in one of three yearly cohorts, and who would miss the 36
/// months. Pure; the same people give the same cohorts in whatever order they come.
#pragma once
#include "roster/domain/window.h"
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

inline constexpr int cohort_count = 3; ///< a third a year. Source: docs/references.md#rotation
/// Between two trainings of the city, at most. Source: docs/references.md#rotation
inline constexpr Window rotation_window{WindowKind::rolling_months, 36};

struct RotationMember {
    struct Home {
        std::string organisation_key;
        Date since{}; ///< in a post of the three there
    };
    std::string person_key;
    std::vector<Home> homes;          ///< at least one, each once
    std::optional<Date> trained_on{}; ///< last training of the city that counts
    /// Last day in time by the rule, also of who was never trained; empty: 36 months after
    /// trained_on.
    std::optional<Date> due_on{};
};
struct RotationSlot {
    std::string person_key;
    int cohort_no = 0; ///< 1 to 3
    friend bool operator==(const RotationSlot&, const RotationSlot&) = default;
};

struct RotationPlan {
    std::vector<RotationSlot> slots; ///< every member once, by person
    std::vector<std::string> joined; ///< had no slot before
    std::vector<std::string> moved;  ///< had another
    std::vector<std::string> left;   ///< no longer one of the three; slots of years gone by stay
    /// Homes of two people and more that a cohort of this year or later would take whole, where
    /// nothing else was left.
    std::vector<std::string> homes_at_risk;
    std::array<int, cohort_count> size{}; ///< members in each
};

/// Assigns everybody. Without slots before: cohorts of sizes that differ by one at most, the first
/// the largest, those whose 36 months end first in the earlier ones. Else only who must move moves:
/// a slot changes only where a home would lose everybody at once; who came last to that home goes.
/// A joiner goes to the smallest cohort that is legal: not of a year gone by, no home taken whole,
/// no later than the year in which it is due; what cannot be kept is given up from the last to the
/// first, as few years too late as can be.
/// @param members persons in at most one entry each
/// @param today not after the third year. Cost: people of the homes at odds × people.
[[nodiscard]] RotationPlan plan_rotation(std::span<const RotationMember> members,
                                         std::span<const RotationSlot> before, int from_year,
                                         Date today);

enum class RotationState {
    done,       ///< trained within this round
    planned,    ///< the year is still to come or running
    would_miss, ///< it is due before the year begins
    left_over,  ///< the year went by without a training
    overdue     ///< the last day went by
};
inline constexpr std::array<std::string_view, 5> rotation_state_names{
    "done", "planned", "would_miss", "left_over", "overdue"};
[[nodiscard]] const char* word(RotationState state) noexcept;

struct RotationStanding {
    RotationState state = RotationState::planned;
    std::optional<Date> due_on{}; ///< last day in time; none: no training and no rule
};
/// @param trained_on last training of the city that counts, not after today
/// @param due_on as RotationMember::due_on
[[nodiscard]] RotationStanding calc_rotation_standing(int from_year, int cohort_no,
                                                      std::optional<Date> trained_on, Date today,
                                                      std::optional<Date> due_on = {}) noexcept;

} // namespace roster::domain
