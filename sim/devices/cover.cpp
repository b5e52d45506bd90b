#include "sim/devices/cover.h"

#include <cmath>

namespace sim::devices {

bool Cover::lift(core::Tick now, bool still_heated) noexcept {
    if (!on_since_) return false;
    const bool cool = now >= *on_since_ + core::tick_at(cover_cooling_s);
    on_since_.reset();
    return still_heated || !cool;
}

double Cover::calc_factor(double dt_s) const noexcept {
    return on_since_ ? std::exp(-dt_s / cover_time_constant_s) : 1;
}

} // namespace sim::devices
