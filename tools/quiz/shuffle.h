/// Draws of a quiz: keyed, so that the same seed gives the same paper on any machine.
#pragma once
#include "sim/core/random.h"
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tools::quiz {

/// A permutation of 0 .. count-1 that belongs to (seed, subject).
[[nodiscard]] inline std::vector<int> shuffled(int count, std::uint64_t seed,
                                               std::string_view subject) {
    std::vector<int> order;
    for (int i = 0; i < count; ++i)
        order.push_back(i);
    for (int left = count; left > 1; --left) {
        const double drawn_frac =
            sim::core::draw_uniform({seed, sim::core::Stream::quiz, sim::core::hash_key(subject), 0,
                                     static_cast<std::uint32_t>(left)});
        std::swap(order[static_cast<std::size_t>(left - 1)],
                  order[static_cast<std::size_t>(drawn_frac * left)]);
    }
    return order;
}

} // namespace tools::quiz
