/// What each way of moving a person takes, when the scenario says nothing else. Every figure of
/// docs/references.md#assist-devices; those marked 未核实 there stand from memory.
#pragma once
#include "sim/assist/assist.h"

namespace sim::assist {

/// What the plan calls the place where such a device stands; none for what needs none.
[[nodiscard]] std::optional<plan::EquipmentKind> stock_kind(DeviceKind kind) noexcept;

/// Of a crew; by the least fit of them.
[[nodiscard]] DeviceProfile profile_of_crew(const DeviceProfile& device, int handlers,
                                            Fitness fitness) noexcept;

} // namespace sim::assist
