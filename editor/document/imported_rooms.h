/// Rooms that a program found between the lines of a CAD drawing, put on a level.
#pragma once
#include "editor/document/plan_edits.h"
#include <filesystem>

namespace editor::document {

struct ImportedRoom {
    std::string name; ///< what is written in it; may be empty
    Polygon outline_m;
};
/// Where a wall stops and goes on: a door or a window.
struct ImportedGap {
    Vec2 center_m;
    double width_m = 0;
};
struct ImportedRooms {
    std::vector<ImportedRoom> rooms;
    std::vector<ImportedGap> gaps;
    std::size_t ring_count = 0; ///< rooms around others, left out
};
/// As `yanlian-dxf rooms` leaves it. Error: not such a file, or not whole.
[[nodiscard]] sim::core::Result<ImportedRooms> load_rooms(const std::filesystem::path& file);

/// What came of them.
struct Imported {
    Plan plan;
    std::size_t room_count = 0, door_count = 0, window_count = 0;
};
/// One gesture. Rooms get the use that their name tells; a gap between two rooms becomes a door,
/// one to the open air a window, since a way out that is none would kill: exits are drawn by hand.
/// Refused where rooms are drawn on the level already.
[[nodiscard]] sim::core::Result<Imported> put_rooms(Plan plan, LevelId level,
                                                    const ImportedRooms& found);

} // namespace editor::document
