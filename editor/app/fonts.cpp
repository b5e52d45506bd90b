#include "editor/app/fonts.h"

#include "editor/view/theme.h"
#include "sim/core/text.h"
#include <cstdlib>
#include <filesystem>
#include <imgui_freetype.h>
#include <imgui_internal.h>

namespace editor::app {

namespace core = sim::core;
using core::tr;

namespace {

constexpr int simplified_chinese_face =
    2; // of the collection: Japanese, Korean, simplified Chinese, ...
constexpr const char* more_characters = "·—‘’“”…℃×÷±≤≥−²³㎡←↑→↓●○■□▲△▼◆①②③④⑤⑥⑦⑧⑨⑩«»";

std::string font_folder() {
    const char* chosen = std::getenv("YANLIAN_FONT_DIR");
    return chosen && *chosen ? chosen : "/usr/share/fonts/opentype/noto";
}

core::Result<void> check_exists(const std::string& file) {
    std::error_code code;
    if (std::filesystem::is_regular_file(file, code)) return {};
    return core::make_error(core::Errc::io, {file, "", tr("找不到中文字体，窗口没法显示文字"),
                                             tr("装好字体再试：apt-get install fonts-noto-cjk")});
}

ImFont* add_face(const std::string& file, float size, const ImVector<ImWchar>& ranges) {
    ImFontConfig config;
    config.FontNo = simplified_chinese_face;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), size, &config, ranges.Data);
}

} // namespace

core::Result<void> load_fonts(const std::string& extra) {
    const std::string text_file = font_folder() + "/NotoSansCJK-Regular.ttc";
    const std::string bold_file = font_folder() + "/NotoSansCJK-Bold.ttc";
    for (const std::string& file : {text_file, bold_file})
        if (auto found = check_exists(file); !found) return found;

    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    // The atlas keeps pointers to the ranges until it is built.
    ImFontGlyphRangesBuilder wanted;
    wanted.AddRanges(atlas.GetGlyphRangesChineseFull());
    wanted.AddText(more_characters);
    ImVector<ImWchar> text_ranges, bold_ranges;
    wanted.BuildRanges(&text_ranges);
    wanted.Clear();
    wanted.AddRanges(atlas.GetGlyphRangesChineseSimplifiedCommon());
    wanted.AddText(more_characters);
    wanted.AddText(extra.c_str(), extra.c_str() + extra.size());
    wanted.BuildRanges(&bold_ranges);
    view::faces().text =
        add_face(text_file, view::px(view::text_size * view::line_ratio), text_ranges);
    view::faces().heading =
        add_face(bold_file, view::px(view::heading_size * view::line_ratio), bold_ranges);
    if (!view::faces().text || !view::faces().heading || !atlas.Build())
        return core::make_error(core::Errc::io, {text_file, "", tr("中文字体读不出来"), ""});
    return {};
}

std::string heading_texts(const panels::Desk& desk) {
    std::string all;
    if (desk.observing)
        for (const auto& post : desk.observing->posts)
            all += post.name;
    if (desk.listing && desk.listing->table) all += desk.listing->table->headline;
    if (desk.drawing) all += desk.drawing->trace.source.filename().string();
    if (desk.scripting) all += desk.scripting->file.scenario().name;
    if (!desk.document) return all;
    const auto& record = desk.document->record;
    all += record.plan.name + record.scenario.name;
    for (const auto& who : record.cast)
        all += who.name;
    const auto add = [&](const auto& list) {
        for (const auto& item : list)
            all += item.name;
    };
    add(record.plan.spaces);
    add(record.plan.openings);
    add(record.plan.beds);
    add(record.plan.equipment);
    add(record.plan.detectors);
    return all;
}

bool lacks_characters(const std::string& text) {
    const ImFont* bold = view::faces().heading;
    for (const char* at = text.c_str(); bold && *at;) {
        unsigned character = 0;
        at += ImTextCharFromUtf8(&character, at, nullptr);
        if (character >= 32 && !bold->FindGlyphNoFallback(static_cast<ImWchar>(character)))
            return true;
    }
    return false;
}

} // namespace editor::app
