/// What the night has to know of somebody who lives in a bed.
#pragma once
#include "editor/panels/fields.h"
#include "sim/plan/occupant.h"

namespace editor::panels {

/// Class, devices (first and second choice; more stay as the file has them), guide, oxygen. Choices
/// of which nothing is said stay empty.
void edit_resident(Fields& fields, sim::plan::Occupant& who);

} // namespace editor::panels
