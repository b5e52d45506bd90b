/// The few controls that all panes share.
#pragma once
#include "editor/panels/desk.h"
#include "editor/view/theme.h"
#include <imgui.h>
#include <string_view>

namespace editor::panels {

inline constexpr float row_height = 36, button_height = 44, main_button_height = 56; ///< design px
inline constexpr float title_height = 52, strip_height = 60;
inline constexpr float band_height = 192, plan_band_height = 84;
inline constexpr float left_width = 264, right_width = 296, folded_width = 32;

/// A fixed pane: no title bar, no dragging, nothing floats. Ends at the end of its life.
class Pane {
public:
    Pane(const char* name, ImVec2 low, ImVec2 size, ImU32 color);
    ~Pane();
    Pane(const Pane&) = delete;
    Pane& operator=(const Pane&) = delete;
};

/// Notes under a name where the last control was drawn.
void note_item(Desk& desk, std::string_view name);

enum class Look { quiet, chosen, main };
/// Words with the key beside them; `name` tells it from others with the same words.
[[nodiscard]] bool button(Desk& desk, const char* name, std::string_view words,
                          std::string_view key, ImVec2 size, Look look);
/// Width that `button` needs for its words and key.
[[nodiscard]] float button_width(std::string_view words, std::string_view key);

/// Broken into lines of that width: between any two Chinese characters, never before 。，）.
[[nodiscard]] std::string wrap(std::string_view words, float width_px);
void wrapped_text(std::string_view words);
void heading(std::string_view words);
/// The bold face while it lives, for one line at a time.
class HeadingFace {
public:
    HeadingFace();
    ~HeadingFace();
    HeadingFace(const HeadingFace&) = delete;
    HeadingFace& operator=(const HeadingFace&) = delete;
    /// Characters that the face lacks are there with one of the next drawings.
    void put(std::string_view words) const;
};
void quiet_text(std::string_view words);
/// "能见度    4.2 m": quiet on the left, plain on the right.
void field(std::string_view name, std::string_view value);
/// Coloured block with words, in the title bar.
void chip(std::string_view words, ImU32 color);
/// Words above a line to write in. @return it was ended with Enter
[[nodiscard]] bool text_field(Desk& desk, const char* name, std::string_view words,
                              std::string& text);
/// Escape, also while a field is written in, whose own it is otherwise.
[[nodiscard]] bool is_escape_pressed();
/// As much of the words as fits, with an ellipsis.
[[nodiscard]] std::string cut_to_width(std::string_view words, float width_px);

} // namespace editor::panels
