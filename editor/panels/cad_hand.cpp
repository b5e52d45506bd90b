// A CAD drawing: its layers are chosen, then it is traced, or its rooms are taken over.
#include "editor/document/imported_rooms.h"
#include "editor/document/space_words.h"
#include "editor/document/underlays.h"
#include "editor/panels/draw_hand.h"
#include "editor/panels/trace_hand.h"
#include "editor/panels/trace_tasks.h"
#include "sim/core/text.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using sim::plan::Vec2;
using Json = nlohmann::json;

namespace {

constexpr const char* program = "yanlian-dxf";
constexpr double read_limit_s = 240, make_limit_s = 120, pixels_limit_s = 60;
constexpr int preview_side_px = 1024;
/// A drawing that does not say its unit is in millimetres when a floor would be longer than this in
/// metres, as nearly all are.
constexpr double longest_floor_m = 500;

Vec2 to_point(const Json& pair) {
    return {pair.at(0).get<double>(), pair.at(1).get<double>()};
}

/// Those of walls; all where none is named so.
void choose_likely_layers(CadDrawing& cad) {
    const bool named = std::any_of(cad.layers.begin(), cad.layers.end(),
                                   [](const auto& l) { return document::is_wall_layer(l.name); });
    for (auto& layer : cad.layers)
        layer.wanted = layer.wanted && (!named || document::is_wall_layer(layer.name));
}

CadDrawing to_cad(const Json& told) {
    CadDrawing cad;
    cad.skipped_count = told.at("skipped").get<std::size_t>();
    for (const Json& one : told.at("layers"))
        cad.layers.push_back({one.at("number").get<int>(), one.at("name").get<std::string>(),
                              one.at("lines").get<std::size_t>(), to_point(one.at("low")),
                              to_point(one.at("high")), one.at("visible").get<bool>()});
    cad.unit_m = told.at("unit_m").get<double>();
    cad.unit_said = cad.unit_m > 0;
    if (!cad.unit_said) {
        cad.unit_m = 1;
        const Vec2 size = size_of(cad);
        cad.unit_m = std::max(size.x, size.y) > longest_floor_m ? 0.001 : 1;
    }
    choose_likely_layers(cad);
    return cad;
}

void show_cad(Desk& desk, const std::string& answer, document::ScratchFile out) {
    Tracing& t = desk.drawing->trace;
    try {
        t.cad = to_cad(Json::parse(answer));
    } catch (const Json::exception&) {
        return say(desk, tr("图没有传完整"), true);
    }
    t.cad.lines = std::move(out);
    t.row = 0;
    t.sheet = TraceSheet::dxf;
}

/// The picture lies where the rooms would: its lower left corner at the origin.
void put_cad_picture(Desk& desk, const std::string& answer, const document::ScratchFile& out) {
    const Json told = Json::parse(answer, nullptr, false);
    if (!told.is_object()) return say(desk, tr("图片没有传完整"), true);
    const auto name = document::keep_picture({out.path(), "png", 1, 1});
    if (!name) return say_error(desk, name.error());
    Tracing& t = desk.drawing->trace;
    const Vec2 size_m = size_of(t.cad);
    const std::string title = t.source.filename().string();
    show_plan_sheet(desk);
    if (!commit(desk, document::put_underlay(desk.drawing->file.plan(), desk.level, title, *name,
                                             size_m.y / size_m.x, size_m * 0.5, size_m.x)))
        return;
    desk.fit_ratio = 1;
    choose_tool(desk, Tool::room);
    say(desk, trf("底图 {:.1f} × {:.1f} m，比例已经定好", size_m.x, size_m.y), false);
}

void put_cad_rooms(Desk& desk, const std::string&, const document::ScratchFile& out) {
    const auto found = document::load_rooms(out.path());
    if (!found) return say_error(desk, found.error());
    const auto made = document::put_rooms(desk.drawing->file.plan(), desk.level, *found);
    if (!made) return say_error(desk, made.error());
    show_plan_sheet(desk);
    if (!commit_plan(desk, made->plan)) return;
    desk.fit_ratio = 1;
    choose_tool(desk, Tool::select);
    std::string words = trf("画好 {} 间、{} 扇门、{} 个窗，请逐间核对；出口要自己画",
                            made->room_count, made->door_count, made->window_count);
    if (found->ring_count > 0) words += trf("；{} 间绕着别的房间，没有画", found->ring_count);
    say(desk, words, false);
}

bool wants_any(const CadDrawing& cad) {
    return std::any_of(cad.layers.begin(), cad.layers.end(),
                       [](const auto& l) { return l.wanted; });
}

std::string metres(double value) {
    return fmt::format("{}", value);
}

} // namespace

std::string wanted_layers(const CadDrawing& cad) {
    std::string numbers;
    for (const auto& layer : cad.layers)
        if (layer.wanted) numbers += (numbers.empty() ? "" : ",") + std::to_string(layer.number);
    return numbers;
}

Vec2 size_of(const CadDrawing& cad) {
    sim::core::Box all;
    std::vector<Vec2> corners;
    for (const auto& layer : cad.layers)
        if (layer.wanted) corners.insert(corners.end(), {layer.low, layer.high});
    all = sim::core::bounds(corners);
    return all.empty() ? Vec2{} : (all.high - all.low) * cad.unit_m;
}

void begin_cad(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    t.cad = {};
    t.task = make_task(program, {"read", t.source.string()}, tr("正在读 CAD 图"), read_limit_s,
                       show_cad);
}

void toggle_layer(Desk& desk, std::size_t row) {
    auto& layers = desk.drawing->trace.cad.layers;
    if (row < layers.size()) layers[row].wanted = !layers[row].wanted;
}

void trace_cad(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    if (t.task) return;
    if (!wants_any(t.cad)) return say(desk, tr("至少勾一个有墙的图层"), true);
    t.task = make_task(program, {"make", t.cad.lines.path().string(), wanted_layers(t.cad)},
                       tr("正在画底图"), make_limit_s, put_cad_picture);
}

void make_cad_rooms(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    if (t.task) return;
    if (!wants_any(t.cad)) return say(desk, tr("至少勾一个有墙的图层"), true);
    t.task = make_task(program,
                       {"rooms", t.cad.lines.path().string(), wanted_layers(t.cad),
                        metres(t.cad.unit_m), metres(t.cad.join_m)},
                       tr("正在找房间"), make_limit_s, put_cad_rooms);
}

void ask_for_cad_picture(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    const std::string layers = wanted_layers(t.cad);
    if (t.sheet != TraceSheet::dxf || layers == t.cad.picture_layers) return;
    t.cad.picture_layers = layers;
    t.cad.picture = {};
    if (layers.empty()) return;
    t.quiet =
        make_showing(program, {t.cad.lines.path().string(), layers}, preview_side_px,
                     pixels_limit_s, [](Tracing& trace, view::Texture picture, const std::string&) {
                         trace.cad.picture = std::move(picture);
                     });
}

namespace {

void step_row(Tracing& t, int by, std::size_t count) {
    if (count == 0) return;
    const auto to = static_cast<long>(t.row) + by;
    t.row = static_cast<std::size_t>(std::clamp(to, 0L, static_cast<long>(count) - 1));
}

void confirm(Desk& desk) {
    Tracing& t = desk.drawing->trace;
    if (t.sheet == TraceSheet::files && t.row < t.found.size())
        return choose_trace_file(desk, fs::path(t.found[t.row].path));
    if (t.sheet == TraceSheet::pages) return take_page(desk);
    if (t.sheet == TraceSheet::dxf) return trace_cad(desk);
}

} // namespace

bool press_on_trace_sheet(Desk& desk, Stroke stroke) {
    Tracing& t = desk.drawing->trace;
    if (stroke.sign == stroke_escape && t.task) {
        cancel_task(desk);
        return true;
    }
    if (t.sheet == TraceSheet::plan) return false;
    if (stroke.sign == stroke_escape) show_plan_sheet(desk);
    if (stroke.sign == stroke_enter && !t.task) confirm(desk);
    if (stroke.sign == 'r' && t.sheet == TraceSheet::dxf) make_cad_rooms(desk);
    return true; // tools do nothing while a sheet is in the way
}

bool press_on_trace_sheet(Desk& desk, Key key) {
    Tracing& t = desk.drawing->trace;
    if (t.sheet == TraceSheet::plan) return false;
    const std::size_t count = t.sheet == TraceSheet::files ? t.found.size() : t.cad.layers.size();
    if (t.sheet == TraceSheet::pages) {
        const bool back = key == Key::left || key == Key::up || key == Key::page_up;
        const bool on = key == Key::right || key == Key::down || key == Key::page_down;
        if (back || on) choose_page(desk, t.page + (on ? 1 : -1));
        return true;
    }
    constexpr int screen_rows = 8;
    if (key == Key::up) step_row(t, -1, count);
    if (key == Key::down) step_row(t, 1, count);
    if (key == Key::page_up) step_row(t, -screen_rows, count);
    if (key == Key::page_down) step_row(t, screen_rows, count);
    if (key == Key::space && t.sheet == TraceSheet::dxf) toggle_layer(desk, t.row);
    return true;
}

} // namespace editor::panels
