/// Lines of a drawing as a picture: to look at while layers are chosen, and to trace from.
#pragma once
#include "tools/dxf/linework.h"

namespace tools::dxf {

/// Black on white, rows from above, red, green, blue.
struct LinePicture {
    int width_px = 0, height_px = 0;
    std::vector<unsigned char> rgb;
};

inline constexpr int picture_side_limit_px = 8192;

/// The bounds of the layers fill it, the longer side `longest_px`.
/// Errors in words: nothing on those layers.
[[nodiscard]] sim::core::Result<LinePicture> draw_lines(const Linework& all, const Layers& layers,
                                                        int longest_px);
/// The same as PNG, written whole or not at all.
[[nodiscard]] sim::core::Result<void> write_png(const LinePicture& picture,
                                                const std::string& file);

} // namespace tools::dxf
