/// Fuel gas that leaks into a room: the share of the lower explosive limit that the alarm shows,
/// the valve that the alarm or a hand shuts, and the moment when something lights it.
/// The room is taken as mixed through; near the leak it can burn long before its mean does, so
/// what lights it is a time, not a mean. docs/references.md#gas-leak (未核实)
#pragma once
#include "sim/core/tick.h"

namespace sim::devices {

struct GasLeakSpec {
    double start_s = 0;
    double rise_frac_per_s = 0.00625; ///< of the limit, unventilated, while gas flows; 0.0001..0.1
    double low_frac = 0.05, high_frac = 0.25; ///< where the alarm speaks
    bool shuts_itself = true;                 ///< the alarm's valve works at the high alarm
    double ignites_s = 120; ///< after the start: a flame or a switch, when gas still flows
};

enum class GasAlarm { none, low, high };

class GasLeak {
public:
    explicit GasLeak(const GasLeakSpec& spec) : spec_(spec) {}

    /// @param air_changes_per_s  fresh air over the room's volume
    void step(core::Tick now, double air_changes_per_s);
    void shut_valve() noexcept { valve_open_ = false; }

    [[nodiscard]] double gas_frac() const noexcept { return gas_frac_; }
    [[nodiscard]] GasAlarm alarm() const noexcept { return alarm_; } ///< latched
    [[nodiscard]] bool flows(core::Tick now) const noexcept;
    [[nodiscard]] bool shut_by_alarm() const noexcept { return shut_by_alarm_; }
    [[nodiscard]] bool ignited() const noexcept { return ignited_; }

private:
    GasLeakSpec spec_;
    double gas_frac_ = 0;
    GasAlarm alarm_ = GasAlarm::none;
    bool valve_open_ = true, shut_by_alarm_ = false, ignited_ = false;
};

/// Air through open windows of one side of a room, by wind of 1 m/s.
/// Source: docs/references.md#single-sided-ventilation (未核实)
[[nodiscard]] double calc_window_flow_m3_per_s(double open_area_m2) noexcept;

} // namespace sim::devices
