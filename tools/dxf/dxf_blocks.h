/// Blocks of a drawing, drawn once and put in many places.
#pragma once
#include "tools/dxf/linework.h"
#include <map>
#include <string>
#include <vector>

namespace tools::dxf {

/// A block put somewhere: `columns` x `rows` times.
struct Insert {
    std::string block;
    std::string layer;
    sim::core::Vec2 at, scale{1, 1}, step;
    double turn_rad = 0;
    int columns = 1, rows = 1;
};

struct Stroke {
    sim::core::Segment ends;
    std::string layer;
};

/// What is drawn in one place: lines, and other blocks.
struct Sheet {
    sim::core::Vec2 base; ///< of a block: the point that comes to the place of the insert
    std::vector<Stroke> strokes;
    std::vector<Insert> inserts;
};
using Blocks = std::map<std::string, Sheet, std::less<>>;

/// All strokes of a sheet with its blocks in place. Layer "0" in a block is that of the insert.
/// @return false when there were more than `line_limit_count`, or too many inserts, one in another
[[nodiscard]] bool expand(const Sheet& sheet, const Blocks& blocks, std::vector<Stroke>& into);

} // namespace tools::dxf
