#include "editor/view/theme.h"

#include <cmath>

namespace editor::view {

namespace {

/// 0xRRGGBB as people write colours.
constexpr ImU32 rgb(unsigned hex) {
    return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255);
}

constexpr Palette light{
    .paper = rgb(0xFBFAF7),
    .panel = rgb(0xF1EFEA),
    .line = rgb(0xD6D2C8),
    .text = rgb(0x1F2328),
    .quiet = rgb(0x5E656D),
    .accent = rgb(0x0B6E6E),
    .on_accent = rgb(0xFFFFFF),
    .floor = rgb(0xFFFFFF),
    .open_air = rgb(0xEEF3EA),
    .wall = rgb(0x2B2F33),
    .door = rgb(0x8A6D3B),
    .window = rgb(0x5B8DB8),
    .smoke = rgb(0x464646),
    .hatch = rgb(0x141414),
    .fire = rgb(0xD1495B),
    .staff = rgb(0x1F5FA8),
    .volunteer = rgb(0x7A4EAB),
    .visitor = rgb(0x5E656D),
    .fire_service = rgb(0xA32020),
    .resident_walks = rgb(0x2E7D4F),
    .resident_moved = rgb(0xC77700),
    .incapacitated = rgb(0x000000),
    .in_time = rgb(0x2E7D4F),
    .soon = rgb(0xB8860B),
    .overdue = rgb(0xB3261E),
    .demonstration = rgb(0x5E656D),
    .live_simulation = rgb(0x1F5FA8),
    .real_drill = rgb(0xB3261E),
};

constexpr Palette dark{
    .paper = rgb(0x14171A),
    .panel = rgb(0x1D2226),
    .line = rgb(0x3A4147),
    .text = rgb(0xECEDEE),
    .quiet = rgb(0xA7AFB7),
    .accent = rgb(0x3FB6B0),
    .on_accent = rgb(0x14171A),
    .floor = rgb(0x22272B),
    .open_air = rgb(0x1B231D),
    .wall = rgb(0xC9CED3),
    .door = rgb(0xC9A869),
    .window = rgb(0x86B4DC),
    .smoke = rgb(0xA8A8A8),
    .hatch = rgb(0xE8E8E8),
    .fire = rgb(0xFF6B6B),
    .staff = rgb(0x5C9BE6),
    .volunteer = rgb(0xB48AE0),
    .visitor = rgb(0xA7AFB7),
    .fire_service = rgb(0xF06A6A),
    .resident_walks = rgb(0x5FBF86),
    .resident_moved = rgb(0xF2A53A),
    .incapacitated = rgb(0xFFFFFF),
    .in_time = rgb(0x5FBF86),
    .soon = rgb(0xE0B84A),
    .overdue = rgb(0xF0706A),
    .demonstration = rgb(0xA7AFB7),
    .live_simulation = rgb(0x5C9BE6),
    .real_drill = rgb(0xF0706A),
};

const Palette* chosen = &light;
float chosen_scale = 1;

void set_color(ImGuiCol which, ImU32 color) {
    ImGui::GetStyle().Colors[which] = ImGui::ColorConvertU32ToFloat4(color);
}

} // namespace

const Palette& palette() noexcept {
    return *chosen;
}
void use_dark_palette(bool dark_wanted) noexcept {
    chosen = dark_wanted ? &dark : &light;
}
float px(float design_px) noexcept {
    return std::round(design_px * chosen_scale);
}
void set_scale(float scale) noexcept {
    chosen_scale = scale;
}

Faces& faces() noexcept {
    static Faces loaded;
    return loaded;
}

ImU32 faded(ImU32 color, float opacity) noexcept {
    return (color & ~IM_COL32_A_MASK) | (static_cast<ImU32>(opacity * 255) << IM_COL32_A_SHIFT);
}

void apply_style() {
    const Palette& p = palette();
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = style.FramePadding = {px(12), px(9)};
    style.ItemSpacing = {px(8), px(8)};
    style.FrameRounding = style.ChildRounding = style.GrabRounding = style.ScrollbarRounding =
        px(6);
    style.PopupRounding = px(6);
    style.WindowRounding = 0;
    style.WindowBorderSize = style.FrameBorderSize = style.ChildBorderSize = 0;
    style.ScrollbarSize = px(14);
    for (ImVec4& color : style.Colors)
        color = ImGui::ColorConvertU32ToFloat4(p.panel);
    set_color(ImGuiCol_Text, p.text);
    set_color(ImGuiCol_TextDisabled, p.quiet);
    set_color(ImGuiCol_WindowBg, p.panel);
    set_color(ImGuiCol_ChildBg, faded(p.panel, 0));
    set_color(ImGuiCol_PopupBg, p.paper);
    set_color(ImGuiCol_Border, p.line);
    set_color(ImGuiCol_FrameBg, p.floor);
    set_color(ImGuiCol_FrameBgHovered, p.floor);
    set_color(ImGuiCol_FrameBgActive, p.floor);
    set_color(ImGuiCol_Button, p.paper);
    set_color(ImGuiCol_ButtonHovered, p.line);
    set_color(ImGuiCol_ButtonActive, p.line);
    set_color(ImGuiCol_Header, faded(p.accent, 0.16f));
    set_color(ImGuiCol_HeaderHovered, faded(p.accent, 0.10f));
    set_color(ImGuiCol_HeaderActive, faded(p.accent, 0.24f));
    set_color(ImGuiCol_CheckMark, p.accent);
    set_color(ImGuiCol_SliderGrab, p.accent);
    set_color(ImGuiCol_SliderGrabActive, p.accent);
    set_color(ImGuiCol_Separator, p.line);
    set_color(ImGuiCol_ScrollbarGrab, p.line);
    set_color(ImGuiCol_ScrollbarGrabHovered, p.quiet);
    set_color(ImGuiCol_ScrollbarGrabActive, p.quiet);
    set_color(ImGuiCol_TextSelectedBg, faded(p.accent, 0.3f));
    set_color(ImGuiCol_NavHighlight, p.accent);
}

void draw_text(ImDrawList& list, ImVec2 low, std::string_view words, ImU32 color, float letter_px) {
    list.AddText(ImGui::GetFont(), letter_px * line_ratio, {std::round(low.x), std::round(low.y)},
                 color, words.data(), words.data() + words.size());
}

ImVec2 calc_text_size(std::string_view words, float letter_px) {
    return ImGui::GetFont()->CalcTextSizeA(letter_px * line_ratio, 1e6f, 0, words.data(),
                                           words.data() + words.size());
}

ImU32 color_of(sim::drill::PersonGroup group) noexcept {
    using Group = sim::drill::PersonGroup;
    const Palette& p = palette();
    switch (group) {
    case Group::staff:
        return p.staff;
    case Group::volunteer:
        return p.volunteer;
    case Group::visitor:
        return p.visitor;
    case Group::fire_service:
        return p.fire_service;
    case Group::resident_walks:
        return p.resident_walks;
    case Group::resident_moved:
        return p.resident_moved;
    }
    return p.quiet;
}

ImU32 color_of(sim::core::DrillKind kind) noexcept {
    using Kind = sim::core::DrillKind;
    const Palette& p = palette();
    switch (kind) {
    case Kind::demonstration:
        return p.demonstration;
    case Kind::live:
    case Kind::tabletop:
        return p.live_simulation;
    case Kind::real:
        return p.real_drill;
    }
    return p.quiet;
}

} // namespace editor::view
