#include "sim/assist/device_catalogue.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace sim::assist {

namespace {

// Sources: docs/references.md#assist-devices, one row a device with the range and mark of each
// figure. Preparation and unloading move every result; speeds matter above 15 m.

constexpr DeviceProfile arm{.kind = DeviceKind::arm,
                            .handlers_min = 1,
                            .handlers_max = 1,
                            .preparation_s = 20,
                            .preparation_sd_s = 10, // 未核实
                            .loaded_mps = 0.78,
                            .loaded_stair_down_mps = 0.31,
                            .loaded_stair_up_mps = 0.25, // 未核实
                            .unload_s = 3,
                            .length_m = 0,
                            .width_m = 0,
                            .turn_factor = 1,
                            .fatigue_per_trip = 0,
                            .needs_stock = false};

constexpr DeviceProfile wheelchair{.kind = DeviceKind::wheelchair,
                                   .handlers_min = 1,
                                   .handlers_max = 1,
                                   .preparation_s = 45,
                                   .preparation_sd_s = 15, // 未核实
                                   .loaded_mps = 0.9,
                                   .loaded_stair_down_mps = 0,
                                   .loaded_stair_up_mps = 0, // 未核实
                                   .unload_s = 5,
                                   .length_m = 1.15,
                                   .width_m = 0.68,
                                   .turn_factor = 0.6, // 未核实
                                   .fatigue_per_trip = 0.01,
                                   .needs_stock = true};

constexpr DeviceProfile evacuation_chair{.kind = DeviceKind::evacuation_chair,
                                         .handlers_min = 1,
                                         .handlers_max = 2,
                                         .preparation_s = 35,
                                         .preparation_sd_s = 12, // 未核实
                                         .loaded_mps = 1.4,
                                         .loaded_stair_down_mps = 0.80,
                                         .loaded_stair_up_mps = 0,  // flat 未核实
                                         .strong = {30, 1.5, 0.83}, // 未核实
                                         .unload_s = 10,
                                         .length_m = 1.10,
                                         .width_m = 0.52,
                                         .turn_factor = 0.6, // 未核实
                                         .fatigue_per_trip = 0.02,
                                         .needs_stock = true};

constexpr DeviceProfile rescue_sheet{.kind = DeviceKind::rescue_sheet,
                                     .handlers_min = 1,
                                     .handlers_max = 2,
                                     .preparation_s = 60,
                                     .preparation_sd_s = 20, // 未核实
                                     .loaded_mps = 0.6,
                                     .loaded_stair_down_mps = 0.60,
                                     .loaded_stair_up_mps = 0,  // flat 未核实
                                     .strong = {50, 0.9, 0.75}, // 未核实
                                     .short_speed_frac = 0.5,
                                     .short_preparation_factor = 1.5, // alone; 未核实
                                     .unload_s = 15,
                                     .length_m = 1.80,
                                     .width_m = 0.60,
                                     .turn_factor = 0.5, // 未核实
                                     .fatigue_per_trip = 0.03,
                                     .needs_stock = true};

constexpr DeviceProfile stretcher{.kind = DeviceKind::stretcher,
                                  .handlers_min = 4,
                                  .handlers_max = 4,
                                  .preparation_s = 75,
                                  .preparation_sd_s = 20, // 未核实
                                  .loaded_mps = 1.0,
                                  .loaded_stair_down_mps = 0.60,
                                  .loaded_stair_up_mps = 0.35, // 未核实
                                  .strong = {65, 1.05, 0.65},  // 未核实
                                  .unload_s = 15,
                                  .length_m = 2.00,
                                  .width_m = 0.55,
                                  .turn_factor = 0.5, // 未核实
                                  .fatigue_per_trip = 0.03,
                                  .needs_stock = true};

constexpr DeviceProfile bed{.kind = DeviceKind::bed,
                            .handlers_min = 2,
                            .handlers_max = 2,
                            .preparation_s = 30,
                            .preparation_sd_s = 8, // 未核实
                            .loaded_mps = 0.8,
                            .loaded_stair_down_mps = 0,
                            .loaded_stair_up_mps = 0, // 未核实
                            .unload_s = 5,
                            .length_m = 2.10,
                            .width_m = 0.95,
                            .turn_factor = 0.5, // 未核实
                            .fatigue_per_trip = 0.02,
                            .needs_stock = false};

constexpr DeviceProfile carry_chair{.kind = DeviceKind::carry_chair,
                                    .handlers_min = 2,
                                    .handlers_max = 3,
                                    .preparation_s = 50,
                                    .preparation_sd_s = 15, // 未核实
                                    .loaded_mps = 1.4,
                                    .loaded_stair_down_mps = 0.60,
                                    .loaded_stair_up_mps = 0.35, // 未核实
                                    .strong = {40, 1.5, 0.75},   // 未核实
                                    .short_speed_frac = 0.8,
                                    .short_preparation_factor = 1.2, // 未核实
                                    .unload_s = 10,
                                    .length_m = 0.95,
                                    .width_m = 0.55,
                                    .turn_factor = 0.6, // 未核实
                                    .fatigue_per_trip = 0.03,
                                    .needs_stock = true};

constexpr DeviceProfile blanket_carry{.kind = DeviceKind::blanket_carry,
                                      .handlers_min = 2,
                                      .handlers_max = 4,
                                      .preparation_s = 40,
                                      .preparation_sd_s = 15, // 未核实
                                      .loaded_mps = 0.7,
                                      .loaded_stair_down_mps = 0.40,
                                      .loaded_stair_up_mps = 0.25, // 未核实
                                      .strong = {30, 0.9, 0.50},   // 未核实
                                      .short_speed_frac = 0.8,
                                      .short_preparation_factor = 1.2, // 未核实
                                      .unload_s = 5,
                                      .length_m = 1.60,
                                      .width_m = 0.60,
                                      .turn_factor = 0.6, // 未核实
                                      .fatigue_per_trip = 0.04,
                                      .needs_stock = false};

constexpr DeviceProfile piggyback{.kind = DeviceKind::piggyback,
                                  .handlers_min = 1,
                                  .handlers_max = 1,
                                  .preparation_s = 20,
                                  .preparation_sd_s = 8, // 未核实
                                  .loaded_mps = 0.7,
                                  .loaded_stair_down_mps = 0.35,
                                  .loaded_stair_up_mps = 0.25, // 未核实
                                  .strong = {15, 0.9, 0.50},   // 未核实
                                  .unload_s = 8,
                                  .length_m = 0,
                                  .width_m = 0,
                                  .turn_factor = 1,
                                  .fatigue_per_trip = 0.05,
                                  .needs_stock = false};

constexpr DeviceProfile two_person_carry{.kind = DeviceKind::two_person_carry,
                                         .handlers_min = 2,
                                         .handlers_max = 2,
                                         .preparation_s = 20,
                                         .preparation_sd_s = 8, // 未核实
                                         .loaded_mps = 0.7,
                                         .loaded_stair_down_mps = 0.40,
                                         .loaded_stair_up_mps = 0.30, // 未核实
                                         .strong = {15, 0.9, 0.50},   // 未核实
                                         .unload_s = 5,
                                         .length_m = 1.10,
                                         .width_m = 0.50,
                                         .turn_factor = 0.7, // 未核实
                                         .fatigue_per_trip = 0.05,
                                         .needs_stock = false};

/// In the order of DeviceKind.
constexpr std::array profiles{arm, wheelchair,  evacuation_chair, rescue_sheet, stretcher,
                              bed, carry_chair, blanket_carry,    piggyback,    two_person_carry};
static_assert(profiles.size() == plan::device_names.size());
static_assert(profiles.back().kind == DeviceKind::two_person_carry);

double or_else(double figure, double usual) {
    return figure > 0 ? figure : usual;
}

} // namespace

const DeviceProfile& default_profile(DeviceKind kind) noexcept {
    return profiles[static_cast<std::size_t>(kind)];
}

DeviceProfile profile_of_crew(const DeviceProfile& device, int handlers, Fitness fitness) noexcept {
    DeviceProfile crew = device;
    if (fitness == Fitness::strong) {
        crew.preparation_s = or_else(device.strong.preparation_s, device.preparation_s);
        crew.loaded_mps = or_else(device.strong.loaded_mps, device.loaded_mps);
        crew.loaded_stair_down_mps =
            or_else(device.strong.loaded_stair_down_mps, device.loaded_stair_down_mps);
    }
    const int missing = std::max(0, device.handlers_max - handlers);
    const double slower = std::pow(device.short_speed_frac, missing);
    crew.loaded_mps *= slower;
    crew.loaded_stair_down_mps *= slower;
    crew.loaded_stair_up_mps *= slower;
    crew.preparation_s *= std::pow(device.short_preparation_factor, missing);
    return crew;
}

std::optional<plan::EquipmentKind> stock_kind(DeviceKind kind) noexcept {
    switch (kind) {
    case DeviceKind::wheelchair:
        return plan::EquipmentKind::wheelchair;
    case DeviceKind::evacuation_chair:
        return plan::EquipmentKind::evacuation_chair;
    case DeviceKind::rescue_sheet:
        return plan::EquipmentKind::rescue_sheet;
    case DeviceKind::stretcher:
        return plan::EquipmentKind::stretcher;
    case DeviceKind::carry_chair:
        return plan::EquipmentKind::carry_chair;
    case DeviceKind::arm:
    case DeviceKind::bed:
    case DeviceKind::blanket_carry:
    case DeviceKind::piggyback:
    case DeviceKind::two_person_carry:
        break;
    }
    return std::nullopt;
}

} // namespace sim::assist
