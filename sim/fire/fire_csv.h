/// Smoke as a table: one row a time, columns `<cell key>.<quantity_unit>` and `<fire key>.hrr_kW`.
#pragma once
#include "sim/fire/smoke_model.h"
#include <string>

namespace sim::fire {

/// Height above a cell's floor at which visibility is read.
inline constexpr double csv_visibility_height_m = 1.5;

/// Header line with its line feed. Per cell interface_height_m, upper_temperature_K,
/// lower_temperature_K, upper_extinction_per_m, visibility_m, oxygen_frac, carbon_monoxide_ppm (the
/// last three at csv_visibility_height_m) and pressure_Pa; keys with a comma or a quote are quoted.
[[nodiscard]] std::string csv_header(const plan::SmokeCells& cells,
                                     const std::vector<FireSpec>& fires);
/// Row of the model's present state with its line feed. @param cells those the model was made from
[[nodiscard]] std::string csv_row(const SmokeModel& model, const plan::SmokeCells& cells);

} // namespace sim::fire
