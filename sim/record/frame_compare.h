/// Whether two frames show the same, to the steps of record.h.
#pragma once
#include "sim/record/record.h"

namespace sim::record {

/// No part differs by more than its step.
[[nodiscard]] bool is_same(const drill::CellFrame& a, const drill::CellFrame& b) noexcept;

/// First difference beyond the steps, in Chinese; empty: none. Smoke and fires are compared only at
/// ticks at which they are recorded; the position of somebody who is not there is not.
[[nodiscard]] std::string find_difference(const drill::Frame& recorded, const drill::Frame& again,
                                          const Record& names);

} // namespace sim::record
