#include "sim/assist/footprint.h"
#include <algorithm>
#include <numbers>

namespace sim::assist {

using core::Box;
using core::Segment;
using core::Vec2;
using plan::Pose;

double Footprint::half_diagonal_m() const noexcept {
    return std::sqrt(half_length_m * half_length_m + half_width_m * half_width_m);
}

Footprint make_footprint(const plan::DeviceShape& shape, double margin_m) noexcept {
    return {shape.length_m / 2 + margin_m, shape.width_m / 2 + margin_m};
}

Vec2 direction_of(double heading_rad) noexcept {
    return {std::cos(heading_rad), std::sin(heading_rad)};
}

double heading_of(Vec2 v) noexcept {
    return std::atan2(v.y, v.x);
}

double wrapped(double angle_rad) noexcept {
    const double turns = std::round(angle_rad / (2 * std::numbers::pi));
    return angle_rad - turns * 2 * std::numbers::pi;
}

namespace {

/// A point in the frame of a pose.
Vec2 local(const Pose& pose, Vec2 axis, Vec2 p) noexcept {
    const Vec2 d = p - pose.center_m;
    return {core::dot(d, axis), core::cross(axis, d)};
}

/// Part of the segment p + t*(q-p) inside the rectangle, by clipping; false when none.
bool clip(const Footprint& f, Vec2 p, Vec2 q, double& t0, double& t1) noexcept {
    t0 = 0;
    t1 = 1;
    const double step[4] = {q.x - p.x, p.x - q.x, q.y - p.y, p.y - q.y};
    const double room[4] = {f.half_length_m - p.x, f.half_length_m + p.x, f.half_width_m - p.y,
                            f.half_width_m + p.y};
    for (int i = 0; i < 4; ++i) {
        if (step[i] == 0) {
            if (room[i] <= 0) return false;
            continue;
        }
        const double t = room[i] / step[i];
        if (step[i] > 0)
            t1 = std::min(t1, t);
        else
            t0 = std::max(t0, t);
        if (t0 >= t1) return false;
    }
    return true;
}

/// Whether an axis of `f` separates it from `g`.
bool separated(const Footprint& f, Vec2 axis, Vec2 offset, const Footprint& g,
               Vec2 other) noexcept {
    const double c = std::fabs(core::dot(axis, other)), s = std::fabs(core::cross(axis, other));
    return std::fabs(core::dot(offset, axis)) >=
               f.half_length_m + g.half_length_m * c + g.half_width_m * s ||
           std::fabs(core::cross(axis, offset)) >=
               f.half_width_m + g.half_length_m * s + g.half_width_m * c;
}

bool touches(const Box& box, const Segment& s) noexcept {
    return std::max(s.a.x, s.b.x) >= box.low.x && std::min(s.a.x, s.b.x) <= box.high.x &&
           std::max(s.a.y, s.b.y) >= box.low.y && std::min(s.a.y, s.b.y) <= box.high.y;
}

void append_near(std::span<const Segment> from, const Box& box, std::vector<Segment>& out) {
    for (const Segment& s : from)
        if (touches(box, s)) out.push_back(s);
}

} // namespace

bool hits(const Footprint& f, const Pose& pose, const Segment& s) noexcept {
    const Vec2 axis = direction_of(pose.heading_rad);
    double t0 = 0, t1 = 1;
    return clip(f, local(pose, axis, s.a), local(pose, axis, s.b), t0, t1);
}

double depth_m(const Footprint& f, const Pose& pose, const Segment& s) noexcept {
    const Vec2 axis = direction_of(pose.heading_rad);
    const Vec2 p = local(pose, axis, s.a), q = local(pose, axis, s.b);
    double t0 = 0, t1 = 1;
    if (!clip(f, p, q, t0, t1)) return 0;
    // The sum of rectangle and segment is a hexagon; its faces lie along the rectangle's two axes
    // and the segment's normal, so the least shift is along one of these.
    double least =
        std::min({f.half_length_m - std::min(p.x, q.x), f.half_length_m + std::max(p.x, q.x),
                  f.half_width_m - std::min(p.y, q.y), f.half_width_m + std::max(p.y, q.y)});
    const Vec2 normal = core::left_of(core::normalized(q - p));
    if (normal == Vec2{}) return least;
    const double reach =
        f.half_length_m * std::fabs(normal.x) + f.half_width_m * std::fabs(normal.y);
    return std::min(least, reach - std::fabs(core::dot(p, normal)));
}

bool overlaps(const Footprint& f, const Pose& pose, const Footprint& g,
              const Pose& other) noexcept {
    const Vec2 u = direction_of(pose.heading_rad), v = direction_of(other.heading_rad);
    const Vec2 offset = other.center_m - pose.center_m;
    return !separated(f, u, offset, g, v) && !separated(g, v, offset, f, u);
}

bool overlaps(const Footprint& f, const Pose& pose, Vec2 center_m, double radius_m) noexcept {
    const Vec2 p = local(pose, direction_of(pose.heading_rad), center_m);
    const Vec2 out{std::max(std::fabs(p.x) - f.half_length_m, 0.0),
                   std::max(std::fabs(p.y) - f.half_width_m, 0.0)};
    return core::dot(out, out) < radius_m * radius_m;
}

Box box_round(Vec2 p, double reach_m) noexcept {
    Box box;
    box.include(p - Vec2{reach_m, reach_m});
    box.include(p + Vec2{reach_m, reach_m});
    return box;
}

Walls::Walls(const plan::Plan& plan, const plan::WalkableArea& area)
    : area_{area}, jambs_(area.sheets.size()) {
    for (std::size_t i = 0; i < area.sheets.size(); ++i)
        for (const plan::Passage& passage : area.sheets[i].passages) {
            const Vec2 along = core::normalized(passage.gap_m.b - passage.gap_m.a);
            const Vec2 half = core::left_of(along) * (plan.wall_thickness_m / 2);
            for (const Vec2 end : {passage.gap_m.a, passage.gap_m.b})
                jambs_[i].push_back({end - half, end + half});
        }
}

std::span<const Segment> Walls::of(plan::SheetId sheet) const noexcept {
    return area_.sheets[sheet.index()].walls_m;
}

void Walls::find_near(plan::SheetId sheet, const Box& box, std::vector<Segment>& out) const {
    append_near(of(sheet), box, out);
    append_near(jambs_[sheet.index()], box, out);
}

void Walls::find_bounds(plan::SheetId sheet, const Box& box, std::vector<Segment>& out) const {
    append_near(of(sheet), box, out);
    for (const plan::SheetLink& link : area_.sheets[sheet.index()].links)
        if (touches(box, link.edge_m)) out.push_back(link.edge_m);
}

double Walls::free_distance_m(plan::SheetId sheet, Vec2 p, Vec2 way,
                              double limit_m) const noexcept {
    double free_m = limit_m;
    for (const Segment& s : of(sheet)) {
        const Vec2 d = s.b - s.a;
        const double det = core::cross(way, d);
        if (std::fabs(det) < 1e-12) continue;
        const double t = core::cross(s.a - p, d) / det, u = core::cross(s.a - p, way) / det;
        if (t > 1e-6 && u >= 0 && u <= 1) free_m = std::min(free_m, t);
    }
    return free_m;
}

} // namespace sim::assist
