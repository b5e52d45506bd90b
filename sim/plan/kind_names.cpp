#include "sim/plan/kind_names.h"

#include <array>

namespace sim::plan {

namespace {

using Name = std::string_view;
constexpr std::array<Name, 16> space_kinds{
    "bedroom",      "corridor",  "stair",   "refuge", "hall",   "kitchen", "laundry", "electrical",
    "control_room", "duty_room", "storage", "toilet", "office", "other",   "outside", "lift"};
constexpr std::array<Name, 3> flight_kinds{"steps", "ramp", "escalator"};
constexpr std::array<Name, 4> opening_kinds{"door", "doorway", "window", "gap"};
constexpr std::array<Name, 15> equipment_kinds{
    "extinguisher", "fire_blanket", "hydrant",      "manual_call_point", "alarm_panel",
    "telephone",    "loudspeaker",  "wheelchair",   "evacuation_chair",  "rescue_sheet",
    "stretcher",    "gas_valve",    "power_switch", "oxygen_valve",      "carry_chair"};
constexpr std::array<Name, 8> agents{"none",       "water",     "water_mist",     "foam",
                                     "abc_powder", "bc_powder", "carbon_dioxide", "wet_chemical"};
constexpr std::array<Name, 2> detector_kinds{"smoke", "heat"};

static_assert(space_kinds[static_cast<std::size_t>(SpaceKind::lift)] == "lift");
static_assert(flight_kinds[static_cast<std::size_t>(FlightKind::escalator)] == "escalator");
static_assert(opening_kinds[static_cast<std::size_t>(OpeningKind::gap)] == "gap");
static_assert(equipment_kinds[static_cast<std::size_t>(EquipmentKind::carry_chair)] ==
              "carry_chair");
static_assert(agents[static_cast<std::size_t>(Agent::wet_chemical)] == "wet_chemical");
static_assert(detector_kinds[static_cast<std::size_t>(DetectorKind::heat)] == "heat");

} // namespace

std::span<const Name> space_kind_names() noexcept {
    return space_kinds;
}
std::span<const Name> flight_kind_names() noexcept {
    return flight_kinds;
}
std::span<const Name> opening_kind_names() noexcept {
    return opening_kinds;
}
std::span<const Name> equipment_kind_names() noexcept {
    return equipment_kinds;
}
std::span<const Name> agent_names() noexcept {
    return agents;
}
std::span<const Name> detector_kind_names() noexcept {
    return detector_kinds;
}

Name name_of(SpaceKind kind) noexcept {
    return space_kinds[static_cast<std::size_t>(kind)];
}
Name name_of(FlightKind kind) noexcept {
    return flight_kinds[static_cast<std::size_t>(kind)];
}
Name name_of(OpeningKind kind) noexcept {
    return opening_kinds[static_cast<std::size_t>(kind)];
}
Name name_of(EquipmentKind kind) noexcept {
    return equipment_kinds[static_cast<std::size_t>(kind)];
}
Name name_of(Agent agent) noexcept {
    return agents[static_cast<std::size_t>(agent)];
}
Name name_of(DetectorKind kind) noexcept {
    return detector_kinds[static_cast<std::size_t>(kind)];
}

} // namespace sim::plan
