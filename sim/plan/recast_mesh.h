/// From a grid of standable cells to a Detour mesh that can be asked for ways. Recast's
/// coordinates: x east and z north of the grid's corner, y up and always 0.
#pragma once
#include "sim/core/result.h"
#include "sim/plan/mesh_grid.h"
#include <memory>
#include <recastnavigation/DetourNavMesh.h>
#include <recastnavigation/DetourNavMeshQuery.h>

namespace sim::plan {

struct FreeMesh {
    void operator()(dtNavMesh* mesh) const noexcept { dtFreeNavMesh(mesh); }
    void operator()(dtNavMeshQuery* query) const noexcept { dtFreeNavMeshQuery(query); }
};
using MeshPtr = std::unique_ptr<dtNavMesh, FreeMesh>;
using QueryPtr = std::unique_ptr<dtNavMeshQuery, FreeMesh>;

/// Null without an error when the grid has no standable cell.
/// Errors: a grid beyond Recast's limits (too_large), memory (internal).
[[nodiscard]] core::Result<MeshPtr> make_recast_mesh(const MeshGrid& grid, double radius_m);

} // namespace sim::plan
