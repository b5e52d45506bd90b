/// Small buildings with walkers in them, for the cases of evacuation guidelines.
#pragma once
#include "sim/crowd/crowd.h"
#include <memory>
#include <string>
#include <vector>

namespace tools::verify {

using sim::core::Vec2;

/// Draws the plan first; `open` derives what walkers need; then people are added.
class CrowdSite {
public:
    struct Options {
        std::uint64_t seed = 1;
        sim::crowd::DoorMode doors = sim::crowd::DoorMode::emergent;
    };

    CrowdSite();
    sim::plan::LevelId level(double elevation_m);
    /// On the level added last.
    sim::plan::SpaceId space(sim::plan::SpaceKind kind, sim::plan::Polygon outline_m);
    sim::plan::SpaceId room(Vec2 low, Vec2 high);
    sim::plan::SpaceId corridor(Vec2 low, Vec2 high);
    sim::plan::SpaceId outside(Vec2 low, Vec2 high);
    sim::plan::OpeningId doorway(sim::plan::SpaceId a, sim::plan::SpaceId b, Vec2 center_m,
                                 double width_m, Vec2 along);
    sim::plan::OpeningId door(sim::plan::SpaceId a, sim::plan::SpaceId b, Vec2 center_m,
                              double width_m, Vec2 along);
    sim::plan::FlightId flight(sim::plan::SpaceId lower, sim::plan::SpaceId upper,
                               sim::core::Segment lower_edge_m, sim::core::Segment upper_edge_m,
                               double slope_length_m);
    /// Of the flight added last.
    void make_ramp();
    void make_escalator(double belt_mps);
    sim::plan::LiftId lift(std::vector<sim::plan::SpaceId> stops, int capacity_count);
    [[nodiscard]] const sim::plan::Plan& plan() const { return plan_; }
    void open(const Options& options);
    /// So far in from the lower left corner of a space's outline.
    [[nodiscard]] sim::plan::Position inside_of(sim::plan::SpaceId space, Vec2 in_m) const;

    sim::crowd::WalkerId add(sim::crowd::WalkerSpec spec);
    sim::crowd::WalkerId add(sim::plan::SpaceId in, Vec2 at_m, double speed_mps);
    /// At random, never nearer to each other than 0.42 m; speeds normal, at least 0.4 m/s.
    std::vector<sim::crowd::WalkerId> fill(sim::plan::SpaceId in, Vec2 low, Vec2 high, int count,
                                           double mean_mps, double sd_mps);
    void send(const std::vector<sim::crowd::WalkerId>& who, sim::plan::SpaceId to);
    void send(sim::crowd::WalkerId who, sim::plan::SpaceId to);
    void step();
    /// Steps until that many have gone through the opening; NaN when the limit comes first.
    double run_until_passed(sim::plan::OpeningId o, int persons, double limit_s);
    [[nodiscard]] int passed(sim::plan::OpeningId o) const;
    [[nodiscard]] int inside(sim::plan::SpaceId space) const;
    [[nodiscard]] double time_s() const { return ticks_ * sim::core::tick_s; }
    [[nodiscard]] sim::crowd::Crowd& people() { return *people_; }
    [[nodiscard]] const sim::plan::WalkableArea& area() const { return area_; }
    void lock(sim::plan::OpeningId o);
    /// From the next step on.
    void set_devices(std::vector<sim::crowd::Obstacle> devices) { devices_ = std::move(devices); }
    void breathe(const sim::fire::HazardView& air) { air_ = &air; }

private:
    void take_away_who_left();
    std::vector<double> open_frac_;
    std::vector<unsigned char> locked_;
    sim::plan::Plan plan_;
    sim::plan::WalkableArea area_;
    std::unique_ptr<sim::plan::WalkableMesh> mesh_;
    std::unique_ptr<sim::plan::RouteGraph> graph_;
    sim::plan::SmokeCells cells_;
    std::unique_ptr<sim::crowd::Crowd> people_;
    const sim::fire::HazardView* air_ = nullptr;
    std::vector<sim::crowd::Obstacle> devices_;
    std::uint64_t seed_ = 1;
    std::uint32_t filled_ = 0;
    int ticks_ = 0;
};

} // namespace tools::verify
