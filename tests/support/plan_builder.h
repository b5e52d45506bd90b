/// Small plans for tests, built by hand: rectangular rooms, doors, stairs, beds.
/// Keys are the caller's; a thing named before it exists is a mistake in the test and aborts.
#pragma once
#include "sim/plan/plan.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace tests {

namespace plan = sim::plan;
using sim::core::Segment;
using sim::core::Vec2;

inline plan::Polygon rectangle(Vec2 low, Vec2 high) {
    return {low, {high.x, low.y}, high, {low.x, high.y}};
}

/// Each call adds one thing; spaces go to the level added last. `door` and its like find the shared
/// wall's direction from the outlines. The last opening or space can be changed through `last_*`.
class PlanBuilder {
public:
    explicit PlanBuilder(double wall_thickness_m = 0.2) {
        plan_.key = plan_.name = "test";
        plan_.wall_thickness_m = wall_thickness_m;
    }

    PlanBuilder& level(const std::string& key, double elevation_m = 0, double height_m = 3) {
        plan_.levels.push_back({key, key, elevation_m, height_m});
        return *this;
    }

    PlanBuilder& space(const std::string& key, plan::SpaceKind kind, plan::Polygon outline_m) {
        if (plan_.levels.empty()) level("L1");
        plan::Space s;
        s.key = s.name = key;
        s.level = sim::core::make_id<plan::LevelId>(plan_.levels.size() - 1);
        s.kind = kind;
        s.outline_m = std::move(outline_m);
        s.height_m = plan_.levels.back().height_m;
        plan_.spaces.push_back(std::move(s));
        return *this;
    }
    PlanBuilder& room(const std::string& key, Vec2 low, Vec2 high,
                      plan::SpaceKind kind = plan::SpaceKind::bedroom) {
        return space(key, kind, rectangle(low, high));
    }
    PlanBuilder& corridor(const std::string& key, Vec2 low, Vec2 high) {
        return room(key, low, high, plan::SpaceKind::corridor);
    }
    PlanBuilder& outside(const std::string& key, Vec2 low, Vec2 high) {
        return room(key, low, high, plan::SpaceKind::outside);
    }

    PlanBuilder& opening(plan::OpeningKind kind, const std::string& key, const std::string& a,
                         const std::string& b, Vec2 center_m, double width_m) {
        plan::Opening o;
        o.key = o.name = key;
        o.kind = kind;
        o.a = space_id(a);
        if (!b.empty()) o.b = space_id(b);
        o.center_m = center_m;
        o.along = wall_direction(plan_[o.a].outline_m, center_m);
        o.width_m = width_m;
        o.swings_into = o.a;
        o.exit = o.b && plan_[o.b].kind == plan::SpaceKind::outside;
        plan_.openings.push_back(std::move(o));
        return *this;
    }
    PlanBuilder& door(const std::string& key, const std::string& a, const std::string& b,
                      Vec2 center_m, double width_m = 0.9) {
        return opening(plan::OpeningKind::door, key, a, b, center_m, width_m);
    }
    PlanBuilder& doorway(const std::string& key, const std::string& a, const std::string& b,
                         Vec2 center_m, double width_m = 1.2) {
        return opening(plan::OpeningKind::doorway, key, a, b, center_m, width_m);
    }
    PlanBuilder& window(const std::string& key, const std::string& a, Vec2 center_m,
                        double width_m = 1.5, double sill_m = 0.9, double height_m = 1.5) {
        opening(plan::OpeningKind::window, key, a, "", center_m, width_m);
        plan_.openings.back().sill_m = sill_m;
        plan_.openings.back().height_m = height_m;
        return *this;
    }
    PlanBuilder& gap(const std::string& key, const std::string& a, const std::string& b,
                     Vec2 center_m, double width_m, double sill_m, double height_m) {
        opening(plan::OpeningKind::gap, key, a, b, center_m, width_m);
        plan_.openings.back().sill_m = sill_m;
        plan_.openings.back().height_m = height_m;
        return *this;
    }

    /// A stairwell's space on the present level; the landing is the part between the two corners.
    PlanBuilder& stairwell(const std::string& key, Vec2 low, Vec2 high, Vec2 landing_low,
                           Vec2 landing_high) {
        room(key, low, high, plan::SpaceKind::stair);
        plan_.spaces.back().landing_m = rectangle(landing_low, landing_high);
        return *this;
    }
    PlanBuilder& stair(const std::string& key, const std::vector<std::string>& spaces) {
        plan::Stair s;
        s.key = s.name = key;
        for (const auto& name : spaces)
            s.spaces.push_back(space_id(name));
        plan_.stairs.push_back(std::move(s));
        return *this;
    }
    /// A flight of the stair added last.
    PlanBuilder& flight(const std::string& key, const std::string& lower, const std::string& upper,
                        Segment lower_edge_m, Segment upper_edge_m, double slope_length_m = 8) {
        plan::Flight f;
        f.key = key;
        f.stair = sim::core::make_id<plan::StairId>(plan_.stairs.size() - 1);
        f.lower = space_id(lower);
        f.upper = space_id(upper);
        f.lower_edge_m = lower_edge_m;
        f.upper_edge_m = upper_edge_m;
        f.slope_length_m = slope_length_m;
        f.width_m = sim::core::distance(lower_edge_m.a, lower_edge_m.b);
        plan_.flights.push_back(std::move(f));
        return *this;
    }

    /// `stops` from the lowest up; each needs one door.
    PlanBuilder& lift(const std::string& key, const std::vector<std::string>& stops,
                      int capacity_count = 8) {
        plan::Lift l;
        l.key = l.name = key;
        for (const auto& name : stops)
            l.spaces.push_back(space_id(name));
        l.capacity_count = capacity_count;
        l.fire_service = true;
        plan_.lifts.push_back(std::move(l));
        return *this;
    }

    PlanBuilder& bed(const std::string& key, const std::string& in, Vec2 center_m,
                     double heading_rad = 0) {
        plan_.beds.push_back({key, key, space_id(in), center_m, heading_rad, 2.1, 0.95, {}});
        return *this;
    }
    PlanBuilder& equipment(const std::string& key, plan::EquipmentKind kind, const std::string& in,
                           Vec2 at_m) {
        plan::Equipment e;
        e.key = e.name = key;
        e.kind = kind;
        e.space = space_id(in);
        e.at_m = at_m;
        plan_.equipment.push_back(std::move(e));
        return *this;
    }
    PlanBuilder& detector(const std::string& key, plan::DetectorKind kind, const std::string& in,
                          Vec2 at_m) {
        plan::Detector d;
        d.key = d.name = key;
        d.kind = kind;
        d.space = space_id(in);
        d.at_m = at_m;
        plan_.detectors.push_back(std::move(d));
        return *this;
    }
    PlanBuilder& compartment(const std::string& key, const std::vector<std::string>& spaces) {
        plan::Compartment c;
        c.key = c.name = key;
        for (const auto& name : spaces)
            c.spaces.push_back(space_id(name));
        plan_.compartments.push_back(std::move(c));
        return *this;
    }
    PlanBuilder& place(const std::string& key, const std::string& in, Vec2 at_m) {
        plan_.places.push_back({key, key, space_id(in), at_m});
        return *this;
    }

    [[nodiscard]] plan::Opening& last_opening() { return plan_.openings.back(); }
    [[nodiscard]] plan::Space& last_space() { return plan_.spaces.back(); }
    [[nodiscard]] plan::SpaceId space_id(const std::string& key) const {
        return find<plan::SpaceId>(plan_.spaces, key);
    }
    [[nodiscard]] plan::OpeningId opening_id(const std::string& key) const {
        return find<plan::OpeningId>(plan_.openings, key);
    }
    [[nodiscard]] plan::Plan build() const { return plan_; }

private:
    template <class IdType, class T>
    static IdType find(const std::vector<T>& things, const std::string& key) {
        for (std::size_t i = 0; i < things.size(); ++i)
            if (things[i].key == key) return sim::core::make_id<IdType>(i);
        std::fprintf(stderr, "plan_builder: no '%s'\n", key.c_str());
        std::abort();
    }
    static Vec2 wall_direction(const plan::Polygon& outline_m, Vec2 p) {
        double best_m = 1e300;
        Vec2 along{1, 0};
        for (std::size_t i = 0; i < outline_m.size(); ++i) {
            const Segment edge{outline_m[i], outline_m[(i + 1) % outline_m.size()]};
            const double d = sim::core::distance(edge, p);
            if (d < best_m) {
                best_m = d;
                along = sim::core::normalized(edge.b - edge.a);
            }
        }
        return along;
    }

    plan::Plan plan_;
};

/// One floor: a corridor 2 m x 4 m a room along the x axis at y in 0..2, `rooms` rooms 4 m x 5 m
/// above it ("R1", "R2" ...) each with a door ("D1" ...), and an exit door "exit" at the east end
/// to "yard".
inline PlanBuilder row_of_rooms(int rooms) {
    PlanBuilder b;
    const double length_m = 4.0 * rooms;
    b.level("L1").corridor("corridor", {0, 0}, {length_m, 2});
    for (int i = 0; i < rooms; ++i) {
        const std::string n = std::to_string(i + 1);
        b.room("R" + n, {4.0 * i, 2}, {4.0 * (i + 1), 7});
        b.door("D" + n, "R" + n, "corridor", {4.0 * i + 2, 2}, 1.1);
    }
    b.outside("yard", {length_m, -3}, {length_m + 6, 7});
    b.door("exit", "corridor", "yard", {length_m, 1}, 1.4);
    return b;
}

/// `levels` floors 3 m apart: on each a corridor "C1", "C2" ... 2 m x 10 m (x 0..10), a bedroom
/// "R1" ... above it and, at its east end, a stairwell "S1" ... 3 m x 6 m with U-shaped flights
/// "F1" (from floor 1 to 2) ...; the ground corridor has the exit "exit" at its west end to "yard".
inline PlanBuilder floors_with_stair(int levels) {
    PlanBuilder b;
    std::vector<std::string> wells;
    for (int i = 0; i < levels; ++i) {
        const std::string n = std::to_string(i + 1);
        b.level("L" + n, 3.0 * i);
        b.corridor("C" + n, {0, 0}, {10, 2});
        b.room("R" + n, {0, 2}, {6, 7});
        b.door("D" + n, "R" + n, "C" + n, {3, 2}, 1.1);
        b.stairwell("S" + n, {10, -0.5}, {16, 2.5}, {10, -0.5}, {12, 2.5});
        b.door("SD" + n, "C" + n, "S" + n, {10, 1}, 1.2);
        if (i == 0) {
            b.outside("yard", {-6, -3}, {0, 5});
            b.door("exit", "C1", "yard", {0, 1}, 1.4);
        }
        wells.push_back("S" + n);
    }
    b.stair("stair", wells);
    for (int i = 0; i + 1 < levels; ++i)
        b.flight("F" + std::to_string(i + 1), "S" + std::to_string(i + 1),
                 "S" + std::to_string(i + 2), {{12, -0.4}, {12, 0.9}}, {{12, 1.1}, {12, 2.4}});
    return b;
}

} // namespace tests
