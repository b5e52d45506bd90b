#include "sim/core/random.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <numeric>
#include <rapidcheck.h>
#include <vector>

using namespace sim::core;

namespace {

struct Moments {
    double mean = 0, variance = 0, skewness = 0;
};

template <class Draw>
Moments moments_of(int count, const Draw& draw) {
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(draw(static_cast<std::uint32_t>(i)));
    Moments m;
    m.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double third = 0;
    for (const double v : values) {
        m.variance += (v - m.mean) * (v - m.mean) / count;
        third += std::pow(v - m.mean, 3) / count;
    }
    m.skewness = third / std::pow(m.variance, 1.5);
    return m;
}

constexpr int draw_count = 100000;

/// What draw_uniform must make of the first two words of a Philox block.
double uniform_of(std::uint32_t word0, std::uint32_t word1) {
    return static_cast<double>((std::uint64_t{word0} << 21) ^ (word1 >> 11)) * 0x1p-53;
}

} // namespace

TEST_CASE("draws: agree with the known answers of Philox4x32-10") {
    // Counter words: subject, tick, n, stream; key words: low and high half of the seed.
    CHECK(draw_uniform({}) == uniform_of(0x6627e8d5, 0xe169c58d));
    CHECK(draw_uniform({0xffffffffffffffff, Stream{0xffffffff}, 0xffffffff, 0xffffffff,
                        0xffffffff}) == uniform_of(0x408f276d, 0x41c83b0e));
    CHECK(draw_uniform({0x299f31d0a4093822, Stream{0x03707344}, 0x243f6a88, 0x85a308d3,
                        0x13198a2e}) == uniform_of(0xd16cfe09, 0x94fdcceb));
}

TEST_CASE("draws: uniform ones lie in [0,1) with the moments of a uniform") {
    CHECK(rc::check(
        [](std::uint64_t seed, std::uint32_t subject, std::uint32_t tick, std::uint32_t n) {
            const double u = draw_uniform({seed, Stream::body, subject, tick, n});
            RC_ASSERT(u >= 0.0);
            RC_ASSERT(u < 1.0);
        }));
    const Moments m = moments_of(draw_count, [](std::uint32_t i) {
        return draw_uniform({7, Stream::walking_speed, i, 0, 0});
    });
    CHECK(m.mean == doctest::Approx(0.5).epsilon(0.005));
    CHECK(m.variance == doctest::Approx(1.0 / 12).epsilon(0.01));
}

TEST_CASE("draws: any part of the key alone gives independent numbers") {
    using KeyOf = DrawKey (*)(std::uint32_t);
    const KeyOf keys[] = {[](std::uint32_t i) {
                              return DrawKey{i, Stream::body, 1, 2, 3};
                          },
                          [](std::uint32_t i) {
                              return DrawKey{std::uint64_t{i} << 32, Stream::body, 1, 2, 3};
                          },
                          [](std::uint32_t i) {
                              return DrawKey{9, Stream{i}, 1, 2, 3};
                          },
                          [](std::uint32_t i) {
                              return DrawKey{9, Stream::body, i, 2, 3};
                          },
                          [](std::uint32_t i) {
                              return DrawKey{9, Stream::body, 1, i, 3};
                          },
                          [](std::uint32_t i) {
                              return DrawKey{9, Stream::body, 1, 2, i};
                          }};
    for (const KeyOf key : keys) {
        double lag = 0, square = 0;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            const double a = draw_uniform(key(i)) - 0.5, b = draw_uniform(key(i + 1)) - 0.5;
            lag += a * b;
            square += a * a;
        }
        CHECK(std::abs(lag / square) < 0.03); // 4 standard errors
    }
}

TEST_CASE("draws: do not depend on what was drawn before") {
    CHECK(rc::check([](std::uint64_t seed, std::vector<std::uint32_t> subjects) {
        std::vector<double> forward, backward;
        for (const std::uint32_t s : subjects)
            forward.push_back(draw_normal({seed, Stream::body, s}, 0, 1));
        std::reverse(subjects.begin(), subjects.end());
        for (const std::uint32_t s : subjects)
            backward.push_back(draw_normal({seed, Stream::body, s}, 0, 1));
        std::reverse(backward.begin(), backward.end());
        RC_ASSERT(forward == backward);
    }));
}

TEST_CASE("draws: normal and log-normal ones have the moments asked for") {
    const Moments normal = moments_of(draw_count, [](std::uint32_t i) {
        return draw_normal({3, Stream::team_delay, i}, 12, 8);
    });
    CHECK(normal.mean == doctest::Approx(12).epsilon(0.01));
    CHECK(std::sqrt(normal.variance) == doctest::Approx(8).epsilon(0.01));
    CHECK(std::abs(normal.skewness) < 0.04);
    const Moments lognormal = moments_of(draw_count, [](std::uint32_t i) {
        return draw_lognormal({3, Stream::premovement, i}, 12, 8);
    });
    CHECK(lognormal.mean == doctest::Approx(12).epsilon(0.01));
    CHECK(std::sqrt(lognormal.variance) == doctest::Approx(8).epsilon(0.03));
    CHECK(lognormal.skewness > 1);
}

TEST_CASE("draws: the normal quantile is exact to nine digits") {
    // The share below x, by erfc, must be the uniform number the draw came from.
    double worst = 0;
    for (std::uint32_t i = 0; i < 20000; ++i) {
        const DrawKey key{5, Stream::body, i};
        const double x = draw_normal(key, 0, 1);
        worst = std::max(worst, std::abs(0.5 * std::erfc(-x / std::sqrt(2.0)) - draw_uniform(key)));
    }
    CHECK(worst < 1e-8);
}

TEST_CASE("draws: a log-normal is never negative, and 0 without a mean") {
    CHECK(rc::check([](std::uint32_t subject) {
        RC_ASSERT(draw_lognormal({1, Stream::body, subject}, 5, 20) > 0);
        RC_ASSERT(draw_lognormal({1, Stream::body, subject}, 0, 1) == 0);
        RC_ASSERT(std::abs(draw_lognormal({1, Stream::body, subject}, 5, 0) - 5) < 1e-12);
    }));
}

TEST_CASE("draws: subjects hash by FNV-1a") {
    CHECK(hash_key("") == 0x811c9dc5u);
    CHECK(hash_key("a") == 0xe40c292cu);
    CHECK(hash_key("foobar") == 0xbf9cf968u);
}
