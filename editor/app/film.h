/// A record as a film (.mp4), drawn offscreen and packed by ffmpeg.
#pragma once
#include "editor/app/window.h"

namespace editor::app {

inline constexpr int film_rate_Hz = 25;  ///< pictures a second
inline constexpr double film_tail_s = 2; ///< the last picture stands

/// From where the desk's clock stands to the end. The file appears whole or not at all.
/// Errors: bad_input: nothing is open that could be played; io: no ffmpeg, or it stopped (with
/// its words). Cost: one drawing and one packing a picture, film_rate_Hz × length ÷ speed of them.
[[nodiscard]] sim::core::Result<void> write_film(Window& window, panels::Desk& desk,
                                                 const Options& options);

} // namespace editor::app
