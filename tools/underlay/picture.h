/// A picture to trace from: read with stated limits, upright, no larger than a screen needs.
#pragma once
#include "sim/core/result.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tools::underlay {

inline constexpr int side_limit_px = 4096; ///< of what is kept: more than a projector shows
inline constexpr int read_side_limit_px = 30'000;
inline constexpr std::uint64_t read_area_limit_px = 120'000'000; ///< 12,000 x 10,000
inline constexpr std::uintmax_t file_limit_bytes = 256u << 20;

/// Rows from above, red, green, blue; what was see-through is white.
struct Picture {
    int width_px = 0, height_px = 0;
    std::vector<unsigned char> rgb;
};

enum class FileKind { photo, picture, pdf, unknown }; ///< JPEG; PNG, BMP, GIF; PDF
/// By the first bytes, whatever the name says.
[[nodiscard]] FileKind find_kind(std::string_view bytes) noexcept;

/// How a camera was held, 1 to 8 as EXIF counts; 1 when it is not said. Never reads outside.
[[nodiscard]] int find_orientation(std::string_view jpeg) noexcept;

/// Decoded, turned upright and reduced until no side is longer than `longest_px`.
/// Errors, in words: no picture, a kind that cannot be read (with what to do), too large, damaged,
/// no memory.
[[nodiscard]] sim::core::Result<Picture> read_picture(const std::string& file,
                                                      std::string_view bytes, int longest_px);
/// Averages over the pixels that become one. Nothing when it is small enough.
[[nodiscard]] Picture reduced(Picture picture, int longest_px);
[[nodiscard]] Picture turned_upright(Picture picture, int orientation);

enum class Packing { png, jpeg };
[[nodiscard]] std::string pack(const Picture& picture, Packing packing);

} // namespace tools::underlay
