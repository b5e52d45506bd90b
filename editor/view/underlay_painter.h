/// The picture under a drawing, and the line by which it is scaled.
#pragma once
#include "editor/view/canvas.h"
#include "editor/view/textures.h"
#include "sim/plan/plan.h"

namespace editor::view {

/// The picture as it lies, shifted by `by_m` while it is dragged; its frame where there is no
/// picture.
void paint_underlay(const Canvas& canvas, const sim::plan::Underlay& underlay,
                    const Texture& picture, float opacity, Vec2 by_m);

} // namespace editor::view
