// What one drawing answers of what hands do faster than a slow screen is drawn.
#include "editor/app/events.h"

#include "tests/ui/desk_fixture.h"

#include <doctest/doctest.h>
#include <vector>

namespace {

SDL_Event key(Uint32 type) {
    SDL_Event event{};
    event.type = type;
    event.key.keysym.sym = SDLK_RETURN;
    return event;
}

/// Types of the events that one batch takes of a key pressed and let go at once.
std::vector<Uint32> taken_of_a_tap() {
    SDL_Event waiting = key(SDL_KEYUP);
    REQUIRE(SDL_PushEvent(&waiting) == 1);
    std::vector<Uint32> types;
    const auto batch = editor::app::take_events(key(SDL_KEYDOWN), [&](const SDL_Event& event) {
        types.push_back(event.type);
        return true;
    });
    CHECK(batch.open);
    CHECK(batch.key_waits == (types.size() == 1));
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    return types;
}

} // namespace

TEST_CASE("events: a key for a field is drawn before it is let go, other keys need no drawing") {
    tests::DeskWithoutWindow ui;
    REQUIRE(SDL_Init(SDL_INIT_EVENTS) == 0);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    ImGui::GetIO().WantTextInput = true;
    CHECK(taken_of_a_tap() == std::vector<Uint32>{SDL_KEYDOWN});
    ImGui::GetIO().WantTextInput = false;
    CHECK(taken_of_a_tap() == std::vector<Uint32>{SDL_KEYDOWN, SDL_KEYUP});
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
}

TEST_CASE("events: a window that is closed takes nothing more") {
    tests::DeskWithoutWindow ui;
    REQUIRE(SDL_Init(SDL_INIT_EVENTS) == 0);
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    SDL_Event later = key(SDL_KEYUP);
    REQUIRE(SDL_PushEvent(&later) == 1);
    const auto batch =
        editor::app::take_events(key(SDL_KEYDOWN), [](const SDL_Event&) { return false; });
    CHECK_FALSE(batch.open);
    CHECK(SDL_PollEvent(&later) == 1); // still there
    SDL_QuitSubSystem(SDL_INIT_EVENTS);
}
