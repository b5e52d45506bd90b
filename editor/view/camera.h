/// Which part of a level is seen, and how large.
#pragma once
#include "sim/core/geometry.h"
#include <imgui.h>

namespace editor::view {

inline constexpr double zoom_min_px_per_m = 2, zoom_max_px_per_m = 400;
inline constexpr double zoom_step_ratio = 1.2; ///< one notch of the wheel, one press of + or -

/// Part of the screen that shows the plan.
struct Viewport {
    ImVec2 low, size;
    [[nodiscard]] ImVec2 center() const noexcept {
        return {low.x + size.x / 2, low.y + size.y / 2};
    }
    [[nodiscard]] ImVec2 high() const noexcept { return {low.x + size.x, low.y + size.y}; }
    [[nodiscard]] bool contains(ImVec2 p) const noexcept {
        return p.x >= low.x && p.y >= low.y && p.x < low.x + size.x && p.y < low.y + size.y;
    }
};

/// y of the plan points up, y of the screen down.
struct Camera {
    sim::core::Vec2 center_m;
    double zoom_px_per_m = 15;

    [[nodiscard]] ImVec2 to_screen(const Viewport& view, sim::core::Vec2 p) const noexcept;
    [[nodiscard]] sim::core::Vec2 to_plan(const Viewport& view, ImVec2 p) const noexcept;
    [[nodiscard]] float length_px(double length_m) const noexcept {
        return static_cast<float>(length_m * zoom_px_per_m);
    }

    /// Shows the whole box with a margin.
    void fit(const Viewport& view, const sim::core::Box& box) noexcept;
    /// The point under `fixed` stays where it is. Kept within the limits above.
    void zoom_at(const Viewport& view, ImVec2 fixed, double ratio) noexcept;
    void pan(ImVec2 moved_px) noexcept;
};

} // namespace editor::view
