/// 首响七时刻: when a fire drill reached what, or why it did not. Plain values.
#pragma once
#include "roster/domain/names.h"
#include "sim/core/result.h"
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

enum class Moment { detect, alarm, call_119, first_agent, door_closed, room_clear, accounted };
inline constexpr std::array<std::string_view, 7> moment_names{
    "detect", "alarm", "call_119", "first_agent", "door_closed", "room_clear", "accounted"};
[[nodiscard]] const char* word(Moment moment) noexcept;

struct KeyMoment {
    Moment moment{};
    std::optional<double> time_s{}; ///< since the drill began
    std::string reason{};           ///< why there is none
};
/// Twice the same, below 0 or beyond a day, neither time nor reason: all at once.
[[nodiscard]] sim::core::Problems check(std::span<const KeyMoment> moments);
/// All seven in order; those that are not there get the reason.
[[nodiscard]] std::vector<KeyMoment> complete(std::vector<KeyMoment> moments,
                                              const std::string& reason);

} // namespace roster::domain
