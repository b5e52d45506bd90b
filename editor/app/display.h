/// What the desk does on computers whose screen or graphics driver is not as it should be.
#pragma once

namespace editor::app {

/// False where SDL found no screen and draws for nobody: the program would run for ever unseen.
/// A driver that the user named (SDL_VIDEODRIVER) is taken as it is.
[[nodiscard]] bool is_seen() noexcept;
/// The X server's refusals come back as failed calls; by default they end the program in English.
void survive_refusals() noexcept;
/// Starts the program anew with Mesa's software renderer, which old graphics cards need. Comes back
/// only when that was tried before or is not possible.
void start_again_in_software() noexcept;

} // namespace editor::app
