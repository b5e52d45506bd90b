/// Joiners: trained before the first shift (岗前), and given a seat of the city within six months.
/// Pure.
#pragma once
#include "roster/schedule/training_plan.h"

namespace roster::schedule {

enum class PreJobState {
    done,      ///< before the first shift or on its day
    planned,   ///< booked into a session that ends by then
    too_late,  ///< trained after the first shift
    unplanned, ///< no session has a seat by then
    overdue,   ///< the first shift went by without
};
inline constexpr std::array<std::string_view, 5> pre_job_state_names{"done", "planned", "too_late",
                                                                     "unplanned", "overdue"};
[[nodiscard]] const char* word(PreJobState state) noexcept;

struct JoinerDuty {
    std::string person_key;
    Date first_shift_on{}; ///< the day of joining where nothing else is known
    PreJobState pre_job{};
    std::string pre_job_session_key{}; ///< of planned
    std::optional<Date> seat_due_on{}; ///< first training of the city; none: needs none of its own
    std::string seat_session_key{};    ///< empty: none; then the plan names the person unmet
};

/// Everybody who joined in the round or begins to work in it, by first shift and key. Pre-job
/// sessions are given out so that the fewest go without; those of a home are for its people only.
/// @param plan of the same input, which passes check()
[[nodiscard]] std::vector<JoinerDuty> list_joiners(const TrainingInput& input,
                                                   const TrainingPlan& plan);

} // namespace roster::schedule
