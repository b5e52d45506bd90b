/// Which room stands in for which slot.
#pragma once
#include "tools/library/fit.h"
#include "tools/library/people.h"

namespace tools::library {

struct Rooms {
    Chosen chosen;
    std::vector<Suggestion> suggested;
};

/// The user's choices, checked, and for the other slots the room that suits best.
[[nodiscard]] sim::core::Result<Rooms> choose_rooms(const Building& building, const Template& from,
                                                    const std::vector<RoomChoice>& choices);

} // namespace tools::library
