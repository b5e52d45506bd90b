/// Which events one drawing answers.
#pragma once
#include <SDL.h>
#include <functional>

namespace editor::app {

struct EventBatch {
    bool open = true;       ///< false: the window is to close
    bool key_waits = false; ///< a field has to see a key before it is let go: draw, then take more
};
/// `first` and what else has arrived. A field sees which keys are down when it is drawn; one that
/// is pressed and let go between two drawings of a slow screen would be lost, so the batch ends
/// with such a key. @param take answers one event; false: close
[[nodiscard]] EventBatch take_events(const SDL_Event& first,
                                     const std::function<bool(const SDL_Event&)>& take);

} // namespace editor::app
