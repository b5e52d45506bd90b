/// Traditional Chinese characters brought to simplified ones, so that words are found in either.
#pragma once
#include <string>
#include <string_view>

namespace sim::core {

/// Traditional characters of a list of common ones (simplified_pairs.h) to simplified; everything
/// else stays, byte for byte. Cost: length × log(list).
[[nodiscard]] std::string simplify(std::string_view text);

} // namespace sim::core
