// Which exit people take beyond its length: known ones, others' choice, signs, what they are told.
#include "tools/verify/crowd_cases.h"
#include "tools/verify/crowd_rows.h"
#include "tools/verify/crowd_site.h"
#include "tools/verify/even_smoke.h"
#include <fmt/format.h>

namespace tools::verify {

namespace plan = sim::plan;
namespace core = sim::core;
namespace crowd = sim::crowd;

namespace {

constexpr Vec2 upright{0, 1};
constexpr std::uint64_t seeds = 5;
constexpr int tries = 20; ///< a seed

/// A room of 12 x 10 m with an exit in the middle of its west and of its east wall.
struct TwoExits {
    CrowdSite site;
    plan::SpaceId room, west, east;
    plan::OpeningId exit_1, exit_2;

    explicit TwoExits(std::uint64_t seed) {
        room = site.room({0, 0}, {12, 10});
        west = site.outside({-12, 0}, {0, 10});
        east = site.outside({12, 0}, {24, 10});
        exit_1 = site.doorway(room, west, {0, 5}, 1.2, upright);
        exit_2 = site.doorway(room, east, {12, 5}, 1.2, upright);
        site.open({seed, crowd::DoorMode::emergent});
    }
    void leave(crowd::WalkerId who) {
        site.people().go_to_any(who,
                                [a = west, b = east](plan::SpaceId s) { return s == a || s == b; });
    }
    /// Whether that one has left by the second exit, when all have left.
    bool took_second(crowd::WalkerId who, int persons) {
        while (site.passed(exit_1) + site.passed(exit_2) < persons && site.time_s() < 120)
            site.step();
        return site.people().space(who) == east;
    }
};

core::DrawKey key_of(std::uint64_t seed, int n, std::uint32_t what) {
    return {seed, core::Stream::placement, static_cast<std::uint32_t>(n), 0, 900 + what};
}

/// Somewhere about the middle, at most half a metre nearer to one exit than to the other.
Vec2 about_middle(std::uint64_t seed, int n) {
    return {5.75 + 0.5 * core::draw_uniform(key_of(seed, n, 0)),
            2 + 6 * core::draw_uniform(key_of(seed, n, 1))};
}

/// Share of runs in which one who follows others leaves by exit 2, with and without ten whose exit
/// that is.
double share_by_second(bool others_go_there, double follows_s) {
    int second = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        for (int n = 0; n < tries; ++n) {
            TwoExits two(seed);
            const auto who = two.site.add(two.room, about_middle(seed, n), 1.0);
            two.site.people().set_way_preference(who, {.follows_s = follows_s});
            for (int k = 0; k < (others_go_there ? 10 : 0); ++k)
                two.site.send(two.site.add(two.room, {4 + 0.5 * k, k % 2 == 0 ? 0.8 : 9.2}, 1.0),
                              two.east);
            two.leave(who);
            second += two.took_second(who, others_go_there ? 11 : 1);
        }
    return second / static_cast<double>(seeds * tries);
}

void social_influence(std::vector<CaseResult>& out) {
    const double alone = share_by_second(false, 10), with_others = share_by_second(true, 10);
    const double own_mind = share_by_second(true, 0);
    out.push_back(crowd_holds(
        "NIST 3.2 / ISO 15: share by exit 2 rises with others who go there",
        with_others > alone + 0.2 && own_mind <= alone + 0.1, with_others,
        "absent from JuPedSim, fails ISO 15",
        fmt::format("alone {:.2f}, with ten others {:.2f}, the same who follows nobody {:.2f}; 100 "
                    "runs each",
                    alone, with_others, own_mind)));
}

/// Share of persons who leave by exit 2 when so many in a hundred know that exit only and the rest
/// know the other only.
double share_of_familiar(double know_second) {
    int second = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        for (int n = 0; n < tries; ++n) {
            TwoExits two(seed);
            const auto who = two.site.add(two.room, about_middle(seed, n), 1.0);
            const bool knows_second = n < know_second * tries;
            two.site.people().set_way_preference(
                who, {.familiar = {knows_second ? two.exit_2 : two.exit_1}, .unfamiliar_s = 30});
            two.leave(who);
            second += two.took_second(who, 1);
        }
    return second / static_cast<double>(seeds * tries);
}

void affiliation(std::vector<CaseResult>& out) {
    const double half = share_of_familiar(0.5), most = share_of_familiar(0.8);
    out.push_back(crowd_between("NIST 3.3 / ISO 16: share by exit 2 known to 50 %", "published",
                                half, 0.4, 0.6, "absent from JuPedSim", "100 persons"));
    out.push_back(crowd_holds("NIST 3.3 / ISO 16: share by exit 2 known to 80 %",
                              most > 0.7 && most < 0.9 && most > half, most, "absent from JuPedSim",
                              "100 persons; preferred"));
}

/// Knows the exit 9 m away only; the other, 3 m away, has a sign that reads 10 m.
bool takes_signed_exit(double extinction_per_m, bool has_sign) {
    TwoExits two(1);
    const EvenSmoke smoke(extinction_per_m);
    two.site.breathe(smoke);
    crowd::WalkerSpec spec;
    spec.space = two.room;
    spec.start = {core::make_id<plan::SheetId>(0), {9, 5}};
    spec.free_speed_mps = 1.0;
    spec.enters_smoke = true;
    const auto who = two.site.add(spec);
    if (has_sign) two.site.people().set_signs({0, 10});
    two.site.people().set_way_preference(who, {.familiar = {two.exit_1}, .unfamiliar_s = 120});
    two.leave(who);
    return two.took_second(who, 1);
}

void signs(std::vector<CaseResult>& out) {
    const bool without = takes_signed_exit(0, false), clear = takes_signed_exit(0, true),
               thin = takes_signed_exit(2, true), thick = takes_signed_exit(4, true);
    out.push_back(crowd_holds("signs: an unknown near exit is taken when its sign is seen",
                              !without && clear && thin && !thick, clear + thin + thick, {},
                              "sign 3 m away, seen to 8 / K: no sign no; K = 0 yes, 2 yes, 4 no"));
}

void told(std::vector<CaseResult>& out) {
    TwoExits two(1);
    const auto who = two.site.add(two.room, {8, 5}, 1.0);
    two.leave(who);
    while (two.site.time_s() < 1 - 1e-9)
        two.site.step();
    two.site.people().set_way_preference(who, {.told = two.exit_1});
    const bool second = two.took_second(who, 1);
    out.push_back(crowd_holds("staff: who is told on the way takes the exit named to him", !second,
                              two.site.time_s(), {}, "turns round after 1 s; got: time, s"));
}

/// Two ways to the yard: a corridor of 30 m and one of 20 m; both known.
void shortcut(std::vector<CaseResult>& out) {
    int by_short = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        CrowdSite site;
        const auto room = site.room({0, 0}, {6, 10});
        const auto far = site.space(plan::SpaceKind::corridor,
                                    {{6, 7}, {26, 7}, {26, 3}, {28, 3}, {28, 9}, {6, 9}});
        const auto near = site.corridor({6, 1}, {26, 3});
        const auto yard = site.outside({26, -10}, {40, 3});
        site.doorway(room, far, {6, 8}, 2, upright);
        site.doorway(far, yard, {27, 3}, 2, {1, 0});
        site.doorway(room, near, {6, 2}, 2, upright);
        const auto short_exit = site.doorway(near, yard, {26, 2}, 2, upright);
        site.open({seed, crowd::DoorMode::emergent});
        site.send(site.fill(room, {0.5, 0.5}, {5.5, 9.5}, 40, 1.2, 0.2), yard);
        while (site.inside(yard) < 40 && site.time_s() < 200)
            site.step();
        by_short += site.passed(short_exit);
    }
    const double share = by_short / (40.0 * seeds);
    out.push_back(crowd_between("ISO 17: share by the shorter of two ways", "published", share, 0.5,
                                1, "out of scope of pyFDS-Evac", "40 persons, mean of 5 seeds"));
}

} // namespace

void run_crowd_preference_cases(std::vector<CaseResult>& out) {
    social_influence(out);
    affiliation(out);
    signs(out);
    told(out);
    shortcut(out);
}

} // namespace tools::verify
