/// 应急预案 in versions, and how long a rehearsal holds. Plain values.
#pragma once
#include "roster/domain/window.h"
#include "sim/core/result.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace roster::domain {

/// One version. A draft may leave parts open; an approved one has all four.
struct ResponsePlan {
    std::int64_t id = 0; ///< row; 0 before it is written
    std::string organisation_key;
    std::string key; ///< "response-plan/ankang/1", the same in every version
    int version = 0; ///< 1, 2, 3 …
    std::string title;
    std::string start_procedure{}; ///< 启动程序
    std::string forces{};          ///< 工作力量组成
    std::string workflow{};        ///< 工作流程设置
    std::string goals{};           ///< 工作目标要求
    std::optional<Date> approved_on{};
    std::string approved_by{};
};

/// Everything that keeps a version from being written, in one go; an approved one needs the four
/// parts, a day that is not to come and a person.
[[nodiscard]] sim::core::Problems check(const ResponsePlan& plan, Date today);
/// The same four parts under the same title: nothing to register.
[[nodiscard]] bool same_text(const ResponsePlan& a, const ResponsePlan& b) noexcept;

/// How often a plan must be rehearsed: within 12 calendar months of the last time, or of its first
/// approval. Source: docs/references.md#response-plan.
inline constexpr Window rehearsal_window{WindowKind::rolling_months, 12};

enum class PlanState {
    draft,      ///< no version was approved
    waiting,    ///< approved, not rehearsed, not overdue
    rehearsed,  ///< within the window
    overdue,    ///< from the day after the window on
    closed_down ///< of an organisation that is not open
};
inline constexpr std::array<std::string_view, 5> plan_state_names{"draft", "waiting", "rehearsed",
                                                                  "overdue", "closed_down"};
[[nodiscard]] const char* word(PlanState state) noexcept;

/// Where a plan stands.
struct PlanStanding {
    PlanState state = PlanState::draft;
    std::optional<Date> due_on{}; ///< last day in time; none for a draft
};
/// @param approved_on of its first approved version
/// @param rehearsed_on last real drill that counts, of any version
[[nodiscard]] PlanStanding calc_standing(std::optional<Date> approved_on,
                                         std::optional<Date> rehearsed_on, Date today) noexcept;

} // namespace roster::domain
