// Before people move, and what the air does to them: response times, speed laws, incapacitation.
#include "sim/crowd/response_time.h"
#include "sim/crowd/smoke_speed.h"
#include "sim/fire/tenability.h"
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include "tools/verify/even_smoke.h"
#include <algorithm>
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

namespace {

constexpr Vec2 upright{0, 1};
constexpr std::uint64_t seeds = 5;

/// Starts of ten persons a seed as they are seen to move, against the distribution they are drawn
/// from: the largest distance of the two curves.
double kolmogorov_distance(const crowd::ResponseTime& drawn_from) {
    std::vector<double> seen_s;
    for (std::uint64_t seed = 1; seed <= 10 * seeds; ++seed) {
        CrowdSite site;
        const auto room = site.room({0, 0}, {8, 5});
        const auto yard = site.outside({8, -5}, {20, 10});
        site.doorway(room, yard, {8, 2.5}, 1.0, upright);
        site.open({seed, crowd::DoorMode::emergent});
        std::vector<crowd::WalkerId> ids;
        std::vector<Vec2> at;
        std::vector<core::Tick> starts;
        for (std::uint32_t k = 0; k < 10; ++k) {
            at.push_back({1.0 + 1.2 * (k % 5), k < 5 ? 1.2 : 3.8});
            ids.push_back(site.add(room, at.back(), 1.25));
            const core::DrawKey key{seed, core::Stream::premovement, k, 0, 0};
            starts.push_back(core::tick_at(crowd::draw_response_s(key, drawn_from)));
        }
        std::vector<bool> moved(ids.size());
        for (std::size_t count = 0; count < ids.size() && site.time_s() < 1000;) {
            for (std::size_t k = 0; k < ids.size(); ++k)
                if (starts[k] == core::tick_at(site.time_s())) site.send(ids[k], yard);
            site.step();
            for (std::size_t k = 0; k < ids.size(); ++k) {
                if (moved[k] || core::distance(site.people().position(ids[k]).at_m, at[k]) < 1e-3)
                    continue;
                moved[k] = true;
                seen_s.push_back(site.time_s() - core::tick_s / 2);
                ++count;
            }
        }
    }
    std::sort(seen_s.begin(), seen_s.end());
    const auto n = static_cast<double>(seen_s.size());
    double most = seen_s.size() < 100 * seeds ? 1 : 0; // somebody never moved
    for (std::size_t k = 0; k < seen_s.size(); ++k) {
        const double share = crowd::calc_responded_frac(drawn_from, seen_s[k]);
        most = std::max(
            {most, share - static_cast<double>(k) / n, static_cast<double>(k + 1) / n - share});
    }
    return most;
}

void nist_1_1(std::vector<CaseResult>& out) {
    using enum crowd::ResponseShape;
    struct Row {
        const char* name;
        crowd::ResponseTime drawn_from;
    };
    const Row rows[] = {{"uniform 10-100 s", {uniform, {10, 100}}},
                        {"normal 60 +- 15 s", {normal, {60, 15}}},
                        {"lognormal, IMO by day", crowd::imo_response_time(false)},
                        {"lognormal, IMO by night", crowd::imo_response_time(true)},
                        {"gamma, shape 4, scale 15 s", {gamma, {4, 15}}},
                        {"Weibull, shape 2, scale 60 s", {weibull, {2, 60}}}};
    // 5 % of samples of 500 from the distribution itself lie farther off.
    const double limit = 1.358 / std::sqrt(100.0 * seeds);
    for (const Row& row : rows)
        out.push_back(crowd_between(
            fmt::format("NIST 1.1 / ISO 1: starts, {}, Kolmogorov distance", row.name), "published",
            kolmogorov_distance(row.drawn_from), 0, limit, {},
            "500 starts of 50 runs; level 0.05"));
}

const char* name_of(crowd::SmokeSpeedLaw law) {
    switch (law) {
    case crowd::SmokeSpeedLaw::lund:
        return "Lund";
    case crowd::SmokeSpeedLaw::jin_irritant:
        return "Jin, irritant";
    case crowd::SmokeSpeedLaw::jin_non_irritant:
        return "Jin, not irritant";
    case crowd::SmokeSpeedLaw::fridolf:
        return "Fridolf";
    case crowd::SmokeSpeedLaw::rise:
        return "RISE";
    }
    return "";
}

double walk_in_smoke_s(crowd::SmokeSpeedLaw law, double extinction_per_m, double free_mps) {
    CrowdSite site;
    const auto corridor = site.corridor({-1, 0}, {100, 2});
    const auto yard = site.outside({100, -5}, {120, 7});
    const auto exit = site.doorway(corridor, yard, {100, 1}, 1.0, upright);
    site.open({});
    const EvenSmoke smoke(extinction_per_m);
    site.breathe(smoke);
    site.people().set_smoke_law(law);
    crowd::WalkerSpec spec;
    spec.space = corridor;
    spec.start = {core::make_id<plan::SheetId>(0), {0, 1}};
    spec.free_speed_mps = free_mps;
    spec.enters_smoke = true;
    site.send(site.add(spec), yard);
    return site.run_until_passed(exit, 1, 6000);
}

/// As the five rows of each law are published, by hand: share of the free speed left.
struct SmokeRow {
    double extinction_per_m, free_mps;
    double left[crowd::smoke_speed_laws.size()]; ///< in the order of the laws
};
constexpr SmokeRow smoke_rows[] = {{0.5, 1.25, {0.960, 0.300, 0.8125, 0.75, 1.0}},
                                   {1, 1.0, {0.919, 0.300, 0.500, 0.6, 1.0}},
                                   {3, 0.75, {0.758, 0.300, 0.300, 1 / 3.0, 0.2667}},
                                   {7.5, 0.5, {0.394, 0.300, 0.300, 1 / 6.0, 0.4}},
                                   {10, 0.25, {0.193, 0.300, 0.300, 0.1304, 0.8}}};

void smoke_laws(std::vector<CaseResult>& out) {
    for (std::size_t k = 0; k < crowd::smoke_speed_laws.size(); ++k) {
        const crowd::SmokeSpeedLaw law = crowd::smoke_speed_laws[k];
        double worst = 0;
        for (const SmokeRow& row : smoke_rows) {
            const double expected_s = 100 / (row.free_mps * row.left[k]);
            const double got_s = walk_in_smoke_s(law, row.extinction_per_m, row.free_mps);
            worst = std::max(worst, std::fabs(got_s / expected_s - 1));
        }
        out.push_back(crowd_between(
            fmt::format("NIST 2.5 / ISO 18: 100 m by the law of {}, worst of five K", name_of(law)),
            "analytic", worst, 0, 0.01, "pyFDS-Evac accepts 8 %",
            "share by which the time is off; K = 0.5 to 10 1/m"));
    }
    for (const crowd::SmokeSpeedLaw law : crowd::smoke_speed_laws) {
        double least_mps = 9, most_mps = 0;
        for (const double k : {2.0, 5.0, 8.0}) {
            const double v_mps = 1.25 * crowd::calc_smoke_speed_factor(law, k, 1.25);
            least_mps = std::min(least_mps, v_mps);
            most_mps = std::max(most_mps, v_mps);
        }
        CaseResult row = crowd_between(
            fmt::format("Frantzich and Nilsson: most speed at K = 2 to 8 1/m by {}, m/s",
                        name_of(law)),
            "published", most_mps, 0.2, 0.8, {},
            fmt::format("tunnel, 46 persons: 0.2 to 0.8 m/s; free 1.25; least {:.2f}", least_mps));
        if (row.verdict == Verdict::fail) row.verdict = Verdict::misfit;
        out.push_back(std::move(row));
    }
}

/// Seconds after which somebody who stays in that air is incapacitated, looked at once a second.
double incapacitated_s(const sim::fire::Air& air) {
    CrowdSite site;
    const auto room = site.room({0, 0}, {10, 10});
    site.open({});
    const auto walker = site.add(room, {5, 5}, 1.0);
    sim::fire::Dose dose;
    while (site.people().state(walker) != crowd::WalkerState::down && site.time_s() < 4000) {
        for (int k = 0; k < core::tick_rate_Hz; ++k)
            site.step();
        const sim::fire::Dose rate = sim::fire::calc_dose_rate_per_s(air);
        dose.gas += rate.gas;
        if (dose.gas >= sim::fire::dose_limit_staff) site.people().set_down(walker);
    }
    return site.time_s();
}

void incapacitation(std::vector<CaseResult>& out) {
    struct Row {
        const char* name;
        double carbon_dioxide_frac, carbon_monoxide_ppm, oxygen_frac, expected_s;
    };
    for (const Row& row :
         {Row{"2 % CO2, 1000 ppm CO, 15 % O2", 0.02, 1000, 0.15, 981.7},
          Row{"12 % O2", 0, 0, 0.12, 1666.5}, Row{"1000 ppm CO", 0, 1000, 0.21, 1692.8},
          Row{"3.43 % CO2, 1000 ppm CO", 0.0343, 1000, 0.21, 846.5}}) {
        sim::fire::Air air;
        air.carbon_dioxide_frac = row.carbon_dioxide_frac;
        air.carbon_monoxide_ppm = row.carbon_monoxide_ppm;
        air.oxygen_frac = row.oxygen_frac;
        out.push_back(
            crowd_between(fmt::format("NIST 2.6 / ISO 19: incapacitated in {}, s", row.name),
                          "analytic", incapacitated_s(air), row.expected_s - 1, row.expected_s + 1,
                          "absent from JuPedSim; pyFDS-Evac passes", "within one look, 1 s"));
    }
}

} // namespace

void run_crowd_before_cases(std::vector<CaseResult>& out) {
    nist_1_1(out);
    smoke_laws(out);
    incapacitation(out);
}

} // namespace tools::verify
