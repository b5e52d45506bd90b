#include "tools/paper/typesetter.h"

#include "sim/core/text.h"
#include <array>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace tools::paper {

using sim::core::tr;
using sim::core::trf;

namespace {

constexpr double pt_per_mm = 72 / 25.4;

// First what the reader's office prints with, then what Debian brings.
constexpr std::array body{
    "SimSun",         "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC",
    "AR PL UMing CN", "WenQuanYi Zen Hei", "Droid Sans Fallback"};
constexpr std::array head{"SimHei",
                          "Noto Sans CJK SC",
                          "Source Han Sans SC",
                          "Noto Serif CJK SC",
                          "WenQuanYi Zen Hei",
                          "WenQuanYi Micro Hei",
                          "Droid Sans Fallback"};

template <class T, void (*release)(T*)>
struct Release {
    void operator()(T* object) const noexcept { release(object); }
};
void unref(PangoLayout* layout) {
    g_object_unref(layout);
}
using LayoutPtr = std::unique_ptr<PangoLayout, Release<PangoLayout, unref>>;
using SurfacePtr =
    std::unique_ptr<cairo_surface_t, Release<cairo_surface_t, cairo_surface_destroy>>;
using PainterPtr = std::unique_ptr<cairo_t, Release<cairo_t, cairo_destroy>>;

double mm(int pango_units) {
    return pango_units / static_cast<double>(PANGO_SCALE) / pt_per_mm;
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void set_colour(cairo_t* painter, unsigned rgb) {
    cairo_set_source_rgb(painter, ((rgb >> 16) & 0xFF) / 255.0, ((rgb >> 8) & 0xFF) / 255.0,
                         (rgb & 0xFF) / 255.0);
}

std::set<std::string> installed_families(PangoFontMap* fonts) {
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(fonts, &families, &count);
    std::set<std::string> names;
    for (int i = 0; i < count; ++i)
        names.insert(pango_font_family_get_name(families[i]));
    g_free(families);
    return names;
}

} // namespace

std::span<const char* const> body_families() noexcept {
    return body;
}
std::span<const char* const> head_families() noexcept {
    return head;
}

std::string choose_family(std::span<const char* const> wanted,
                          const std::set<std::string>& installed) {
    for (const char* family : wanted)
        if (installed.contains(family)) return family;
    return {};
}

struct Typesetter::Library {
    PangoFontMap* fonts = pango_cairo_font_map_new(); // not the shared one: no state from outside
    PangoContext* context = nullptr;
    std::string body_family, head_family;

    Library() {
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
        context = pango_font_map_create_context(fonts);
        pango_context_set_language(context, pango_language_from_string("zh-cn"));
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(context, options);
        cairo_font_options_destroy(options);
    }
    ~Library() {
        g_object_unref(context);
        g_object_unref(fonts);
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    [[nodiscard]] LayoutPtr shape(const std::string& text, const Style& style, double width_mm) {
        LayoutPtr layout(pango_layout_new(context));
        PangoFontDescription* font = pango_font_description_new();
        pango_font_description_set_family(font, (style.head ? head_family : body_family).c_str());
        pango_font_description_set_size(font, static_cast<int>(style.size_pt * PANGO_SCALE));
        pango_font_description_set_weight(font,
                                          style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout.get(), font);
        pango_font_description_free(font);
        pango_layout_set_width(layout.get(), static_cast<int>(width_mm * pt_per_mm * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(), style.align == Align::left ? PANGO_ALIGN_LEFT
                                                 : style.align == Align::right
                                                     ? PANGO_ALIGN_RIGHT
                                                     : PANGO_ALIGN_CENTER);
        pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
        return layout;
    }
};

Typesetter::Typesetter(std::unique_ptr<Library> library) : library_(std::move(library)) {}
Typesetter::~Typesetter() = default;

sim::core::Result<std::unique_ptr<Typesetter>> Typesetter::make() {
    auto library = std::make_unique<Library>();
    const auto installed = installed_families(library->fonts);
    library->body_family = choose_family(body, installed);
    library->head_family = choose_family(head, installed);
    if (library->body_family.empty() || library->head_family.empty())
        return sim::core::make_error(sim::core::Errc::io,
                                     {"", "", tr("没有能印中文的字体，印不成表格"),
                                      tr("装上 fonts-noto-cjk：sudo apt install fonts-noto-cjk")});
    return std::unique_ptr<Typesetter>(new Typesetter(std::move(library)));
}

namespace {

void note_missing(PangoLayout* layout, const std::string& text, std::set<std::string>& missing) {
    if (pango_layout_get_unknown_glyphs_count(layout) == 0) return;
    PangoLayoutIter* at = pango_layout_get_iter(layout);
    do {
        const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at);
        for (int i = 0; run != nullptr && i < run->glyphs->num_glyphs; ++i) {
            if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
            const auto begin =
                static_cast<std::size_t>(run->item->offset + run->glyphs->log_clusters[i]);
            std::size_t end = begin + 1;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
                ++end;
            missing.insert(text.substr(begin, end - begin));
        }
    } while (pango_layout_iter_next_run(at));
    pango_layout_iter_free(at);
}

} // namespace

Measured Typesetter::measure(const std::string& text, const Style& style, double width_mm) {
    const LayoutPtr layout = library_->shape(text, style, width_mm);
    note_missing(layout.get(), text, missing_);
    Measured measured;
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    measured.width_mm = mm(extents.width);
    measured.height_mm = mm(extents.height);
    const int count = pango_layout_get_line_count(layout.get());
    for (int i = 0; i < count; ++i) {
        PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
        PangoRectangle box;
        pango_layout_line_get_extents(line, nullptr, &box);
        const auto begin = static_cast<std::size_t>(line->start_index);
        measured.lines.push_back(
            {begin, begin + static_cast<std::size_t>(line->length), mm(box.height)});
    }
    return measured;
}

namespace {

void draw_box(cairo_t* painter, const PlacedBox& box) {
    cairo_rectangle(painter, box.x_mm * pt_per_mm, box.y_mm * pt_per_mm, box.width_mm * pt_per_mm,
                    box.height_mm * pt_per_mm);
    if (box.fill_rgb != 0xFFFFFF) {
        set_colour(painter, box.fill_rgb);
        cairo_fill_preserve(painter);
    }
    if (box.line_mm > 0) {
        set_colour(painter, box.line_rgb);
        cairo_set_line_width(painter, box.line_mm * pt_per_mm);
        cairo_stroke(painter);
    }
    cairo_new_path(painter);
}

} // namespace

sim::core::Result<std::string> Typesetter::draw_pdf(const Layout& layout, const std::string& title,
                                                    const std::string& created_utc) {
    std::string bytes;
    const SurfacePtr surface(cairo_pdf_surface_create_for_stream(
        append, &bytes, layout.width_mm * pt_per_mm, layout.height_mm * pt_per_mm));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   created_utc.empty() ? "2000-01-01T00:00:00Z"
                                                       : created_utc.c_str());
    const PainterPtr painter(cairo_create(surface.get()));
    for (const Page& page : layout.pages) {
        for (const PlacedBox& box : page.boxes)
            draw_box(painter.get(), box);
        for (const PlacedText& text : page.texts) {
            const LayoutPtr shaped = library_->shape(text.text, text.style, text.width_mm);
            set_colour(painter.get(), text.style.rgb);
            cairo_move_to(painter.get(), text.x_mm * pt_per_mm, text.y_mm * pt_per_mm);
            pango_cairo_show_layout(painter.get(), shaped.get());
        }
        cairo_show_page(painter.get());
    }
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return sim::core::make_error(
            sim::core::Errc::io,
            {"", "", trf("写不成 PDF：{}", cairo_status_to_string(status)), ""});
    return bytes;
}

} // namespace tools::paper
