/// The building as drawn: one plan, known by stable string keys in files and by ids here.
/// Coordinates in metres, x east, y north, the same origin on every level; heights above the
/// level's floor. Walls are the shared edges of neighbouring spaces, without thickness in the
/// geometry; `wall_thickness_m` serves drawing and the depth of a doorway in clearance answers.
#pragma once
#include "sim/core/geometry.h"
#include "sim/core/id.h"
#include "sim/plan/occupant.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim::plan {

using core::Polygon;
using core::Segment;
using core::Vec2;

using LevelId = core::Id<struct LevelTag>;
using SpaceId = core::Id<struct SpaceTag>;
using OpeningId = core::Id<struct OpeningTag>;
using StairId = core::Id<struct StairTag>;
using FlightId = core::Id<struct FlightTag>;
using BedId = core::Id<struct BedTag>;
using EquipmentId = core::Id<struct EquipmentTag>;
using DetectorId = core::Id<struct DetectorTag>;
using CompartmentId = core::Id<struct CompartmentTag>;
using PlaceId = core::Id<struct PlaceTag>;
using LiftId = core::Id<struct LiftTag>;

struct Level {
    std::string key, name;
    double elevation_m = 0; ///< of the floor, above the ground
    double height_m = 3;    ///< floor to ceiling, the default of its spaces
    friend bool operator==(const Level&, const Level&) = default;
};

enum class SpaceKind {
    bedroom,
    corridor,
    stair,
    refuge,
    hall,
    kitchen,
    laundry,
    electrical,
    control_room,
    duty_room,
    storage,
    toilet,
    office,
    other,
    outside, ///< open air: walkable, never smoky; who reaches it is safe
    lift,    ///< where the car of a lift stops: its floor
};

struct Space {
    std::string key, name;
    LevelId level;
    SpaceKind kind = SpaceKind::other;
    Polygon outline_m; ///< anticlockwise after loading
    double height_m = 3;
    Polygon landing_m; ///< stairs only: the part one can stand on; empty elsewhere
    friend bool operator==(const Space&, const Space&) = default;
};

enum class OpeningKind {
    door,    ///< has a leaf that opens and shuts
    doorway, ///< always open, walkable
    window,  ///< not walkable; open or shut
    gap,     ///< above the ceiling or a partition: air only
};

struct Opening {
    std::string key, name;
    OpeningKind kind = OpeningKind::door;
    SpaceId a;            ///< first space
    SpaceId b;            ///< second space; none: the open air (windows and gaps only)
    Vec2 center_m;        ///< on the shared edge of a and b
    Vec2 along;           ///< unit vector along the wall, a on its left; derived on loading
    double width_m = 0.9; ///< clear width
    double height_m = 2.1;
    double sill_m = 0;
    bool double_leaf = false;
    SpaceId swings_into; ///< doors: side into which the leaf opens
    bool initially_open = false;
    bool self_closing = false;
    bool held_open = false;    ///< by a magnet that the panel's linkage releases
    bool locked = false;       ///< needs a key from either side
    bool exit = false;         ///< leads to the open air
    double leak_gap_m = 0.006; ///< mean gap around a shut leaf
    [[nodiscard]] bool walkable() const noexcept {
        return kind == OpeningKind::door || kind == OpeningKind::doorway;
    }
    [[nodiscard]] Segment segment_m() const noexcept {
        return {center_m - along * (width_m / 2), center_m + along * (width_m / 2)};
    }
    friend bool operator==(const Opening&, const Opening&) = default;
};

/// One stairwell through several levels: one shaft for smoke.
struct Stair {
    std::string key, name;
    std::vector<SpaceId> spaces; ///< from the lowest level up
    friend bool operator==(const Stair&, const Stair&) = default;
};

enum class FlightKind {
    steps,
    ramp,      ///< walked at the walkers' own speeds on ramps
    escalator, ///< carries who stands on it; nobody walks against it
};

/// What joins two levels, walked as a straight strip of `slope_length_m` x `width_m`.
struct Flight {
    std::string key;
    StairId stair;
    SpaceId lower, upper;
    // End a of both edges is on the left of someone who walks up.
    Segment lower_edge_m; ///< on the edge of the lower landing; its first step
    Segment upper_edge_m; ///< on the edge of the upper landing; its last step
    double slope_length_m = 8;
    double width_m = 1.3;
    double riser_m = 0.15, tread_m = 0.30;
    FlightKind kind = FlightKind::steps;
    double belt_mps = 0; ///< escalators, along the slope: > 0 upwards, < 0 down, 0 stands still
    friend bool operator==(const Flight&, const Flight&) = default;
};

/// One car in one shaft. Smoke takes its stops for rooms behind doors, not for one shaft.
struct Lift {
    std::string key, name;
    std::vector<SpaceId> spaces; ///< the car's floor at each stop, from the lowest up
    int capacity_count = 13;     ///< persons
    double speed_mps = 1.0;
    double acceleration_mps2 = 0.8;
    double door_open_s = 2.5, door_close_s = 3.0; ///< for the leaves to move
    double door_dwell_s = 3.0; ///< open at least so long after the last one passed
    bool fire_service = false; ///< a fire-fighting lift: may run during a fire, under orders
    friend bool operator==(const Lift&, const Lift&) = default;
};

struct Bed {
    std::string key, name;
    SpaceId space;
    Vec2 center_m;
    double heading_rad = 0; ///< pillow end points this way
    double length_m = 2.1, width_m = 0.95;
    std::optional<Occupant>
        occupant; ///< scripts made for the plan take him over; none: nobody said
    friend bool operator==(const Bed&, const Bed&) = default;
};

enum class EquipmentKind {
    extinguisher,
    fire_blanket,
    hydrant,
    manual_call_point,
    alarm_panel,
    telephone,
    loudspeaker,
    wheelchair,
    evacuation_chair,
    rescue_sheet,
    stretcher,
    gas_valve,
    power_switch,
    oxygen_valve,
    carry_chair,
};

/// What an extinguisher holds; which class of fire it suits: catalogue.
enum class Agent {
    none,
    water,
    water_mist,
    foam,
    abc_powder,
    bc_powder,
    carbon_dioxide,
    wet_chemical
};

struct Equipment {
    std::string key, name;
    EquipmentKind kind = EquipmentKind::extinguisher;
    SpaceId space;
    Vec2 at_m;
    Agent agent = Agent::none; ///< extinguishers only
    double charge_kg = 0;      ///< extinguishers only
    int count = 1;             ///< wheelchairs, sheets ... standing there
    friend bool operator==(const Equipment&, const Equipment&) = default;
};

enum class DetectorKind { smoke, heat };

struct Detector {
    std::string key, name;
    DetectorKind kind = DetectorKind::smoke;
    SpaceId space;
    Vec2 at_m;
    std::string zone;                ///< as the panel shows it; may be empty
    double threshold_dB_per_m = 0.3; ///< smoke: optical density in the chamber at alarm
    double threshold_K = 330.15;     ///< heat: static alarm temperature
    friend bool operator==(const Detector&, const Detector&) = default;
};

/// A fire compartment, or a smoke compartment within it, into which people are moved sideways.
struct Compartment {
    std::string key, name;
    std::vector<SpaceId> spaces;
    friend bool operator==(const Compartment&, const Compartment&) = default;
};

/// A named point: assembly point, gate, post of a guard.
struct Place {
    std::string key, name;
    SpaceId space;
    Vec2 at_m;
    friend bool operator==(const Place&, const Place&) = default;
};

/// A picture under the drawing of one level, to be traced. Nothing but the drawing looks at it.
struct Underlay {
    std::string key, name; ///< name: of the file it came from
    LevelId level;
    std::string file; ///< beside the plan, no folder in it; named by its content
    Vec2 center_m;
    double width_m = 30, height_m = 20; ///< of the whole picture on the drawing
    double turn_rad = 0;                ///< anticlockwise
    double opacity_frac = 0.6;
    bool locked = false; ///< does not move under the hand
    bool hidden = false;
    friend bool operator==(const Underlay&, const Underlay&) = default;
};

struct Plan {
    std::string key, name, name_en, note;
    double wall_thickness_m = 0.2;
    std::vector<Level> levels;
    std::vector<Space> spaces;
    std::vector<Opening> openings;
    std::vector<Stair> stairs;
    std::vector<Flight> flights;
    std::vector<Lift> lifts;
    std::vector<Bed> beds;
    std::vector<Equipment> equipment;
    std::vector<Detector> detectors;
    std::vector<Compartment> compartments;
    std::vector<Place> places;
    std::vector<Underlay> underlays;

    [[nodiscard]] const Level& operator[](LevelId id) const { return levels[id.index()]; }
    [[nodiscard]] const Space& operator[](SpaceId id) const { return spaces[id.index()]; }
    [[nodiscard]] const Opening& operator[](OpeningId id) const { return openings[id.index()]; }
    [[nodiscard]] const Stair& operator[](StairId id) const { return stairs[id.index()]; }
    [[nodiscard]] const Flight& operator[](FlightId id) const { return flights[id.index()]; }
    [[nodiscard]] const Lift& operator[](LiftId id) const { return lifts[id.index()]; }
    [[nodiscard]] const Bed& operator[](BedId id) const { return beds[id.index()]; }
    [[nodiscard]] const Equipment& operator[](EquipmentId id) const {
        return equipment[id.index()];
    }
    [[nodiscard]] const Detector& operator[](DetectorId id) const { return detectors[id.index()]; }
    [[nodiscard]] const Compartment& operator[](CompartmentId id) const {
        return compartments[id.index()];
    }
    [[nodiscard]] const Place& operator[](PlaceId id) const { return places[id.index()]; }

    // By key; none when there is no such key. Cost: linear.
    [[nodiscard]] LevelId find_level(std::string_view key) const noexcept;
    [[nodiscard]] SpaceId find_space(std::string_view key) const noexcept;
    [[nodiscard]] OpeningId find_opening(std::string_view key) const noexcept;
    [[nodiscard]] LiftId find_lift(std::string_view key) const noexcept;
    [[nodiscard]] BedId find_bed(std::string_view key) const noexcept;
    [[nodiscard]] EquipmentId find_equipment(std::string_view key) const noexcept;
    [[nodiscard]] DetectorId find_detector(std::string_view key) const noexcept;
    [[nodiscard]] CompartmentId find_compartment(std::string_view key) const noexcept;
    [[nodiscard]] PlaceId find_place(std::string_view key) const noexcept;
    /// Space of that level that holds the point; none when outside all. Cost: linear.
    [[nodiscard]] SpaceId find_space_at(LevelId level, Vec2 p) const noexcept;
    friend bool operator==(const Plan&, const Plan&) = default;
};

} // namespace sim::plan
