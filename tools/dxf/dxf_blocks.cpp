#include "tools/dxf/dxf_blocks.h"

#include <cmath>

namespace tools::dxf {

using sim::core::Vec2;

namespace {

constexpr int depth_limit_count = 16; ///< blocks in blocks; a circle of them ends here
constexpr std::size_t insert_limit_count =
    500'000; ///< small blocks of nothing, put a million times

/// x' = a x + b y + x0
struct Placing {
    Vec2 x{1, 0}, y{0, 1}, origin;
    [[nodiscard]] Vec2 at(Vec2 p) const { return origin + x * p.x + y * p.y; }
    [[nodiscard]] Vec2 along(Vec2 v) const { return x * v.x + y * v.y; }
};

class Expanding {
public:
    Expanding(const Blocks& blocks, std::vector<Stroke>& into) : blocks_(blocks), into_(into) {}

    bool put(const Sheet& sheet, const Placing& placing, const std::string& layer, int depth) {
        for (const Stroke& stroke : sheet.strokes) {
            if (into_.size() == line_limit_count) return false;
            const bool follows = depth > 0 && stroke.layer == "0";
            into_.push_back({{placing.at(stroke.ends.a), placing.at(stroke.ends.b)},
                             follows ? layer : stroke.layer});
        }
        for (const Insert& insert : sheet.inserts)
            if (!put(insert, placing, layer, depth)) return false;
        return true;
    }

private:
    bool put(const Insert& insert, const Placing& outer, const std::string& layer, int depth) {
        const auto block = blocks_.find(insert.block);
        if (block == blocks_.end() || depth == depth_limit_count) return true;
        const double c = std::cos(insert.turn_rad), s = std::sin(insert.turn_rad);
        const Vec2 along{c, s}, across{-s, c};
        const std::string& own = depth > 0 && insert.layer == "0" ? layer : insert.layer;
        for (int row = 0; row < insert.rows; ++row)
            for (int column = 0; column < insert.columns; ++column) {
                if (++insert_count_ > insert_limit_count) return false;
                const Vec2 at =
                    insert.at + along * (column * insert.step.x) + across * (row * insert.step.y);
                Placing inner{
                    outer.along(along * insert.scale.x), outer.along(across * insert.scale.y), {}};
                inner.origin = outer.at(at) - inner.along(block->second.base);
                if (!put(block->second, inner, own, depth + 1)) return false;
            }
        return true;
    }

    const Blocks& blocks_;
    std::vector<Stroke>& into_;
    std::size_t insert_count_ = 0;
};

} // namespace

bool expand(const Sheet& sheet, const Blocks& blocks, std::vector<Stroke>& into) {
    return Expanding(blocks, into).put(sheet, {}, "0", 0);
}

} // namespace tools::dxf
