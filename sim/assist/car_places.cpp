#include "sim/assist/car_places.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace sim::assist {

using core::Segment;
using core::Vec2;
using plan::Pose;

namespace {

constexpr double grid_m = 0.1; ///< places that are looked at
constexpr std::size_t poses_max = 12;

template <class Look>
void look_round(const plan::Polygon& car_m, const Look& look) {
    const core::Box box = core::bounds(car_m);
    const int columns = static_cast<int>((box.high.x - box.low.x) / grid_m);
    const int rows = static_cast<int>((box.high.y - box.low.y) / grid_m);
    for (int row = 0; row <= rows; ++row)
        for (int column = 0; column <= columns; ++column)
            look(box.low + Vec2{column * grid_m, row * grid_m});
}

template <class Holds>
bool all_edges(const plan::Polygon& car_m, const Holds& holds) {
    for (std::size_t i = 0; i < car_m.size(); ++i)
        if (!holds(Segment{car_m[i], car_m[(i + 1) % car_m.size()]})) return false;
    return true;
}

bool lies_in(const plan::Polygon& car_m, const Footprint& device, const Pose& pose) {
    return core::contains(car_m, pose.center_m) &&
           all_edges(car_m, [&](const Segment& edge) { return !hits(device, pose, edge); });
}

} // namespace

std::vector<Vec2> find_car_places(const plan::Polygon& car_m, const Footprint& device,
                                  const Pose& pose, int count) {
    std::vector<Vec2> places;
    look_round(car_m, [&](Vec2 p) {
        const bool clear = static_cast<int>(places.size()) < count && core::contains(car_m, p) &&
                           !overlaps(device, pose, p, car_handler_radius_m) &&
                           all_edges(car_m, [&](const Segment& edge) {
                               return core::distance(edge, p) >= car_handler_radius_m;
                           });
        const auto near = [p](Vec2 other) {
            return core::distance(p, other) < 2 * car_handler_radius_m;
        };
        if (clear && std::none_of(places.begin(), places.end(), near)) places.push_back(p);
    });
    return places;
}

std::vector<Pose> find_car_poses(const plan::Plan& plan, const std::array<plan::SpaceId, 2>& stops,
                                 const plan::DeviceShape& shape, const Pose& comes,
                                 int crew_count) {
    const plan::Polygon &car_m = plan[stops[0]].outline_m, &other_m = plan[stops[1]].outline_m;
    const Footprint bare = make_footprint(shape),
                    device = make_footprint(shape, plan::clearance_margin_m);
    std::vector<Pose> poses;
    for (const double turn_rad : {0.0, std::numbers::pi / 2}) {
        std::vector<Vec2> centers{core::centroid(car_m)};
        look_round(car_m, [&](Vec2 p) { centers.push_back(p); });
        std::stable_sort(centers.begin(), centers.end(), [&](Vec2 a, Vec2 b) {
            return core::distance(a, comes.center_m) < core::distance(b, comes.center_m);
        });
        const std::size_t before = poses.size();
        for (const Vec2 center : centers) {
            const Pose pose{center, comes.heading_rad + turn_rad};
            if (poses.size() - before >= poses_max) break;
            if (!lies_in(car_m, device, pose) || !lies_in(other_m, device, pose)) continue;
            const auto places = find_car_places(car_m, bare, pose, crew_count);
            if (static_cast<int>(places.size()) == crew_count) poses.push_back(pose);
        }
    }
    return poses;
}

} // namespace sim::assist
