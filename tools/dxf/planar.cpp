#include "tools/dxf/planar.h"

#include <algorithm>
#include <cmath>
#include <geos_c.h>
#include <memory>
#include <stdexcept>

namespace tools::dxf {

namespace {

constexpr double grid_m = 0.001;
constexpr double corner_tolerance_m = 0.005; ///< what bends less is no corner
constexpr double circle_tolerance_m = 0.02;

/// GEOS with its handle; what it makes goes with its life.
class Geos {
public:
    Geos() : handle_(GEOS_init_r()) {}
    ~Geos() { GEOS_finish_r(handle_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    [[nodiscard]] GEOSContextHandle_t operator()() const { return handle_; }

    struct Drop {
        GEOSContextHandle_t handle;
        void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(handle, g); }
    };
    using Shape = std::unique_ptr<GEOSGeometry, Drop>;
    [[nodiscard]] Shape own(GEOSGeometry* g) const {
        if (!g) throw std::runtime_error("GEOS");
        return Shape(g, Drop{handle_});
    }

private:
    GEOSContextHandle_t handle_;
};

double on_grid(double metres) {
    return std::round(metres / grid_m) * grid_m;
}

Geos::Shape make_lines(const Geos& geos, const std::vector<Segment>& lines) {
    std::vector<GEOSGeometry*> parts;
    for (const Segment& s : lines) {
        GEOSCoordSequence* ends = GEOSCoordSeq_create_r(geos(), 2, 2);
        GEOSCoordSeq_setXY_r(geos(), ends, 0, on_grid(s.a.x), on_grid(s.a.y));
        GEOSCoordSeq_setXY_r(geos(), ends, 1, on_grid(s.b.x), on_grid(s.b.y));
        parts.push_back(GEOSGeom_createLineString_r(geos(), ends));
    }
    return geos.own(GEOSGeom_createCollection_r(geos(), GEOS_MULTILINESTRING, parts.data(),
                                                static_cast<unsigned>(parts.size())));
}

Ring points_of(const Geos& geos, const GEOSGeometry* line) {
    Ring points;
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos(), line);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(geos(), sequence, &count);
    for (unsigned i = 0; i < count; ++i) {
        Vec2 p;
        GEOSCoordSeq_getXY_r(geos(), sequence, i, &p.x, &p.y);
        points.push_back({on_grid(p.x), on_grid(p.y)});
    }
    return points;
}

/// The parts of a collection, or the one shape that it is.
template <class Take>
void for_each_part(const Geos& geos, const GEOSGeometry* all, const Take& take) {
    const int count = GEOSGetNumGeometries_r(geos(), all);
    for (int i = 0; i < count; ++i)
        take(GEOSGetGeometryN_r(geos(), all, i));
}

/// Closed outline without the corners that do not bend.
Ring tidied(Ring ring) {
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    for (bool changed = true; changed && ring.size() > 3;) {
        changed = false;
        for (std::size_t i = 0; i < ring.size() && ring.size() > 3; ++i) {
            const std::size_t n = ring.size();
            const Vec2 before = ring[(i + n - 1) % n], after = ring[(i + 1) % n];
            if (sim::core::distance(Segment{before, after}, ring[i]) > corner_tolerance_m) continue;
            ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(i));
            changed = true;
        }
    }
    if (sim::core::signed_area_m2(ring) < 0) std::reverse(ring.begin(), ring.end());
    return ring;
}

double area_m2(const Geos& geos, const GEOSGeometry* shape) {
    double area = 0;
    GEOSArea_r(geos(), shape, &area);
    return area;
}

double widest_m(const Geos& geos, const GEOSGeometry* shape) {
    GEOSGeometry* radius = GEOSMaximumInscribedCircle_r(geos(), shape, circle_tolerance_m);
    if (!radius) return 0;
    double length = 0;
    GEOSLength_r(geos(), geos.own(radius).get(), &length);
    return 2 * length;
}

} // namespace

std::vector<Segment> cut_at_crossings(const std::vector<Segment>& lines_m) {
    std::vector<Segment> cut;
    if (lines_m.empty()) return cut;
    const Geos geos;
    const auto lines = make_lines(geos, lines_m);
    const auto whole = geos.own(GEOSUnaryUnionPrec_r(geos(), lines.get(), grid_m));
    for_each_part(geos, whole.get(), [&](const GEOSGeometry* part) {
        const Ring points = points_of(geos, part);
        for (std::size_t i = 1; i < points.size(); ++i)
            cut.push_back({points[i - 1], points[i]});
    });
    return cut;
}

std::vector<Face> find_faces(const std::vector<Segment>& lines_m) {
    std::vector<Face> faces;
    if (lines_m.empty()) return faces;
    const Geos geos;
    const auto lines = make_lines(geos, lines_m);
    const GEOSGeometry* const one[] = {lines.get()};
    const auto all = geos.own(GEOSPolygonize_r(geos(), one, 1));
    for_each_part(geos, all.get(), [&](const GEOSGeometry* part) {
        Face face;
        face.outline_m = tidied(points_of(geos, GEOSGetExteriorRing_r(geos(), part)));
        const double whole_m2 = std::abs(sim::core::signed_area_m2(face.outline_m));
        face.hole_m2 = std::max(0.0, whole_m2 - area_m2(geos, part));
        face.widest_m = widest_m(geos, part);
        faces.push_back(std::move(face));
    });
    return faces;
}

} // namespace tools::dxf
