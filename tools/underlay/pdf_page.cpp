#include "tools/underlay/pdf_page.h"

#include "sim/core/text.h"
#include <algorithm>
#include <memory>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

namespace tools::underlay {

namespace core = sim::core;
using core::tr;
using core::trf;

namespace {

constexpr double most_dots_per_inch = 200; ///< 4 m of building on 1 cm of paper: 5 cm a dot
constexpr double points_per_inch = 72;

tl::unexpected<core::Error> refuse(const std::string& file, std::string what,
                                   std::string expected) {
    return core::make_error(core::Errc::bad_input,
                            {file, "", std::move(what), std::move(expected)});
}

void say_nothing(const std::string&, void*) {}

core::Result<std::unique_ptr<poppler::document>> open(const std::string& file) {
    poppler::set_debug_error_function(say_nothing, nullptr); // problems are told in our words
    std::unique_ptr<poppler::document> document(poppler::document::load_from_file(file));
    if (!document) return refuse(file, tr("PDF 坏了，打不开"), tr("重新导出一份"));
    if (document->is_locked())
        return refuse(file, tr("PDF 有密码，打不开"), tr("导出一份没有密码的"));
    if (document->pages() < 1) return refuse(file, tr("PDF 里一页也没有"), tr("重新导出一份"));
    return document;
}

Picture to_picture(const poppler::image& image) {
    Picture picture{image.width(), image.height(), {}};
    picture.rgb.reserve(static_cast<std::size_t>(picture.width_px) *
                        static_cast<std::size_t>(picture.height_px) * 3);
    for (int y = 0; y < picture.height_px; ++y) {
        const char* row =
            image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row();
        for (int x = 0; x < picture.width_px; ++x)
            for (int c = 0; c < 3; ++c)
                picture.rgb.push_back(static_cast<unsigned char>(row[x * 3 + c]));
    }
    return picture;
}

} // namespace

core::Result<int> count_pages(const std::string& file) {
    auto document = open(file);
    if (!document) return tl::unexpected(document.error());
    return (*document)->pages();
}

core::Result<Picture> draw_page(const std::string& file, int number, int longest_px) {
    auto document = open(file);
    if (!document) return tl::unexpected(document.error());
    const int count = (*document)->pages();
    if (number < 1 || number > count)
        return refuse(file, trf("没有第 {} 页", number), trf("1 到 {}", count));
    const std::unique_ptr<poppler::page> page((*document)->create_page(number - 1));
    if (!page) return refuse(file, trf("第 {} 页坏了", number), tr("换一页，或重新导出"));
    const poppler::rectf paper = page->page_rect();
    const double longest_pt = std::max(paper.width(), paper.height());
    if (!(longest_pt > 0) || longest_pt > 1e6)
        return refuse(file, trf("第 {} 页的纸张大小不对", number), tr("换一页，或重新导出"));
    const double dots_per_inch =
        std::min(most_dots_per_inch, longest_px * points_per_inch / longest_pt);
    poppler::page_renderer renderer;
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    renderer.set_image_format(poppler::image::format_rgb24);
    const poppler::image image = renderer.render_page(page.get(), dots_per_inch, dots_per_inch);
    if (!image.is_valid() || image.width() < 1 || image.height() < 1)
        return refuse(file, trf("第 {} 页画不出来", number), tr("换一页，或重新导出"));
    return reduced(to_picture(image), longest_px);
}

} // namespace tools::underlay
