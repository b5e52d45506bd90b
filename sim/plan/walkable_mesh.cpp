#include "sim/plan/walkable_mesh.h"

#include "sim/core/text.h"
#include "sim/plan/edge_cover.h"
#include "sim/plan/recast_mesh.h"
#include "sim/plan/space_way.h"
#include <algorithm>
#include <array>
#include <numbers>

namespace sim::plan {

namespace {

constexpr int most_polygons_on_way = 512;
constexpr int search_nodes = 2048;
constexpr double snap_reach_m = 1.0; ///< how far find_corners moves a point that is off the mesh
constexpr double ring_step_m = 0.1;
constexpr int ring_points = 16;
/// Points this far on either side of an opening lie in its gap, clear of walls beyond it.
constexpr double passage_probe_m = 0.1;
constexpr double passage_way_m = 1.0; ///< longest way between the two that still goes through it

constexpr double on_line_m = 0.05; ///< who stands so near to an opening's line is in it

struct MeshPoint {
    std::array<float, 3> at{};
    dtPolyRef polygon = 0;
};

} // namespace

struct WalkableMesh::Impl {
    struct SheetMesh {
        MeshPtr mesh;
        QueryPtr query;
        Vec2 origin_m; ///< of the mesh's own coordinates, which are 32-bit
        std::vector<Segment> walls_m;
    };
    struct Gap {
        SheetId sheet;
        Segment gap_m;
    };
    std::vector<SheetMesh> sheets;
    std::vector<Gap> gap_of;                         ///< by opening; sheet none: not walkable
    std::vector<Polygon> floors_m;                   ///< by space: the part one stands on
    std::vector<std::vector<OpeningId>> openings_of; ///< by space: those one walks through
    double radius_m = 0.25;
    dtQueryFilter filter;

    [[nodiscard]] bool leaves(SpaceId space, Vec2 a, Vec2 goal,
                              const std::vector<Vec2>& corners) const;

    [[nodiscard]] static std::array<float, 3> to_mesh(const SheetMesh& s, Vec2 p) {
        return {static_cast<float>(p.x - s.origin_m.x), 0, static_cast<float>(p.y - s.origin_m.y)};
    }
    [[nodiscard]] static Vec2 from_mesh(const SheetMesh& s, const float* p) {
        return {s.origin_m.x + static_cast<double>(p[0]), s.origin_m.y + static_cast<double>(p[2])};
    }

    [[nodiscard]] static bool crosses_wall(const SheetMesh& s, Vec2 from, Vec2 to) {
        // A point that leans on a wall has not crossed it.
        const Segment way{from + (to - from) * 1e-3, to};
        return std::any_of(s.walls_m.begin(), s.walls_m.end(),
                           [&](const Segment& wall) { return core::intersects(way, wall); });
    }

    [[nodiscard]] std::optional<MeshPoint> nearest_any(const SheetMesh& s, Vec2 p,
                                                       double reach_m) const {
        const auto center = to_mesh(s, p);
        const auto reach = static_cast<float>(reach_m);
        const std::array<float, 3> half{reach, 10, reach};
        MeshPoint point;
        if (dtStatusFailed(s.query->findNearestPoly(center.data(), half.data(), &filter,
                                                    &point.polygon, point.at.data())) ||
            point.polygon == 0)
            return std::nullopt;
        point.at[1] = 0;
        if (core::distance(from_mesh(s, point.at.data()), p) > reach_m + 1e-4) return std::nullopt;
        return point;
    }

    /// Nearest point of the mesh on this side of the walls.
    [[nodiscard]] std::optional<MeshPoint> snap(const SheetMesh& s, Vec2 p, double reach_m) const {
        if (!s.query) return std::nullopt;
        const auto direct = nearest_any(s, p, reach_m);
        if (!direct) return std::nullopt;
        if (!crosses_wall(s, p, from_mesh(s, direct->at.data()))) return direct;
        for (double r_m = ring_step_m; r_m <= reach_m; r_m += ring_step_m)
            for (int i = 0; i < ring_points; ++i) {
                const double angle_rad = 2 * std::numbers::pi * i / ring_points;
                const Vec2 q = p + Vec2{std::cos(angle_rad), std::sin(angle_rad)} * r_m;
                const auto found = nearest_any(s, q, ring_step_m);
                if (found && !crosses_wall(s, p, from_mesh(s, found->at.data()))) return found;
            }
        return std::nullopt;
    }

    [[nodiscard]] bool sees(const SheetMesh& s, const MeshPoint& a, const MeshPoint& b) const {
        dtRaycastHit hit{};
        return dtStatusSucceed(
                   s.query->raycast(a.polygon, a.at.data(), b.at.data(), &filter, 0, &hit)) &&
               hit.t > 1;
    }

    /// Corners after `a`, `b` last; empty when the mesh does not join them.
    [[nodiscard]] std::vector<Vec2> string_pulled(const SheetMesh& s, const MeshPoint& a,
                                                  const MeshPoint& b) const {
        if (sees(s, a, b)) return {from_mesh(s, b.at.data())};
        std::array<dtPolyRef, most_polygons_on_way> way{};
        int count = 0;
        s.query->findPath(a.polygon, b.polygon, a.at.data(), b.at.data(), &filter, way.data(),
                          &count, most_polygons_on_way);
        if (count == 0 || way[static_cast<std::size_t>(count - 1)] != b.polygon) return {};
        std::array<float, 3 * most_polygons_on_way> points{};
        int corners = 0;
        s.query->findStraightPath(a.at.data(), b.at.data(), way.data(), count, points.data(),
                                  nullptr, nullptr, &corners, most_polygons_on_way);
        std::vector<Vec2> result;
        for (int i = 1; i < corners; ++i)
            result.push_back(from_mesh(s, &points[3 * static_cast<std::size_t>(i)]));
        if (result.empty()) result.push_back(from_mesh(s, b.at.data()));
        return result;
    }
};

WalkableMesh::WalkableMesh(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WalkableMesh::WalkableMesh(WalkableMesh&&) noexcept = default;
WalkableMesh& WalkableMesh::operator=(WalkableMesh&&) noexcept = default;
WalkableMesh::~WalkableMesh() = default;

core::Result<WalkableMesh> WalkableMesh::make(const Plan& plan, const WalkableArea& area,
                                              double radius_m) {
    auto impl = std::make_unique<Impl>();
    impl->gap_of.resize(plan.openings.size());
    impl->radius_m = radius_m;
    impl->openings_of.resize(plan.spaces.size());
    for (const Space& space : plan.spaces)
        impl->floors_m.push_back(walkable_outline(space));
    for (std::size_t i = 0; i < plan.openings.size(); ++i)
        for (const SpaceId side : {plan.openings[i].a, plan.openings[i].b})
            if (side && plan.openings[i].walkable())
                impl->openings_of[side.index()].push_back(core::make_id<OpeningId>(i));
    for (std::size_t i = 0; i < area.sheets.size(); ++i) {
        const Sheet& sheet = area.sheets[i];
        for (const Passage& passage : sheet.passages)
            impl->gap_of[passage.opening.index()] = {core::make_id<SheetId>(i), passage.gap_m};
        const MeshGrid grid = make_mesh_grid(plan, sheet, radius_m);
        auto mesh = make_recast_mesh(grid, radius_m);
        if (!mesh) return tl::unexpected(mesh.error());
        Impl::SheetMesh made{std::move(*mesh), nullptr, grid.low_m, sheet.walls_m};
        if (made.mesh) {
            made.query.reset(dtAllocNavMeshQuery());
            if (!made.query || dtStatusFailed(made.query->init(made.mesh.get(), search_nodes)))
                return core::make_error(core::Errc::internal,
                                        {"", "", core::tr("生成行走网格失败"), ""});
        }
        impl->sheets.push_back(std::move(made));
    }
    return WalkableMesh(std::move(impl));
}

std::vector<Vec2> WalkableMesh::find_corners(SheetId sheet, Vec2 a, Vec2 b) const {
    const auto& s = impl_->sheets[sheet.index()];
    const auto start = impl_->snap(s, a, snap_reach_m);
    const auto goal = impl_->snap(s, b, snap_reach_m);
    if (!start || !goal) return {};
    std::vector<Vec2> corners = impl_->string_pulled(s, *start, *goal);
    // From a place too near a wall the first leg could graze a jamb: step onto the mesh first.
    const Vec2 on_mesh = Impl::from_mesh(s, start->at.data());
    if (!corners.empty() && core::distance(on_mesh, a) > mesh_cell_m &&
        Impl::crosses_wall(s, a, corners.front()))
        corners.insert(corners.begin(), on_mesh);
    return corners;
}

/// Over the line of one of its openings that is neither where it begins nor where it ends.
bool WalkableMesh::Impl::leaves(SpaceId space, Vec2 a, Vec2 goal,
                                const std::vector<Vec2>& corners) const {
    const Vec2 start = a;
    const auto is_end = [&](const Segment& gap_m) {
        return core::distance(gap_m, start) < on_line_m || core::distance(gap_m, goal) < on_line_m;
    };
    for (const Vec2 b : corners) {
        const double length_m = core::distance(a, b);
        const Vec2 inwards = (b - a) * (std::min(0.25 * length_m, on_line_m) / (length_m + 1e-9));
        const Segment leg{a + inwards, b - inwards};
        for (const OpeningId id : openings_of[space.index()])
            if (gap_of[id.index()].sheet && core::intersects(leg, gap_of[id.index()].gap_m) &&
                !is_end(gap_of[id.index()].gap_m))
                return true;
        a = b;
    }
    return false;
}

std::vector<Vec2> WalkableMesh::find_corners_within(SpaceId space, SheetId sheet, Vec2 a,
                                                    Vec2 b) const {
    std::vector<Vec2> corners = find_corners(sheet, a, b);
    if (!space || !impl_->leaves(space, a, b, corners)) return corners;
    std::vector<Vec2> inside =
        find_way_within(impl_->floors_m[space.index()], a, b, impl_->radius_m);
    return inside.empty() ? corners : inside;
}

std::optional<Vec2> WalkableMesh::nearest(SheetId sheet, Vec2 p, double reach_m) const {
    const auto& s = impl_->sheets[sheet.index()];
    const auto point = impl_->snap(s, p, reach_m);
    if (!point) return std::nullopt;
    return Impl::from_mesh(s, point->at.data());
}

bool WalkableMesh::passes(OpeningId opening) const {
    const Impl::Gap& gap = impl_->gap_of[opening.index()];
    if (!gap.sheet) return false;
    const auto& s = impl_->sheets[gap.sheet.index()];
    if (!s.query) return false;
    const Vec2 middle = (gap.gap_m.a + gap.gap_m.b) * 0.5;
    const Vec2 through =
        core::left_of(core::normalized(gap.gap_m.b - gap.gap_m.a)) * passage_probe_m;
    const auto near_side = impl_->nearest_any(s, middle - through, passage_probe_m * 0.8);
    const auto far_side = impl_->nearest_any(s, middle + through, passage_probe_m * 0.8);
    if (!near_side || !far_side) return false;
    double way_m = 0;
    Vec2 at = Impl::from_mesh(s, near_side->at.data());
    const std::vector<Vec2> corners = impl_->string_pulled(s, *near_side, *far_side);
    for (const Vec2 corner : corners) {
        way_m += core::distance(at, corner);
        at = corner;
    }
    return !corners.empty() && way_m <= passage_way_m;
}

} // namespace sim::plan
