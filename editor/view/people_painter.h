/// People, their trails, and the devices that carry them.
#pragma once
#include "editor/view/plan_painter.h"

namespace editor::view {

inline constexpr double trail_s = 2; ///< a trail fades out over this time of the drill

void paint_people(const Canvas& canvas, const Scene& scene);

} // namespace editor::view
