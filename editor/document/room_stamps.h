/// Rooms as they usually are, with beds, door and detector, put on the drawing in one gesture.
#pragma once
#include "editor/document/plan_edits.h"
#include <span>

namespace editor::document {

struct RoomStamp {
    const char* words; ///< Chinese; pass through tr()
    sim::plan::SpaceKind kind;
    double width_m, depth_m; ///< along the corridor and away from it; of wall middles
    int bed_count;
    double door_width_m;
    bool window;
};
/// Sizes as homes build them (3.6 x 6.0 m for two; from memory, not checked); doors of rooms with
/// beds 1.10 m (JGJ 450-2018).
[[nodiscard]] std::span<const RoomStamp> room_stamps() noexcept;

/// The stamp's rectangle; `at_m` is the left corner of its front (door side), so that one room is
/// set beside the other; `quarter_count` turns it to the left: 0 has the front below.
[[nodiscard]] Polygon stamp_outline(const RoomStamp& stamp, Vec2 at_m, int quarter_count);
/// With its beds and detector; door and window where the walls have another side already.
[[nodiscard]] EditResult put_stamp(Plan plan, LevelId level, const RoomStamp& stamp, Vec2 at_m,
                                   int quarter_count);

} // namespace editor::document
