/// The plan as people on foot meet it: flat sheets (each level, each flight of stairs), the walls
/// on them, the openings in the walls, and the edges where one sheet goes over into another.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

using SheetId = core::Id<struct SheetTag>;

/// Sheets 0 .. levels-1 are the levels; then one for each flight, in plan order.
/// A flight's sheet has its own coordinates: x in 0 .. width_m, y in 0 .. slope_length_m upwards.
struct Position {
    SheetId sheet;
    Vec2 at_m;
};

struct Passage {
    OpeningId opening;
    Segment gap_m; ///< the opening in the wall
};

/// Crossing `edge_m` of this sheet leads to `to_edge_m` of another; the ends correspond in order.
struct SheetLink {
    Segment edge_m;
    SheetId to;
    Segment to_edge_m;
    FlightId flight;
    bool up = false; ///< this way leads upwards
};

struct Sheet {
    LevelId level;                ///< levels; none on flights
    FlightId flight;              ///< flights; none on levels
    std::vector<Segment> walls_m; ///< closed boundary of what is walkable, less passages and links
    std::vector<Passage> passages;
    std::vector<SheetLink> links;
    Vec2 layout_offset_m; ///< added when all sheets are laid side by side in one drawing
};

struct WalkableArea {
    std::vector<Sheet> sheets;
    [[nodiscard]] SheetId sheet_of(LevelId level) const noexcept {
        return core::make_id<SheetId>(level.index());
    }
    [[nodiscard]] SheetId sheet_of(FlightId flight) const noexcept;
    std::size_t level_count = 0;
};

[[nodiscard]] WalkableArea make_walkable_area(const Plan& plan);

/// Where a point of a flight's sheet is drawn on the floor of a level: the flight is folded into
/// the stairwell it climbs (for pictures only). Answers the level whose floor is nearer below.
struct DrawnPosition {
    LevelId level;
    Vec2 at_m;
};
[[nodiscard]] DrawnPosition drawn_position(const Plan& plan, const WalkableArea& area, Position p);

} // namespace sim::plan
