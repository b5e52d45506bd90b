#include "sim/plan/recast_mesh.h"

#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <recastnavigation/DetourNavMeshBuilder.h>
#include <recastnavigation/Recast.h>

namespace sim::plan {

namespace {

/// Vertices of a mesh are numbered in 16 bits, and so are cells along a side.
constexpr int longest_side_cells = 16000;
constexpr std::int64_t most_cells = 12'000'000; ///< 30,000 m2 in one sheet
constexpr float cell_height_m = 0.1f;           ///< the floor is flat: any height does
constexpr int corners_per_polygon = 6;
/// How far, in cells, an outline may be straightened; the mesh keeps radius less this from walls.
constexpr float outline_error_cells = 1.0f;
constexpr int merged_region_cells = 400; ///< 1 m2: joins the slivers of the watershed

struct FreeRecast {
    void operator()(rcHeightfield* p) const noexcept { rcFreeHeightField(p); }
    void operator()(rcCompactHeightfield* p) const noexcept { rcFreeCompactHeightfield(p); }
    void operator()(rcContourSet* p) const noexcept { rcFreeContourSet(p); }
    void operator()(rcPolyMesh* p) const noexcept { rcFreePolyMesh(p); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeRecast>;

core::Error mesh_error(core::Errc code, const char* what) {
    return {code, {{"", "", what, ""}}};
}

Owned<rcHeightfield> make_heightfield(rcContext& context, const MeshGrid& grid) {
    Owned<rcHeightfield> field(rcAllocHeightfield());
    const auto cell_m = static_cast<float>(mesh_cell_m);
    const std::array<float, 3> low{0, 0, 0};
    const std::array<float, 3> high{static_cast<float>(grid.columns) * cell_m, 2 * cell_height_m,
                                    static_cast<float>(grid.rows) * cell_m};
    if (!field || !rcCreateHeightfield(&context, *field, grid.columns, grid.rows, low.data(),
                                       high.data(), cell_m, cell_height_m))
        return nullptr;
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            if (grid.stands[static_cast<std::size_t>(row) * grid.columns + column] != 0 &&
                !rcAddSpan(&context, *field, column, row, 0, 1, RC_WALKABLE_AREA, 1))
                return nullptr;
    return field;
}

Owned<rcPolyMesh> make_polygons(const MeshGrid& grid) {
    rcContext context(false);
    const Owned<rcHeightfield> field = make_heightfield(context, grid);
    Owned<rcCompactHeightfield> compact(rcAllocCompactHeightfield());
    Owned<rcContourSet> contours(rcAllocContourSet());
    Owned<rcPolyMesh> polygons(rcAllocPolyMesh());
    if (!field || !compact || !contours || !polygons) return nullptr;
    const bool made = rcBuildCompactHeightfield(&context, 1, 1, *field, *compact) &&
                      rcBuildDistanceField(&context, *compact) &&
                      rcBuildRegions(&context, *compact, 0, 0, merged_region_cells) &&
                      rcBuildContours(&context, *compact, outline_error_cells, 0, *contours) &&
                      rcBuildPolyMesh(&context, *contours, corners_per_polygon, *polygons);
    if (!made) return nullptr;
    std::fill_n(polygons->flags, polygons->npolys, static_cast<unsigned short>(1));
    return polygons;
}

} // namespace

core::Result<MeshPtr> make_recast_mesh(const MeshGrid& grid, double radius_m) {
    if (std::find(grid.stands.begin(), grid.stands.end(), 1) == grid.stands.end()) return nullptr;
    if (std::max(grid.columns, grid.rows) > longest_side_cells ||
        std::int64_t{grid.columns} * grid.rows > most_cells)
        return tl::unexpected(
            mesh_error(core::Errc::too_large, core::tr("楼层太大，无法生成行走网格")));
    const Owned<rcPolyMesh> polygons = make_polygons(grid);
    if (!polygons || polygons->npolys == 0)
        return tl::unexpected(mesh_error(core::Errc::internal, core::tr("生成行走网格失败")));

    dtNavMeshCreateParams params{};
    params.verts = polygons->verts;
    params.vertCount = polygons->nverts;
    params.polys = polygons->polys;
    params.polyAreas = polygons->areas;
    params.polyFlags = polygons->flags;
    params.polyCount = polygons->npolys;
    params.nvp = polygons->nvp;
    params.walkableHeight = 2;
    params.walkableRadius = static_cast<float>(radius_m);
    params.walkableClimb = cell_height_m;
    std::copy_n(polygons->bmin, 3, params.bmin);
    std::copy_n(polygons->bmax, 3, params.bmax);
    params.cs = polygons->cs;
    params.ch = polygons->ch;
    params.buildBvTree = true;
    unsigned char* data = nullptr;
    int size = 0;
    if (!dtCreateNavMeshData(&params, &data, &size))
        return tl::unexpected(mesh_error(core::Errc::internal, core::tr("生成行走网格失败")));
    MeshPtr mesh(dtAllocNavMesh());
    if (!mesh || dtStatusFailed(mesh->init(data, size, DT_TILE_FREE_DATA))) {
        dtFree(data);
        return tl::unexpected(mesh_error(core::Errc::internal, core::tr("生成行走网格失败")));
    }
    return mesh;
}

} // namespace sim::plan
