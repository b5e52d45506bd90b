/// What a plan says to whoever fits a scenario to it: main doors, neighbours, zones, equipment.
#pragma once
#include "sim/devices/extinguisher.h"
#include "sim/plan/route_graph.h"
#include <optional>
#include <vector>

namespace tools::library {

using sim::plan::LevelId;
using sim::plan::OpeningId;
using sim::plan::SpaceId;
using sim::plan::SpaceKind;

class Building {
public:
    explicit Building(const sim::plan::Plan& plan); ///< borrowed for its life

    [[nodiscard]] const sim::plan::Plan& plan() const noexcept { return plan_; }
    /// The door that staff stand before: towards a corridor if there is one; the same as World's.
    [[nodiscard]] OpeningId main_door(SpaceId space) const;
    /// A door between the space and the open air; none when there is none.
    [[nodiscard]] OpeningId exit_of(SpaceId space) const;
    /// Key of its compartment, or of its level when it is in none.
    [[nodiscard]] std::string zone_of(SpaceId space) const;
    [[nodiscard]] std::vector<SpaceId> spaces_of_zone(std::string_view zone) const;
    [[nodiscard]] int beds_in(SpaceId space) const;
    /// Levels with beds, from the lowest.
    [[nodiscard]] std::vector<LevelId> levels_with_beds() const;
    /// First space of a kind, on the level if one is given; none when there is none.
    [[nodiscard]] SpaceId find_space(SpaceKind kind, LevelId level = {}) const;
    /// Somewhere inside: its middle, or nearer to a corner when the middle lies outside.
    [[nodiscard]] sim::core::Vec2 point_in(SpaceId space) const;
    /// By the way a person on foot takes; infinity when there is none.
    [[nodiscard]] double walk_s(SpaceId from, SpaceId to) const;
    [[nodiscard]] sim::plan::EquipmentId nearest(sim::plan::EquipmentKind kind, SpaceId to) const;
    /// That suits the fire, nearest first.
    [[nodiscard]] sim::plan::EquipmentId nearest_extinguisher(sim::devices::FireClass fire,
                                                              SpaceId to) const;
    /// Bedrooms of its zone whose doors are the nearest to its own, at most `limit_count`.
    [[nodiscard]] std::vector<SpaceId> neighbours(SpaceId room, std::size_t limit_count) const;

private:
    const sim::plan::Plan& plan_;
    sim::plan::RouteGraph graph_;
};

} // namespace tools::library
