#include "editor/view/smoke_painter.h"

#include "editor/view/symbols.h"
#include "editor/view/theme.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cmath>

namespace editor::view {

namespace plan = sim::plan;

namespace {

constexpr float hatch_gap_px = 9;
constexpr double burning_kW = 0.5; // below it a fire is not drawn

double visibility_of(const Scene& scene, plan::CellId cell) {
    return static_cast<double>(scene.moment.before->cells[cell.index()].visibility_m);
}

void paint_cell(const Canvas& canvas, const Polygon& outline, double visibility_m) {
    const int shade = smoke_class(visibility_m);
    if (shade == 0) return;
    canvas.fill(outline, faded(palette().smoke, smoke_opacity(shade)));
    if (shade >= hatched_from_class)
        canvas.hatch(outline, faded(palette().hatch, 0.55f), px(hatch_gap_px));
}

} // namespace

int smoke_class(double visibility_m) noexcept {
    if (visibility_m >= 10) return 0;
    if (visibility_m >= 5) return 1;
    if (visibility_m >= 3) return 2;
    return visibility_m >= 1 ? 3 : 4;
}

const char* smoke_word(int shade) noexcept {
    constexpr const char* words[] = {"无烟或薄烟", "有烟", "浓烟", "看不清路", "伸手不见五指"};
    return words[std::clamp(shade, 0, 4)];
}

float smoke_opacity(int shade) noexcept {
    constexpr float opacity[] = {0, 0.25f, 0.5f, 0.8f, 0.92f};
    return opacity[std::clamp(shade, 0, 4)];
}

void paint_smoke(const Canvas& canvas, const Scene& scene) {
    if (!scene.moment.before) return;
    const plan::Plan& p = scene.document.plan();
    const plan::SmokeCells& cells = scene.document.record.cells;
    for (std::size_t i = 0; i < p.spaces.size(); ++i) {
        if (p.spaces[i].level != scene.level) continue;
        for (const plan::CellId cell : cells.cells_of_space[i]) {
            // A shaft's own outline is that of its lowest landing.
            const bool shaft = static_cast<bool>(cells.cells[cell.index()].stair);
            paint_cell(canvas, shaft ? p.spaces[i].outline_m : cells.cells[cell.index()].outline_m,
                       visibility_of(scene, cell));
        }
    }
}

void paint_fires(const Canvas& canvas, const Scene& scene) {
    if (!scene.moment.before) return;
    const auto& fires = scene.document.record.scenario.fires;
    const auto& hrr_kW = scene.moment.before->fire_hrr_kW;
    for (std::size_t i = 0; i < std::min(fires.size(), hrr_kW.size()); ++i) {
        const double power_kW = static_cast<double>(hrr_kW[i]);
        if (power_kW < burning_kW || scene.document.plan()[fires[i].space].level != scene.level)
            continue;
        const float size =
            std::clamp(canvas.length_px(0.5 + 0.04 * std::sqrt(power_kW)), px(18), px(90));
        const ImVec2 at = canvas.at(fires[i].at_m);
        draw_flame(canvas.list(), {at.x, at.y + size / 2}, size);
    }
}

} // namespace editor::view
