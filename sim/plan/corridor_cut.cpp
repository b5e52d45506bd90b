#include "sim/plan/corridor_cut.h"

#include "sim/plan/edge_cover.h"
#include "sim/plan/smoke_cells.h"
#include <algorithm>

namespace sim::plan {

namespace {

constexpr double longest_piece_widths = 5; ///< docs/references.md#corridor-segments

struct Extent {
    double low = 1e300, high = -1e300;
    [[nodiscard]] double size() const { return high - low; }
};

Extent extent_along(std::span<const Vec2> outline, Vec2 direction) {
    Extent extent;
    for (const Vec2 p : outline) {
        extent.low = std::min(extent.low, dot(direction, p));
        extent.high = std::max(extent.high, dot(direction, p));
    }
    return extent;
}

Vec2 pointing_east(Vec2 v) {
    const bool west = v.x < -1e-9 || (std::abs(v.x) <= 1e-9 && v.y < 0);
    return west ? v * -1 : v;
}

/// Keeps what lies on the side of the line dot(normal, p) == offset_m that the normal points away
/// from.
Polygon clip(std::span<const Vec2> outline, Vec2 normal, double offset_m) {
    Polygon kept;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Vec2 p = outline[i], q = outline[(i + 1) % outline.size()];
        const double dp = dot(normal, p) - offset_m, dq = dot(normal, q) - offset_m;
        if (dp <= 0) kept.push_back(p);
        if ((dp < 0 && dq > 0) || (dp > 0 && dq < 0))
            kept.push_back(p + (q - p) * (dp / (dp - dq)));
    }
    return kept;
}

} // namespace

FloorAxis find_floor_axis(std::span<const Vec2> outline) {
    FloorAxis best;
    double best_area_m2 = 1e300;
    for (const Segment& edge : edges_of(outline)) {
        Vec2 along = core::normalized(edge.b - edge.a);
        Extent length = extent_along(outline, along);
        Extent width = extent_along(outline, core::left_of(along));
        const double area_m2 = length.size() * width.size();
        if (area_m2 > best_area_m2 - 1e-9) continue;
        best_area_m2 = area_m2;
        if (length.size() < width.size()) {
            along = core::left_of(along);
            std::swap(length, width);
        }
        along = pointing_east(along);
        best = {along, extent_along(outline, along).low, length.size(), width.size()};
    }
    return best;
}

Sides sides_of(std::span<const Vec2> outline, Vec2 along) {
    return {extent_along(outline, along).size(),
            extent_along(outline, core::left_of(along)).size()};
}

std::size_t corridor_piece_count(std::span<const Vec2> outline, const FloorAxis& axis) {
    if (axis.length_m <= 0) return 1;
    const double mean_width_m = std::abs(core::signed_area_m2(outline)) / axis.length_m;
    const double limit_m = std::min(corridor_segment_limit_m, longest_piece_widths * mean_width_m);
    if (limit_m <= 0) return 1;
    return std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ceil(axis.length_m / limit_m - 1e-9)));
}

Polygon slice(std::span<const Vec2> outline, Vec2 along, double from_m, double to_m) {
    return clip(clip(outline, along, to_m), along * -1, -from_m);
}

CrossSection cross_section(std::span<const Vec2> outline, Vec2 along, double at_m) {
    const Vec2 across = core::left_of(along);
    std::vector<double> cuts;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Vec2 p = outline[i], q = outline[(i + 1) % outline.size()];
        const double dp = dot(along, p) - at_m, dq = dot(along, q) - at_m;
        if ((dp > 0) != (dq > 0)) cuts.push_back(dot(across, p + (q - p) * (dp / (dp - dq))));
    }
    std::sort(cuts.begin(), cuts.end());
    CrossSection section;
    double moment = 0;
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
        const double chord_m = cuts[i + 1] - cuts[i];
        section.width_m += chord_m;
        moment += chord_m * (cuts[i] + cuts[i + 1]) / 2;
    }
    if (section.width_m > 0) section.middle_m = along * at_m + across * (moment / section.width_m);
    return section;
}

} // namespace sim::plan
