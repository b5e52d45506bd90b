/// People one behind the other where two cannot walk abreast: they keep a person's length and a
/// time to the one ahead, much more than in a crowd. Source: docs/references.md#single-file
#pragma once
#include "sim/crowd/bodies.h"
#include "sim/crowd/crowd_constants.h"

namespace sim::crowd {

/// Nobody walks ahead in the file.
inline constexpr double no_headway_m = 1e9;

/// Speed at which people follow the one ahead in a file.
/// @param headway_m from the middle of one to the middle of the other, >= 0
/// @return m/s, >= 0; far above any walk for no_headway_m
/// Pure. Measured at 0.1 .. 1.0 m/s.
[[nodiscard]] constexpr double calc_file_speed_mps(double headway_m) noexcept {
    // v = (d - a) / b
    const double v_mps = (headway_m - file_standing_m) / file_time_s;
    return v_mps < 0 ? 0 : v_mps;
}

/// Whether walls on both sides leave that body no room for a second one beside it on its way.
/// Reads Body::near. Cost: linear in it.
[[nodiscard]] bool is_in_lane(const Body& body) noexcept;

/// To the next one ahead who walks the same way, or no_headway_m.
/// @param sheet the one that `body` is on
/// Cost: linear in the bodies of eighteen cells.
[[nodiscard]] double find_file_headway_m(const Bodies& bodies, const Body& body,
                                         plan::SheetId sheet) noexcept;

} // namespace sim::crowd
