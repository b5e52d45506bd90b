/// Numbers of the way people are moved that belong to no one device (those: device_catalogue.h).
#pragma once

namespace sim::assist {

/// A handler stands this far from the end of the device. 0.2..0.5; crew is drawn and blocked there.
inline constexpr double handler_reach_m = 0.30; // 未核实; docs/references.md#assist-handlers
/// Two handlers at one end stand this far either side of its middle. 0.15..0.3
inline constexpr double handler_side_m = 0.22; // 未核实; docs/references.md#assist-handlers
/// Handlers step to their places no faster than this.
inline constexpr double handler_step_mps = 2.0; // 未核实; docs/references.md#assist-handlers

/// Who stands still this near to the resident counts as being with him (his place may be taken).
inline constexpr double gather_reach_m = 1.6; // own choice
inline constexpr double gather_still_mps = 0.1;
/// No way to the stock or the resident for this long ends the transfer.
inline constexpr double gather_patience_s = 60;

/// Fatigue never takes more than this part of the speed. 0.3..0.8;
/// docs/references.md#assist-fatigue
inline constexpr double fatigue_floor_frac = 0.5; // 未核实

/// Handlers breathe and see at this height.
inline constexpr double handler_eye_height_m = 1.5;

/// A device waits when a person stands this near ahead of it,
inline constexpr double person_gap_m = 0.35; // own choice
/// or another device: room for the handlers between two. 0.6..1.5
inline constexpr double device_gap_m = 0.9; // own choice
/// Of two that meet, the one that goes first stops this short of the one that backs off.
inline constexpr double facing_gap_m = 0.25;
/// Who stands in front of one that goes first looks so far along his own way whether he gets out of
/// it forwards. 2..4
inline constexpr double way_out_m = 3.0; // own choice
/// Who gives way pulls over by this much at most, leaving this much between the two.
inline constexpr double aside_limit_m = 1.8, aside_gap_m = 0.05;
/// So much of the other one's way counts.
inline constexpr double comes_by_m = 8.0;
/// It goes on creeping past a person who has not made room for this long.
inline constexpr double person_patience_s = 4; // own choice
inline constexpr double creep_frac = 0.3;
/// A leaf this far open lets a device through.
inline constexpr double door_open_frac = 0.95;
/// Distance kept from a shut leaf, in front of the device: room for the handler who opens it.
inline constexpr double door_standoff_m = 0.60;

/// Body lagging behind its target by more than this holds the target back.
inline constexpr double lag_limit_m = 0.10;
/// Held back for this long: the device backs off and tries again.
inline constexpr double jam_patience_s = 3;
inline constexpr double back_off_m = 1.0;
inline constexpr double back_off_frac = 0.5; ///< of the loaded speed
/// After this many tries the transfer is stopped.
inline constexpr int jam_tries_max = 6;
/// and of giving way to another device, a metre each time, after this many,
inline constexpr int facing_tries_max = 30;
/// or when somebody behind it has left it no room to back off for this long.
inline constexpr double boxed_in_patience_s = 60; // own choice
/// Further on by this, earlier tries are forgotten.
inline constexpr double jam_forgotten_m = 2.0;
/// A shut door or a device ahead is waited for at most so long; a locked door, so long.
inline constexpr double wait_limit_s = 180;
inline constexpr double locked_patience_s = 30;
/// Price of a smoky space in the choice of a way, and below which visibility it is one.
inline constexpr double smoky_visibility_m = 3.0; // docs/references.md#jin
inline constexpr double smoky_space_s = 60;       // own choice
/// Who does not go into such a space stops so far before its door, beyond the device's own half
/// (docs/references.md#assist-smoke),
inline constexpr double smoke_standoff_m = 1.2; // own choice, 0.5..3
/// and gives up when neither another way nor another goal was found for so long.
inline constexpr double smoke_patience_s = 5; // own choice, 0..60
inline constexpr double shut_door_s = 2.0;

/// From this far before its door a device calls a lift; in its lobby. 1..5
inline constexpr double lift_call_m = 3.0; // own choice
/// A lift is waited for, a ride lasts, at most so long: several devices may want the same car.
inline constexpr double lift_wait_limit_s = 600; // own choice
/// Out of the car by so much behind its door, the door may shut. 0.3..0.8
inline constexpr double lift_clear_m = 0.5; // own choice

/// Rigid bodies: sub-steps of a tick, and how fast a body may be driven after its target.
inline constexpr int body_substeps = 2;
inline constexpr double body_speed_limit_mps = 2.5;
inline constexpr double body_spin_limit_rad_per_s = 3.0;

} // namespace sim::assist
