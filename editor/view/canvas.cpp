#include "editor/view/canvas.h"

#include "editor/view/theme.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace editor::view {

namespace core = sim::core;

namespace {

bool in_triangle(Vec2 a, Vec2 b, Vec2 c, Vec2 p) {
    return core::cross(b - a, p - a) >= 0 && core::cross(c - b, p - b) >= 0 &&
           core::cross(a - c, p - c) >= 0;
}

/// True when the corner at `i` can be cut off without cutting into the rest.
bool is_ear(const Polygon& rest, std::size_t i) {
    const std::size_t n = rest.size();
    const Vec2 a = rest[(i + n - 1) % n], b = rest[i], c = rest[(i + 1) % n];
    if (core::cross(b - a, c - b) <= 0) return false;
    return std::none_of(rest.begin(), rest.end(), [&](Vec2 p) {
        return !(p == a) && !(p == b) && !(p == c) && in_triangle(a, b, c, p);
    });
}

/// Seams between neighbouring triangles show when their edges are smoothed.
class HardEdges {
public:
    explicit HardEdges(ImDrawList& list) : list_(list), before_(list.Flags) {
        list_.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    }
    ~HardEdges() { list_.Flags = before_; }
    HardEdges(const HardEdges&) = delete;
    HardEdges& operator=(const HardEdges&) = delete;

private:
    ImDrawList& list_;
    ImDrawListFlags before_;
};

} // namespace

std::vector<Vec2> triangulate(const Polygon& outline) {
    std::vector<Vec2> corners;
    Polygon rest = outline;
    if (core::signed_area_m2(rest) < 0) std::reverse(rest.begin(), rest.end());
    while (rest.size() >= 3) {
        std::size_t ear = 0;
        while (ear < rest.size() && !is_ear(rest, ear))
            ++ear;
        const std::size_t n = rest.size();
        if (ear == n)
            ear = 0; // corners in a line only: cutting any of them loses no area
        else
            corners.insert(corners.end(),
                           {rest[(ear + n - 1) % n], rest[ear], rest[(ear + 1) % n]});
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(ear));
    }
    return corners;
}

Vec2 find_inner_point(const Polygon& outline) {
    const Vec2 middle = core::centroid(outline);
    if (core::contains(outline, middle, 0)) return middle;
    const std::vector<Vec2> corners = triangulate(outline);
    Vec2 best = middle;
    double best_area = 0;
    for (std::size_t i = 0; i + 2 < corners.size(); i += 3) {
        const double area = core::cross(corners[i + 1] - corners[i], corners[i + 2] - corners[i]);
        if (area <= best_area) continue;
        best_area = area;
        best = (corners[i] + corners[i + 1] + corners[i + 2]) * (1.0 / 3);
    }
    return best;
}

std::vector<Segment> find_diagonals(const Polygon& outline, double offset_m) {
    std::vector<double> crossings_x;
    for (std::size_t i = 0, n = outline.size(); i < n; ++i) {
        const Vec2 a = outline[i], b = outline[(i + 1) % n];
        const double side_a = a.y - a.x - offset_m, side_b = b.y - b.x - offset_m;
        if ((side_a < 0) == (side_b < 0)) continue;
        crossings_x.push_back(a.x + (b.x - a.x) * side_a / (side_a - side_b));
    }
    std::sort(crossings_x.begin(), crossings_x.end());
    std::vector<Segment> inside;
    for (std::size_t i = 0; i + 1 < crossings_x.size(); i += 2) {
        const double from = crossings_x[i], to = crossings_x[i + 1];
        inside.push_back({{from, from + offset_m}, {to, to + offset_m}});
    }
    return inside;
}

void Canvas::fill(const Polygon& outline, ImU32 color) const {
    const HardEdges hard(list_);
    const std::vector<Vec2> corners = triangulate(outline);
    for (std::size_t i = 0; i + 2 < corners.size(); i += 3)
        list_.AddTriangleFilled(at(corners[i]), at(corners[i + 1]), at(corners[i + 2]), color);
}

void Canvas::outline(const Polygon& outline, ImU32 color, float width_px) const {
    std::vector<ImVec2> points;
    for (const Vec2 p : outline)
        points.push_back(at(p));
    list_.AddPolyline(points.data(), static_cast<int>(points.size()), color, ImDrawFlags_Closed,
                      width_px);
}

void Canvas::line(Vec2 a, Vec2 b, ImU32 color, float width_px) const {
    list_.AddLine(at(a), at(b), color, width_px);
}

void Canvas::bar(const Segment& s, double width_m, ImU32 color, double over_m) const {
    const Vec2 along = core::normalized(s.b - s.a), side = core::left_of(along) * (width_m / 2);
    const Vec2 a = s.a - along * over_m, b = s.b + along * over_m;
    list_.AddQuadFilled(at(a - side), at(b - side), at(b + side), at(a + side), color);
}

void Canvas::box(Vec2 center, double heading_rad, double length_m, double width_m, ImU32 color,
                 bool filled) const {
    const Vec2 ahead{std::cos(heading_rad), std::sin(heading_rad)};
    const Vec2 half = ahead * (length_m / 2), side = core::left_of(ahead) * (width_m / 2);
    const std::array corners{at(center + half + side), at(center - half + side),
                             at(center - half - side), at(center + half - side)};
    if (filled)
        list_.AddQuadFilled(corners[0], corners[1], corners[2], corners[3], color);
    else
        list_.AddQuad(corners[0], corners[1], corners[2], corners[3], color, 1.2f);
}

void Canvas::hatch(const Polygon& outline, ImU32 color, float gap_px) const {
    double low = 1e300, high = -1e300;
    for (const Vec2 p : outline) {
        low = std::min(low, p.y - p.x);
        high = std::max(high, p.y - p.x);
    }
    const double gap_m = static_cast<double>(gap_px) * std::sqrt(2.0) / camera_.zoom_px_per_m;
    for (double offset = std::ceil(low / gap_m) * gap_m; offset < high; offset += gap_m)
        for (const Segment& s : find_diagonals(outline, offset))
            line(s.a, s.b, color, 1);
}

ImVec2 Canvas::text(Vec2 p, std::string_view words, ImU32 color, float letter_px) const {
    const ImVec2 size = calc_text_size(words, letter_px), middle = at(p);
    draw_text(list_, {middle.x - size.x / 2, middle.y - size.y / 2}, words, color, letter_px);
    return size;
}

} // namespace editor::view
