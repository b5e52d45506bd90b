/// The plan as smoke meets it: cells (rooms, corridor segments, whole stairwells) and vents between
/// them. Named cells so as not to be taken for fire compartments.
#pragma once
#include "sim/plan/plan.h"

namespace sim::plan {

using CellId = core::Id<struct CellTag>;
using VentId = core::Id<struct VentTag>;

/// Longest corridor segment; longer ones are cut (reference: model notes, <= 10 m and <= 5 widths).
inline constexpr double corridor_segment_limit_m = 10.0;

struct Cell {
    std::string key; ///< the space's key; "#n" added to segments; the stair's key for a shaft
    SpaceId space;   ///< a shaft: its lowest space
    StairId stair;   ///< shafts only
    double floor_area_m2 = 0, height_m = 0;
    double floor_elevation_m = 0;     ///< above the ground
    double width_m = 0, length_m = 0; ///< bounding sides of the floor
    double outer_wall_area_m2 = 0;    ///< leaks to the open air
    Polygon outline_m;                ///< on its (lowest) level
    bool corridor = false;
};

enum class VentKind { opening, section /* full cross-section between corridor segments */ };

struct Vent {
    CellId a, b; ///< b none: the open air
    VentKind kind = VentKind::opening;
    OpeningId opening; ///< none for sections
    double width_m = 0;
    double sill_elevation_m = 0, soffit_elevation_m = 0; ///< above the ground
    double leak_area_m2 = 0;                             ///< when shut; spread over the height
    Vec2 at_m;
};

struct SmokeCells {
    std::vector<Cell> cells;
    std::vector<Vent> vents; ///< openings to spaces of kind outside have b none
    std::vector<std::vector<CellId>> cells_of_space; ///< by space; empty for outside
    /// Cell at a point of a space; none in the open air. Cost: number of segments of that space.
    [[nodiscard]] CellId find_cell(const Plan& plan, SpaceId space, Vec2 p) const noexcept;
};

[[nodiscard]] SmokeCells make_smoke_cells(const Plan& plan);

} // namespace sim::plan
