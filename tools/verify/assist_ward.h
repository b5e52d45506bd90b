/// A ward for the suite "assist": rooms laid by hand, residents who are moved one after the other,
/// and crews that take the next one as soon as they are free.
#pragma once
#include "sim/assist/assist.h"
#include <deque>

namespace tools::verify {

namespace plan = sim::plan;
using sim::core::Vec2;

/// A plan of rectangles on one or several levels.
class Drawing {
public:
    Drawing& level(double elevation_m);
    plan::SpaceId room(plan::SpaceKind kind, Vec2 low, Vec2 high);
    /// A landing, which is all there is of its stairwell's floor.
    plan::SpaceId landing(Vec2 low, Vec2 high);
    plan::OpeningId opening(plan::OpeningKind kind, plan::SpaceId a, plan::SpaceId b, Vec2 center_m,
                            Vec2 along, double width_m);
    void stair(const std::vector<plan::SpaceId>& landings);
    /// Of the stair added last.
    void flight(plan::SpaceId lower, plan::SpaceId upper, sim::core::Segment lower_edge_m,
                sim::core::Segment upper_edge_m, double slope_length_m);
    plan::LiftId lift(const std::vector<plan::SpaceId>& stops, int capacity_count);
    plan::EquipmentId stock(plan::EquipmentKind kind, plan::SpaceId space, Vec2 at_m, int count);
    [[nodiscard]] const plan::Plan& plan() const noexcept { return plan_; }

private:
    plan::Plan plan_;
};

struct Resident {
    plan::SpaceId from;
    Vec2 bed_m;
    plan::SpaceId to;
    Vec2 to_m;
};

/// One run; nothing in it survives a second one.
class Ward {
public:
    explicit Ward(const plan::Plan& plan, std::uint64_t seed = 1);

    void add_resident(const Resident& resident) { waiting_.push_back(resident); }
    /// Everybody of a crew starts beside `at_m`.
    void add_crew(std::size_t size, plan::SpaceId space, Vec2 at_m, double walk_mps,
                  double stair_mps = 0.7);
    void use(const sim::assist::DeviceProfile& device, plan::EquipmentId stock = {});
    void see(const sim::fire::HazardView* hazard) { hazard_ = hazard; }
    void run_lift(plan::LiftId lift) {
        crowd_.set_lift_service(lift, sim::crowd::LiftService::permitted);
    }

    /// Until all residents are set down; NaN when that takes more than `limit_s` or one is refused.
    double run(double limit_s = 7200);
    void step();
    [[nodiscard]] const sim::assist::TransferStatus* status(std::size_t crew) const;
    [[nodiscard]] double time_s() const noexcept { return time_s_; }

private:
    struct Crew {
        std::vector<sim::crowd::WalkerId> walkers;
        std::optional<sim::assist::TransferId> task;
    };
    void give_tasks();

    const plan::Plan& plan_;
    plan::WalkableArea area_;
    plan::WalkableMesh mesh_;
    plan::RouteGraph graph_;
    plan::SmokeCells cells_;
    sim::crowd::Crowd crowd_;
    sim::assist::Assist assist_;
    std::vector<double> open_frac_;
    std::vector<unsigned char> locked_;
    const sim::fire::HazardView* hazard_ = nullptr;
    std::deque<Resident> waiting_;
    std::vector<Crew> crews_;
    sim::assist::DeviceProfile device_;
    plan::EquipmentId stock_;
    std::size_t begun_count_ = 0;
    double time_s_ = 0;
    bool refused_ = false;
};

} // namespace tools::verify
