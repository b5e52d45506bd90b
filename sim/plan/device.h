/// Ways of moving somebody who cannot leave by himself: their names in files and on screen.
/// Profiles: sim/assist/device_catalogue.h.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace sim::plan {

enum class DeviceKind {
    arm, ///< led by the arm, on his own feet
    wheelchair,
    evacuation_chair,
    rescue_sheet, ///< the mattress is dragged along
    stretcher,
    bed, ///< rolled as it stands
    carry_chair,
    blanket_carry, ///< by its corners
    piggyback,
    two_person_carry, ///< one under the arms, one under the knees
};
inline constexpr std::array<std::string_view, 10> device_names{
    "arm", "wheelchair",  "evacuation_chair", "rescue_sheet", "stretcher",
    "bed", "carry_chair", "blanket_carry",    "piggyback",    "two_person_carry"};

[[nodiscard]] std::optional<DeviceKind> find_device(std::string_view name) noexcept;
/// Word in the language of the run: "轮椅", "救援床单" ...
[[nodiscard]] const char* device_word(DeviceKind kind) noexcept;

} // namespace sim::plan
