/// Keyed random draws: the same (seed, stream, subject, tick, n) gives the same number on any
/// thread and in any order, so that adding a draw in one place shifts none elsewhere.
/// Generator: Philox4x32-10 of Random123 (Salmon et al., SC'11). No std:: distributions: they
/// differ between libraries.
#pragma once
#include <cstdint>
#include <string_view>

namespace sim::core {

/// Who draws. Values are part of the meaning of a seed: never renumber, never reuse.
enum class Stream : std::uint32_t {
    premovement = 1,
    walking_speed = 2,
    detector = 3,
    team_delay = 4,
    team_error = 5,
    preparation = 6,
    placement = 7,
    body = 8,
    inspection_sample = 9,
    quiz = 10,
    pattern_release = 12,
};

struct DrawKey {
    std::uint64_t seed = 0;
    Stream stream{};
    std::uint32_t subject = 0; ///< hash_key() of the subject's string key, or its index
    std::uint32_t tick = 0;
    std::uint32_t n = 0; ///< which of several draws of that subject at that tick
};

/// Uniform in [0,1).
[[nodiscard]] double draw_uniform(const DrawKey& key) noexcept;
/// Normal by inverse transform (Acklam's rational approximation, relative error < 1.15e-9).
[[nodiscard]] double draw_normal(const DrawKey& key, double mean, double sd) noexcept;
/// Log-normal given the mean and standard deviation of the value itself (not of its logarithm).
[[nodiscard]] double draw_lognormal(const DrawKey& key, double mean, double sd) noexcept;

/// FNV-1a, 32 bit: a subject's key as a draw subject; stable across runs and machines.
[[nodiscard]] std::uint32_t hash_key(std::string_view key) noexcept;

} // namespace sim::core
