/// Numbers of the inspections. The seeds' own are docs/references.md#inspection-rules; weights are
/// a house rule, docs/ledger.md.
#pragma once
#include <chrono>

namespace roster::domain {

/// Night in which the fire patrol goes round every two hours; local time of day.
inline constexpr std::chrono::hours night_begin{22};
inline constexpr std::chrono::hours night_length{8};
inline constexpr std::chrono::minutes night_gap_most{120};

/// A county visits 1 to 2 homes a week and each at least twice a year.
inline constexpr int visits_a_week_least = 1;
inline constexpr int visits_a_week_most = 2;
inline constexpr int rounds_a_year_least = 2;
/// Weeks of a year that are planned: its first 52 Mondays.
inline constexpr int weeks_of_year = 52;

/// Share of its homes that a city draws each year.
inline constexpr double sample_share_least = 0.40;
/// Weight of a home in the draw; house rule, 未核实.
inline constexpr double weight_base = 1.0;
inline constexpr double weight_of_open_finding = 0.25;
inline constexpr double weight_of_major_finding = 1.0; ///< on top
inline constexpr double weight_of_weak_drill =
    2.0; ///< score 0 or no drill in a year; 0 at score 100

} // namespace roster::domain
