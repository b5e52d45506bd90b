/// Every number of the walkers' model: value, unit, range, source, what moves if it changes.
#pragma once

namespace sim::crowd {

// --- locomotion: docs/references.md#collision-free-speed -----------------------------------------
/// Time gap kept to the one in front, speed = gap / time gap. Range 0.4-1.1 s. Longer: less flow
/// everywhere. Fitted to the flow through 0.8-1.2 m openings and to Weidmann's speed by density.
inline constexpr double time_gap_s = 0.50;
/// Weidmann's speed by density: docs/references.md#weidmann
inline constexpr double crowding_gamma_per_m2 = 1.913;
inline constexpr double crowding_max_persons_per_m2 = 5.4;
/// What is left at any density, so that a jam creeps. Range 0.02-0.1.
inline constexpr double crowding_floor_frac = 0.05;
/// Close before an opening people stand the density better: more pass a door than a corridor of its
/// width lets through (docs/references.md#bottleneck-flow). Ranges 0.3-1, 0.5-2 m.
inline constexpr double density_at_gap_frac = 0.8, gap_zone_m = 1.2;
/// Of two who walk the same way the one behind keeps this share more. Range 0-0.5.
inline constexpr double yielding_share = 0.46;
/// Depth of a body over its breadth: how thin one makes oneself to get past another.
/// Range 0.5-0.8; a body is about 0.45 m broad and 0.28 m deep. docs/references.md#body-ellipse
inline constexpr double turned_body_ratio = 0.62;
/// Time to turn the shoulders when somebody stands in the way, and back. Range 0.3-2 s.
inline constexpr double turning_s = 0.6;
/// Held up so long and so near to an opening (beyond the radius) one turns to slip through.
/// Ranges 0.2-1 s, 0.1-0.4 m.
inline constexpr double wedged_after_s = 0.5, wedging_m = 0.25;
/// Slower than this share of the wanted speed counts as held up. Range 0.1-0.5.
inline constexpr double held_up_frac = 0.35;
/// Time in which an oncoming person's walk is looked ahead. Range 0.3-1.5 s.
inline constexpr double look_ahead_s = 0.8;
/// Time in which a walker reaches his speed from rest. Range 0.1-0.5 s.
inline constexpr double acceleration_s = 0.25;
/// How far neighbours are seen; the side of a cell of the list. Range 1-2 m.
inline constexpr double sight_m = 1.3;
/// Area of the sector of 120 degrees ahead in which those are counted who walk along.
inline constexpr double sector_ahead_m2 = 3.14159265358979 / 3 * sight_m * sight_m;
/// Preference for passing on the right, as a share of the wanted speed. Range 0-0.1.
inline constexpr double right_hand_bias = 0.03;
/// Who is held up for longer than the first chooses his direction and speed anew each second tick
/// only, and keeps to what he chose in between; contacts are looked at in each. Range 0.1-1 s, 1-4.
/// Reaction to what one sees takes 0.2 s and more; two ticks are 0.1 s.
inline constexpr double creeps_after_s = 0.3;
inline constexpr int held_thinking_ticks = 2;
/// Waiting time after which a held-up walker tries a little to either side. Range 0.5-3 s.
inline constexpr double patience_s = 1.0;
/// Two nearer than their radii, what both walk in a step and the first of these, but no more than
/// the second beyond the radii, could touch in it. Ranges 0.03-0.1 m, 0.15-0.3 m. Less: overlaps
/// last for a step longer in a crowd that pushes.
inline constexpr double contact_margin_m = 0.06, contact_range_m = 0.2;
/// Passes of the contact solver in a step. Range 2-6; more: stiffer crowds, dearer steps.
inline constexpr int contact_passes = 3;

// --- one behind the other: docs/references.md#single-file ----------------------------------------
/// Distance from middle to middle at which people in a file stand, and what each m/s adds to it:
/// Seyfried and others 2005. Ranges 0.3-0.45 m, 0.7-1.3 s. Longer: fewer pass a narrow way. 未核实
inline constexpr double file_standing_m = 0.36, file_time_s = 1.06;
/// Who is farther ahead in a file holds nobody up: the distance kept at 1.25 m/s. Range 1.3-2.5 m.
inline constexpr double file_sight_m = 1.7;
/// Two walk abreast where the way is so many radii wide: two bodies. Range 3-5.
inline constexpr double bodies_abreast_ratio = 4;
/// Walls that face each other for less than this make a doorway, not a lane. Range 0.5-2 m.
inline constexpr double lane_run_m = 1.0;

/// On stairs, past a device and its crew: room kept to both together, and how far before it one
/// waits for room. Ranges 0.02-0.1 m, 0.5-2 m. docs/references.md#past-a-device 未核实
inline constexpr double passing_gap_m = 0.04, passing_wait_m = 1.0;

// --- walls ---------------------------------------------------------------------------------------
/// Walls within this distance of a walker are looked at; > radius + one step. Range 0.5-1 m.
inline constexpr double wall_reach_m = 0.8;
/// Within 1 mm of the radius; a wall's clearance may fall short by this.
inline constexpr double wall_tolerance_m = 0.0005;
/// Lines of sight may pass walls nearer than the body by this. Range 0.01-0.05 m. Own value.
inline constexpr double rub_m = 0.02;
/// Corners are cut no nearer than the radius and this. Range 0.02-0.1 m.
inline constexpr double corner_margin_m = 0.05;
/// Devices on the way are walked round from this distance on. Range 2-5 m.
inline constexpr double device_sight_m = 3.0;
/// Openings wider than this are crossed on the straight way on, narrower ones at the near side.
inline constexpr double wide_gap_m = 2.0;
/// Speed lost to a crowd from which corners are turned in lanes, and the widest lane's distance.
inline constexpr double lane_crowding_frac = 0.15, widest_turn_m = 30.0;

// --- groups: docs/references.md#walking-groups ---------------------------------------------------
/// Who is farther than this ahead of the middle of his group slows to this share of its pace.
/// Ranges 1-5 m, 0.2-0.8. Moves how far a group spreads, hardly when its last arrives.
inline constexpr double group_lead_m = 2.0, group_waiting_frac = 0.5; // 未核实

// --- doors ---------------------------------------------------------------------------------------
/// Share of opening from which a leaf lets a walker pass. Range 0.6-1.
inline constexpr double passable_open_frac = 0.8;
/// Reach of the arm that pushes a leaf, beyond the radius. Range 0.2-0.6 m.
inline constexpr double door_reach_m = 0.35;
/// Capacity of an opening in regulatory mode, that of IMO MSC.1/Circ.1533; SFPE has 1.3.
/// Range 1.1-1.4. docs/references.md#sfpe-flow
inline constexpr double regulatory_flow_persons_per_m_s = 1.33;
/// Flow by which people judge a queue: docs/references.md#bottleneck-flow. Range 1.2-2.
inline constexpr double expected_flow_persons_per_m_s = 1.6;
/// Price of a shut door in the choice of a way. Range 1-4 s.
inline constexpr double shut_door_s = 2.0;

// --- choice of a way -----------------------------------------------------------------------------
inline constexpr int watch_period_ticks = 20;   ///< locks and smoke on the way are looked at
inline constexpr int retry_period_ticks = 40;   ///< of those who found no way
inline constexpr int compare_period_ticks = 80; ///< of those who stand in a queue
inline constexpr int sight_period_ticks = 6;    ///< next corner seen already?
/// Another way is taken when it promises less than this share of the present one. Range 0.6-1.
inline constexpr double worth_changing_frac = 0.8;
/// Queue ahead from which other doors are looked at. Range 2-10 persons.
inline constexpr int queue_worth_comparing_count = 4;
/// Distance at which a point is reached. Range 0.1-0.5 m.
inline constexpr double arrival_m = 0.30;
/// Who gets no nearer to a goal where others stand already stops within this distance, after this
/// time.
inline constexpr double crowded_arrival_m = 6.0;
inline constexpr double crowded_arrival_s = 3.0;
/// Who reached a space to be in walks on into it by up to this, out of the way of others.
inline constexpr double refuge_reach_m = 15.0, assembly_reach_m = 25.0;
/// Nearer to the door than this nobody stops willingly.
inline constexpr double clear_of_door_m = 2.0;

/// A lit sign is read through smoke up to this over the extinction: docs/references.md#jin
/// Walls and reflecting signs up to the second.
inline constexpr double lit_sign_contrast_ratio = 8.0, reflecting_contrast_ratio = 3.0;

// --- smoke ---------------------------------------------------------------------------------------
/// Speed factor max(floor, 1 + beta K / alpha): docs/references.md#lund-smoke-speed
inline constexpr double smoke_alpha_mps = 0.706;
inline constexpr double smoke_beta_m2_per_s = -0.057;
inline constexpr double smoke_floor_frac = 0.1;
/// Jin's walks in a corridor of 20 m: docs/references.md#smoke-speed-laws. His floor is the speed
/// in darkness as a share of that in light.
inline constexpr double jin_irritant_from_per_m = 0.1, jin_irritant_slope_m = 0.7 / 0.4;
inline constexpr double jin_non_irritant_from_per_m = 0.2, jin_non_irritant_slope_m = 0.5 / 0.8;
inline constexpr double jin_floor_frac = 0.3;
/// Share V / (V + this).
inline constexpr double fridolf_m = 2.0;
/// Metres a second lost for each metre of visibility below the second: 未核实.
inline constexpr double rise_loss_per_s = 0.34, rise_visibility_m = 3.0, rise_floor_mps = 0.2;
/// Below this visibility a way is closed to who does not enter smoke: docs/references.md#jin
inline constexpr double closed_visibility_m = 3.0;

// --- down low and by hand ------------------------------------------------------------------------
/// Speed on hands and knees as a share of that upright: 0.71 of 1.32 m/s, Muhdi and others 2006.
/// Range 0.3-0.8. docs/references.md#crawling 未核实
inline constexpr double crawl_speed_ratio = 0.54;
/// Below closed_visibility_m one gets down where the smoke at the floor has at most this share of
/// the extinction; up again from that visibility on or where it has more than the third.
/// Ranges 0.2-0.8, 3-6 m, 0.6-1. Own values.
inline constexpr double crawl_worth_frac = 0.5, upright_again_visibility_m = 4.0,
                        upright_again_frac = 0.8;
/// Mouth above the floor. Ranges 0.4-0.7 m, 0.6-0.8 m. docs/references.md#tenability-heights 未核实
inline constexpr double crawling_mouth_m = 0.5, lying_mouth_m = 0.7;
/// Walls are followed by hand below this visibility; who is nearer than the second to where he
/// wants to go feels it. Ranges 2-5 m, 0.8-2 m. docs/references.md#by-hand 未核实
inline constexpr double by_hand_visibility_m = 3.0, felt_m = 1.5;
/// Between body and wall, with the hand on it. Range 0.1-0.4 m; SFPE's boundary layer of a corridor
/// wall. docs/references.md#by-hand 未核实
inline constexpr double by_hand_m = 0.20;
/// Between body and the wall that bears the rail: SFPE's boundary layer of a handrail. Range
/// 0.05-0.15 m. docs/references.md#by-hand 未核实
inline constexpr double handrail_gap_m = 0.09;

} // namespace sim::crowd
