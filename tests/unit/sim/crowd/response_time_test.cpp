#include "sim/crowd/response_time.h"
#include <cmath>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace sim::crowd;

TEST_CASE("response time: the shares agree with values from tables") {
    // Gamma(2, 1): 1 - 3 e^-2; Gamma(0.5, 2) is chi squared with one degree of freedom.
    CHECK(calc_responded_frac({ResponseShape::gamma, {2, 1}}, 2) ==
          doctest::Approx(1 - 3 * std::exp(-2.0)));
    CHECK(calc_responded_frac({ResponseShape::gamma, {0.5, 2}}, 3.841459) == doctest::Approx(0.95));
    CHECK(calc_responded_frac({ResponseShape::gamma, {30, 1}}, 60) == doctest::Approx(0.9999976));
    CHECK(calc_responded_frac({ResponseShape::weibull, {2, 60}}, 60) ==
          doctest::Approx(1 - std::exp(-1.0)));
    CHECK(calc_responded_frac({ResponseShape::lognormal, {3.44, 0.94}}, std::exp(3.44)) ==
          doctest::Approx(0.5));
    CHECK(calc_responded_frac({ResponseShape::normal, {60, 10}}, 76.44854) ==
          doctest::Approx(0.95));
    CHECK(calc_responded_frac({ResponseShape::uniform, {10, 100}}, 55) == doctest::Approx(0.5));
}

TEST_CASE("response time: a draw lies between the ends and is where its share says") {
    rc::check([] {
        ResponseTime r;
        r.shape = *rc::gen::element(ResponseShape::normal, ResponseShape::lognormal,
                                    ResponseShape::gamma, ResponseShape::weibull);
        const bool logarithmic = r.shape == ResponseShape::lognormal;
        r.parameters[0] = *rc::gen::inRange(5, 50) / 10.0;
        r.parameters[1] =
            logarithmic ? *rc::gen::inRange(1, 12) / 10.0 : *rc::gen::inRange(5, 400) / 10.0;
        r.least_s = *rc::gen::inRange(0, 30) / 10.0;
        r.most_s = r.least_s + *rc::gen::inRange(10, 3000) / 10.0;
        const sim::core::DrawKey key{1, sim::core::Stream::premovement,
                                     *rc::gen::arbitrary<std::uint32_t>(), 0, 0};
        const double t_s = draw_response_s(key, r);
        RC_ASSERT(t_s >= r.least_s && t_s <= r.most_s);
        RC_ASSERT(calc_responded_frac(r, t_s) >= sim::core::draw_uniform(key) - 1e-9);
        RC_ASSERT(calc_responded_frac(r, t_s - 1e-3) <= sim::core::draw_uniform(key) + 1e-9);
    });
}

TEST_CASE("response time: who is told or spoken to goes earlier than who hears a bell") {
    for (const bool asleep : {false, true}) {
        const auto half_by = [&](AlarmMeans means) {
            double t_s = 0;
            while (calc_responded_frac(response_time_of(means, asleep), t_s) < 0.5)
                t_s += 1;
            return t_s;
        };
        CHECK(half_by(AlarmMeans::staff) < half_by(AlarmMeans::broadcast));
        CHECK(half_by(AlarmMeans::broadcast) < half_by(AlarmMeans::sounder));
    }
    CHECK(calc_responded_frac(imo_response_time(true), 400) == 0);
    CHECK(calc_responded_frac(imo_response_time(true), 700) == 1);
}
