/// What a person does to a drawing: each takes the plan as it is and answers it as it is then, or
/// says in words why not. Names and keys of new things are made here.
#pragma once
#include "editor/document/selection.h"

namespace editor::document {

using sim::plan::LevelId;
using sim::plan::Plan;
using sim::plan::Polygon;
using sim::plan::Vec2;

/// The plan afterwards, and the thing to select.
struct Edit {
    Plan plan;
    Selection made;
};
using EditResult = sim::core::Result<Edit>;

[[nodiscard]] EditResult add_space(Plan plan, LevelId level, const Polygon& outline_m,
                                   sim::plan::SpaceKind kind);
/// Cuts the room under the middle of the line in two along it; both ends reach its walls.
[[nodiscard]] EditResult split_space(Plan plan, LevelId level, Vec2 from_m, Vec2 to_m);
/// On the wall nearest to the point, within `reach_m`; as wide as the wall allows. A gap above the
/// ceiling runs along the whole wall, up to the ceiling.
[[nodiscard]] EditResult add_opening(Plan plan, LevelId level, Vec2 at_m, double reach_m,
                                     sim::plan::OpeningKind kind);
/// A door to the open air; draws the ground before it where there is none.
[[nodiscard]] EditResult add_exit(Plan plan, LevelId level, Vec2 at_m, double reach_m);
/// Pillow to the nearest wall, and against it when that is near.
[[nodiscard]] EditResult add_bed(Plan plan, LevelId level, Vec2 at_m);
[[nodiscard]] EditResult add_equipment(Plan plan, LevelId level, Vec2 at_m,
                                       sim::plan::EquipmentKind kind);
[[nodiscard]] EditResult add_detector(Plan plan, LevelId level, Vec2 at_m,
                                      sim::plan::DetectorKind kind);
/// A stairwell in the rectangle on this level and on the one above, joined by a flight. A stair
/// that ends on this level at the same place is continued.
[[nodiscard]] EditResult add_stair(Plan plan, LevelId level, Vec2 corner_m, Vec2 opposite_m);

/// Rooms move with what stands in them; openings stay on a wall; beds and things change the room.
[[nodiscard]] EditResult move_thing(Plan plan, const Selection& what, Vec2 by_m);
/// With everything that cannot be without it.
[[nodiscard]] EditResult remove_thing(const Plan& plan, const Selection& what);

/// A new floor on top with the rooms, openings, beds and things of this one, less its stairs.
[[nodiscard]] EditResult copy_level(Plan plan, LevelId level);
[[nodiscard]] EditResult add_level(Plan plan);

/// A key that nothing in the plan has: "bed/1", "bed/2", ...
[[nodiscard]] std::string make_key(const Plan& plan, const std::string& stem);

} // namespace editor::document
