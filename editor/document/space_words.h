/// What people write on their drawings, and what it means here.
#pragma once
#include "sim/plan/plan.h"

namespace editor::document {

/// Of the name of a room: "201 居室" is a bedroom, "走廊" a corridor, "WC" a toilet.
[[nodiscard]] sim::plan::SpaceKind find_space_kind(const std::string& name);
/// Of a layer of a CAD drawing: "WALL", "A-WALL-EXT", "墙体", "柱".
[[nodiscard]] bool is_wall_layer(std::string name);

} // namespace editor::document
