/// Every number of the fire model: unit in the name, allowed range, source.
#pragma once

namespace sim::fire {

// --- gas -------------------------------------------------------------------------------------
inline constexpr double gravity_mps2 = 9.81;
inline constexpr double stefan_boltzmann_kW_per_m2_K4 = 5.67e-11;
/// Smoke is taken for air with constant properties. docs/references.md#cfast-tech
inline constexpr double gas_heat_capacity_kJ_per_kg_K = 1.012;
inline constexpr double gas_gamma_ratio = 1.4;
inline constexpr double gas_constant_kJ_per_kg_K =
    gas_heat_capacity_kJ_per_kg_K * (gas_gamma_ratio - 1) / gas_gamma_ratio;
inline constexpr double atmosphere_Pa = 101325;
inline constexpr double molar_mass_air_kg_per_kmol = 28.96;
inline constexpr double molar_mass_oxygen_kg_per_kmol = 32.0;
inline constexpr double molar_mass_carbon_dioxide_kg_per_kmol = 44.01;
inline constexpr double molar_mass_carbon_monoxide_kg_per_kmol = 28.01;
inline constexpr double molar_mass_hydrogen_cyanide_kg_per_kmol = 27.03;
inline constexpr double molar_mass_water_kg_per_kmol = 18.02;
inline constexpr double ambient_oxygen_frac = 0.209;          ///< by volume
inline constexpr double ambient_carbon_dioxide_frac = 0.0004; ///< by volume
inline constexpr double ambient_water_frac = 0.008; ///< by volume; 50 % at 10 C; 未核实

// --- two zones -------------------------------------------------------------------------------
/// Smallest layer as a share of the cell; both layers exist always. 1e-4..1e-2
inline constexpr double least_layer_frac = 1e-3;
/// A layer below the least volume refills from the other with this time constant. 0.2..5
inline constexpr double least_layer_refill_s = 0.5;
/// Mass exchange between layers of inverted temperature, per floor area and kelvin; strong enough
/// to keep an inversion under a few kelvin, else without influence. 0.005..0.1
inline constexpr double inversion_mixing_kg_per_m2_s_K = 0.02;

// --- plume -----------------------------------------------------------------------------------
/// docs/references.md#heskestad
inline constexpr double heskestad_origin_diameter_factor = -1.02;
inline constexpr double heskestad_origin_hrr_factor = 0.083; ///< m per kW^0.4
inline constexpr double heskestad_flame_hrr_factor = 0.235;  ///< m per kW^0.4
inline constexpr double heskestad_far_factor = 0.071;        ///< kg/s per kW^(1/3) m^(5/3)
inline constexpr double heskestad_offset_factor = 0.00192;   ///< kg/s per kW
/// Entrainment of a plume in a cross-wind, share of the wind speed across its axis; and growth of
/// the plume's radius with height. docs/references.md#hoult (未核实). 0.4..0.8; 0.10..0.15
inline constexpr double crosswind_entrainment_frac = 0.6;
inline constexpr double plume_spread_ratio = 0.12;
/// A jet through an opening keeps its speed for this many square roots of its area, then decays as
/// 1/x. docs/references.md#jets (未核实). 4..7
inline constexpr double jet_core_lengths = 5.0;

// --- vents -----------------------------------------------------------------------------------
inline constexpr double vent_discharge_ratio = 0.7;    ///< docs/references.md#cfast-tech; 0.6..0.75
inline constexpr double section_discharge_ratio = 1.0; ///< no contraction in a full section
inline constexpr double leak_discharge_ratio = 0.65;   ///< sharp slits; 未核实; 0.6..0.7
/// Below this pressure difference flow grows linearly instead of with the root. 1e-4..1e-2
inline constexpr double vent_regularisation_Pa = 5e-3;
/// A stream goes to the upper layer when it is warmer than the receiving lower layer by more than
/// `begin`, wholly from `begin + span` on. docs/references.md#cfast-tech; 0.2..2; 2..10
inline constexpr double deposit_begin_K = 0.5;
inline constexpr double deposit_span_K = 4.0;
/// Share of a stream that drags in gas of the other layer where hot and cold flow against each
/// other. docs/references.md#shear-mixing (未核实). 0..0.2
inline constexpr double shear_mixing_frac = 0.05;
inline constexpr double shear_depth_m = 0.3; ///< a thinner layer gives less
/// Slits of an outer wall of average tightness. docs/references.md#nfpa92 (未核实). 5e-5..3.5e-4
inline constexpr double outer_wall_leak_ratio = 1.7e-4;
/// Beyond this gauge pressure windows and doors give way; the model vents so much that it stays
/// near. 500..5000; 未核实
inline constexpr double relief_begin_Pa = 2000;
inline constexpr double relief_kg_per_s_Pa_m3 = 2e-4; ///< per cell volume; numerical
/// Share of a period within which a door reaches its new opening.
inline constexpr double door_ramp_frac = 0.8;

// --- walls -----------------------------------------------------------------------------------
/// Turbulent natural convection of air, h = c |dT|^(1/3). docs/references.md#convection
inline constexpr double natural_convection_kW_per_m2_K43 = 1.52e-3;
/// Friction half-coefficient of a ceiling jet, Reynolds analogy. docs/references.md#convection
inline constexpr double ceiling_stanton_ratio = 0.004;
inline constexpr double rear_face_kW_per_m2_K = 0.008; ///< to still air; 0.005..0.012
inline constexpr double mean_beam_length_ratio = 3.6;  ///< 3.6 V/A; docs/references.md#hottel
/// Emissivity of carbon dioxide and water, e = c (pL)^n, pL in atm m; own fit at 400..800 K of
/// Hottel's charts. docs/references.md#hottel (未核实); capped
inline constexpr double gas_emissivity_factor = 0.6;
inline constexpr double gas_emissivity_exponent = 0.45;
inline constexpr double gas_emissivity_limit = 0.5;
/// Absorption of soot per metre = c f_v T. docs/references.md#soot-radiation; 1200..1800
inline constexpr double soot_absorption_per_m_K = 1400;
inline constexpr double soot_density_kg_per_m3 = 1800;

// --- combustion ------------------------------------------------------------------------------
inline constexpr double oxygen_heat_kJ_per_kg = 13100; ///< docs/references.md#huggett
/// Volume fraction of oxygen below which a flame goes out. docs/references.md#cfast-tech;
/// 0.10..0.15
inline constexpr double limiting_oxygen_frac = 0.15;
inline constexpr double limiting_oxygen_steepness =
    400; ///< with limiting_oxygen_offset; half way 1 vol % above the limit
inline constexpr double limiting_oxygen_offset = 4;
/// The limit falls in a straight line to nothing in gas as hot as a flame that is just going out.
/// docs/references.md#extinction (未核实)
inline constexpr double limiting_oxygen_cold_K = 293;
inline constexpr double limiting_oxygen_none_K = 1700;
/// Smouldering fades between once and twice this volume fraction. 未核实
inline constexpr double smoulder_oxygen_frac = 0.04;
/// Shares by which the heat release follows its limit within a period: a starved fire sinks in
/// seconds and grows again over half a minute. 未核实
inline constexpr double burning_decline_frac = 0.15;
inline constexpr double burning_recovery_frac = 0.03;
inline constexpr double layer_burning_begin_K = 700; ///< unburnt fuel burns above; 未核实
inline constexpr double layer_burning_full_K = 900;
inline constexpr double layer_burning_time_s = 5;     ///< mixing time of fuel and oxygen; 未核实
inline constexpr double oxygen_reserve_s = 3;         ///< a period burns at most period/this of it
inline constexpr double hottest_layer_begin_K = 1400; ///< heat release fades beyond
inline constexpr double hottest_layer_end_K = 1700;
/// Plateau of under-ventilated yields. docs/references.md#vitiated; CO 0.2..0.3
inline constexpr double vitiated_carbon_monoxide_yield = 0.25;
inline constexpr double vitiated_hydrogen_cyanide_ratio = 4; ///< times the well-ventilated yield
inline constexpr double vitiated_soot_ratio = 2;
inline constexpr double vitiated_middle_ratio = 1.0; ///< equivalence ratio half way up
inline constexpr double vitiated_width_ratio = 0.12;
/// Smouldering of padding. docs/references.md#smouldering (未核实)
inline constexpr double smoulder_soot_yield = 0.10;
inline constexpr double smoulder_carbon_monoxide_yield = 0.15;
inline constexpr double smoulder_carbon_dioxide_yield = 0.8;

// --- optics ----------------------------------------------------------------------------------
/// docs/references.md#mulholland
inline constexpr double flaming_extinction_m2_per_kg = 8700;
inline constexpr double smouldering_extinction_m2_per_kg = 4400;
inline constexpr double visibility_reflecting_factor = 3; ///< docs/references.md#jin
inline constexpr double visibility_limit_m = 30;

// --- solver ----------------------------------------------------------------------------------
/// Second order: the eigenvalues of smoke sloshing between segments lie where higher orders ring.
inline constexpr int solver_order = 2;
inline constexpr double solver_relative = 2e-4;
inline constexpr double solver_pressure_Pa = 5e-3;
inline constexpr double solver_pressure_relative = 1e-4;
inline constexpr double solver_volume_frac = 2e-4;
inline constexpr double solver_temperature_K = 0.02;
inline constexpr double coldest_gas_K = 180, hottest_gas_K = 2500;

// --- view ------------------------------------------------------------------------------------
inline constexpr double interface_blur_m = 0.2;
inline constexpr double detector_depth_m = 0.1; ///< gas that a ceiling detector samples; 未核实
inline constexpr double least_fire_distance_m = 1.0;

} // namespace sim::fire
