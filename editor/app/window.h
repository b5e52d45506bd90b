/// An SDL window with OpenGL and Dear ImGui in it.
#pragma once
#include "editor/app/options.h"
#include "editor/panels/desk.h"
#include <SDL.h>
#include <memory>
#include <vector>

namespace editor::app {

class Window {
public:
    /// Errors in Chinese: no display, no OpenGL, no font.
    [[nodiscard]] static sim::core::Result<std::unique_ptr<Window>> make(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Feeds one event to Dear ImGui and to the desk; false when the window is to close.
    [[nodiscard]] bool take(const SDL_Event& event, panels::Desk& desk);
    /// Draws the desk once. `wall_s` since the last drawing.
    void draw(panels::Desk& desk, double wall_s);
    /// Pixels of the last drawing, rows from below, 3 bytes each.
    struct Picture {
        int width_px = 0, height_px = 0;
        std::vector<unsigned char> rgb;
    };
    [[nodiscard]] Picture picture() const;
    /// Pixels of the last drawing as PNG; false when the file cannot be written.
    [[nodiscard]] bool save_picture(const std::string& file) const;
    void show();

private:
    Window() = default;
    [[nodiscard]] sim::core::Result<void> open(const Options& options);
    void fit_fonts(const panels::Desk& desk);

    SDL_Window* window_ = nullptr;
    SDL_GLContext gl_ = nullptr;
    float scale_ = 1; ///< of this screen
    bool offscreen_ = false;
    bool backends_ = false;
};

} // namespace editor::app
