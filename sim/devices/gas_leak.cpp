#include "sim/devices/gas_leak.h"

#include <cmath>

namespace sim::devices {

bool GasLeak::flows(core::Tick now) const noexcept {
    return valve_open_ && now >= core::tick_at(spec_.start_s);
}

void GasLeak::step(core::Tick now, double air_changes_per_s) {
    const double rise_per_s = flows(now) ? spec_.rise_frac_per_s : 0;
    gas_frac_ += (rise_per_s - gas_frac_ * air_changes_per_s) * core::tick_s;
    if (gas_frac_ >= spec_.low_frac && alarm_ == GasAlarm::none) alarm_ = GasAlarm::low;
    if (gas_frac_ >= spec_.high_frac) alarm_ = GasAlarm::high;
    if (alarm_ == GasAlarm::high && spec_.shuts_itself && valve_open_) {
        valve_open_ = false;
        shut_by_alarm_ = true;
    }
    if (flows(now) && now >= core::tick_at(spec_.start_s + spec_.ignites_s)) ignited_ = true;
}

double calc_window_flow_m3_per_s(double open_area_m2) noexcept {
    constexpr double single_sided_coefficient = 0.025, wind_mps = 1;
    return single_sided_coefficient * open_area_m2 * wind_mps;
}

} // namespace sim::devices
