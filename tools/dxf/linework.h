/// Straight lines by layer: what is left of a drawing of another program, and the text in which one
/// process hands it to another.
#pragma once
#include "sim/core/geometry.h"
#include "sim/core/result.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tools::dxf {

inline constexpr std::size_t line_limit_count = 1'000'000;
inline constexpr std::size_t layer_limit_count = 4000;
inline constexpr std::uintmax_t text_limit_bytes = 256u << 20;

/// In the units of the drawing.
struct Line {
    sim::core::Segment ends;
    std::uint32_t layer = 0;
};

struct Layer {
    std::string name;
    std::size_t line_count = 0;
    bool visible = true; ///< neither off nor frozen
};

/// What is written on the drawing: names of rooms, mostly.
struct Caption {
    sim::core::Vec2 at;
    std::string words;
};
inline constexpr std::size_t caption_limit_count = 100'000;
inline constexpr std::size_t caption_limit_bytes = 80;

struct Linework {
    double unit_m = 0;             ///< metres of one unit, as the file says; 0: it does not say
    std::size_t skipped_count = 0; ///< things that are no lines: hatches, solids, splines
    std::vector<Layer> layers;
    std::vector<Line> lines;
    std::vector<Caption> captions;
};

/// Numbers of layers; empty means none.
using Layers = std::vector<std::uint32_t>;
/// What the lines of those layers cover; empty when they have none.
[[nodiscard]] sim::core::Box bounds(const Linework& all, const Layers& layers);

[[nodiscard]] std::string format_linework(const Linework& all);
/// Error: anything but what format_linework writes; nothing half read.
[[nodiscard]] sim::core::Result<Linework> parse_linework(std::string_view text);

} // namespace tools::dxf
