/// DXF, the exchange format of CAD programs, as straight lines by layer. dxflib reads it; blocks
/// are put in place, curves become chords.
#pragma once
#include "tools/dxf/linework.h"
#include <functional>
#include <istream>

namespace tools::dxf {

inline constexpr std::uintmax_t file_limit_bytes = 512u << 20;

/// Asked now and then with the bytes read so far; may be empty.
using Progress = std::function<void(std::uintmax_t done_bytes)>;

/// Errors, in words: a DWG (with what to do), binary DXF, no DXF, cut off in the middle, nothing
/// drawn in it, more than `line_limit_count` lines.
/// Cost: about 8 s for 50 MB.
[[nodiscard]] sim::core::Result<Linework> read_dxf(const std::string& file, std::istream& in,
                                                   const Progress& progress = {});

} // namespace tools::dxf
