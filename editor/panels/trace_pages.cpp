// In the middle of the draw page while something to trace is chosen: files, pages of a PDF.
#include "editor/panels/panes.h"
#include "editor/panels/trace_hand.h"
#include "sim/core/text.h"
#include <algorithm>
#include <chrono>
#include <imgui_stdlib.h>

namespace editor::panels {

namespace core = sim::core;
namespace fs = std::filesystem;
using core::tr;
using core::trf;
using document::FoundFile;
using document::TraceKind;
using view::palette;
using view::px;

namespace {

constexpr float file_row = 56, thumbnail = 48;

std::string size_words(std::uintmax_t bytes) {
    if (bytes < 1'000'000) return fmt::format("{} KB", std::max<std::uintmax_t>(bytes / 1000, 1));
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string day_words(fs::file_time_type written) {
    const auto ago = fs::file_time_type::clock::now() - written;
    const auto days = std::chrono::duration_cast<std::chrono::hours>(ago).count() / 24;
    return days <= 0 ? std::string(tr("今天")) : trf("{} 天前", days);
}

const char* kind_word(TraceKind kind) {
    switch (kind) {
    case TraceKind::picture:
        return tr("图片");
    case TraceKind::pdf:
        return "PDF";
    case TraceKind::dxf:
        return "CAD";
    case TraceKind::dwg:
        return "DWG";
    }
    return "";
}

void draw_thumbnail(const Tracing& t, const FoundFile& file, ImVec2 at) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float side = px(thumbnail);
    const auto known = t.thumbnails.find(file.path);
    if (known != t.thumbnails.end() && known->second) {
        const float tall = std::min(1.0f, known->second.height_per_width_ratio());
        const float wide = std::min(1.0f, 1 / known->second.height_per_width_ratio());
        const ImVec2 low{at.x + side * (1 - wide) / 2, at.y + side * (1 - tall) / 2};
        list.AddImage(known->second.id(), low, {low.x + side * wide, low.y + side * tall});
        return;
    }
    list.AddRect(at, {at.x + side, at.y + side}, palette().line, px(4));
    TraceKind kind{};
    static_cast<void>(document::find_trace_kind(file.path, kind));
    const char* words = kind_word(kind);
    const ImVec2 size = view::calc_text_size(words, px(view::least_text_size));
    view::draw_text(list, {at.x + (side - size.x) / 2, at.y + (side - size.y) / 2}, words,
                    palette().quiet, px(view::least_text_size));
}

bool draw_file_row(Desk& desk, std::size_t row, float width) {
    const Tracing& t = desk.drawing->trace;
    const FoundFile& file = t.found[row];
    const std::string name = "trace file " + std::to_string(row + 1);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = button(desk, name.c_str(), "", "", {width, px(file_row)},
                                row == t.row ? Look::chosen : Look::quiet);
    draw_thumbnail(t, file, {at.x + px(6), at.y + px((file_row - thumbnail) / 2)});
    const std::string note = fmt::format("{}  {}  {}", file.folder, size_words(file.size_bytes),
                                         day_words(file.written));
    const float note_width = view::calc_text_size(note, px(view::small_text_size)).x;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float text_x = at.x + px(thumbnail + 20),
                middle = at.y + px(file_row) / 2 - px(view::text_size) * 0.72f;
    const std::string shown =
        cut_to_width(file.path.filename().string(), width - px(thumbnail + 60) - note_width);
    list.AddText({text_x, middle}, palette().text, shown.c_str());
    view::draw_text(list, {at.x + width - note_width - px(12), middle}, note, palette().quiet,
                    px(view::small_text_size));
    return pressed;
}

void draw_typed_path(Desk& desk, float width) {
    Tracing& t = desk.drawing->trace;
    quiet_text(tr("或者写上文件的位置，也可以把文件拖进窗口："));
    ImGui::SetNextItemWidth(width - px(110));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    const bool entered =
        ImGui::InputText("##trace path", &t.typed_path, ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::PopStyleVar();
    note_item(desk, "trace path");
    ImGui::SameLine(0, px(8));
    if ((button(desk, "take path", tr("打开"), "", {px(102), px(40)}, Look::quiet) || entered) &&
        !t.typed_path.empty())
        choose_trace_file(desk, fs::path(t.typed_path));
}

void draw_files(Desk& desk, float width, float tall) {
    Tracing& t = desk.drawing->trace;
    heading(tr("描哪一个文件"));
    if (t.found.empty())
        wrapped_text(tr("桌面、下载、文档、图片和 U 盘里没有找到照片、PDF 或 DXF。用手机拍下墙上的"
                        "疏散图，拷到桌面，再来这里。"));
    std::optional<std::size_t> chosen;
    ImGui::BeginChild("trace files", {width, tall - px(190)});
    const float inner = ImGui::GetContentRegionAvail().x;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(t.found.size()), px(file_row) + ImGui::GetStyle().ItemSpacing.y);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            if (draw_file_row(desk, static_cast<std::size_t>(i), inner))
                chosen = static_cast<std::size_t>(i);
    ImGui::EndChild();
    draw_typed_path(desk, width);
    if (button(desk, "leave files", tr("不描了"), "Esc", {px(160), px(40)}, Look::quiet))
        return show_plan_sheet(desk);
    if (!chosen || desk.drawing->trace.task) return;
    desk.drawing->trace.row = *chosen;
    choose_trace_file(desk, fs::path(t.found[*chosen].path));
}

/// As large as fits, in the middle.
void draw_fitted(const view::Texture& picture, ImVec2 size) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRect(low, {low.x + size.x, low.y + size.y}, palette().line);
    if (!picture) {
        const char* words = tr("正在画…");
        list.AddText({low.x + px(12), low.y + px(8)}, palette().quiet, words);
    } else {
        const float wide = std::min(size.x, size.y / picture.height_per_width_ratio());
        const float high = wide * picture.height_per_width_ratio();
        const ImVec2 at{low.x + (size.x - wide) / 2, low.y + (size.y - high) / 2};
        list.AddImage(picture.id(), at, {at.x + wide, at.y + high});
    }
    ImGui::Dummy(size);
}

void draw_pages(Desk& desk, float width, float tall) {
    Tracing& t = desk.drawing->trace;
    heading(trf("第 {} 页，共 {} 页", t.page, t.page_count));
    draw_fitted(t.page_picture, {width, tall - px(120)});
    const ImVec2 size{(width - px(24)) / 4, px(button_height)};
    if (button(desk, "page back", tr("上一页"), "←", size, Look::quiet))
        choose_page(desk, t.page - 1);
    ImGui::SameLine(0, px(8));
    if (button(desk, "page on", tr("下一页"), "→", size, Look::quiet))
        choose_page(desk, t.page + 1);
    ImGui::SameLine(0, px(8));
    const bool takes = button(desk, "take page", tr("描这一页"), tr("回车"), size, Look::main);
    ImGui::SameLine(0, px(8));
    if (button(desk, "leave pages", tr("不描了"), "Esc", size, Look::quiet))
        return show_plan_sheet(desk);
    if (takes) take_page(desk);
}

std::string layer_words(const CadDrawing::Layer& layer) {
    return trf("{}（{} 条线）", layer.name, layer.line_count);
}

void draw_layers(Desk& desk, float width, float tall) {
    Tracing& t = desk.drawing->trace;
    ImGui::BeginChild("layers", {width, tall});
    const float inner = ImGui::GetContentRegionAvail().x;
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < t.cad.layers.size(); ++i) {
        const auto& layer = t.cad.layers[i];
        const std::string words = (layer.wanted ? "■ " : "□ ") + layer_words(layer);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (button(desk, ("layer " + std::to_string(i + 1)).c_str(), "", "",
                   {inner, px(row_height)}, i == t.row ? Look::chosen : Look::quiet))
            pressed = i;
        ImGui::GetWindowDrawList()->AddText(
            {at.x + px(12), at.y + px(row_height) / 2 - ImGui::GetTextLineHeight() / 2},
            palette().text, cut_to_width(words, inner - px(30)).c_str());
    }
    ImGui::EndChild();
    if (!pressed) return;
    t.row = *pressed;
    toggle_layer(desk, *pressed);
}

void draw_unit(Desk& desk, float width) {
    struct Unit {
        const char* words;
        double metres;
    };
    static constexpr Unit units[] = {{"毫米", 0.001}, {"厘米", 0.01}, {"米", 1}, {"英寸", 0.0254}};
    CadDrawing& cad = desk.drawing->trace.cad;
    const sim::plan::Vec2 size_m = size_of(cad);
    quiet_text(cad.unit_said ? tr("图里写明的单位") : tr("图里没有写单位，按大小猜的："));
    for (std::size_t i = 0; i < std::size(units); ++i) {
        if (i > 0) ImGui::SameLine(0, px(6));
        if (button(desk, ("unit " + std::to_string(i + 1)).c_str(), tr(units[i].words), "",
                   {(width - px(18)) / 4, px(36)},
                   cad.unit_m == units[i].metres ? Look::chosen : Look::quiet)) {
            cad.unit_m = units[i].metres;
            cad.unit_said = false;
        }
    }
    field(tr("画出来有"), fmt::format("{:.1f} × {:.1f} m", size_m.x, size_m.y));
}

void draw_join(Desk& desk) {
    CadDrawing& cad = desk.drawing->trace.cad;
    quiet_text(tr("线头相差不到这么多就接上（m）"));
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    constexpr double most_m = 0.5;
    if (ImGui::InputDouble("##join", &cad.join_m, 0, 0, "%.2f"))
        cad.join_m = std::clamp(cad.join_m, 0.0, most_m);
    ImGui::PopStyleVar();
    note_item(desk, "field join");
}

void draw_cad(Desk& desk, float width, float tall) {
    Tracing& t = desk.drawing->trace;
    heading(cut_to_width(trf("CAD 图：{}", t.source.filename().string()), width));
    const float side = px(330), foot = px(56), body = tall - px(52) - foot;
    draw_fitted(t.cad.picture, {width - side - px(12), body});
    ImGui::SameLine(0, px(12));
    ImGui::BeginGroup();
    ImGui::BeginChild("cad choices", {side, body});
    quiet_text(tr("勾有墙的图层（空格勾选）"));
    draw_layers(desk, side, std::max(px(80), body - px(250)));
    draw_unit(desk, side);
    draw_join(desk);
    if (t.cad.skipped_count > 0)
        quiet_text(trf("填充、样条等 {} 个不是线，没有读", t.cad.skipped_count));
    ImGui::EndChild();
    ImGui::EndGroup();
    const ImVec2 size{(width - px(16)) / 3, px(button_height)};
    const bool traces = button(desk, "trace cad", tr("当底图描"), tr("回车"), size, Look::main);
    ImGui::SameLine(0, px(8));
    const bool takes = button(desk, "cad rooms", tr("直接变成房间"), "R", size, Look::quiet);
    ImGui::SameLine(0, px(8));
    if (button(desk, "leave cad", tr("不描了"), "Esc", size, Look::quiet))
        return show_plan_sheet(desk);
    if (traces) trace_cad(desk);
    if (takes) make_cad_rooms(desk);
}

} // namespace

void draw_trace_task(Desk& desk, const Place& place) {
    const Task& task = desk.drawing->trace.task;
    if (!task) return;
    const ImVec2 size{std::min(px(420), place.size.x - px(24)), px(116)};
    const ImVec2 low{place.low.x + (place.size.x - size.x) / 2,
                     place.low.y + (place.size.y - size.y) / 2};
    ImGui::SetNextWindowFocus(); // over the pane that it belongs to
    const Pane pane("task", low, size, palette().panel);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRect(low, {low.x + size.x, low.y + size.y}, palette().accent, px(6), 0, px(2));
    ImGui::SetCursorPos({px(14), px(10)});
    ImGui::TextUnformatted(task.words.c_str());
    const float wide = size.x - px(28);
    const auto share = static_cast<float>(std::clamp(task.program->progress_frac(), 0.0, 1.0));
    const ImVec2 bar{low.x + px(14), low.y + px(44)};
    list.AddRectFilled(bar, {bar.x + wide, bar.y + px(10)}, palette().line, px(4));
    list.AddRectFilled(bar, {bar.x + wide * share, bar.y + px(10)}, palette().accent, px(4));
    ImGui::SetCursorPos({px(14), px(64)});
    if (button(desk, "cancel task", tr("停下"), "Esc", {px(140), px(40)}, Look::quiet))
        cancel_task(desk);
}

void draw_trace_sheet(Desk& desk, const Place& place) {
    const Pane pane("trace", place.low, place.size, palette().paper);
    const float width = place.size.x - px(40), tall = place.size.y - px(24);
    ImGui::SetCursorPos({px(20), px(12)});
    ImGui::BeginChild("trace column", {width, tall}, false, ImGuiWindowFlags_NoScrollbar);
    const Drawing& d = *desk.drawing;
    if (!d.notice.empty() && d.refused) {
        ImGui::PushStyleColor(ImGuiCol_Text, palette().overdue);
        wrapped_text("■ " + d.notice);
        ImGui::PopStyleColor();
    }
    const float left = ImGui::GetContentRegionAvail().y;
    switch (d.trace.sheet) {
    case TraceSheet::files:
        draw_files(desk, width, left);
        break;
    case TraceSheet::pages:
        draw_pages(desk, width, left);
        break;
    case TraceSheet::dxf:
        draw_cad(desk, width, left);
        break;
    case TraceSheet::plan:
        break;
    }
    ImGui::EndChild();
}

} // namespace editor::panels
