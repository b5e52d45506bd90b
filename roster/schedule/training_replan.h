/// The plan again after joiners, leavers, people who stayed away, a cancelled session: with the
/// fewest bookings changed that any plan with as few people unmet can have, each change named.
/// Pure.
#pragma once
#include "roster/schedule/training_plan.h"

namespace roster::schedule {

enum class MoveReason {
    new_seat, ///< had none: joined, or was short of a seat
    session_cancelled,
    blocked,   ///< cannot come on those days any more
    left,      ///< gone by then
    not_owed,  ///< needs none in this round any more
    too_late,  ///< the session lies after the last day
    missed,    ///< was not trained in a session gone by: make-up
    made_room, ///< for somebody who had no other way
    less_room, ///< fewer seats, a smaller quota or cap, or the home would be emptied
};
inline constexpr std::array<std::string_view, 9> move_reason_names{
    "new_seat", "session_cancelled", "blocked",  "left", "not_owed", "too_late",
    "missed",   "made_room",         "less_room"};
[[nodiscard]] const char* word(MoveReason reason) noexcept;

struct TrainingMove {
    std::string person_key;
    std::string from_session_key; ///< empty: none
    std::string to_session_key;   ///< empty: none
    MoveReason why{};
    std::string for_person_key{}; ///< of made_room: who came in; may be empty
    std::string note{};           ///< of blocked: reason and note
};
struct TrainingReplan {
    TrainingPlan plan;
    std::vector<TrainingMove> moves; ///< by person; bookings that stay are not listed
};

/// @param input `booked` is what the last plan said. Errors and cost: as plan_training.
[[nodiscard]] sim::core::Result<TrainingReplan> replan_training(const TrainingInput& input);
/// What changed between `input.booked` and a plan. Cost: n log n.
[[nodiscard]] std::vector<TrainingMove> list_moves(const TrainingInput& input,
                                                   const TrainingPlan& plan);

} // namespace roster::schedule
