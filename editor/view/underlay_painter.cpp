#include "editor/view/underlay_painter.h"

#include "editor/document/underlays.h"
#include "editor/view/theme.h"

namespace editor::view {

void paint_underlay(const Canvas& canvas, const sim::plan::Underlay& underlay,
                    const Texture& picture, float opacity, Vec2 by_m) {
    Polygon corners = document::underlay_corners_m(underlay);
    for (Vec2& corner : corners)
        corner = corner + by_m;
    if (!picture) return canvas.outline(corners, palette().line, px(1.5f));
    // Of the picture the upper left is (0, 0).
    canvas.list().AddImageQuad(picture.id(), canvas.at(corners[0]), canvas.at(corners[1]),
                               canvas.at(corners[2]), canvas.at(corners[3]), {0, 1}, {1, 1}, {1, 0},
                               {0, 0}, faded(IM_COL32_WHITE, opacity));
}

} // namespace editor::view
