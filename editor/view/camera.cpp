#include "editor/view/camera.h"

#include <algorithm>

namespace editor::view {

using sim::core::Vec2;

namespace {
constexpr double fit_margin_px = 24;
}

ImVec2 Camera::to_screen(const Viewport& view, Vec2 p) const noexcept {
    const ImVec2 middle = view.center();
    return {middle.x + static_cast<float>((p.x - center_m.x) * zoom_px_per_m),
            middle.y - static_cast<float>((p.y - center_m.y) * zoom_px_per_m)};
}

Vec2 Camera::to_plan(const Viewport& view, ImVec2 p) const noexcept {
    const ImVec2 middle = view.center();
    return {center_m.x + static_cast<double>(p.x - middle.x) / zoom_px_per_m,
            center_m.y - static_cast<double>(p.y - middle.y) / zoom_px_per_m};
}

void Camera::fit(const Viewport& view, const sim::core::Box& box) noexcept {
    if (box.empty()) return;
    center_m = (box.low + box.high) * 0.5;
    const Vec2 size_m = box.high - box.low;
    const double wide_px = std::max(1.0, static_cast<double>(view.size.x) - 2 * fit_margin_px);
    const double tall_px = std::max(1.0, static_cast<double>(view.size.y) - 2 * fit_margin_px);
    zoom_px_per_m =
        std::clamp(std::min(wide_px / std::max(size_m.x, 1.0), tall_px / std::max(size_m.y, 1.0)),
                   zoom_min_px_per_m, zoom_max_px_per_m);
}

void Camera::zoom_at(const Viewport& view, ImVec2 fixed, double ratio) noexcept {
    const Vec2 under = to_plan(view, fixed);
    zoom_px_per_m = std::clamp(zoom_px_per_m * ratio, zoom_min_px_per_m, zoom_max_px_per_m);
    center_m = center_m + (under - to_plan(view, fixed));
}

void Camera::pan(ImVec2 moved_px) noexcept {
    center_m.x -= static_cast<double>(moved_px.x) / zoom_px_per_m;
    center_m.y += static_cast<double>(moved_px.y) / zoom_px_per_m;
}

} // namespace editor::view
