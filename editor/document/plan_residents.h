/// Who lives in the beds of a drawing.
#pragma once
#include "editor/document/plan_edits.h"

namespace editor::document {

/// Puts somebody of whom that is known into the bed under the point, in place of who is there; the
/// alias stays the bed's own. Takes him out again when nothing would change.
[[nodiscard]] EditResult toggle_resident(Plan plan, LevelId level, Vec2 at_m,
                                         const sim::plan::Occupant& who);

} // namespace editor::document
