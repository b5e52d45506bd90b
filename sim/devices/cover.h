/// A lid or blanket over a burning pan: the flames die under it; lifted before the oil has cooled,
/// it burns again. docs/references.md#oil-pan
#pragma once
#include "sim/core/tick.h"
#include <optional>

namespace sim::devices {

/// Flames larger than this nobody covers by hand. 未核实, a house value
inline constexpr double cover_limit_kW = 150;
/// Under the cover the flames fall by this time constant. 未核实, a house value
inline constexpr double cover_time_constant_s = 3;
/// What oil needs to cool below its flash point once the heat is off: 10 to 15 min are advised.
inline constexpr double cover_cooling_s = 600;

class Cover {
public:
    void put_on(core::Tick now) noexcept { on_since_ = now; }
    [[nodiscard]] bool on() const noexcept { return on_since_.has_value(); }
    /// @return true when it burns again: lifted too soon, or the oil is still being heated
    bool lift(core::Tick now, bool still_heated) noexcept;
    /// Factor on the flames for one step of `dt_s` under the cover; 1 without it.
    [[nodiscard]] double calc_factor(double dt_s) const noexcept;

private:
    std::optional<core::Tick> on_since_;
};

} // namespace sim::devices
