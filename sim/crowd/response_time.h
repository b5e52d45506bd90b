/// Time between an alarm and the first step: recognising and responding, as distributions.
#pragma once
#include "sim/core/random.h"
#include <array>
#include <limits>

namespace sim::crowd {

enum class ResponseShape {
    uniform,   ///< parameters: from, to, s
    normal,    ///< mean, standard deviation, s
    lognormal, ///< mean and standard deviation of ln((t - shift) / s)
    gamma,     ///< shape, scale in s, both > 0
    weibull,   ///< shape, scale in s, both > 0
};

/// A distribution cut off at both ends; what is cut off is spread over the rest.
struct ResponseTime {
    ResponseShape shape = ResponseShape::uniform;
    std::array<double, 2> parameters{0, 1}; ///< as the shape says; the second > 0
    double shift_s = 0;                     ///< added to what the shape gives
    double least_s = 0, most_s = std::numeric_limits<double>::infinity();
};

/// Share of persons who have responded by then, 0 .. 1. Pure. Cost: gamma up to 200 terms.
[[nodiscard]] double calc_responded_frac(const ResponseTime& distribution, double t_s) noexcept;
/// One person's time, between `least_s` and `most_s`, to the millisecond. Cost: 60 of the above.
[[nodiscard]] double draw_response_s(const core::DrawKey& key,
                                     const ResponseTime& distribution) noexcept;

/// How somebody learns of the fire.
enum class AlarmMeans {
    sounder,   ///< bells or tones: many wait and look what others do
    broadcast, ///< a spoken message
    staff,     ///< somebody comes in and says so
};
/// Residents and visitors of a home, on the means and on whether they sleep.
/// Source: docs/references.md#pre-movement (未核实)
[[nodiscard]] ResponseTime response_time_of(AlarmMeans means, bool asleep) noexcept;
/// Passengers by day and by night as IMO MSC.1/Circ.1533 has them. Source: as above.
[[nodiscard]] ResponseTime imo_response_time(bool night) noexcept;

} // namespace sim::crowd
