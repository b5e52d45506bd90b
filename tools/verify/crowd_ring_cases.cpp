// RiMEA 16: one behind the other round a closed way, from nearly alone to nearly standing.
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <vector>

namespace tools::verify {

namespace core = sim::core;
namespace crowd = sim::crowd;
namespace plan = sim::plan;

namespace {

/// Speeds of which one in ten walks slower, half, and one in ten faster, at a density of the file.
/// Source: docs/references.md#single-file
struct Band {
    double density_per_m, v10_mps, v50_mps, v90_mps;
};
constexpr std::array<Band, 14> bands{{{0.10, 0.961, 1.186, 1.483},
                                      {0.30, 0.840, 1.160, 1.473},
                                      {0.50, 0.708, 1.091, 1.389},
                                      {0.70, 0.598, 0.975, 1.305},
                                      {0.90, 0.448, 0.747, 1.101},
                                      {1.10, 0.316, 0.520, 0.840},
                                      {1.30, 0.187, 0.393, 0.608},
                                      {1.50, 0.112, 0.273, 0.485},
                                      {1.70, 0.071, 0.199, 0.382},
                                      {1.90, 0.048, 0.158, 0.314},
                                      {2.10, 0.035, 0.131, 0.270},
                                      {2.50, 0.022, 0.102, 0.220},
                                      {2.90, 0.017, 0.086, 0.196},
                                      {3.50, 0.013, 0.070, 0.175}}};

Band band_at(double density_per_m) {
    const double d =
        std::clamp(density_per_m, bands.front().density_per_m, bands.back().density_per_m);
    const auto above = std::ranges::lower_bound(bands, d, {}, &Band::density_per_m);
    if (above == bands.begin()) return *above;
    const Band& low = *(above - 1);
    const double share = (d - low.density_per_m) / (above->density_per_m - low.density_per_m);
    const auto mix = [&](double Band::*of) { return low.*of + share * ((*above).*of - low.*of); };
    return {d, mix(&Band::v10_mps), mix(&Band::v50_mps), mix(&Band::v90_mps)};
}

constexpr double width_m = 0.7;  ///< nobody overtakes
constexpr double radius_m = 4.2; ///< of the middle of the way, to the corners
constexpr std::size_t sides = 12;
constexpr double settle_s = 60, measure_s = 120, sample_every_s = 1;
constexpr double free_mean_mps = 1.19, free_sd_mps = 0.2; ///< the band's own free walkers

Vec2 corner(std::size_t side, double out_m) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(side) / sides;
    return Vec2{std::cos(angle), std::sin(angle)} * (radius_m + out_m);
}

/// A polygon walked round, each side a space of its own, left turns only.
class Ring {
public:
    Ring() {
        constexpr double half = width_m / 2;
        for (std::size_t i = 0; i < sides; ++i)
            spaces_[i] =
                site_.space(plan::SpaceKind::corridor, {corner(i, -half), corner(i, half),
                                                        corner(i + 1, half), corner(i + 1, -half)});
        for (std::size_t i = 0; i < sides; ++i)
            site_.doorway(spaces_[(i + sides - 1) % sides], spaces_[i], corner(i, 0), width_m,
                          corner(i, 1 - radius_m));
        site_.open({});
    }
    [[nodiscard]] static double way_m() {
        return static_cast<double>(sides) * core::length(corner(1, 0) - corner(0, 0));
    }
    void fill(int count, std::uint64_t seed) {
        for (int i = 0; i < count; ++i) {
            const double along = static_cast<double>(sides) * i / count;
            const auto side = static_cast<std::size_t>(along);
            const Vec2 begin = corner(side, 0), end = corner(side + 1, 0);
            const Vec2 at = begin + (end - begin) * (along - static_cast<double>(side));
            const double speed =
                std::max(0.4, core::draw_normal({seed, core::Stream::walking_speed, 0, 0,
                                                 static_cast<std::uint32_t>(i)},
                                                free_mean_mps, free_sd_mps));
            walkers_.push_back(site_.add(spaces_[side], at, speed));
            side_of_.push_back(sides);
        }
    }
    void step() {
        for (std::size_t i = 0; i < walkers_.size(); ++i) {
            const std::size_t side = side_of(walkers_[i]);
            if (side == sides || side == side_of_[i]) continue;
            side_of_[i] = side; // on a new side: to the middle of the one after the next
            const std::size_t goal = (side + 2) % sides;
            site_.people().go_to(walkers_[i], spaces_[goal],
                                 (corner(goal, 0) + corner(goal + 1, 0)) * 0.5);
        }
        site_.step();
    }
    [[nodiscard]] double time_s() const { return site_.time_s(); }
    /// Everybody's speed along the way.
    void sample(std::vector<double>& speeds) {
        for (const auto walker : walkers_) {
            const std::size_t side = side_of(walker);
            if (side == sides) continue;
            const Vec2 way = corner(side + 1, 0) - corner(side, 0);
            speeds.push_back(core::dot(site_.people().velocity_mps(walker), way) /
                             core::length(way));
        }
    }

private:
    [[nodiscard]] std::size_t side_of(crowd::WalkerId walker) {
        const auto here = std::ranges::find(spaces_, site_.people().space(walker));
        return static_cast<std::size_t>(here - spaces_.begin());
    }
    CrowdSite site_;
    std::array<plan::SpaceId, sides> spaces_{};
    std::vector<crowd::WalkerId> walkers_;
    std::vector<std::size_t> side_of_; ///< on which each was last told where to go
};

CaseResult run_ring(double wanted_per_m) {
    const int count = static_cast<int>(wanted_per_m * Ring::way_m() + 0.5);
    const double density_per_m = count / Ring::way_m();
    Ring ring;
    ring.fill(count, 1);
    std::vector<double> speeds;
    int samples = 0;
    while (ring.time_s() < settle_s + measure_s) {
        ring.step();
        if (ring.time_s() < settle_s + samples * sample_every_s) continue;
        ++samples;
        ring.sample(speeds);
    }
    const Band band = band_at(density_per_m);
    const auto middle = speeds.begin() + static_cast<std::ptrdiff_t>(speeds.size() / 2);
    if (!speeds.empty()) std::ranges::nth_element(speeds, middle);
    const double median_mps = speeds.empty() ? 0 : *middle;
    const auto inside = std::ranges::count_if(
        speeds, [&](double v) { return band.v10_mps <= v && v <= band.v90_mps; });
    CaseResult row = crowd_between(
        fmt::format("RiMEA 16: single file at {:.2f} persons/m, median speed, m/s", density_per_m),
        "published", median_mps, band.v10_mps, band.v90_mps,
        "JuPedSim's suite asks for 75 % inside",
        fmt::format("half of the people walk {:.2f}; {:.0f} % of {} speeds lie inside",
                    band.v50_mps,
                    100.0 * static_cast<double>(inside) /
                        std::max<double>(1, static_cast<double>(speeds.size())),
                    speeds.size()));
    if (row.verdict == Verdict::fail) row.verdict = Verdict::misfit;
    return row;
}

} // namespace

void run_crowd_ring_cases(std::vector<CaseResult>& out) {
    for (const double density_per_m : {0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 1.9, 2.1})
        out.push_back(run_ring(density_per_m));
}

} // namespace tools::verify
