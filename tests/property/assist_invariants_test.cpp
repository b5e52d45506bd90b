// What holds for people who are moved, in any home: 200 drawn homes in every run, 10,000 with
// YANLIAN_LONG.
#include "sim/assist/assist.h"
#include "sim/assist/footprint.h"
#include "tests/property/run_length.h"
#include "tests/property/walkers_watch.h"
#include "tools/verify/assist_ward.h"
#include <doctest/doctest.h>

using namespace tests;
namespace assist = sim::assist;
using assist::DeviceKind;
using assist::TransferId;
using assist::TransferPhase;

namespace {

constexpr double body_limit_m = 0.02, run_s = 150;
constexpr double behind_m = 0.15; ///< a body may lag so far behind its way, also in a doorway

/// A drawn home with crews at work in it.
struct MovedSite {
    CrowdSite site;
    assist::Assist moves;
    std::vector<TransferId> begun;
    std::vector<crowd::WalkerId> handlers;

    MovedSite(const plan::Plan& home, std::uint64_t seed)
        : site{home, seed}, moves{site.plan,  site.area,    site.mesh, site.graph,
                                  site.cells, *site.people, seed} {}

    void step() {
        moves.step({site.open_frac, site.locked, nullptr, moves.obstacles()});
        site.obstacles.assign(moves.obstacles().begin(), moves.obstacles().end());
        site.step();
        for (const crowd::DoorPush& push : moves.door_pushes())
            if (!site.locked[push.opening.index()]) site.open_frac[push.opening.index()] = 1;
    }
    [[nodiscard]] bool ended(TransferId id) const {
        const TransferPhase phase = moves.status(id).phase;
        return phase == TransferPhase::done || phase == TransferPhase::refused ||
               phase == TransferPhase::stopped;
    }
    /// From the middle of a room to a place in a corridor or out of doors.
    void begin(const std::string& room, DeviceKind kind, const std::string& to, Vec2 to_m,
               double heading_rad) {
        assist::TransferSpec spec;
        spec.resident_key = "resident/" + std::to_string(begun.size());
        spec.from = site.space(room);
        spec.bed_pose = {sim::core::centroid(site.plan[spec.from].outline_m), heading_rad};
        spec.sheet = site.area.sheet_of(site.plan[spec.from].level);
        spec.to = site.space(to);
        spec.to_m = to_m;
        spec.device = assist::default_profile(kind);
        const Vec2 door{1.0 + 1.1 * static_cast<double>(begun.size()), 0.7};
        for (int i = 0; i < spec.device.handlers_min; ++i) {
            handlers.push_back(site.add("corridor0", door + Vec2{0.25 * i, 0.1 * (i % 2)}, 1.2));
            spec.crew.push_back(handlers.back());
        }
        begun.push_back(moves.begin(spec));
    }
};

void draw_moves(MovedSite& home) {
    std::vector<std::string> rooms, ends{"east", "west"};
    for (const plan::Space& space : home.site.plan.spaces) {
        if (space.kind == plan::SpaceKind::bedroom) rooms.push_back(space.key);
        if (space.kind == plan::SpaceKind::corridor) ends.push_back(space.key);
    }
    const int count = *rc::gen::inRange(1, 4);
    for (int k = 0; k < count; ++k) {
        const std::string room = *rc::gen::elementOf(rooms), to = *rc::gen::elementOf(ends);
        const auto kind =
            *rc::gen::element(DeviceKind::arm, DeviceKind::wheelchair, DeviceKind::evacuation_chair,
                              DeviceKind::rescue_sheet, DeviceKind::stretcher, DeviceKind::bed);
        const auto box = sim::core::bounds(home.site.plan[home.site.space(to)].outline_m);
        const double along = *rc::gen::inRange(15, 85) / 100.0;
        const Vec2 to_m{box.low.x + along * (box.high.x - box.low.x), (box.low.y + box.high.y) / 2};
        home.begin(room, kind, to, to_m, *rc::gen::element(0.0, 1.5707963));
    }
}

/// Residents are where their transfer says, devices out of walls, crews in one task each, and who
/// stands still says why.
class MovesWatch {
public:
    explicit MovesWatch(const MovedSite& home) : home_(home), left_(home.begun.size()) {}
    void look() {
        for (std::size_t i = 0; i < home_.begun.size(); ++i)
            check(i, home_.moves.status(home_.begun[i]));
        for (const assist::Assist::Body& body : home_.moves.bodies())
            check_walls(body);
    }

private:
    struct Left {
        plan::Position at;
        double since_s = 0;
    };
    void check(std::size_t i, const assist::TransferStatus& status) {
        const auto& site = home_.site;
        const auto& space = site.plan[status.resident_space];
        if (!site.area.sheets[status.resident.sheet.index()].flight &&
            !sim::core::contains(space.outline_m, status.resident.at_m, behind_m))
            RC_FAIL(fmt::format("resident {} at ({:.3f}, {:.3f}) is not in {} at {:.2f} s", i,
                                status.resident.at_m.x, status.resident.at_m.y, space.key,
                                site.time_s()));
        if (home_.ended(home_.begun[i])) {
            RC_ASSERT((status.phase == TransferPhase::done) == status.reason.empty());
            return;
        }
        Left& left = left_[i];
        const bool moved = !(left.at.sheet == status.resident.sheet) ||
                           sim::core::distance(left.at.at_m, status.resident.at_m) > 0.3;
        if (moved || status.phase != TransferPhase::moving || !status.waits.empty())
            left = {status.resident, site.time_s()};
        if (site.time_s() - left.since_s > stuck_s)
            RC_FAIL(fmt::format("resident {} has stood at ({:.2f}, {:.2f}) since {:.1f} s", i,
                                left.at.at_m.x, left.at.at_m.y, left.since_s));
    }
    void check_walls(const assist::Assist::Body& body) const {
        if (body.length_m <= 0) return;
        const auto shape = assist::make_footprint({body.length_m, body.width_m});
        for (const Segment& wall : home_.site.area.sheets[body.sheet.index()].walls_m) {
            const double depth_m = assist::depth_m(shape, body.pose, wall);
            if (depth_m > body_limit_m)
                RC_FAIL(fmt::format("device {} at ({:.2f}, {:.2f}) is {:.3f} m in a wall at {} s",
                                    static_cast<int>(body.kind), body.pose.center_m.x,
                                    body.pose.center_m.y, depth_m, home_.site.time_s()));
        }
    }

    const MovedSite& home_;
    std::vector<Left> left_;
};

/// One in a wheelchair, alone with who pushes him, from a room to the open air by either exit.
double alone_s(const DrawnHome& drawn, const std::string& room, bool blocked) {
    MovedSite home(drawn.plan, 1);
    if (blocked) {
        home.site.open_frac[home.site.opening("exit_e").index()] = 0;
        home.site.locked[home.site.opening("exit_e").index()] = 1;
    }
    const auto box = sim::core::bounds(home.site.plan[home.site.space("west")].outline_m);
    home.begin(room, DeviceKind::arm, "west", {box.high.x - 3, 2}, 0);
    while (!home.ended(home.begun[0]) && home.site.time_s() < 600)
        home.step();
    return home.moves.status(home.begun[0]).phase == TransferPhase::done ? home.site.time_s() : 600;
}

} // namespace

TEST_CASE("assist: in any home nobody who is moved is lost, in a wall or held up unexplained") {
    int ended = 0, done = 0, all = 0;
    CHECK(check_cases(200, 10000, [&] {
        const DrawnHome drawn = draw_home(3);
        MovedSite home(drawn.plan, static_cast<std::uint64_t>(*rc::gen::inRange(0, 10000)));
        const auto events = draw_door_events(drawn.plan);
        draw_moves(home);
        const int walkers = *rc::gen::inRange(0, 2);
        if (walkers > 0) populate(home.site, walkers, 1);
        Watch on_foot(home.site);
        MovesWatch moved(home);
        const auto under_way = [&] {
            return std::any_of(home.begun.begin(), home.begun.end(),
                               [&](TransferId id) { return !home.ended(id); });
        };
        while (under_way() && home.site.time_s() < run_s) {
            work_doors(home.site, events);
            home.step();
            on_foot.look();
            moved.look();
        }
        for (const TransferId id : home.begun) {
            ++all;
            ended += home.ended(id);
            done += home.moves.status(id).phase == TransferPhase::done;
        }
    }));
    MESSAGE(all << " moves, " << ended << " ended, " << done << " of them done");
}

TEST_CASE("assist: in any home a blocked exit does not help one who is led alone") {
    CHECK(check_cases(60, 2000, [] {
        const DrawnHome drawn = draw_home(1);
        constexpr double one_body_s = 0.4; // doors are chosen by their middles, crossed at a side
        RC_ASSERT(alone_s(drawn, "R0_0", true) >= alone_s(drawn, "R0_0", false) - one_body_s);
    }));
}

TEST_CASE("assist: over drawn wards more residents do not shorten the time") {
    CHECK(check_cases(10, 1000, [] {
        using tools::verify::plan::SpaceKind;
        const double way_m = *rc::gen::inRange(10, 40), door_m = *rc::gen::inRange(12, 20) / 10.0;
        const int residents = *rc::gen::inRange(1, 6), crews = *rc::gen::inRange(1, 4);
        const auto run = [&](int count) {
            tools::verify::Drawing drawing;
            const auto ward_room = drawing.room(SpaceKind::hall, {0, 0}, {8, 16});
            const auto refuge = drawing.room(SpaceKind::hall, {8, 0}, {8 + way_m, 16});
            drawing.opening(plan::OpeningKind::doorway, ward_room, refuge, {8, 8}, {0, 1}, door_m);
            tools::verify::Ward ward{drawing.plan()};
            auto device = assist::default_profile(DeviceKind::rescue_sheet);
            device.preparation_sd_s = 0;
            ward.use(device);
            for (int k = 0; k < count; ++k)
                ward.add_resident(
                    {ward_room, {2.5, 2.0 + 2.0 * k}, refuge, {8 + way_m - 2, 2.0 + 2.0 * k}});
            for (int c = 0; c < crews; ++c)
                ward.add_crew(2, ward_room, {4.5, 2.0 + 3.0 * c}, 1.2);
            return ward.run(3600);
        };
        RC_ASSERT(!(run(residents + 1) < 0.9 * run(residents) - 2));
    }));
}
