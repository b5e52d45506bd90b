/// Who lies in a bed, and how he is got out: what a response plan says of each resident.
#pragma once
#include "sim/plan/device.h"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim::plan {

enum class Mobility {
    walks /*A*/,
    walks_with_aid /*B*/,
    wheelchair /*C*/,
    bedridden /*D*/,
    wanders /*E*/
};
inline constexpr std::array<std::string_view, 5> mobility_names{
    "walks", "walks_with_aid", "wheelchair", "bedridden", "wanders"};

struct Occupant {
    std::string alias;                ///< never the full name
    std::optional<Mobility> mobility; ///< none: nobody has said yet
    std::vector<DeviceKind> devices;  ///< how he can be moved, best first; empty: walks
    std::string guide;                ///< role or post that comes for him; empty: nobody is named
    bool oxygen = false;              ///< has to be put on a bottle before he is moved
    friend bool operator==(const Occupant&, const Occupant&) = default;
};
/// Cannot leave without a device.
[[nodiscard]] constexpr bool is_carried(Mobility mobility) noexcept {
    return mobility == Mobility::wheelchair || mobility == Mobility::bedridden;
}

} // namespace sim::plan
