/// A picture of the run after a tick, immutable; viewers and records get this and nothing else.
#pragma once
#include "sim/assist/assist.h"
#include "sim/core/tick.h"
#include "sim/plan/walkable_area.h"
#include <vector>

namespace sim::drill {

enum class PersonGroup { staff, volunteer, visitor, fire_service, resident_walks, resident_moved };
enum class PersonOutcome { inside, safe, sheltered, incapacitated };

/// Constant over a run.
struct Cast {
    std::string key, name, role;
    PersonGroup group{};
    std::string mobility; ///< "A".."E" for residents
};

struct PersonFrame {
    plan::Position position;
    float heading_rad = 0;
    PersonOutcome outcome{};
    bool present = true; ///< false: not yet arrived or left
    bool moving = false;
    crowd::Posture posture{}; ///< of who is on his own feet
    float dose = 0; ///< the larger of gas and heat dose, 1 = incapacitating for healthy adults
};

struct CellFrame {
    float interface_height_m = 0, upper_temperature_K = 293.15f, lower_temperature_K = 293.15f;
    float visibility_m = 30; ///< at 1.5 m above the floor
    float upper_extinction_per_m = 0;
    float carbon_monoxide_ppm = 0; ///< at 1.5 m
};

struct DeviceFrame {
    assist::DeviceKind kind{};
    plan::SheetId sheet;
    core::Vec2 center_m;
    float heading_rad = 0, length_m = 0, width_m = 0;
};

struct Frame {
    core::Tick tick;
    std::vector<PersonFrame> people;  ///< by cast index: scenario people first, then residents
    std::vector<CellFrame> cells;     ///< by cell
    std::vector<float> open_frac;     ///< by opening
    std::vector<float> fire_hrr_kW;   ///< by fire
    std::vector<DeviceFrame> devices; ///< on the move
    std::vector<unsigned char> detector_alarms; ///< by detector
};

} // namespace sim::drill
