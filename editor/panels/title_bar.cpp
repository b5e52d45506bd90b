// What is open, which kind of drill it is, what time it is, and whether it runs.
#include "editor/panels/panes.h"
#include "editor/view/words.h"
#include "sim/core/locale.h"
#include "sim/core/text.h"

namespace editor::panels {

using sim::core::tr;
using sim::core::trf;
using view::palette;
using view::px;

namespace {

constexpr float state_width = 172; ///< of the block that says whether it runs

std::string title_of(const Desk& desk) {
    const document::Document& document = *desk.document;
    if (desk.live && !desk.live->ending && !desk.live->drill->spec().announced)
        return tr("今天的演练（情景保密）");
    if (!document.played) return document.plan().name;
    const std::string& name =
        sim::core::shown_name(document.record.scenario.name, document.record.scenario.name_en);
    return name.empty() ? document.plan().name : name;
}

void draw_state(const Desk& desk) {
    const auto& clock = desk.playback;
    const std::string words = clock.playing                 ? trf("正在播放 ×{}", clock.speed)
                              : clock.time_s >= clock.end_s ? std::string(tr("已到结尾"))
                                                            : std::string(tr("已暂停"));
    chip(words, clock.playing ? palette().in_time : palette().soon);
}

/// What is open; the clock on the right.
void draw_title(const Desk& desk, float width, float title_width) {
    const HeadingFace face;
    face.put(cut_to_width(title_of(desk), title_width));
    if (!desk.document->played) return;
    const std::string clock =
        view::format_clock(desk.playback.time_s) + " / " + view::format_clock(desk.playback.end_s);
    ImGui::SetCursorPos(
        {width - px(state_width + 20) - ImGui::CalcTextSize(clock.c_str()).x, px(8)});
    face.put(clock);
}

} // namespace

void draw_title_bar(Desk& desk, const Place& place) {
    const Pane pane("title", place.low, place.size, palette().paper);
    const auto& document = *desk.document;
    ImGui::SetCursorPos({px(14), px(8)});
    if (document.played)
        chip(tr(word(document.record.header.kind)), view::color_of(document.record.header.kind));
    else
        chip(tr("图纸"), palette().quiet);
    ImGui::SameLine(0, px(14));
    const float clock_width = document.played ? px(state_width + 220) : px(20);
    const float title_width = place.size.x - ImGui::GetCursorPosX() - clock_width;
    ImGui::SetCursorPosY(px(8));
    draw_title(desk, place.size.x, title_width);
    if (!document.played) return;
    ImGui::SetCursorPos({place.size.x - px(state_width), px(8)});
    draw_state(desk);
}

} // namespace editor::panels
