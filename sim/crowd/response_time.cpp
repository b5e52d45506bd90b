#include "sim/crowd/response_time.h"

#include <algorithm>
#include <cmath>

namespace sim::crowd {

namespace {

/// Regularised lower incomplete gamma function P(a, x): series below a + 1, else a continued
/// fraction (docs/references.md#incomplete-gamma).
double calc_lower_gamma(double a, double x) noexcept {
    constexpr int most_terms = 200;
    constexpr double enough = 1e-14;
    if (x <= 0) return 0;
    if (std::isinf(x)) return 1;
    const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < most_terms && term > enough * sum; ++n)
            sum += term *= x / (a + n);
        return front * sum;
    }
    constexpr double tiny = 1e-300;
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, fraction = d;
    for (int n = 1; n < most_terms; ++n) {
        const double an = -n * (n - a);
        b += 2;
        d = an * d + b;
        d = 1 / (std::abs(d) < tiny ? tiny : d);
        c = b + an / c;
        if (std::abs(c) < tiny) c = tiny;
        fraction *= d * c;
        if (std::abs(d * c - 1) < enough) break;
    }
    return 1 - front * fraction;
}

double calc_normal_cdf(double z) noexcept {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Of the shape as it is, not cut off.
double calc_whole(const ResponseTime& r, double t_s) noexcept {
    const double t = t_s - r.shift_s;
    const auto [first, second] = r.parameters;
    switch (r.shape) {
    case ResponseShape::uniform:
        return std::clamp((t - first) / (second - first), 0.0, 1.0);
    case ResponseShape::normal:
        return calc_normal_cdf((t - first) / second);
    case ResponseShape::lognormal:
        return t <= 0 ? 0 : calc_normal_cdf((std::log(t) - first) / second);
    case ResponseShape::gamma:
        return calc_lower_gamma(first, t / second);
    case ResponseShape::weibull:
        return t <= 0 ? 0 : 1 - std::exp(-std::pow(t / second, first));
    }
    return 0;
}

/// Lognormal by the mean and the standard deviation of the times themselves.
ResponseTime lognormal_of(double mean_s, double sd_s, double most_s) {
    const double spread = std::log(1 + sd_s * sd_s / (mean_s * mean_s));
    return {
        ResponseShape::lognormal, std::log(mean_s) - spread / 2, std::sqrt(spread), 0, 0, most_s};
}

} // namespace

double calc_responded_frac(const ResponseTime& r, double t_s) noexcept {
    if (t_s <= r.least_s) return 0;
    if (t_s >= r.most_s) return 1;
    const double before = calc_whole(r, r.least_s), all = calc_whole(r, r.most_s) - before;
    return all <= 0 ? 1 : (calc_whole(r, t_s) - before) / all;
}

double draw_response_s(const core::DrawKey& key, const ResponseTime& r) noexcept {
    constexpr double fine_s = 5e-4;
    const double u = core::draw_uniform(key);
    double low_s = r.least_s, high_s = r.least_s + 1;
    while (high_s < r.most_s && calc_responded_frac(r, high_s) < u)
        high_s = r.least_s + 2 * (high_s - r.least_s);
    high_s = std::min(high_s, r.most_s);
    while (high_s - low_s > fine_s) {
        const double middle_s = (low_s + high_s) / 2;
        (calc_responded_frac(r, middle_s) < u ? low_s : high_s) = middle_s;
    }
    return high_s;
}

ResponseTime response_time_of(AlarmMeans means, bool asleep) noexcept {
    switch (means) {
    case AlarmMeans::sounder:
        return asleep ? lognormal_of(180, 90, 900) : lognormal_of(90, 45, 600);
    case AlarmMeans::broadcast:
        return asleep ? lognormal_of(120, 60, 600) : lognormal_of(60, 30, 300);
    case AlarmMeans::staff:
        return asleep ? lognormal_of(30, 15, 120) : lognormal_of(10, 5, 60);
    }
    return {};
}

ResponseTime imo_response_time(bool night) noexcept {
    if (night) return {ResponseShape::lognormal, {3.95, 0.84}, 400, 400, 700};
    return {ResponseShape::lognormal, {3.44, 0.94}, 0, 0, 300};
}

} // namespace sim::crowd
