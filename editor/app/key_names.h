/// Keys of the keyboard as the desk names them.
#pragma once
#include "editor/panels/desk.h"
#include <SDL.h>
#include <optional>

namespace editor::app {

/// None for keys that mean nothing, and with Ctrl, Alt or the system key held.
[[nodiscard]] std::optional<panels::Key> find_key(const SDL_Keysym& pressed) noexcept;
/// Signs of the draw page; none for keys that draw nothing. SDL's codes are the signs themselves.
[[nodiscard]] std::optional<panels::Stroke> find_stroke(const SDL_Keysym& pressed) noexcept;

} // namespace editor::app
