/// A picture as `yanlian-underlay pixels` leaves it: nothing to decode here.
#pragma once
#include "sim/core/result.h"
#include <filesystem>
#include <vector>

namespace editor::document {

struct Pixels {
    int width_px = 0, height_px = 0;
    std::vector<unsigned char> rgb; ///< rows from above
};
/// Error: not such a file, or not whole.
[[nodiscard]] sim::core::Result<Pixels> load_pixels(const std::filesystem::path& file);

} // namespace editor::document
