#include "sim/assist/device_catalogue.h"
#include "sim/core/text.h"

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
                                         .loaded_stair_up_mps = 0, // flat 未核实
                                         .unload_s = 10,
                                         .length_m = 1.10,
                                         .width_m = 0.52,
                                         .turn_factor = 0.6, // 未核实
                                         .fatigue_per_trip = 0.02,
                                         .needs_stock = true};

constexpr DeviceProfile rescue_sheet{.kind = DeviceKind::rescue_sheet,
                                     .handlers_min = 2,
                                     .handlers_max = 2,
                                     .preparation_s = 60,
                                     .preparation_sd_s = 20, // 未核实
                                     .loaded_mps = 0.6,
                                     .loaded_stair_down_mps = 0.60,
                                     .loaded_stair_up_mps = 0, // flat 未核实
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

} // namespace

const DeviceProfile& default_profile(DeviceKind kind) noexcept {
    switch (kind) {
    case DeviceKind::arm:
        return arm;
    case DeviceKind::wheelchair:
        return wheelchair;
    case DeviceKind::evacuation_chair:
        return evacuation_chair;
    case DeviceKind::stretcher:
        return stretcher;
    case DeviceKind::bed:
        return bed;
    case DeviceKind::rescue_sheet:
        break;
    }
    return rescue_sheet;
}

const char* device_word(DeviceKind kind) noexcept {
    switch (kind) {
    case DeviceKind::arm:
        return core::tr("搀扶");
    case DeviceKind::wheelchair:
        return core::tr("轮椅");
    case DeviceKind::evacuation_chair:
        return core::tr("疏散椅");
    case DeviceKind::stretcher:
        return core::tr("担架");
    case DeviceKind::bed:
        return core::tr("床");
    case DeviceKind::rescue_sheet:
        break;
    }
    return core::tr("疏散拖布");
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
    case DeviceKind::arm:
    case DeviceKind::bed:
        break;
    }
    return std::nullopt;
}

} // namespace sim::assist
