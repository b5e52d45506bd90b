/// Pictures under the drawing: put, scaled by a known length, moved and turned; and their files,
/// which stand beside the plan.
#pragma once
#include "editor/document/plan_edits.h"
#include <filesystem>

namespace editor::document {

/// Where pictures wait while the drawing has no file of its own.
[[nodiscard]] std::filesystem::path underlay_folder();

/// A picture as `yanlian-underlay make` left it.
struct MadePicture {
    std::filesystem::path file; ///< somewhere; it is moved
    std::string ending;         ///< "png" or "jpg"
    int width_px = 0, height_px = 0;
};
/// Takes it into `underlay_folder()` under the name of its content. @return that name
[[nodiscard]] sim::core::Result<std::string> keep_picture(const MadePicture& made);
/// Beside the plan, else in `underlay_folder()`; empty when it is gone.
[[nodiscard]] std::filesystem::path find_picture(const std::filesystem::path& plan_file,
                                                 const std::string& name);
/// Puts the pictures of a plan beside it where they are not yet, each whole or not at all.
/// @param from where the plan was before; empty: nowhere
[[nodiscard]] sim::core::Result<void>
copy_pictures(const Plan& plan, const std::filesystem::path& from, const std::filesystem::path& to);

/// Its middle there; `width_m` is a guess until it is scaled. Replaces what lies under the level.
[[nodiscard]] EditResult put_underlay(Plan plan, LevelId level, const std::string& name,
                                      const std::string& file, double height_per_width_ratio,
                                      Vec2 center_m, double width_m);
/// None on that level: `plan.underlays.size()`.
[[nodiscard]] std::size_t find_underlay(const Plan& plan, LevelId level) noexcept;

/// The stretch between two points of the picture becomes `length_m` long; the first stays where it
/// is.
[[nodiscard]] EditResult scale_underlay(Plan plan, std::size_t index, Vec2 from_m, Vec2 to_m,
                                        double length_m);
/// Turned about the first point until the line lies along the nearer of the two axes.
[[nodiscard]] EditResult straighten_underlay(Plan plan, std::size_t index, Vec2 from_m, Vec2 to_m);
[[nodiscard]] EditResult move_underlay(Plan plan, std::size_t index, Vec2 by_m);
/// A quarter to the left about its middle.
[[nodiscard]] EditResult turn_underlay(Plan plan, std::size_t index);
[[nodiscard]] EditResult remove_underlay(Plan plan, std::size_t index);

/// Corners as they lie: lower left of the picture first, anticlockwise.
[[nodiscard]] Polygon underlay_corners_m(const sim::plan::Underlay& underlay);

} // namespace editor::document
