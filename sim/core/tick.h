/// Time inside a run is an integer tick; seconds appear only at the edges.
#pragma once
#include <compare>
#include <cstdint>

namespace sim::core {

inline constexpr int tick_rate_Hz = 20;
inline constexpr double tick_s = 1.0 / tick_rate_Hz;

/// Ticks since STARTEX, 1/20 s each.
struct Tick {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(const Tick&, const Tick&) = default;
    friend constexpr Tick operator+(Tick a, Tick b) noexcept { return {a.value + b.value}; }
    friend constexpr Tick operator-(Tick a, Tick b) noexcept { return {a.value - b.value}; }
};

[[nodiscard]] constexpr double seconds(Tick t) noexcept {
    return static_cast<double>(t.value) / tick_rate_Hz;
}
/// Nearest tick; halves go away from zero.
[[nodiscard]] constexpr Tick tick_at(double time_s) noexcept {
    return {static_cast<std::int64_t>(time_s * tick_rate_Hz + (time_s < 0 ? -0.5 : 0.5))};
}
[[nodiscard]] constexpr Tick next(Tick t) noexcept {
    return {t.value + 1};
}

} // namespace sim::core
