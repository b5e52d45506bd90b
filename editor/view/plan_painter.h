/// Draws one level of a building: floor, walls, doors, windows, stairs, beds, equipment, names.
#pragma once
#include "editor/document/selection.h"
#include "editor/view/canvas.h"

namespace editor::view {

/// Everything that painters read.
struct Scene {
    const document::Document& document;
    document::Moment moment; ///< frames are null for a plan
    double time_s = 0;
    sim::plan::LevelId level;
    document::Selection selection;
    bool tracks = false; ///< whole ways, not only the last two seconds
};

/// Bounding box of what stands on a level, open air left out.
[[nodiscard]] sim::core::Box level_box_m(const sim::plan::Plan& plan, sim::plan::LevelId level);

// In this order from below: floors, (smoke), furniture, walls, openings, signs, (people), names.
void paint_floors(const Canvas& canvas, const Scene& scene);
void paint_furniture(const Canvas& canvas, const Scene& scene); ///< stairs and beds
void paint_walls(const Canvas& canvas, const Scene& scene);
void paint_openings(const Canvas& canvas, const Scene& scene);
void paint_signs(const Canvas& canvas, const Scene& scene); ///< equipment and detectors
void paint_names(const Canvas& canvas, const Scene& scene);
/// A ring or outline about the selected thing.
void paint_selection(const Canvas& canvas, const Scene& scene);

/// The whole level with all that moves.
void paint_level(const Canvas& canvas, const Scene& scene);

} // namespace editor::view
