#include "editor/panels/trace_hand.h"

#include "editor/document/recovery.h"
#include "editor/document/underlays.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/import_hand.h"
#include "editor/panels/trace_tasks.h"
#include "editor/view/plan_painter.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using document::TraceKind;
using sim::plan::Vec2;
using Json = nlohmann::json;

namespace {

constexpr double make_limit_s = 120, pages_limit_s = 20, pixels_limit_s = 60,
                 thumbnail_limit_s = 15;
constexpr int shown_side_px = 4096, page_side_px = 900, thumbnail_side_px = 96;
constexpr double first_width_m = 30; ///< of a picture under an empty level: a floor of a home

/// Over the rooms that are drawn, which it is likely to show; else from the origin.
struct FirstPlace {
    Vec2 center_m;
    double width_m;
};
FirstPlace find_first_place(const Desk& desk, double height_per_width_ratio) {
    const core::Box rooms = view::level_box_m(desk.drawing->file.plan(), desk.level);
    if (rooms.empty())
        return {{first_width_m / 2, first_width_m * height_per_width_ratio / 2}, first_width_m};
    return {(rooms.low + rooms.high) * 0.5, rooms.high.x - rooms.low.x};
}

void put_picture(Desk& desk, const std::string& answer, const document::ScratchFile& out) {
    const Json told = Json::parse(answer, nullptr, false);
    if (!told.is_object()) return say(desk, tr("图片没有传完整"), true);
    const document::MadePicture made{out.path(), told.value("ending", "png"),
                                     told.value("width_px", 1), told.value("height_px", 1)};
    const auto name = document::keep_picture(made);
    if (!name) return say_error(desk, name.error());
    Tracing& t = desk.drawing->trace;
    const double ratio = static_cast<double>(made.height_px) / made.width_px;
    const FirstPlace place = find_first_place(desk, ratio);
    std::string title = t.source.filename().string();
    if (t.page_count > 1) title = trf("{} 第 {} 页", title, t.page);
    t.sheet = TraceSheet::plan;
    if (!commit(desk, document::put_underlay(desk.drawing->file.plan(), desk.level, title, *name,
                                             ratio, place.center_m, place.width_m)))
        return;
    desk.fit_ratio = 1;
    choose_tool(desk, Tool::underlay);
    begin_step(desk, TraceStep::scale);
}

void begin_make(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    t.task = make_task("yanlian-underlay", {"make", t.source.string(), std::to_string(t.page)},
                       tr("正在读图片"), make_limit_s, put_picture);
}

void begin_pdf(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    t.task = make_task("yanlian-underlay", {"pages", t.source.string()}, tr("正在看有几页"),
                       pages_limit_s,
                       [](Desk& d, const std::string& answer, const document::ScratchFile&) {
                           const Json told = Json::parse(answer, nullptr, false);
                           Tracing& trace = d.drawing->trace;
                           trace.page_count = told.is_object() ? told.value("page_count", 0) : 0;
                           if (trace.page_count == 1) return begin_make(d);
                           trace.sheet = TraceSheet::pages;
                           choose_page(d, 1);
                       });
}

} // namespace

void show_trace_files(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    t.found = document::find_trace_files();
    t.row = 0;
    t.sheet = TraceSheet::files;
    t.without_thumbnail.clear();
    say(desk, "", false);
}

void cancel_task(Desk& desk) {
    desk.drawing->trace.task = {};
}

void show_plan_sheet(Desk& desk) {
    cancel_task(desk);
    Tracing& t = desk.drawing->trace;
    t.sheet = TraceSheet::plan;
    t.cad = {};
}

void choose_trace_file(Desk& desk, const fs::path& file) {
    Tracing& t = desk.drawing->trace;
    cancel_task(desk);
    say(desk, "", false);
    TraceKind kind{};
    std::error_code code;
    if (!document::find_trace_kind(file, kind))
        return say(desk, tr("这种文件不能描：要 JPG、PNG 照片，PDF，或 DXF"), true);
    if (kind == TraceKind::dwg)
        return say(desk, tr("这是 DWG，读不了：在 CAD 里另存为 DXF R12–2013"), true);
    if (!fs::is_regular_file(file, code)) return say(desk, tr("没有这个文件"), true);
    t.source = file;
    t.page = 1;
    t.page_count = 0;
    if (kind == TraceKind::picture) return begin_make(desk);
    if (kind == TraceKind::pdf) return begin_pdf(desk);
    begin_cad(desk);
}

void choose_page(Desk& desk, int page) {
    Tracing& t = desk.drawing->trace;
    t.page = std::clamp(page, 1, std::max(1, t.page_count));
}

void take_page(Desk& desk) {
    if (!desk.drawing->trace.task) begin_make(desk);
}

void drop_file(Desk& desk, const fs::path& file) {
    if (desk.page == Page::live || desk.page == Page::observe) return; // a drill is running
    if (document::is_table(file)) return choose_table(desk, file);
    TraceKind kind{};
    if (!document::find_trace_kind(file, kind)) return open_path(desk, file);
    if (!desk.drawing) draw_new(desk);
    choose_trace_file(desk, file);
}

void begin_step(Desk& desk, TraceStep step) {
    Drawing& d = *desk.drawing;
    d.points_m.clear();
    d.typed.clear();
    d.trace.step = step;
    say(desk, "", false);
}

namespace {

void finish_step(Desk& desk, const document::EditResult& edit) {
    if (!commit(desk, edit)) return;
    begin_step(desk, TraceStep::none);
}

std::size_t underlay_here(const Desk& desk) {
    return document::find_underlay(desk.drawing->file.plan(), desk.level);
}

} // namespace

void click_on_underlay(Desk& desk, Vec2 at_m) {
    Drawing& d = *desk.drawing;
    const sim::plan::Plan& p = d.file.plan();
    const std::size_t index = underlay_here(desk);
    if (index == p.underlays.size()) return say(desk, tr("这一层还没有底图：右边选一张"), true);
    if (d.trace.step == TraceStep::none) return;
    if (d.points_m.size() == 2) d.points_m.clear();
    d.points_m.push_back(at_m);
    d.typed.clear();
    if (d.points_m.size() == 2 && d.trace.step == TraceStep::straighten)
        finish_step(desk, document::straighten_underlay(p, index, d.points_m[0], d.points_m[1]));
}

void enter_known_length(Desk& desk) {
    Drawing& d = *desk.drawing;
    const std::size_t index = underlay_here(desk);
    if (d.trace.step != TraceStep::scale || d.points_m.size() != 2 ||
        index == d.file.plan().underlays.size())
        return;
    const auto length_m = parse_length(d.typed);
    if (!length_m) return say(desk, tr("这不是长度，例如 3.6"), true);
    const Vec2 from = d.points_m[0], to = d.points_m[1];
    const auto edit = document::scale_underlay(d.file.plan(), index, from, to, *length_m);
    finish_step(desk, edit);
    if (edit) desk.fit_ratio = 1;
}

void drag_underlay(Desk& desk, Vec2 by_m) {
    const std::size_t index = underlay_here(desk);
    if (index == desk.drawing->file.plan().underlays.size()) return;
    commit(desk, document::move_underlay(desk.drawing->file.plan(), index, by_m));
}

namespace {

/// The picture of the level that is shown, when it is not there yet.
void ask_for_underlay(Desk& desk) {
    Drawing& d = *desk.drawing;
    const std::size_t index = underlay_here(desk);
    if (index == d.file.plan().underlays.size()) return;
    const std::string name = d.file.plan().underlays[index].file;
    Tracing& t = d.trace;
    if (t.pictures.contains(name) || t.missing.contains(name)) return;
    const fs::path file = document::find_picture(d.file.path(), name);
    if (file.empty()) {
        t.missing[name] = tr("底图的文件不见了，重新选一张");
        return;
    }
    t.quiet = make_showing("yanlian-underlay", {file.string(), "1"}, shown_side_px, pixels_limit_s,
                           [name](Tracing& trace, view::Texture picture, const std::string& why) {
                               if (!why.empty()) trace.missing[name] = why;
                               trace.pictures[name] = std::move(picture);
                           });
}

void ask_for_page(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    if (t.sheet != TraceSheet::pages || t.page_shown == t.page) return;
    const int page = t.page;
    t.quiet = make_showing("yanlian-underlay", {t.source.string(), std::to_string(page)},
                           page_side_px, pixels_limit_s,
                           [page](Tracing& trace, view::Texture picture, const std::string&) {
                               trace.page_shown = page;
                               trace.page_picture = std::move(picture);
                           });
}

/// Of the first file in the list that has none; those on the screen are noted by whoever draws.
void ask_for_thumbnail(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    if (t.sheet != TraceSheet::files || !view::texture_maker().make) return;
    constexpr std::size_t most_count = 24;
    for (std::size_t i = 0; i < std::min(most_count, t.found.size()); ++i) {
        const document::FoundFile& file = t.found[i];
        TraceKind kind{};
        const bool shows = document::find_trace_kind(file.path, kind) &&
                           (kind == TraceKind::picture || kind == TraceKind::pdf);
        if (!shows || t.thumbnails.contains(file.path) || t.without_thumbnail.contains(file.path))
            continue;
        t.quiet = make_showing(
            "yanlian-underlay", {file.path.string(), "1"}, thumbnail_side_px, thumbnail_limit_s,
            [path = file.path](Tracing& trace, view::Texture picture, const std::string&) {
                if (!picture)
                    trace.without_thumbnail.insert(path);
                else
                    trace.thumbnails[path] = std::move(picture);
            });
        return;
    }
}

} // namespace

void advance_tracing(Desk& desk) {
    see_to(desk, &Tracing::task);
    see_to(desk, &Tracing::quiet);
    Tracing& t = desk.drawing->trace;
    if (!t.quiet) ask_for_underlay(desk);
    if (!t.quiet) ask_for_page(desk);
    if (!t.quiet) ask_for_cad_picture(desk);
    if (!t.quiet) ask_for_thumbnail(desk);
}

bool is_busy(const Desk& desk) noexcept {
    return desk.page == Page::draw && desk.drawing &&
           (desk.drawing->trace.task || desk.drawing->trace.quiet ||
            !desk.drawing->bed_passages.is_done());
}

bool wait_for_tasks(Desk& desk, double limit_s) {
    const auto until = std::chrono::steady_clock::now() +
                       std::chrono::milliseconds(static_cast<long>(limit_s * 1000));
    do {
        advance_drawing(desk);
        if (!is_busy(desk)) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    } while (std::chrono::steady_clock::now() < until);
    return false;
}

} // namespace editor::panels
