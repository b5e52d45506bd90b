#include "editor/view/symbols.h"

#include "editor/view/theme.h"
#include <algorithm>

namespace editor::view {

using sim::plan::EquipmentKind;

namespace {

/// A pen whose unit is half the sign: corners lie in -1..1, y down.
struct Pen {
    ImDrawList& list;
    ImVec2 at;
    float half;
    ImU32 ink;

    [[nodiscard]] ImVec2 point(float x, float y) const {
        return {at.x + x * half, at.y + y * half};
    }
    [[nodiscard]] float width() const { return std::max(1.4f, half * 0.2f); }
    void line(float x, float y, float to_x, float to_y) const {
        list.AddLine(point(x, y), point(to_x, to_y), ink, width());
    }
    void box(float x, float y, float to_x, float to_y, ImU32 paper) const {
        list.AddRectFilled(point(x, y), point(to_x, to_y), paper);
        list.AddRect(point(x, y), point(to_x, to_y), ink, 0, 0, width());
    }
    void block(float x, float y, float to_x, float to_y) const {
        list.AddRectFilled(point(x, y), point(to_x, to_y), ink);
    }
    void ring(float x, float y, float r) const {
        list.AddCircle(point(x, y), r * half, ink, 0, width());
    }
    void dot(float x, float y, float r) const { list.AddCircleFilled(point(x, y), r * half, ink); }
    void triangle(float x0, float y0, float x1, float y1, float x2, float y2) const {
        list.AddTriangleFilled(point(x0, y0), point(x1, y1), point(x2, y2), ink);
    }
};

void draw_fire_fighting(const Pen& pen, EquipmentKind kind) {
    const ImU32 paper = palette().floor;
    switch (kind) {
    case EquipmentKind::extinguisher: // hollow triangle, filled at the foot: people are never
                                      // hollow
        pen.list.AddTriangleFilled(pen.point(0, -0.95f), pen.point(0.95f, 0.8f),
                                   pen.point(-0.95f, 0.8f), paper);
        pen.list.AddTriangle(pen.point(0, -0.95f), pen.point(0.95f, 0.8f), pen.point(-0.95f, 0.8f),
                             pen.ink, pen.width());
        pen.block(-0.6f, 0.2f, 0.6f, 0.8f);
        break;
    case EquipmentKind::fire_blanket:
        pen.box(-0.8f, -0.8f, 0.8f, 0.8f, paper);
        pen.line(-0.8f, 0.8f, 0.8f, -0.8f);
        break;
    case EquipmentKind::hydrant: // box, one half filled
        pen.box(-0.9f, -0.6f, 0.9f, 0.6f, paper);
        pen.triangle(-0.9f, -0.6f, 0.9f, 0.6f, -0.9f, 0.6f);
        break;
    case EquipmentKind::manual_call_point: // square with a hand's dot over a bar
        pen.box(-0.8f, -0.8f, 0.8f, 0.8f, paper);
        pen.dot(0, -0.3f, 0.28f);
        pen.line(0, -0.1f, 0, 0.6f);
        break;
    case EquipmentKind::alarm_panel:
        pen.box(-0.9f, -0.9f, 0.9f, 0.9f, paper);
        pen.block(-0.6f, -0.6f, 0.6f, -0.1f);
        pen.dot(-0.35f, 0.4f, 0.2f);
        pen.dot(0.35f, 0.4f, 0.2f);
        break;
    default:
        break;
    }
}

void draw_chair(const Pen& pen, bool large_wheel) {
    pen.line(-0.5f, -0.9f, -0.3f, 0.1f);
    pen.line(-0.3f, 0.1f, 0.5f, 0.1f);
    pen.line(0.5f, 0.1f, 0.8f, 0.8f);
    if (large_wheel)
        pen.ring(-0.1f, 0.4f, 0.5f);
    else
        pen.ring(-0.4f, 0.7f, 0.22f);
}

void draw_carrying(const Pen& pen, EquipmentKind kind) {
    switch (kind) {
    case EquipmentKind::wheelchair:
        draw_chair(pen, true);
        break;
    case EquipmentKind::evacuation_chair:
    case EquipmentKind::carry_chair:
        draw_chair(pen, false);
        break;
    case EquipmentKind::rescue_sheet:
        pen.block(-0.9f, -0.35f, 0.9f, 0.35f);
        break;
    case EquipmentKind::stretcher:
        pen.line(-1, -0.4f, 1, -0.4f);
        pen.line(-1, 0.4f, 1, 0.4f);
        pen.block(-0.6f, -0.4f, 0.6f, 0.4f);
        break;
    default:
        break;
    }
}

void draw_supply(const Pen& pen, EquipmentKind kind) {
    const ImU32 paper = palette().floor;
    switch (kind) {
    case EquipmentKind::telephone:
        pen.line(-0.8f, -0.3f, 0.8f, -0.3f);
        pen.block(-0.9f, -0.5f, -0.4f, 0.1f);
        pen.block(0.4f, -0.5f, 0.9f, 0.1f);
        pen.triangle(0, 0, 0.7f, 0.8f, -0.7f, 0.8f);
        break;
    case EquipmentKind::loudspeaker:
        pen.block(-0.8f, -0.35f, -0.2f, 0.35f);
        pen.triangle(-0.4f, 0, 0.6f, -0.9f, 0.6f, 0.9f);
        break;
    case EquipmentKind::gas_valve: // two triangles that meet, as for any valve
    case EquipmentKind::oxygen_valve:
        pen.triangle(-0.9f, -0.5f, 0, 0.1f, -0.9f, 0.7f);
        pen.triangle(0.9f, -0.5f, 0.9f, 0.7f, 0, 0.1f);
        if (kind == EquipmentKind::oxygen_valve)
            pen.ring(0, -0.6f, 0.3f);
        else
            pen.line(0, 0, 0, -0.9f);
        break;
    case EquipmentKind::power_switch:
        pen.box(-0.8f, -0.8f, 0.8f, 0.8f, paper);
        pen.line(0.2f, -0.7f, -0.35f, 0.1f);
        pen.line(-0.35f, 0.1f, 0.35f, 0.0f);
        pen.line(0.35f, 0.0f, -0.2f, 0.7f);
        break;
    default:
        break;
    }
}

} // namespace

void draw_equipment(ImDrawList& list, ImVec2 at, float size_px, EquipmentKind kind) {
    const bool carries = kind == EquipmentKind::wheelchair ||
                         kind == EquipmentKind::evacuation_chair ||
                         kind == EquipmentKind::rescue_sheet || kind == EquipmentKind::stretcher ||
                         kind == EquipmentKind::carry_chair;
    const ImU32 ink = carries ? palette().staff : palette().fire_service;
    const Pen pen{list, at, size_px / 2, ink};
    if (carries) return draw_carrying(pen, kind);
    draw_fire_fighting(pen, kind);
    draw_supply(pen, kind);
}

void draw_detector(ImDrawList& list, ImVec2 at, float size_px, sim::plan::DetectorKind kind,
                   bool alarm) {
    const Palette& p = palette();
    const Pen pen{list, at, size_px / 2, alarm ? p.floor : p.quiet};
    list.AddRectFilled(pen.point(-0.9f, -0.9f), pen.point(0.9f, 0.9f), alarm ? p.overdue : p.floor);
    list.AddRect(pen.point(-0.9f, -0.9f), pen.point(0.9f, 0.9f), alarm ? p.overdue : p.quiet, 0, 0,
                 1.2f);
    if (kind == sim::plan::DetectorKind::smoke) { // a rising curl
        const ImVec2 curl[] = {pen.point(-0.1f, 0.6f), pen.point(-0.4f, 0.1f),
                               pen.point(0.4f, -0.1f), pen.point(0.1f, -0.6f)};
        list.AddBezierCubic(curl[0], curl[1], curl[2], curl[3], pen.ink, pen.width());
    } else {
        pen.dot(0, 0.35f, 0.3f);
        pen.line(0, 0.3f, 0, -0.6f);
    }
    if (alarm) list.AddCircle(at, size_px * 0.95f, p.overdue, 0, 2);
}

void draw_person(ImDrawList& list, ImVec2 at, float r, sim::drill::PersonGroup group,
                 sim::drill::PersonOutcome outcome) {
    using Group = sim::drill::PersonGroup;
    const Palette& p = palette();
    const Pen pen{list, at, r, color_of(group)};
    if (outcome == sim::drill::PersonOutcome::incapacitated) {
        list.AddCircleFilled(at, r * 1.3f, faded(p.floor, 0.85f));
        list.AddLine(pen.point(-1, -1), pen.point(1, 1), p.incapacitated, std::max(3.f, r * 0.4f));
        list.AddLine(pen.point(-1, 1), pen.point(1, -1), p.incapacitated, std::max(3.f, r * 0.4f));
        return;
    }
    switch (group) {
    case Group::staff:
        list.AddCircleFilled(at, r + 1.2f, p.floor);
        pen.dot(0, 0, 1);
        break;
    case Group::volunteer:
        list.AddCircleFilled(at, r * 1.25f + 1.2f, p.floor);
        pen.dot(0, 0, 0.75f);
        pen.ring(0, 0, 1.2f);
        break;
    case Group::visitor:
        list.AddCircleFilled(at, r + 1.2f, p.floor);
        pen.ring(0, 0, 0.9f);
        break;
    case Group::fire_service:
        list.AddRectFilled(pen.point(-1.1f, -1.1f), pen.point(1.1f, 1.1f), p.floor);
        pen.block(-0.9f, -0.9f, 0.9f, 0.9f);
        break;
    case Group::resident_walks:
        list.AddCircleFilled(at, r * 1.05f, p.floor);
        pen.triangle(0, -1.15f, 1, 0.8f, -1, 0.8f);
        break;
    case Group::resident_moved:
        list.AddRectFilled(pen.point(-1.3f, -0.7f), pen.point(1.3f, 0.7f), p.floor);
        pen.block(-1.15f, -0.55f, 1.15f, 0.55f);
        break;
    }
}

void draw_crawling(ImDrawList& list, ImVec2 at, float r) {
    const Palette& p = palette();
    const float thick = std::max(2.5f, r * 0.35f);
    const ImVec2 left{at.x - r * 1.3f, at.y + r * 1.45f}, right{at.x + r * 1.3f, left.y};
    list.AddLine({left.x - 1, left.y}, {right.x + 1, right.y}, p.floor, thick + 2);
    list.AddLine(left, right, p.text, thick);
}

void draw_flame(ImDrawList& list, ImVec2 foot, float size) {
    const auto body = [&](float scale, ImU32 color) {
        const float h = size * scale, w = h * 0.42f;
        list.PathClear();
        list.PathLineTo({foot.x, foot.y - h});
        list.PathBezierCubicCurveTo({foot.x + w * 0.5f, foot.y - h * 0.6f},
                                    {foot.x + w * 1.5f, foot.y - h * 0.25f},
                                    {foot.x + w * 0.4f, foot.y});
        list.PathLineTo({foot.x - w * 0.4f, foot.y});
        list.PathBezierCubicCurveTo({foot.x - w * 1.5f, foot.y - h * 0.25f},
                                    {foot.x - w * 0.5f, foot.y - h * 0.6f}, {foot.x, foot.y - h});
        list.PathFillConvex(color);
    };
    body(1, palette().fire);
    body(0.5f, IM_COL32(255, 214, 140, 255));
}

} // namespace editor::view
