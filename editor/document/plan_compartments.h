/// Fire compartments of a drawing: which rooms are in which.
#pragma once
#include "editor/document/plan_edits.h"

namespace editor::document {

/// A new one with this room in it, taken out of the one it was in.
[[nodiscard]] EditResult add_compartment(Plan plan, sim::plan::SpaceId room);
/// Into it, or out of it when it is in; out of any other. One without rooms goes.
[[nodiscard]] EditResult toggle_compartment(Plan plan, std::size_t index, sim::plan::SpaceId room);
[[nodiscard]] EditResult remove_compartment(Plan plan, std::size_t index);
/// `plan.compartments.size()` when it is in none.
[[nodiscard]] std::size_t find_compartment(const Plan& plan, sim::plan::SpaceId room) noexcept;

} // namespace editor::document
