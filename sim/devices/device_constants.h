/// Every number of the devices: unit, allowed range, source, and what moves when it changes.
#pragma once
#include <cstdint>

namespace sim::devices {

// --- smoke detectors ------------------------------------------------------------------------

/// Ticks between two readings of one detector; the detectors take turns. 1 .. 20.
/// An alarm is seen at most this late; the integration itself is exact at any period.
inline constexpr std::int64_t detector_period_ticks = 10;

/// Heskestad's characteristic length of the sensing chamber: outside smoke enters with the time
/// constant L/u. 1.8 m (ionisation) .. 5.3 m (photoelectric, the kind that homes have):
/// docs/references.md#entry-lag. Longer: later alarms in slow air.
inline constexpr double entry_length_m = 5.3;

/// Slowest air that still blows into a chamber; below it the law L/u has no data. 0.05 .. 0.2 m/s.
/// 未核实; docs/references.md#entry-lag
inline constexpr double entry_speed_min_mps = 0.1;

/// Air speed at a detector fed by a trace, which carries no speed. 0.1 .. 0.3 m/s. Longer lags when
/// lower. docs/references.md#entry-lag
inline constexpr double trace_speed_mps = 0.2;

/// Optical density in dB/m per extinction coefficient in 1/m: 10 lg e. Exact.
inline constexpr double dB_per_extinction = 4.342944819032518;

/// Spread between detectors of one type: standard deviation of the threshold over its nominal
/// value, cut to the range the product standard allows (max : mean <= 1.33, mean : min <= 1.5).
/// docs/references.md#gb4715; the standard deviation itself 未核实
inline constexpr double sensitivity_sd_ratio = 0.15;
inline constexpr double sensitivity_low_ratio = 1 / 1.5, sensitivity_high_ratio = 1.33;

// --- heat detectors -------------------------------------------------------------------------

/// Response time index of a point heat detector. 5 .. 80 (m s)^0.5; docs/references.md#rti.
/// Higher: later alarms.
inline constexpr double heat_rti_sqrt_m_s = 50;

/// Surroundings of the devices before anything burns, K. docs/references.md#ambient
inline constexpr double ambient_K = 293.15;

// --- extinguishers: docs/references.md#extinguisher, all 未核实 --------------------------------

/// Mass flow of a hand-held extinguisher, kg/s. Powder: 4 kg in about 11 s (9 .. 15 s).
inline constexpr double powder_rate_kg_per_s = 0.35;
inline constexpr double water_rate_kg_per_s = 0.15; ///< 6 l in 40 s
inline constexpr double mist_rate_kg_per_s = 0.10;
inline constexpr double carbon_dioxide_rate_kg_per_s = 0.25; ///< 2 kg in 8 s

/// Heat release that 1 kg/s of the agent holds down on a fire it suits, kJ/kg. Chosen so that 4 kg
/// of ABC powder, applied early, put out a bedding fire of 150 .. 300 kW and no more. Higher:
/// larger fires can be fought.
inline constexpr double powder_grip_kJ_per_kg = 1000; ///< 500 .. 1500
inline constexpr double water_grip_kJ_per_kg = 1500;  ///< evaporation gives 2600; part runs off
inline constexpr double carbon_dioxide_grip_kJ_per_kg = 400;
/// Powder grips flames over liquids and gas better than glowing solids. 2 .. 5
inline constexpr double powder_flame_ratio = 3;
/// An agent that does not suit has this share of its grip. 0.1 .. 0.5
inline constexpr double weak_grip_ratio = 0.3;
/// ... and leaves this share of the fire, which burns on. 0.1 .. 0.5
inline constexpr double weak_floor_frac = 0.2;
/// A lithium battery in runaway hardly feels one extinguisher. 0.4 .. 1
inline constexpr double lithium_floor_frac = 0.6;
/// Time constant of a fire that falls far below what the agent holds down, s. 1 .. 4
inline constexpr double knockdown_s = 2;
/// Below this share of its specified rate a fire under a suitable agent is out. 0.01 .. 0.05
inline constexpr double out_frac = 0.03;
/// A wrongly chosen agent drives a liquid fire towards this factor. 1.5 .. 5
inline constexpr double flare_frac = 3;
inline constexpr double flare_s = 1; ///< ... with this time constant, s. 0.5 .. 3

} // namespace sim::devices
