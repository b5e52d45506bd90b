/// CPU of people on foot, in the scenes that other programs were measured in: a hall of 10,000, a
/// room of 200 and a door, a building of ten storeys with 50,000; cost and memory a person by
/// number. One iteration is one whole run; `updates` counts walkers moved in a step, a second of
/// CPU time; `real_time` is seconds of the building's time a second of CPU time.
#include "tools/verify/crowd_site.h"
#include <benchmark/benchmark.h>
#include <malloc.h>

namespace {

using namespace sim;
using core::Vec2;
using tools::verify::CrowdSite;

constexpr Vec2 upright{0, 1}, level{1, 0};

/// Steps that take out of the run, once a second, whoever has left the building.
class Run {
public:
    Run(CrowdSite& site, std::vector<plan::SpaceId> yards)
        : people_(site.people()), yards_(std::move(yards)) {
        for (std::size_t i = 0; i < people_.size(); ++i)
            left_.push_back(core::make_id<crowd::WalkerId>(i));
    }
    void step() {
        people_.step({});
        updates_ += static_cast<double>(left_.size());
        if (++ticks_ % core::tick_rate_Hz == 0)
            std::erase_if(left_, [&](crowd::WalkerId id) {
                const bool out =
                    std::find(yards_.begin(), yards_.end(), people_.space(id)) != yards_.end();
                if (out) people_.remove(id);
                return out;
            });
    }
    void until_empty(double limit_s) {
        while (!left_.empty() && time_s() < limit_s)
            step();
    }
    void report(benchmark::State& state) const {
        using benchmark::Counter;
        state.counters["updates"] = Counter(updates_, Counter::kIsRate);
        state.counters["real_time"] = Counter(time_s(), Counter::kIsRate);
        state.counters["end_s"] = time_s();
        state.counters["still_in"] = static_cast<double>(left_.size());
    }
    [[nodiscard]] double time_s() const { return ticks_ * core::tick_s; }

private:
    crowd::Crowd& people_;
    std::vector<plan::SpaceId> yards_;
    std::vector<crowd::WalkerId> left_;
    double updates_ = 0;
    int ticks_ = 0;
};

/// `yards` are borrowed for the run.
void send_out(CrowdSite& site, const std::vector<crowd::WalkerId>& who,
              const std::vector<plan::SpaceId>& yards) {
    for (const auto id : who)
        site.people().go_to_any(id, [&yards](plan::SpaceId s) {
            return std::find(yards.begin(), yards.end(), s) != yards.end();
        });
}

/// Square halls one above the other, each with eight exits, two in each wall, 4 m wide in a hall of
/// 100 m; halls of that size have 25 columns of 1 x 1 m.
struct Halls {
    static constexpr double with_columns_m = 100, deep_m = 12;
    CrowdSite site;
    std::vector<plan::SpaceId> halls, yards;
    double side_m;

    explicit Halls(double side, int storeys = 1) : side_m(side) {
        for (int k = 0; k < storeys; ++k)
            add_storey(k);
        site.open({});
    }
    void add_storey(int k) {
        const double width_m = std::max(1.0, 0.04 * side_m);
        site.level(4.0 * k);
        const auto hall = site.room({0, 0}, {side_m, side_m});
        const auto south = site.outside({0, -deep_m}, {side_m, 0});
        const auto north = site.outside({0, side_m}, {side_m, side_m + deep_m});
        const auto west = site.outside({-deep_m, 0}, {0, side_m});
        const auto east = site.outside({side_m, 0}, {side_m + deep_m, side_m});
        for (const double at_m : {side_m / 3, 2 * side_m / 3}) {
            site.doorway(hall, south, {at_m, 0}, width_m, level);
            site.doorway(hall, north, {at_m, side_m}, width_m, level);
            site.doorway(hall, west, {0, at_m}, width_m, upright);
            site.doorway(hall, east, {side_m, at_m}, width_m, upright);
        }
        halls.push_back(hall);
        yards.insert(yards.end(), {south, north, west, east});
        for (int n = 0; n < 25 && side_m >= with_columns_m; ++n) {
            const double x = side_m / 6 * (1 + n % 5), y = side_m / 6 * (1 + n / 5);
            site.space(
                plan::SpaceKind::storage,
                {{x - 0.5, y - 0.5}, {x + 0.5, y - 0.5}, {x + 0.5, y + 0.5}, {x - 0.5, y + 0.5}});
        }
    }
    /// In six strips between the rows of columns.
    [[nodiscard]] std::vector<crowd::WalkerId> fill(int persons) {
        std::vector<crowd::WalkerId> all;
        const int strips = 6 * static_cast<int>(halls.size());
        for (int k = 0; k < strips; ++k) {
            const double low_m = side_m / 6 * (k % 6), gap_m = 0.007 * side_m + 0.05;
            const auto some =
                site.fill(halls[static_cast<std::size_t>(k / 6)], {0.3, low_m + gap_m},
                          {side_m - 0.3, low_m + side_m / 6 - gap_m},
                          persons * (k + 1) / strips - persons * k / strips, 1.2, 0.2);
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    }
};

void hall_10000(benchmark::State& state) {
    Halls hall(100);
    send_out(hall.site, hall.fill(10000), hall.yards);
    Run run(hall.site, hall.yards);
    for (auto _ : state)
        run.until_empty(1200);
    run.report(state);
}

void room_200(benchmark::State& state) {
    const double width_m = static_cast<double>(state.range(0)) / 10;
    CrowdSite site;
    const auto room = site.room({0, 0}, {20, 20});
    const auto yard = site.outside({20, 0}, {32, 20});
    site.doorway(room, yard, {20, 10}, width_m, upright);
    site.open({});
    const std::vector<plan::SpaceId> yards{yard};
    send_out(site, site.fill(room, {0.3, 0.3}, {19.7, 19.7}, 200, 1.2, 0.2), yards);
    Run run(site, yards);
    for (auto _ : state)
        run.until_empty(1200);
    run.report(state);
}

/// Ten storeys of 70 x 70 m with 5,000 people each and twelve stairs of 2 m.
struct Tower {
    static constexpr int storeys = 10, stairs_a_side = 6;
    static constexpr double side_m = 70, storey_m = 3.5;
    CrowdSite site;
    std::vector<plan::SpaceId> halls, yards;

    Tower() {
        std::vector<plan::SpaceId> below(2 * stairs_a_side);
        for (int k = 0; k < storeys; ++k)
            add_storey(k, below);
        site.open({});
    }
    void add_storey(int k, std::vector<plan::SpaceId>& below) {
        constexpr double long_m = 3, wide_m = 2, slope_m = 7;
        site.level(storey_m * k);
        halls.push_back(site.room({0, 0}, {side_m, side_m}));
        for (int n = 0; n < 2 * stairs_a_side; ++n) {
            const bool north = n >= stairs_a_side;
            const double x = side_m / stairs_a_side * (n % stairs_a_side + 0.5);
            const double y = north ? side_m : -wide_m, wall = north ? side_m : 0;
            const auto landing =
                site.space(plan::SpaceKind::stair,
                           {{x, y}, {x + long_m, y}, {x + long_m, y + wide_m}, {x, y + wide_m}});
            site.doorway(halls.back(), landing, {x + long_m / 2, wall}, 1.4, level);
            auto& under = below[static_cast<std::size_t>(n)];
            if (under)
                site.flight(under, landing, {{x + long_m, y}, {x + long_m, y + wide_m}},
                            {{x, y}, {x, y + wide_m}}, slope_m);
            under = landing;
            if (k > 0) continue;
            const double out = north ? y + wide_m : y;
            yards.push_back(
                site.outside({x - 1, std::min(out, out + (north ? 12. : -12.))},
                             {x + long_m + 1, std::max(out, out + (north ? 12. : -12.))}));
            site.doorway(landing, yards.back(), {x + long_m / 2, out}, 2, level);
        }
    }
    [[nodiscard]] std::vector<crowd::WalkerId> fill() {
        std::vector<crowd::WalkerId> all;
        for (const auto hall : halls)
            for (int strip = 0; strip < 5; ++strip) {
                const auto some = site.fill(hall, {0.3, 14. * strip + 0.3},
                                            {side_m - 0.3, 14. * strip + 13.7}, 1000, 1.2, 0.2);
                all.insert(all.end(), some.begin(), some.end());
            }
        return all;
    }
};

/// Its first minute, the dearest: all are in the building and on their way.
void tower_50000(benchmark::State& state) {
    Tower tower;
    send_out(tower.site, tower.fill(), tower.yards);
    Run run(tower.site, tower.yards);
    for (auto _ : state)
        run.until_empty(60);
    run.report(state);
}

/// The same with nobody on the way: who waits or lies in bed must cost nothing.
void tower_50000_waiting(benchmark::State& state) {
    Tower tower;
    (void)tower.fill();
    Run run(tower.site, tower.yards);
    for (auto _ : state)
        run.until_empty(60);
    run.report(state);
}

/// One person a square metre, at most 10,000 in a hall, their first 20 s; memory with their
/// errands.
void persons(benchmark::State& state) {
    const auto count = static_cast<int>(state.range(0));
    const int storeys = (count + 9999) / 10000;
    Halls halls(std::sqrt(count / storeys), storeys);
    const std::size_t before = mallinfo2().uordblks;
    const auto all = halls.fill(count);
    send_out(halls.site, all, halls.yards);
    Run run(halls.site, halls.yards);
    run.step();
    const auto bytes = static_cast<double>(mallinfo2().uordblks - before);
    for (auto _ : state)
        run.until_empty(20);
    run.report(state);
    state.counters["bytes_each"] = bytes / static_cast<double>(all.size());
}

} // namespace

BENCHMARK(hall_10000)->Iterations(1)->Unit(benchmark::kSecond);
BENCHMARK(room_200)->Arg(10)->Arg(20)->Iterations(1)->Unit(benchmark::kSecond);
BENCHMARK(tower_50000)->Iterations(1)->Unit(benchmark::kSecond);
BENCHMARK(tower_50000_waiting)->Iterations(1)->Unit(benchmark::kSecond);
BENCHMARK(persons)->Arg(100)->Arg(1000)->Arg(10000)->Arg(50000)->Iterations(1)->Unit(
    benchmark::kSecond);
