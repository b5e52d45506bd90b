/// Four floats at a time. Each lane does what one float would, so a result does not depend on the
/// machine's vector unit; where there is none the compiler writes plain loops.
#pragma once
#include <bit>
#include <cmath>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace sim::crowd {

inline constexpr int lane_count = 4;
using Lanes [[gnu::vector_size(16)]] = float;
using LaneMask [[gnu::vector_size(16)]] = int; ///< by lane: -1 yes, 0 no

[[nodiscard]] inline Lanes load_lanes(const float* four) noexcept {
    Lanes v;
    std::memcpy(&v, four, sizeof v);
    return v;
}
[[nodiscard]] inline LaneMask load_mask(const int* four) noexcept {
    LaneMask v;
    std::memcpy(&v, four, sizeof v);
    return v;
}
inline void store_lanes(float* four, Lanes v) noexcept {
    std::memcpy(four, &v, sizeof v);
}
[[nodiscard]] inline Lanes spread(float x) noexcept {
    return Lanes{x, x, x, x};
}
[[nodiscard]] inline LaneMask spread(int x) noexcept {
    return LaneMask{x, x, x, x};
}
[[nodiscard]] inline Lanes least(Lanes a, Lanes b) noexcept {
    return a < b ? a : b;
}
[[nodiscard]] inline Lanes most(Lanes a, Lanes b) noexcept {
    return a < b ? b : a;
}
[[nodiscard]] inline Lanes root(Lanes v) noexcept {
#if defined(__SSE2__)
    return std::bit_cast<Lanes>(_mm_sqrt_ps(std::bit_cast<__m128>(v)));
#else
    return Lanes{std::sqrt(v[0]), std::sqrt(v[1]), std::sqrt(v[2]), std::sqrt(v[3])};
#endif
}
/// Bit k is set when lane k says yes.
[[nodiscard]] inline unsigned bits_of(LaneMask m) noexcept {
#if defined(__SSE2__)
    return static_cast<unsigned>(_mm_movemask_ps(std::bit_cast<__m128>(m)));
#else
    return (m[0] & 1u) | (m[1] & 2u) | (m[2] & 4u) | (m[3] & 8u);
#endif
}
[[nodiscard]] inline int count_lanes(LaneMask minus_ones) noexcept {
    return -(minus_ones[0] + minus_ones[1] + minus_ones[2] + minus_ones[3]);
}

} // namespace sim::crowd
