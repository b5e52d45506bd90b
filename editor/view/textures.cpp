#include "editor/view/textures.h"

#include <utility>

namespace editor::view {

TextureMaker& texture_maker() noexcept {
    static TextureMaker maker;
    return maker;
}

Texture::Texture(int width_px, int height_px, const unsigned char* rgb)
    : id_(texture_maker().make ? texture_maker().make(width_px, height_px, rgb) : nullptr),
      height_per_width_ratio_(static_cast<float>(height_px) / static_cast<float>(width_px)) {}

Texture::~Texture() {
    if (id_ && texture_maker().drop) texture_maker().drop(id_);
}

Texture::Texture(Texture&& other) noexcept
    : id_(std::exchange(other.id_, nullptr)),
      height_per_width_ratio_(other.height_per_width_ratio_) {}

Texture& Texture::operator=(Texture&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(height_per_width_ratio_, other.height_per_width_ratio_);
    return *this;
}

} // namespace editor::view
