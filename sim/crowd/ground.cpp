#include "sim/crowd/ground.h"

#include "sim/crowd/crowd_constants.h"
#include <algorithm>
#include <cassert>

namespace sim::crowd {

namespace {

constexpr double cell_m = Ground::cell_m;

std::vector<Edge> edges_of(const plan::Sheet& sheet) {
    std::vector<Edge> edges;
    const auto add = [&](const Segment& line_m, EdgeKind kind, std::size_t index,
                         plan::OpeningId opening) {
        Edge e;
        e.line_m = line_m;
        e.kind = kind;
        e.index = static_cast<std::uint32_t>(index);
        e.opening = opening;
        edges.push_back(e);
    };
    for (std::size_t i = 0; i < sheet.walls_m.size(); ++i)
        add(sheet.walls_m[i], EdgeKind::wall, i, {});
    for (std::size_t i = 0; i < sheet.passages.size(); ++i)
        add(sheet.passages[i].gap_m, EdgeKind::passage, i, sheet.passages[i].opening);
    for (std::size_t i = 0; i < sheet.links.size(); ++i)
        add(sheet.links[i].edge_m, EdgeKind::link, i, {});
    for (Edge& e : edges) {
        e.along = core::normalized(e.line_m.b - e.line_m.a);
        e.length_m = core::distance(e.line_m.a, e.line_m.b);
    }
    return edges;
}

LinkMotion motion_of(const plan::SheetLink& link) {
    const double side = link.up ? 1 : -1; // edges run left to right as one who climbs sees them
    LinkMotion m;
    m.from_m = link.edge_m.a;
    m.along = core::normalized(link.edge_m.b - link.edge_m.a);
    m.ahead = core::left_of(m.along) * side;
    m.to_m = link.to_edge_m.a;
    m.to_along = core::normalized(link.to_edge_m.b - link.to_edge_m.a);
    m.to_ahead = core::left_of(m.to_along) * side;
    m.to = link.to;
    return m;
}

/// How far the two run beside each other.
double shared_run_m(const Edge& e, const Edge& other) {
    const double a = dot(other.line_m.a - e.line_m.a, e.along),
                 b = dot(other.line_m.b - e.line_m.a, e.along);
    return std::min(e.length_m, std::max(a, b)) - std::max(0.0, std::min(a, b));
}

/// Of the edges of one cell: whichever wall faces another over more than a doorway's depth.
void find_lanes(std::span<Edge> edges) {
    constexpr double parallel_sin = 0.1;
    for (Edge& e : edges)
        for (const Edge& other : edges) {
            if (e.kind != EdgeKind::wall || other.kind != EdgeKind::wall || &e == &other ||
                std::abs(cross(e.along, other.along)) > parallel_sin ||
                shared_run_m(e, other) < lane_run_m)
                continue;
            const double aside_m =
                cross(e.along, (other.line_m.a + other.line_m.b) * 0.5 - e.line_m.a);
            double& lane_m = aside_m > 0 ? e.lane_left_m : e.lane_right_m;
            if (std::abs(aside_m) > wall_tolerance_m) lane_m = std::min(lane_m, std::abs(aside_m));
        }
}

bool near_cell(const Segment& s, Vec2 low) {
    const Vec2 middle = low + Vec2{cell_m / 2, cell_m / 2};
    return core::distance(s, middle) <= wall_reach_m + cell_m * 0.7072;
}

double distance_between(const Segment& s, const Segment& t) {
    if (core::intersects(s, t)) return 0;
    return std::min({core::distance(s, t.a), core::distance(s, t.b), core::distance(t, s.a),
                     core::distance(t, s.b)});
}

/// Strictly from one side to the other, the ends not counted.
bool crosses(const Segment& s, const Segment& line) {
    constexpr double on_line_m2 = 1e-9;
    const Vec2 d = line.b - line.a;
    const double u = cross(d, s.a - line.a), v = cross(d, s.b - line.a);
    if (std::abs(u) < on_line_m2 || std::abs(v) < on_line_m2 || (u > 0) == (v > 0)) return false;
    const Vec2 e = s.b - s.a;
    const double p = cross(e, line.a - s.a), q = cross(e, line.b - s.a);
    return (p > 0) != (q > 0);
}

} // namespace

Ground::SheetGrid Ground::make_grid(const plan::Sheet& sheet) {
    SheetGrid grid;
    const std::vector<Edge> edges = edges_of(sheet);
    for (const plan::SheetLink& link : sheet.links)
        grid.motions.push_back(motion_of(link));
    for (const Edge& e : edges) {
        grid.box.include(e.line_m.a);
        grid.box.include(e.line_m.b);
    }
    grid.first.push_back(0);
    if (grid.box.empty()) return grid;
    grid.columns = static_cast<int>((grid.box.high.x - grid.box.low.x) / cell_m) + 1;
    grid.rows = static_cast<int>((grid.box.high.y - grid.box.low.y) / cell_m) + 1;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column) {
            const Vec2 low = grid.box.low + Vec2{column * cell_m, row * cell_m};
            for (const Edge& e : edges)
                if (near_cell(e.line_m, low)) grid.edges.push_back(e);
            find_lanes(std::span(grid.edges).subspan(grid.first.back()));
            grid.first.push_back(static_cast<std::uint32_t>(grid.edges.size()));
        }
    return grid;
}

Ground::Ground(const plan::WalkableArea& area) {
    for (const plan::Sheet& sheet : area.sheets)
        sheets_.push_back(make_grid(sheet));
}

bool Ground::sees(plan::SheetId sheet, Vec2 a, Vec2 b, double radius_m,
                  const Segment* through) const {
    const Segment way{a, b};
    const double length_m = core::distance(a, b);
    const int samples = static_cast<int>(length_m / cell_m) + 1;
    for (int i = 0; i <= samples; ++i) {
        const Vec2 p = a + (b - a) * (static_cast<double>(i) / samples);
        for (const Edge& e : near(sheet, p)) {
            if (e.kind == EdgeKind::wall) {
                if (distance_between(way, e.line_m) < radius_m) return false;
            } else if (!(through && e.line_m == *through) && crosses(way, e.line_m)) {
                return false;
            }
        }
    }
    return true;
}

namespace {

constexpr std::size_t most_edges = 16; ///< that can hold one body at once

struct Holds {
    std::size_t count = 0;
    Segment edge[most_edges];
    double keep_m[most_edges] = {}; ///< least distance from now on

    [[nodiscard]] bool feasible(Vec2 from, Vec2 p) const noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            if (core::distance(edge[i], p) < keep_m[i] - 1e-12) return false;
            if (keep_m[i] < 0.1 && crosses({from, p}, edge[i])) return false;
        }
        return true;
    }
    /// Out of whatever `p` is too near to; a few rounds settle corners.
    [[nodiscard]] Vec2 pushed_out(Vec2 p, double margin_m) const noexcept {
        for (int round = 0; round < 4; ++round) {
            bool moved = false;
            for (std::size_t i = 0; i < count; ++i) {
                const Vec2 q = core::nearest_point(edge[i], p);
                const Vec2 out = p - q;
                const double d = core::length(out), want_m = keep_m[i] + margin_m;
                if (d >= want_m || d < 1e-9) continue;
                p = q + out * (want_m / d);
                moved = true;
            }
            if (!moved) break;
        }
        return p;
    }
};

} // namespace

Vec2 slide(std::span<const Segment> edges, Vec2 from_m, Vec2 to_m, double radius_m,
           double limit_m) noexcept {
    Holds holds;
    for (const Segment& e : edges) {
        const double d = core::distance(e, from_m);
        if (d > radius_m + limit_m + 0.01 || holds.count == most_edges) continue;
        holds.edge[holds.count] = e;
        holds.keep_m[holds.count++] = std::min(radius_m - wall_tolerance_m, d);
    }
    const auto within = [&](Vec2 p, double most_m) {
        const Vec2 d = p - from_m;
        const double l = core::length(d);
        return l <= most_m ? p : from_m + d * (most_m / l);
    };
    Vec2 p = within(to_m, limit_m);
    if (holds.count == 0) return p;
    for (double share = 1; share > 0.1; share *= 0.5) {
        const Vec2 wish = within(to_m, limit_m * share);
        p = within(holds.pushed_out(wish, wall_tolerance_m * 0.5), limit_m);
        if (holds.feasible(from_m, p)) return p;
        p = within(holds.pushed_out(wish, 0), limit_m * share);
        if (holds.feasible(from_m, p)) return p;
    }
    return from_m;
}

} // namespace sim::crowd
