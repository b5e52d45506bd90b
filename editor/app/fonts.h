/// Chinese text and bold face from the system's Noto Sans CJK.
#pragma once
#include "editor/panels/desk.h"
#include <string>

namespace editor::app {

/// Both faces into the atlas of the current context. The text face has every common and rare
/// character of Unicode's first CJK block; the bold one those of common use and of `extra`.
/// Error: the font file is missing or unreadable.
[[nodiscard]] sim::core::Result<void> load_fonts(const std::string& extra);
/// All names of the open document, for the bold face.
[[nodiscard]] std::string heading_texts(const panels::Desk& desk);
/// True when the bold face lacks a character of the text.
[[nodiscard]] bool lacks_characters(const std::string& text);

} // namespace editor::app
