/// The program around the desk: options, window, faces, loop.
#pragma once

namespace editor::app {

/// Exit code: 0 closed or picture taken, 2 wrong options, 3 no font, no display, or no picture.
[[nodiscard]] int run(int argc, char** argv);

} // namespace editor::app
