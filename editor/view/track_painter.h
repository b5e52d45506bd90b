/// The whole way of people up to now, where the plan shows only the last two seconds of it.
#pragma once
#include "editor/view/plan_painter.h"

namespace editor::view {

/// Of the selected person, with a mark for each minute; of all staff where nobody is selected.
/// Cost: linear in frames for each person drawn; nothing unless `Scene::tracks`.
void paint_tracks(const Canvas& canvas, const Scene& scene);

} // namespace editor::view
