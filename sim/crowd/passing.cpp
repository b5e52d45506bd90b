#include "sim/crowd/passing.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>
#include <tuple>

namespace sim::crowd {

namespace {

constexpr double between_loads_m = 1.0; ///< less room than this between two: they are one
constexpr double descends_next_m = 1.0; ///< this near to it from above one goes first
constexpr double still_mps = 0.05;

/// Breadth that a body takes past something, with its shoulders turned.
double turned_breadth_m(double radius_m) {
    return radius_m * (1 + turned_body_ratio) + passing_gap_m;
}

} // namespace

void Passing::gather_discs(const Walkers& w, std::span<const std::uint32_t> awake,
                           std::span<const Obstacle> obstacles) {
    discs_.clear();
    for (const Obstacle& o : obstacles)
        if (o.sheet && area_.sheets[o.sheet.index()].flight)
            discs_.push_back({o.sheet, o.center_m, o.radius_m, o.velocity_mps.y});
    if (discs_.empty()) return;
    for (const std::uint32_t i : awake)
        if (w.state[i] == WalkerState::attached && area_.sheets[w.sheet[i].index()].flight)
            discs_.push_back({w.sheet[i], w.at_m[i], w.radius_m[i], w.velocity_mps[i].y});
    std::sort(discs_.begin(), discs_.end(), [](const Disc& a, const Disc& b) {
        return std::tuple(a.sheet.value, a.at_m.y - a.radius_m, a.at_m.x) <
               std::tuple(b.sheet.value, b.at_m.y - b.radius_m, b.at_m.x);
    });
}

void Passing::make_loads() {
    loads_.clear();
    for (const Disc& d : discs_) {
        const double low_m = d.at_m.y - d.radius_m, high_m = d.at_m.y + d.radius_m;
        if (loads_.empty() || !(loads_.back().sheet == d.sheet) ||
            low_m > loads_.back().high_m + between_loads_m) {
            Load load;
            load.sheet = d.sheet;
            load.low_m = low_m;
            load.high_m = high_m;
            load.left_m = load.right_m = width_m(load);
            loads_.push_back(load);
        }
        Load& load = loads_.back();
        load.high_m = std::max(load.high_m, high_m);
        load.left_m = std::min(load.left_m, d.at_m.x - d.radius_m);
        load.right_m = std::min(load.right_m, width_m(load) - d.at_m.x - d.radius_m);
        if (std::abs(d.up_mps) > std::abs(load.up_mps)) load.up_mps = d.up_mps;
    }
}

void Passing::count_traffic(const Walkers& w, std::span<const std::uint32_t> awake) {
    for (const std::uint32_t i : awake) {
        if (w.state[i] != WalkerState::walking || !area_.sheets[w.sheet[i].index()].flight)
            continue;
        const double y = w.at_m[i].y, climbs = w.wished_direction[i].y;
        for (Load& load : loads_) {
            if (!(load.sheet == w.sheet[i]) || y < load.low_m) continue;
            if (climbs > 0 && y < load.high_m) ++load.climbing;
            if (climbs < 0 && y < load.high_m + descends_next_m) ++load.descending;
        }
    }
}

void Passing::begin_step(const Walkers& walkers, std::span<const std::uint32_t> awake,
                         std::span<const Obstacle> obstacles) {
    if (obstacles.empty() && loads_.empty()) return;
    gather_discs(walkers, awake, obstacles);
    make_loads();
    if (!loads_.empty()) count_traffic(walkers, awake);
}

/// The nearest one that he has not passed.
const Passing::Load* Passing::find_next(const Walkers& w, std::size_t i, bool up) const {
    const double y = w.at_m[i].y;
    const Load* next = nullptr;
    double next_m = device_sight_m;
    for (const Load& load : loads_) {
        if (!(load.sheet == w.sheet[i])) continue;
        const double ahead_m = up ? load.low_m - y : y - load.high_m;
        const double beyond_m = up ? y - load.high_m : load.low_m - y;
        if (ahead_m >= next_m || beyond_m > w.radius_m[i]) continue;
        next = &load;
        next_m = ahead_m;
    }
    return next;
}

Passing::Advice Passing::advise(const Walkers& w, std::size_t i, bool up) const {
    Advice advice;
    const Load* load = find_next(w, i, up);
    if (!load) return advice;
    const Vec2 at = w.at_m[i];
    const double radius_m = w.radius_m[i], all_m = width_m(*load);
    advice.ahead_m = up ? load->low_m - at.y : at.y - load->high_m;
    advice.coming_mps = std::max(0.0, up ? -load->up_mps : load->up_mps);
    const bool beside = advice.ahead_m < 0;
    bool left = load->left_m > load->right_m;
    if (beside)
        left = at.x < (load->left_m + all_m - load->right_m) / 2;
    else if (load->left_m == load->right_m)
        left = !up; // on his right hand
    const double room_m = left ? load->left_m : load->right_m;
    advice.sideways = room_m < 2 * radius_m + passing_gap_m;
    const double from_wall_m = radius_m + (advice.sideways ? 0 : passing_gap_m / 2);
    advice.lane_m = left ? from_wall_m : all_m - from_wall_m;
    const bool no_room = room_m < turned_breadth_m(radius_m);
    const bool others_come = (up ? load->descending : load->climbing) > 0;
    // Who waits for others to come past leaves them the lane.
    if (others_come && !no_room && !beside) advice.lane_m = all_m - advice.lane_m;
    if (beside || !(no_room || others_come))
        advice.kind = Advice::Kind::pass;
    else if (advice.coming_mps > still_mps)
        advice.kind = Advice::Kind::go_back;
    else
        advice.kind = Advice::Kind::wait;
    return advice;
}

bool Passing::keeps_off(plan::FlightId flight, bool up, double radius_m) const {
    const plan::SheetId sheet = area_.sheet_of(flight);
    return std::any_of(loads_.begin(), loads_.end(), [&](const Load& load) {
        if (!(load.sheet == sheet)) return false;
        const double in_m = up ? load.low_m : plan_[flight].slope_length_m - load.high_m;
        const double coming_mps = up ? -load.up_mps : load.up_mps;
        if (load.room_m() < turned_breadth_m(radius_m))
            return coming_mps > still_mps || in_m < passing_wait_m;
        return in_m < device_sight_m && (up ? load.descending : load.climbing) > 0;
    });
}

} // namespace sim::crowd
