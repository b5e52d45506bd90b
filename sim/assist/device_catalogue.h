/// What each way of moving a person takes, when the scenario says nothing else. Every figure of
/// docs/references.md#assist-devices; those marked 未核实 there stand from memory.
#pragma once
#include "sim/assist/assist.h"

namespace sim::assist {

/// Chinese word for messages: "床", "轮椅" ...
[[nodiscard]] const char* device_word(DeviceKind kind) noexcept;
/// What the plan calls the place where such a device stands; none for arm and bed.
[[nodiscard]] std::optional<plan::EquipmentKind> stock_kind(DeviceKind kind) noexcept;

} // namespace sim::assist
