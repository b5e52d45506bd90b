/// Four or eight floats at a time. Each lane does what one float would, so a result depends neither
/// on the width nor on the machine's vector unit; where there is none the compiler writes plain
/// loops.
#pragma once
#include <bit>
#include <cmath>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define SIM_LANES_INLINE [[nodiscard, gnu::always_inline]] inline

namespace sim::crowd {

struct FourLanes {
    static constexpr unsigned count = 4;
    using Reals [[gnu::vector_size(16)]] = float;
    using Mask [[gnu::vector_size(16)]] = int; ///< by lane: -1 yes, 0 no
    static constexpr Mask numbers{0, 1, 2, 3};
    SIM_LANES_INLINE static Reals spread(float x) noexcept { return Reals{x, x, x, x}; }
    SIM_LANES_INLINE static Mask spread(int x) noexcept { return Mask{x, x, x, x}; }
    SIM_LANES_INLINE static Reals root(Reals v) noexcept {
#if defined(__SSE2__)
        return std::bit_cast<Reals>(_mm_sqrt_ps(std::bit_cast<__m128>(v)));
#else
        return Reals{std::sqrt(v[0]), std::sqrt(v[1]), std::sqrt(v[2]), std::sqrt(v[3])};
#endif
    }
    /// Bit k is set when lane k says yes.
    SIM_LANES_INLINE static unsigned bits_of(Mask m) noexcept {
#if defined(__SSE2__)
        return static_cast<unsigned>(_mm_movemask_ps(std::bit_cast<__m128>(m)));
#else
        return (m[0] & 1u) | (m[1] & 2u) | (m[2] & 4u) | (m[3] & 8u);
#endif
    }
};

// Eight at a time pays only on machines with AVX2. Clang does not inline what needs the target of
// the caller.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
// No lanes are passed to a function: all that takes or gives them is inlined.
#pragma GCC diagnostic ignored "-Wpsabi"

struct EightLanes {
    static constexpr unsigned count = 8;
    using Reals [[gnu::vector_size(32)]] = float;
    using Mask [[gnu::vector_size(32)]] = int;
    static constexpr Mask numbers{0, 1, 2, 3, 4, 5, 6, 7};
    SIM_LANES_INLINE static Reals spread(float x) noexcept { return Reals{x, x, x, x, x, x, x, x}; }
    SIM_LANES_INLINE static Mask spread(int x) noexcept { return Mask{x, x, x, x, x, x, x, x}; }
    // The two instructions as such: their intrinsics want the target where they are written, not
    // where they are inlined.
    SIM_LANES_INLINE static Reals root(Reals v) noexcept {
        Reals roots;
        __asm__("vsqrtps %1, %0" : "=x"(roots) : "x"(v));
        return roots;
    }
    SIM_LANES_INLINE static unsigned bits_of(Mask m) noexcept {
        unsigned bits;
        __asm__("vmovmskps %1, %0" : "=r"(bits) : "x"(m));
        return bits;
    }
};

using WideLanes = EightLanes;
#define SIM_WIDE_LANES [[gnu::target("avx2"), gnu::flatten]]
[[nodiscard]] inline bool has_wide_lanes() noexcept {
    return __builtin_cpu_supports("avx2") != 0;
}
#else
using WideLanes = FourLanes;
#define SIM_WIDE_LANES
[[nodiscard]] inline bool has_wide_lanes() noexcept {
    return false;
}
#endif
inline constexpr unsigned most_lanes = 8; ///< of either

template <class V, class T>
SIM_LANES_INLINE V load_lanes(const T* first) noexcept {
    V v;
    std::memcpy(&v, first, sizeof v);
    return v;
}
template <class V, class T>
[[gnu::always_inline]] inline void store_lanes(T* first, V v) noexcept {
    std::memcpy(first, &v, sizeof v);
}
template <class V>
SIM_LANES_INLINE V least(V a, V b) noexcept {
    return a < b ? a : b;
}
template <class V>
SIM_LANES_INLINE V most(V a, V b) noexcept {
    return a < b ? b : a;
}

} // namespace sim::crowd
