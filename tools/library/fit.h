/// Fits a template of the library to the user's own plan: the user chooses the rooms, everything
/// else (residents, posts, doors to shut, refuges, neighbours, exits) comes from the plan.
#pragma once
#include "tools/library/template.h"

namespace tools::library {

struct RoomChoice {
    std::string slot, room; ///< keys
};

/// A room that nobody chose and that was taken for a slot, and why, in words.
struct Suggestion {
    std::string slot, room, why;
};

struct Fitted {
    std::string text; ///< canonical bytes of the scenario file
    std::vector<Suggestion> suggested;
};

/// @param plan_file  as the scenario is to name it: relative to where the scenario will lie
/// @param choices    slots that are missing are filled with what suits best
/// All problems at once: unknown slots and rooms, rooms of a kind that does not fit, slots for
/// which the plan has no room, equipment that the plan lacks.
[[nodiscard]] sim::core::Result<Fitted> fit(const Template& from, const sim::plan::Plan& plan,
                                            const std::string& plan_file,
                                            const std::vector<RoomChoice>& choices);

} // namespace tools::library
