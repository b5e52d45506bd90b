#include "sim/assist/way.h"
#include "sim/assist/footprint.h"
#include <algorithm>

namespace sim::assist {

namespace {

constexpr double turning_rad = 1e-3; ///< below this a change of heading is no turn

} // namespace

void Way::append(plan::SheetId sheet, const plan::Pose& pose, Gait gait, double half_length_m) {
    WayPoint next{sheet, pose, 0, gait, false};
    if (!points_.empty()) {
        const WayPoint& last = points_.back();
        next.at_m = last.at_m;
        if (last.sheet == sheet) {
            const double turn_rad = std::fabs(pose.heading_rad - last.pose.heading_rad);
            const double move_m = core::distance(last.pose.center_m, pose.center_m);
            if (turn_rad < 1e-9 && move_m < 1e-9) return;
            next.at_m += std::max(move_m, turn_rad * half_length_m);
            next.turning = turn_rad > turning_rad;
        }
    }
    points_.push_back(next);
}

void Way::cross(plan::OpeningId opening, plan::SpaceId into) {
    crossings_.push_back({points_.back().at_m, opening, into});
}

void Way::ride(plan::LiftId lift, plan::SheetId to, plan::SpaceId into) {
    append(to, points_.back().pose, Gait::flat, 0);
    crossings_.push_back({points_.back().at_m, {}, into, lift});
}

void Way::cut(std::size_t points, std::size_t crossings) {
    points_.resize(std::min(points, points_.size()));
    crossings_.resize(std::min(crossings, crossings_.size()));
}

Way Way::with_detour(double at_m, const plan::Pose& aside, double half_length_m) const {
    const WayPoint here = at(at_m);
    Way way;
    way.append(here.sheet, here.pose, here.gait, half_length_m);
    way.append(here.sheet, aside, here.gait, half_length_m);
    way.append(here.sheet, here.pose, here.gait, half_length_m);
    const double shift_m = way.length_m() - here.at_m;
    for (const WayPoint& p : points_) {
        if (p.at_m <= here.at_m) continue;
        way.points_.push_back(p);
        way.points_.back().at_m += shift_m;
    }
    for (const Crossing& c : crossings_)
        if (c.at_m > here.at_m)
            way.crossings_.push_back({c.at_m + shift_m, c.opening, c.into, c.lift});
    return way;
}

std::size_t Way::piece(double at_m) const noexcept {
    const auto after = std::upper_bound(points_.begin(), points_.end(), at_m,
                                        [](double m, const WayPoint& p) { return m < p.at_m; });
    const auto i = static_cast<std::size_t>(after - points_.begin());
    return std::clamp<std::size_t>(i, 1, points_.size() - 1);
}

WayPoint Way::at(double at_m) const noexcept {
    if (points_.size() < 2) return points_.front();
    const std::size_t i = piece(at_m);
    const WayPoint &a = points_[i - 1], &b = points_[i];
    WayPoint p = b;
    p.at_m = std::clamp(at_m, 0.0, length_m());
    if (a.sheet != b.sheet || b.at_m <= a.at_m) return p;
    const double frac = std::clamp((at_m - a.at_m) / (b.at_m - a.at_m), 0.0, 1.0);
    p.pose.center_m = a.pose.center_m + (b.pose.center_m - a.pose.center_m) * frac;
    p.pose.heading_rad = a.pose.heading_rad + (b.pose.heading_rad - a.pose.heading_rad) * frac;
    return p;
}

double Way::piece_end_m(double at_m) const noexcept {
    if (points_.size() < 2) return length_m();
    return points_[piece(at_m)].at_m;
}

} // namespace sim::assist
