/// How enumerators are written in scenario files: by their C++ names.
#pragma once
#include "sim/drill/scenario.h"
#include <array>

namespace sim::drill {

inline constexpr std::array<std::string_view, 2> start_mode_names{"scene", "system"};
using plan::device_names;
using plan::mobility_names;
inline constexpr std::array<std::string_view, 4> person_kind_names{"staff", "volunteer", "visitor",
                                                                   "fire_service"};
inline constexpr std::array<std::string_view, 2> fitness_names{"usual", "strong"};
inline constexpr std::array<std::string_view, 4> trigger_names{"at", "after", "when", "manual"};
inline constexpr std::array<std::string_view, 7> fire_class_names{
    "solids", "liquids", "gas", "electrical", "cooking_oil", "lithium", "oxygen"};
inline constexpr std::array<std::string_view, 3> feed_names{"none", "gas", "oxygen"};
inline constexpr std::array<std::string_view, 5> rescue_names{"none", "guide_list", "nearest_first",
                                                              "origin_first", "shelter_in_place"};
inline constexpr std::array<std::string_view, 3> fire_lift_names{"never", "after_fire_service",
                                                                 "by_staff"};
inline constexpr std::array<std::string_view, 2> linkage_names{"manual", "automatic"};
inline constexpr std::array<std::string_view, 5> element_names{"K", "A", "E", "L", "C"};
inline constexpr std::array<std::string_view, 10> breach_names{"call_119_never",
                                                               "call_119_late_3min",
                                                               "call_119_late_10min",
                                                               "resident_lost_reachable",
                                                               "origin_left_open_unreported",
                                                               "alone_into_smoke",
                                                               "water_on_live_or_oil",
                                                               "headcount_unreported",
                                                               "lift_used",
                                                               "not_on_duty"};

template <class Enum, std::size_t n>
[[nodiscard]] std::string name_in(const std::array<std::string_view, n>& names, Enum value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

} // namespace sim::drill
