#include "editor/app/events.h"

#include <imgui.h>

namespace editor::app {

EventBatch take_events(const SDL_Event& first, const std::function<bool(const SDL_Event&)>& take) {
    EventBatch batch;
    SDL_Event event = first;
    do {
        batch.open = take(event);
        batch.key_waits = event.type == SDL_KEYDOWN && ImGui::GetIO().WantTextInput;
    } while (batch.open && !batch.key_waits && SDL_PollEvent(&event));
    return batch;
}

} // namespace editor::app
