/// Work of other programs for the drawing, and what is said of it.
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// Along the top of the drawing.
void say(Desk& desk, std::string words, bool refused);
void say_error(Desk& desk, const sim::core::Error& error);

using Then = std::function<void(Desk&, const std::string& answer, document::ScratchFile out)>;
/// `program WORDS OUT`; what it answers goes to `then` with the file, a failure is said.
/// @param said what it does, in words @param limit_s wall time after which it is ended
[[nodiscard]] Task make_task(const std::string& program, std::vector<std::string> words,
                             std::string said, double limit_s, Then then);

using ThenShow = std::function<void(Tracing&, view::Texture picture, const std::string& why_not)>;
/// `program pixels WORDS SIDE OUT`: a picture, no side longer than that.
[[nodiscard]] Task make_showing(const std::string& program, std::vector<std::string> words,
                                int side_px, double limit_s, ThenShow then);

/// Runs to its end what is done; a task begun in between is kept.
void see_to(Desk& desk, Task Tracing::*which);

} // namespace editor::panels
