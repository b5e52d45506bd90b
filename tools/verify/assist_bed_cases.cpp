// A bed where it just fits: what the search promised, the moving bodies must do every time.
#include "tools/verify/assist_cases.h"
#include "tools/verify/assist_ward.h"
#include <fmt/format.h>

namespace tools::verify {

namespace {

using plan::SpaceKind;
namespace assist = sim::assist;

constexpr int runs = 100;
constexpr double far_m = 8; ///< length of the corridors and rooms
constexpr double limit_s = 600;

/// Where the bed stands before it sets out, a little different in each run.
Vec2 place_of(std::uint64_t seed, double width_m) {
    const auto draw = [&](std::uint32_t n) {
        return sim::core::draw_uniform({seed, sim::core::Stream::placement, 0, 0, n});
    };
    return {-5 + 2 * draw(0), width_m / 2 + 0.2 * (draw(1) - 0.5)};
}

bool gets_there(const Drawing& drawing, const Resident& resident, std::uint64_t seed) {
    Ward ward{drawing.plan(), seed};
    ward.use(assist::default_profile(assist::DeviceKind::bed));
    ward.add_resident(resident);
    ward.add_crew(2, resident.from, resident.bed_m - Vec2{2, 0}, 1.2);
    return ward.run(limit_s) > 0;
}

/// Round the corner of two corridors as wide as each other.
bool round_corner(double width_m, std::uint64_t seed) {
    Drawing drawing;
    const auto first = drawing.room(SpaceKind::corridor, {-far_m, 0}, {width_m, width_m});
    const auto second = drawing.room(SpaceKind::corridor, {0, width_m}, {width_m, far_m});
    drawing.opening(plan::OpeningKind::doorway, first, second, {width_m / 2, width_m}, {1, 0},
                    width_m);
    return gets_there(drawing, {first, place_of(seed, width_m), second, {width_m / 2, 6}}, seed);
}

/// From a corridor through a door in its side into a room.
bool through_side_door(double corridor_m, double door_m, std::uint64_t seed) {
    Drawing drawing;
    const auto corridor = drawing.room(SpaceKind::corridor, {-far_m, 0}, {far_m, corridor_m});
    const auto room =
        drawing.room(SpaceKind::hall, {-far_m, corridor_m}, {far_m, corridor_m + far_m});
    drawing.opening(plan::OpeningKind::doorway, corridor, room, {0, corridor_m}, {1, 0}, door_m);
    return gets_there(drawing, {corridor, place_of(seed, corridor_m), room, {0, corridor_m + 4}},
                      seed);
}

template <class Run>
void add_row(std::vector<CaseResult>& out, const char* name, const Run& run) {
    int arrived = 0;
    std::string stuck;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
        if (run(seed))
            ++arrived;
        else if (stuck.empty())
            stuck = fmt::format("; first not: seed {}", seed);
    }
    CaseResult row;
    row.suite = "assist";
    row.name = name;
    row.kind = "direction";
    row.got = arrived;
    row.expected = runs;
    row.verdict = arrived == runs ? Verdict::pass : Verdict::fail;
    row.note = fmt::format("of {} runs; bed 2.10 x 0.95 m, another start in each{}", runs, stuck);
    out.push_back(std::move(row));
}

} // namespace

void run_assist_bed_cases(std::vector<CaseResult>& out) {
    constexpr double narrow_m = 1.47; // docs/references.md#clearance
    add_row(out, "bed round a corner of 1.47 m corridors",
            [](std::uint64_t seed) { return round_corner(narrow_m, seed); });
    add_row(out, "bed from a 1.9 m corridor through a 1.2 m side door",
            [](std::uint64_t seed) { return through_side_door(1.9, 1.2, seed); });
}

} // namespace tools::verify
