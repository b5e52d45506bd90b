/// Colours, sizes and faces of the desk. Colours mean one thing each, in the light and the dark
/// palette; sizes are given for 96 dpi and grow with the chosen text size.
#pragma once
#include "sim/core/competence_element.h"
#include "sim/drill/frame.h"
#include <imgui.h>
#include <string>
#include <string_view>

namespace editor::view {

struct Palette {
    ImU32 paper, panel, line;
    ImU32 text, quiet, accent, on_accent;
    ImU32 floor, open_air, wall, door, window;
    ImU32 smoke, hatch, fire;
    ImU32 staff, volunteer, visitor, fire_service, resident_walks, resident_moved, incapacitated;
    ImU32 in_time, soon, overdue;
    ImU32 demonstration, live_simulation, real_drill; ///< frame by kind of drill
};
[[nodiscard]] const Palette& palette() noexcept;
/// Light for desks, dark for the projector.
void use_dark_palette(bool dark) noexcept;

/// A length drawn for 96 dpi and 18 px text, in pixels of this screen.
[[nodiscard]] float px(float design_px) noexcept;
/// 1 at 96 dpi; 28 px text for a projector is 1.56.
void set_scale(float scale) noexcept;

// Sizes of letters (the em), design px. No text is smaller than `least_text_size`.
inline constexpr float text_size = 18, small_text_size = 16, least_text_size = 14,
                       heading_size = 24,
                       projected_text_px = 28; ///< of the projector's view, read from far off
/// Height of a line over the size of its letters, as Noto Sans CJK has it. Dear ImGui sizes faces
/// by their lines.
inline constexpr float line_ratio = 1.448f;

/// Text and bold face once loaded; the default face of Dear ImGui until then.
struct Faces {
    ImFont* text = nullptr;
    ImFont* heading = nullptr;
    std::string wanted; ///< characters that a heading had and the bold face has not
};
[[nodiscard]] Faces& faces() noexcept;

/// Paper background, 6 px corners, large rows: no default grey.
void apply_style();

/// Words with letters of `letter_px`, in the text face.
void draw_text(ImDrawList& list, ImVec2 low, std::string_view words, ImU32 color, float letter_px);
[[nodiscard]] ImVec2 calc_text_size(std::string_view words, float letter_px);

[[nodiscard]] ImU32 color_of(sim::drill::PersonGroup group) noexcept;
[[nodiscard]] ImU32 color_of(sim::core::DrillKind kind) noexcept;
/// The same colour, see-through: 0 none, 1 full.
[[nodiscard]] ImU32 faded(ImU32 color, float opacity) noexcept;

} // namespace editor::view
