/// What a record says of movement, as text that other programs read: positions for PedPy, the
/// walkable area as WKT, flow and density at doors, speed by density, the carers' trips.
/// Lengths in metres, times in seconds of the drill. All pure; cost: linear in persons x frames,
/// the densities in persons squared x frames.
#pragma once
#include "sim/record/record.h"

namespace sim::record {

/// Lines "id frame x y z", a comment with the frame rate first: PedPy reads it as a text
/// trajectory. Sheets lie side by side as in JuPedSim's tables; z is the level's elevation, on a
/// flight that of its foot. Who is not in the building has no line.
[[nodiscard]] std::string format_pedpy_text(const Record& record);

/// A GEOMETRYCOLLECTION with a POLYGON for each walkable space and flight, laid out as the
/// positions are.
[[nodiscard]] std::string format_area_wkt(const plan::Plan& plan, const plan::WalkableArea& area);

/// Rows `t_s,opening,width_m,passed_count,flow_per_s,specific_flow_per_m_s,density_persons_per_m2`:
/// one for each opening and each `door_bin_s` in which somebody passed; density as a mean within
/// `door_reach_m` of its middle.
inline constexpr double door_bin_s = 10, door_reach_m = 1.0;
[[nodiscard]] std::string format_door_csv(const Record& record);

/// Rows `t_s,person,sheet,density_persons_per_m2,speed_mps`: each person on foot once a second,
/// density of the disc of `diagram_reach_m` around him, himself counted.
inline constexpr double diagram_reach_m = 1.5;
[[nodiscard]] std::string format_diagram_csv(const Record& record);

/// What one of the staff did.
struct CarerTrips {
    std::size_t person = 0; ///< cast index
    int trips_count = 0;    ///< transfers in which he was at the resident all the way
    double walked_m = 0, walking_s = 0;
    double at_resident_s = 0; ///< beside somebody who is prepared or moved
    double waiting_s = 0;     ///< neither: stands, watches, calls
};
/// Of staff, volunteers and fire service, by cast index.
[[nodiscard]] std::vector<CarerTrips> calc_carer_trips(const Record& record);
/// The same as rows `person,role,trips_count,walked_m,walking_s,at_resident_s,waiting_s`.
[[nodiscard]] std::string format_carer_csv(const Record& record);

} // namespace sim::record
