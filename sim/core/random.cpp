#include "sim/core/random.h"

#include <Random123/philox.h>
#include <algorithm>
#include <cmath>

namespace sim::core {

double draw_uniform(const DrawKey& key) noexcept {
    r123::Philox4x32 philox;
    r123::Philox4x32::ctr_type counter = {
        {key.subject, key.tick, key.n, static_cast<std::uint32_t>(key.stream)}};
    r123::Philox4x32::key_type secret = {
        {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}};
    const auto word = philox(counter, secret);
    // 53 bits: the upper 32 of one word, 21 of the next.
    const std::uint64_t bits = (std::uint64_t{word[0]} << 21) ^ (word[1] >> 11);
    return static_cast<double>(bits) * 0x1p-53;
}

namespace {

// Quantile of the standard normal, P. J. Acklam's algorithm; coefficients as published by him.
double calc_normal_quantile(double p) noexcept {
    static constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,
                                   -2.759285104469687e+02, 1.383577518672690e+02,
                                   -3.066479806614716e+01, 2.506628277459239e+00};
    static constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02,
                                   -1.556989798598866e+02, 6.680131188771972e+01,
                                   -1.328068155288572e+01};
    static constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01,
                                   -2.400758277161838e+00, -2.549732539343734e+00,
                                   4.374664141464968e+00,  2.938163982698783e+00};
    static constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01,
                                   2.445134137142996e+00, 3.754408661907416e+00};
    constexpr double low = 0.02425;
    if (p < low || p > 1 - low) {
        const double q = std::sqrt(-2 * std::log(p < low ? p : 1 - p));
        const double x = (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
                         ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
        return p < low ? x : -x;
    }
    const double q = p - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

} // namespace

double draw_normal(const DrawKey& key, double mean, double sd) noexcept {
    const double p = std::clamp(draw_uniform(key), 0x1p-53, 1 - 0x1p-53);
    return mean + sd * calc_normal_quantile(p);
}

double draw_lognormal(const DrawKey& key, double mean, double sd) noexcept {
    if (mean <= 0) return 0;
    const double log_variance = std::log1p((sd / mean) * (sd / mean));
    return std::exp(draw_normal(key, std::log(mean) - log_variance / 2, std::sqrt(log_variance)));
}

std::uint32_t hash_key(std::string_view key) noexcept {
    std::uint32_t hash = 2166136261u;
    for (const char c : key)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}

} // namespace sim::core
