#include "sim/crowd/air_sense.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>

namespace sim::crowd {

double AirSense::at_elevation(const fire::HazardView& hazard, plan::SpaceId space, Vec2 at_m,
                              double elevation_m) const {
    const plan::CellId cell = cells_.find_cell(plan_, space, at_m);
    if (!cell) return 0;
    const double height_m = elevation_m - cells_.cells[cell.index()].floor_elevation_m;
    return hazard.air_at(cell, height_m).extinction_per_m;
}

double AirSense::extinction_per_m(const fire::HazardView* hazard, plan::SpaceId space, Vec2 at_m,
                                  double breathing_height_m) const {
    if (!hazard || !space) return 0;
    return at_elevation(*hazard, space, at_m,
                        plan_[plan_[space].level].elevation_m + breathing_height_m);
}

double AirSense::extinction_per_m(const fire::HazardView* hazard, plan::SpaceId space,
                                  plan::Position at, double breathing_height_m) const {
    if (!hazard || !space) return 0;
    const plan::FlightId flight = area_.sheets[at.sheet.index()].flight;
    if (!flight) return extinction_per_m(hazard, space, at.at_m, breathing_height_m);
    const plan::Flight& f = plan_[flight];
    const double low_m = plan_[plan_[f.lower].level].elevation_m;
    const double high_m = plan_[plan_[f.upper].level].elevation_m;
    const double climbed = std::clamp(at.at_m.y / f.slope_length_m, 0.0, 1.0);
    const Vec2 step_m = (f.lower_edge_m.a + f.lower_edge_m.b) * 0.5; // any point of the shaft
    return at_elevation(*hazard, f.lower, step_m,
                        low_m + (high_m - low_m) * climbed + breathing_height_m);
}

} // namespace sim::crowd
