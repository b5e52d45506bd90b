#include "sim/plan/device.h"

#include "sim/core/text.h"
#include <algorithm>

namespace sim::plan {

std::optional<DeviceKind> find_device(std::string_view name) noexcept {
    const auto found = std::find(device_names.begin(), device_names.end(), name);
    if (found == device_names.end()) return std::nullopt;
    return static_cast<DeviceKind>(found - device_names.begin());
}

const char* device_word(DeviceKind kind) noexcept {
    using core::tr;
    switch (kind) {
    case DeviceKind::arm:
        return tr("搀扶");
    case DeviceKind::wheelchair:
        return tr("轮椅");
    case DeviceKind::evacuation_chair:
        return tr("疏散椅");
    case DeviceKind::rescue_sheet:
        return tr("救援床单");
    case DeviceKind::stretcher:
        return tr("担架");
    case DeviceKind::bed:
        return tr("病床");
    case DeviceKind::carry_chair:
        return tr("搬运椅");
    case DeviceKind::blanket_carry:
        return tr("毯子抬");
    case DeviceKind::piggyback:
        return tr("背负");
    case DeviceKind::two_person_carry:
        return tr("双人徒手抬");
    }
    return "";
}

} // namespace sim::plan
