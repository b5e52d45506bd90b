/// Pictures on the graphics card. The window knows how to make them; without a window there are
/// none, and whoever draws goes on without.
#pragma once
#include <functional>
#include <imgui.h>

namespace editor::view {

struct TextureMaker {
    /// @param rgb 3 bytes a pixel, rows from above @return null when it cannot be made
    std::function<ImTextureID(int width_px, int height_px, const unsigned char* rgb)> make;
    std::function<void(ImTextureID)> drop;
};
/// Of this process; empty functions until a window sets them.
[[nodiscard]] TextureMaker& texture_maker() noexcept;

/// Owns one picture; must be gone before the window is.
class Texture {
public:
    Texture() = default;
    Texture(int width_px, int height_px, const unsigned char* rgb);
    ~Texture();
    Texture(Texture&& other) noexcept;
    Texture& operator=(Texture&& other) noexcept;

    [[nodiscard]] ImTextureID id() const noexcept { return id_; }
    [[nodiscard]] float height_per_width_ratio() const noexcept { return height_per_width_ratio_; }
    [[nodiscard]] explicit operator bool() const noexcept { return id_ != nullptr; }

private:
    ImTextureID id_ = nullptr;
    float height_per_width_ratio_ = 1;
};

} // namespace editor::view
