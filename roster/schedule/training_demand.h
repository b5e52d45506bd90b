/// Who must be trained by when. Pure.
#pragma once
#include "roster/schedule/training_model.h"

namespace roster::schedule {

enum class DemandKind {
    again,       ///< 36 months after the last training
    first_round, ///< in post before the round began, no record: by the end of the round
    joiner,      ///< came in the round: within six months
};
inline constexpr std::array<std::string_view, 3> demand_kind_names{"again", "first_round",
                                                                   "joiner"};
[[nodiscard]] const char* word(DemandKind kind) noexcept;

struct TrainingDemand {
    DemandKind kind = DemandKind::again;
    Date due_on{};        ///< last day on which a session may end
    Date owed_on{};       ///< last day of the rule; before due_on when that has gone by
    bool overdue = false; ///< owed_on lies before today; due_on is then the day to catch up by
};
/// Nothing when no session of this round is owed: trained in it already and the 36 months end after
/// it, gone, or leaving before the day.
[[nodiscard]] std::optional<TrainingDemand> find_demand(const TrainingInput& input,
                                                        const TrainingPerson& person) noexcept;
/// The last day of the rule, when somebody on the roll is past it, whether leaving or not.
[[nodiscard]] std::optional<Date> find_overdue(const TrainingInput& input,
                                               const TrainingPerson& person) noexcept;
/// Year of the round, 0 to 2; days before it give 0, after it 2.
[[nodiscard]] int calc_round_year(const TrainingInput& input, Date day) noexcept;

} // namespace roster::schedule
