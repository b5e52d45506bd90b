/// A sheet of paper in plan metres: what all painters draw on.
#pragma once
#include "editor/view/camera.h"
#include "sim/core/geometry.h"
#include <imgui.h>
#include <span>
#include <string_view>
#include <vector>

namespace editor::view {

using sim::core::Polygon;
using sim::core::Segment;
using sim::core::Vec2;

/// Corners of triangles, three each, that cover a simple polygon. Cost: cubic at worst.
[[nodiscard]] std::vector<Vec2> triangulate(const Polygon& outline);
/// The middle if it lies inside, else the middle of the largest triangle: where a name can stand.
[[nodiscard]] Vec2 find_inner_point(const Polygon& outline);
/// Stretches of a line of slope 1 through `offset_m` (y - x) that lie inside the polygon.
[[nodiscard]] std::vector<Segment> find_diagonals(const Polygon& outline, double offset_m);

class Canvas {
public:
    Canvas(ImDrawList& list, const Camera& camera, const Viewport& viewport) noexcept
        : list_(list), camera_(camera), viewport_(viewport) {}

    [[nodiscard]] ImDrawList& list() const noexcept { return list_; }
    [[nodiscard]] const Camera& camera() const noexcept { return camera_; }
    [[nodiscard]] const Viewport& viewport() const noexcept { return viewport_; }
    [[nodiscard]] ImVec2 at(Vec2 p) const noexcept { return camera_.to_screen(viewport_, p); }
    [[nodiscard]] float length_px(double length_m) const noexcept {
        return camera_.length_px(length_m);
    }

    void fill(const Polygon& outline, ImU32 color) const;
    void outline(const Polygon& outline, ImU32 color, float width_px) const;
    void line(Vec2 a, Vec2 b, ImU32 color, float width_px) const;
    /// A bar of a width in metres along a segment, longer by half of it at both ends.
    void bar(const Segment& segment, double width_m, ImU32 color, double over_m) const;
    void box(Vec2 center, double heading_rad, double length_m, double width_m, ImU32 color,
             bool filled) const;
    /// Diagonal lines over a polygon, `gap_px` apart.
    void hatch(const Polygon& outline, ImU32 color, float gap_px) const;
    /// Middle of the text at `p`. Answers its size.
    ImVec2 text(Vec2 p, std::string_view words, ImU32 color, float letter_px) const;

private:
    ImDrawList& list_;
    const Camera& camera_;
    const Viewport& viewport_;
};

} // namespace editor::view
