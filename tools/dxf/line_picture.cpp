#include "tools/dxf/line_picture.h"

#include "sim/core/file.h"
#include "sim/core/text.h"
#include <algorithm>
#include <cairo.h>
#include <cmath>
#include <memory>

namespace tools::dxf {

namespace core = sim::core;
using core::Vec2;

namespace {

constexpr double line_width_px = 1.6;    ///< seen on a projector at half size
constexpr double faintest_length = 1e-6; ///< of a drawing that is one point

struct DropSurface {
    void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
struct DropPen {
    void operator()(cairo_t* pen) const { cairo_destroy(pen); }
};
using Surface = std::unique_ptr<cairo_surface_t, DropSurface>;
using Pen = std::unique_ptr<cairo_t, DropPen>;

void draw(cairo_t* pen, const Linework& all, const std::vector<bool>& wanted, const core::Box& box,
          double px_per_unit, int height_px) {
    constexpr std::size_t batch_count = 5000; // a path of a million lines is slow to stroke
    std::size_t in_path = 0;
    for (const Line& line : all.lines) {
        if (!wanted[line.layer]) continue;
        const Vec2 a = (line.ends.a - box.low) * px_per_unit,
                   b = (line.ends.b - box.low) * px_per_unit;
        cairo_move_to(pen, a.x, height_px - a.y);
        cairo_line_to(pen, b.x, height_px - b.y);
        if (++in_path % batch_count == 0) cairo_stroke(pen);
    }
    cairo_stroke(pen);
}

LinePicture to_picture(cairo_surface_t* surface) {
    cairo_surface_flush(surface);
    LinePicture picture{
        cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), {}};
    const unsigned char* bytes = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < picture.height_px; ++y)
        for (int x = 0; x < picture.width_px; ++x) {
            const unsigned char* bgrx = bytes + static_cast<std::ptrdiff_t>(y) * stride + x * 4;
            picture.rgb.insert(picture.rgb.end(), {bgrx[2], bgrx[1], bgrx[0]});
        }
    return picture;
}

} // namespace

core::Result<LinePicture> draw_lines(const Linework& all, const Layers& layers, int longest_px) {
    const core::Box box = bounds(all, layers);
    const Vec2 size = box.high - box.low;
    const double longest = std::max(size.x, size.y);
    if (box.empty() || !(longest > faintest_length))
        return core::make_error(core::Errc::bad_input, {"", "", core::tr("选中的图层里什么也没有"),
                                                        core::tr("至少勾一个有墙的图层")});
    const double px_per_unit = (longest_px - 1) / longest;
    const auto side = [&](double length) {
        return std::clamp(static_cast<int>(std::ceil(length * px_per_unit)) + 1, 1, longest_px);
    };
    const int width_px = side(size.x), height_px = side(size.y);
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px));
    const Pen pen(cairo_create(surface.get()));
    if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_paint(pen.get());
    cairo_set_source_rgb(pen.get(), 0, 0, 0);
    cairo_set_line_width(pen.get(), line_width_px);
    std::vector<bool> wanted(all.layers.size());
    for (const std::uint32_t layer : layers)
        if (layer < wanted.size()) wanted[layer] = true;
    draw(pen.get(), all, wanted, box, px_per_unit, height_px);
    return to_picture(surface.get());
}

core::Result<void> write_png(const LinePicture& p, const std::string& file) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, p.width_px, p.height_px));
    unsigned char* bytes = cairo_image_surface_get_data(surface.get());
    if (!bytes) throw std::bad_alloc();
    const int stride = cairo_image_surface_get_stride(surface.get());
    const unsigned char* rgb = p.rgb.data();
    for (int y = 0; y < p.height_px; ++y)
        for (int x = 0; x < p.width_px; ++x, rgb += 3) {
            unsigned char* bgrx = bytes + static_cast<std::ptrdiff_t>(y) * stride + x * 4;
            bgrx[0] = rgb[2];
            bgrx[1] = rgb[1];
            bgrx[2] = rgb[0];
        }
    cairo_surface_mark_dirty(surface.get());
    std::string packed;
    const auto take = [](void* to, const unsigned char* data, unsigned size) {
        static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
        return CAIRO_STATUS_SUCCESS;
    };
    if (cairo_surface_write_to_png_stream(surface.get(), take, &packed) != CAIRO_STATUS_SUCCESS)
        throw std::bad_alloc();
    return core::write_file(file, packed);
}

} // namespace tools::dxf
