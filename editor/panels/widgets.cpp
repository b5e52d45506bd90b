#include "editor/panels/widgets.h"

#include <algorithm>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

namespace editor::panels {

using view::faded;
using view::palette;
using view::px;

namespace {

ImVec2 size_of(std::string_view words) {
    return ImGui::CalcTextSize(words.data(), words.data() + words.size());
}

void put_text(ImVec2 at, std::string_view words, ImU32 color) {
    ImGui::GetWindowDrawList()->AddText(at, color, words.data(), words.data() + words.size());
}

constexpr float key_padding = 6, button_padding = 12;

} // namespace

Pane::Pane(const char* name, ImVec2 low, ImVec2 size, ImU32 color) {
    ImGui::SetNextWindowPos(low);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color);
    // Paper is what the screen was cleared to.
    const bool paper = color == palette().paper;
    ImGui::Begin(name, nullptr,
                 (paper ? ImGuiWindowFlags_NoBackground : 0) | ImGuiWindowFlags_NoDecoration |
                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
}

Pane::~Pane() {
    ImGui::End();
    ImGui::PopStyleColor();
}

void note_item(Desk& desk, std::string_view name) {
    desk.items.push_back({std::string(name), ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
}

float button_width(std::string_view words, std::string_view key) {
    const float key_width = key.empty() ? 0 : size_of(key).x + px(key_padding) * 3;
    return size_of(words).x + key_width + px(button_padding) * 2;
}

bool button(Desk& desk, const char* name, std::string_view words, std::string_view key, ImVec2 size,
            Look look) {
    const bool pressed = ImGui::InvisibleButton(name, size);
    note_item(desk, name);
    const auto& colors = palette();
    const bool filled = look == Look::main;
    const bool hovered = ImGui::IsItemHovered();
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 body = filled                 ? colors.accent
                       : look == Look::chosen ? faded(colors.accent, 0.16f)
                                              : colors.paper;
    list.AddRectFilled(low, high, body, px(6));
    if (hovered) list.AddRectFilled(low, high, faded(colors.text, 0.07f), px(6));
    if (!filled)
        list.AddRect(low, high, look == Look::chosen ? colors.accent : colors.line, px(6), 0,
                     look == Look::chosen ? px(2) : 1);
    const ImU32 ink = filled ? colors.on_accent : colors.text;
    const ImVec2 words_size = size_of(words);
    const float middle_y = (low.y + high.y) / 2;
    if (key.empty()) {
        put_text({(low.x + high.x - words_size.x) / 2, middle_y - words_size.y / 2}, words, ink);
        return pressed;
    }
    put_text({low.x + px(button_padding), middle_y - words_size.y / 2}, words, ink);
    const ImVec2 key_size = size_of(key);
    const ImVec2 key_at{high.x - px(button_padding) - key_size.x, middle_y - key_size.y / 2};
    list.AddRect({key_at.x - px(key_padding), key_at.y - px(1)},
                 {key_at.x + key_size.x + px(key_padding), key_at.y + key_size.y + px(1)},
                 faded(ink, 0.45f), px(4));
    put_text(key_at, key, faded(ink, 0.85f));
    return pressed;
}

namespace {

std::size_t character_length(unsigned char first) {
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

bool closes(std::string_view character) {
    constexpr std::string_view closing = "，。、；：？！）》」”’…,.;:?!)%";
    return closing.find(character) != std::string_view::npos;
}

bool opens(std::string_view character) {
    constexpr std::string_view opening = "（《「“‘([";
    return opening.find(character) != std::string_view::npos;
}

/// A line may end between these two: at a space, or beside a character of three bytes (Chinese).
bool may_break(std::string_view before, std::string_view after) {
    if (closes(after) || opens(before)) return false;
    return before == " " || before.size() >= 3 || after.size() >= 3;
}

} // namespace

std::string wrap(std::string_view words, float width_px) {
    std::string done;
    std::size_t line_start = 0, last_break = 0; // in `words`; a break at the start is none
    std::string_view before;
    for (std::size_t at = 0; at < words.size();) {
        const std::string_view now =
            words.substr(at, character_length(static_cast<unsigned char>(words[at])));
        if (at > line_start && may_break(before, now)) last_break = at;
        at += now.size();
        before = now;
        const bool too_wide = size_of(words.substr(line_start, at - line_start)).x > width_px;
        if (!too_wide || last_break <= line_start) continue;
        done.append(words.substr(line_start, last_break - line_start)).append("\n");
        line_start = last_break;
    }
    return done.append(words.substr(line_start));
}

void wrapped_text(std::string_view words) {
    const std::string lines = wrap(words, ImGui::GetContentRegionAvail().x);
    ImGui::TextUnformatted(lines.data(), lines.data() + lines.size());
}

HeadingFace::HeadingFace() {
    if (view::faces().heading) ImGui::PushFont(view::faces().heading);
}

HeadingFace::~HeadingFace() {
    if (view::faces().heading) ImGui::PopFont();
}

void HeadingFace::put(std::string_view words) const {
    view::Faces& faces = view::faces();
    for (std::size_t at = 0; faces.heading && at < words.size();) {
        const std::string_view one =
            words.substr(at, character_length(static_cast<unsigned char>(words[at])));
        unsigned character = 0;
        ImTextCharFromUtf8(&character, one.data(), one.data() + one.size());
        if (character >= 32 &&
            !faces.heading->FindGlyphNoFallback(static_cast<ImWchar>(character)) &&
            faces.wanted.find(one) == std::string::npos)
            faces.wanted += one;
        at += one.size();
    }
    ImGui::TextUnformatted(words.data(), words.data() + words.size());
}

void heading(std::string_view words) {
    const HeadingFace face;
    face.put(wrap(words, ImGui::GetContentRegionAvail().x));
}

void quiet_text(std::string_view words) {
    ImGui::PushStyleColor(ImGuiCol_Text, palette().quiet);
    wrapped_text(words);
    ImGui::PopStyleColor();
}

void field(std::string_view name, std::string_view value) {
    const float value_width = size_of(value).x, room = ImGui::GetContentRegionAvail().x;
    const float left = ImGui::GetCursorPosX();
    ImGui::PushStyleColor(ImGuiCol_Text, palette().quiet);
    ImGui::TextUnformatted(name.data(), name.data() + name.size());
    ImGui::PopStyleColor();
    const bool same_line = size_of(name).x + value_width + px(12) <= room;
    if (same_line) ImGui::SameLine(left + room - value_width, 0);
    wrapped_text(value);
}

bool text_field(Desk& desk, const char* name, std::string_view words, std::string& text) {
    if (!words.empty()) quiet_text(words);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(10), px(7)});
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputText((std::string("##") + name).c_str(), &text,
                                          ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::PopStyleVar(2);
    note_item(desk, name);
    return entered;
}

bool is_escape_pressed() {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape));
}

void chip(std::string_view words, ImU32 color) {
    const ImVec2 text = size_of(words), at = ImGui::GetCursorScreenPos();
    const ImVec2 size{text.x + px(20), text.y + px(10)};
    ImGui::Dummy(size);
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + size.x, at.y + size.y}, color, px(6));
    put_text({at.x + px(10), at.y + px(5)}, words, palette().on_accent);
}

std::string cut_to_width(std::string_view words, float width_px) {
    if (size_of(words).x <= width_px) return std::string(words);
    const float room = width_px - size_of("…").x;
    std::size_t end = words.size();
    while (end > 0 && size_of(words.substr(0, end)).x > room) {
        --end;
        while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80)
            --end; // not within a character
    }
    return std::string(words.substr(0, end)) + "…";
}

} // namespace editor::panels
