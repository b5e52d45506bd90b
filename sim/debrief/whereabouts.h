/// Rooms, doors and things around a decision.
#pragma once
#include "sim/record/record.h"

namespace sim::debrief {

/// A key of the plan or of the scenario's people, residents, roles or fires.
[[nodiscard]] bool is_known(const record::Record& record, std::string_view key);
/// The room a command is about: its target, the bed of its resident, the place of its fire; none
/// for others.
[[nodiscard]] plan::SpaceId room_of(const record::Record& record, const drill::Command& command);
/// The door towards a corridor, or any that is no exit; none when it has none.
[[nodiscard]] plan::OpeningId main_door(const plan::Plan& plan, plan::SpaceId room);
/// Its name; of an extinguisher also what it holds and where it stands.
[[nodiscard]] std::string describe_thing(const record::Record& record, std::string_view key);

} // namespace sim::debrief
