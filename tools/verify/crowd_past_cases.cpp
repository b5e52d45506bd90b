// Past a stretcher that is carried down a stair: one behind the other, or not at all.
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

namespace {

constexpr double slope_m = 10, long_m = 2.0, down_mps = 0.3;
constexpr int climbers = 8;
constexpr double abreast_m = 0.28; ///< less apart along the stair: a body's depth, abreast
constexpr double limit_s = 180;
constexpr std::uint64_t seeds = 5;

struct Outcome {
    int most_abreast = 0;    ///< beside the stretcher, at one time
    double first_past_s = 0; ///< somebody above it
    double device_off_s = 0;
    double overlap_m = 0;
    int up = 0;
};

/// How many of those places are less than a body's depth from one of them, at most.
int most_abreast(std::vector<double> along_m) {
    std::sort(along_m.begin(), along_m.end());
    int most = 0;
    for (std::size_t k = 0; k < along_m.size(); ++k) {
        const auto end = std::upper_bound(along_m.begin(), along_m.end(), along_m[k] + abreast_m);
        most = std::max(most, static_cast<int>(end - along_m.begin() - static_cast<long>(k)));
    }
    return most;
}

class Descent {
public:
    /// The stretcher with its crew fills the stair from x = 0 to that width.
    Descent(double stair_m, double device_m, std::uint64_t seed)
        : radius_m_(device_m / 2), device_y_m_(slope_m - long_m / 2) {
        site_.level(0);
        low_ = site_.space(plan::SpaceKind::stair, {{-4, -3}, {4, -3}, {4, 6}, {-4, 6}});
        site_.level(5);
        high_ = site_.space(plan::SpaceKind::stair, {{0, -3}, {8, -3}, {8, 6}, {0, 6}});
        flight_ =
            site_.flight(low_, high_, {{4, 0}, {4, stair_m}}, {{0, 0}, {0, stair_m}}, slope_m);
        site_.open({seed, crowd::DoorMode::emergent});
        who_ = site_.fill(low_, {-3.5, -2.5}, {2.5, 5.5}, climbers, 1.25, 0.2);
        for (const auto id : who_)
            site_.people().go_to(id, high_, {6, 2});
    }
    Outcome run() {
        Outcome o;
        while (site_.time_s() < limit_s && site_.inside(high_) < climbers) {
            step();
            look(o);
        }
        o.up = site_.inside(high_);
        return o;
    }

private:
    [[nodiscard]] bool on_flight() const { return device_y_m_ > long_m / 2; }
    void step() {
        device_y_m_ -= down_mps * core::tick_s;
        devices_.clear();
        constexpr int discs = 4;
        for (int k = 0; k < discs && on_flight(); ++k)
            devices_.push_back(
                {site_.area().sheet_of(flight_),
                 {radius_m_, device_y_m_ + (long_m - 2 * radius_m_) * (k / (discs - 1.0) - 0.5)},
                 {0, -down_mps},
                 radius_m_});
        site_.set_devices(devices_);
        site_.step();
    }
    void look(Outcome& o) {
        if (!on_flight() && o.device_off_s == 0) o.device_off_s = site_.time_s();
        std::vector<double> beside_m;
        for (const auto id : who_) {
            const plan::Position p = site_.people().position(id);
            if (!(p.sheet == site_.area().sheet_of(flight_))) continue;
            if (on_flight() && std::abs(p.at_m.y - device_y_m_) < long_m / 2)
                beside_m.push_back(p.at_m.y);
            if (p.at_m.y > device_y_m_ + long_m / 2 && o.first_past_s == 0)
                o.first_past_s = site_.time_s();
            for (const crowd::Obstacle& d : devices_) // shoulders turned: the depth of a body
                o.overlap_m = std::max(o.overlap_m, d.radius_m + abreast_m / 2 -
                                                        core::distance(p.at_m, d.center_m));
        }
        o.most_abreast = std::max(o.most_abreast, most_abreast(beside_m));
    }
    CrowdSite site_;
    plan::SpaceId low_, high_;
    plan::FlightId flight_;
    double radius_m_, device_y_m_;
    std::vector<crowd::WalkerId> who_;
    std::vector<crowd::Obstacle> devices_;
};

Outcome worst_of(double stair_m, double device_m) {
    Outcome worst;
    worst.up = climbers;
    worst.first_past_s = limit_s;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Outcome o = Descent(stair_m, device_m, seed).run();
        worst.most_abreast = std::max(worst.most_abreast, o.most_abreast);
        worst.overlap_m = std::max(worst.overlap_m, o.overlap_m);
        worst.first_past_s = std::min(worst.first_past_s, o.first_past_s);
        worst.device_off_s = o.device_off_s > 0 ? o.device_off_s : worst.device_off_s;
        worst.up = std::min(worst.up, o.up);
    }
    return worst;
}

} // namespace

void run_crowd_past_cases(std::vector<CaseResult>& out) {
    constexpr double touch_m = 0.02;
    const Outcome past = worst_of(1.8, 0.7);
    out.push_back(crowd_holds(
        "stretcher on a stair of 1.8 m: abreast beside it, most",
        past.most_abreast == 1 && past.overlap_m < touch_m && past.up == climbers,
        past.most_abreast, "absent from all open peers",
        fmt::format("1.1 m left; 8 up past one that comes down, worst of 5 seeds; first past it "
                    "after {:.0f} s",
                    past.first_past_s)));
    const Outcome wait = worst_of(1.2, 0.96);
    out.push_back(crowd_holds(
        "stretcher that fills a stair of 1.2 m: nobody beside it, all up after it",
        wait.most_abreast == 0 && wait.overlap_m < touch_m && wait.up == climbers,
        wait.first_past_s, "absent from all open peers",
        fmt::format("got: first above it, s; off the stair after {:.0f} s; worst of 5 seeds",
                    wait.device_off_s)));
}

} // namespace tools::verify
