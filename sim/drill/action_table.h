/// What each action asks for: where it is done and how long it takes once there.
#pragma once
#include "sim/drill/command.h"

namespace sim::drill {

enum class Workplace {
    anywhere,     ///< by voice, radio or telephone
    panel,        ///< at the alarm panel
    before_door,  ///< in front of the door of the target space, outside it
    inside_space, ///< in the target space
    opening,      ///< at the target opening, on the side one comes from
    equipment,    ///< at the target equipment, or the nearest of its kind
    place,        ///< at the target place or space
    fire,         ///< at the fire, as near as it lets one
    at_resident,  ///< beside the target resident, where he is
    resident,     ///< with the target resident; the crew's walk is part of the transfer
};

struct ActionRule {
    Action action{};
    Workplace workplace = Workplace::anywhere;
    double duration_s = 0;
    bool target_needed = false;
};

/// Durations are house values (未核实), docs/references.md#action-durations; editable per step by
/// the argument duration_s.
[[nodiscard]] const ActionRule& rule_of(Action action) noexcept;

// People who wake, count and speak. 未核实 unless a source stands beside the number.
inline constexpr double wake_by_staff_s = 8;     ///< each resident woken by hand
inline constexpr double premovement_mean_s = 60; ///< residents woken by broadcast
inline constexpr double premovement_sd_s = 30;
inline constexpr double headcount_per_person_s = 0.5; ///< beside the duration in the table
inline constexpr double walk_unaided_mps = 0.8;       ///< class A and E; domain table, 0.5-1.0
inline constexpr double walk_with_aid_mps = 0.5;      ///< class B; domain table
inline constexpr double stair_resident_mps =
    0.25; ///< docs/references.md#kuligowski: 0.11-0.29 means
/// A resident on oxygen is put on a bottle first, beside his preparation. 5..60; 未核实
inline constexpr double oxygen_change_s = 20;
/// One crew takes over from another, the resident staying on the device: grips, straps, a word.
/// 5..30; 未核实; docs/references.md#assist-smoke
inline constexpr double change_hands_s = 10;
/// Who wanders rests at each place that he comes to, up to this long. 未核实
inline constexpr double wander_rest_s = 20;
inline constexpr double extinguisher_reach_m = 2.5; ///< 2-3 m for a 4 kg extinguisher
/// A fire pushed below this share of its rate is out. 未核实, a house value.
inline constexpr double fire_out_frac = 0.02;
/// A hose line of the fire service takes the fire down by this time constant. 未核实, a house
/// value.
inline constexpr double hose_time_constant_s = 60;
/// Air in which nobody should be: docs/references.md#untenable
inline constexpr double untenable_temperature_K = 333.15;
inline constexpr double untenable_visibility_m = 1.0;
inline constexpr double untenable_height_m = 1.2;
/// Air that counts as smoky for orders and routes: visibility at standing height below this.
inline constexpr double smoky_visibility_m = 5.0;

} // namespace sim::drill
