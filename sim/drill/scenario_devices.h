/// The key `device_profiles` of a scenario: what a home has measured of its own devices and hands,
/// instead of the catalogue's figures.
#pragma once
#include "sim/core/json_reader.h"
#include "sim/drill/scenario.h"
#include <nlohmann/json.hpp>

namespace sim::drill {

/// One entry: a kind, and of its figures those that differ. Two of one kind are reported.
void read_device_profile(core::ObjectReader& reader, std::vector<assist::DeviceProfile>& profiles);

/// Only what differs from the catalogue.
[[nodiscard]] nlohmann::ordered_json format_device_profile(const assist::DeviceProfile& profile);

} // namespace sim::drill
