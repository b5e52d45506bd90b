/// Signs for equipment and detectors, after the shapes of GB/T 4327, and marks for people. Drawn
/// about a middle in pixels; each keeps a shape of its own without its colour.
#pragma once
#include "sim/drill/frame.h"
#include "sim/plan/plan.h"
#include <imgui.h>

namespace editor::view {

/// @param size_px side of the square it fills; legible from 16
void draw_equipment(ImDrawList& list, ImVec2 at, float size_px, sim::plan::EquipmentKind kind);
void draw_detector(ImDrawList& list, ImVec2 at, float size_px, sim::plan::DetectorKind kind,
                   bool alarm);

/// Circle staff, circle with ring volunteer, ring visitor, square fire service, triangle resident
/// who walks, lying rectangle resident who is moved; a cross for who is incapacitated.
void draw_person(ImDrawList& list, ImVec2 at, float radius_px, sim::drill::PersonGroup group,
                 sim::drill::PersonOutcome outcome);
/// Under the mark of a person who crawls: knees and hands on a floor.
void draw_crawling(ImDrawList& list, ImVec2 at, float radius_px);
/// @param size_px height of the flame
void draw_flame(ImDrawList& list, ImVec2 foot, float size_px);

} // namespace editor::view
