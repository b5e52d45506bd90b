/// Kinds in words that a carer uses.
#pragma once
#include "sim/core/result.h"
#include "sim/drill/frame.h"
#include "sim/plan/plan.h"
#include <string>

namespace editor::view {

// All Chinese; pass through tr() to show.
[[nodiscard]] const char* word(sim::plan::SpaceKind kind) noexcept;
[[nodiscard]] const char* word(sim::plan::OpeningKind kind) noexcept;
[[nodiscard]] const char* word(sim::plan::EquipmentKind kind) noexcept;
[[nodiscard]] const char* word(sim::plan::DetectorKind kind) noexcept;
[[nodiscard]] const char* word(sim::plan::Agent agent) noexcept;
[[nodiscard]] const char* word(sim::plan::Mobility mobility) noexcept;
[[nodiscard]] const char* word(sim::plan::DeviceKind kind) noexcept;
[[nodiscard]] const char* word(sim::drill::PersonGroup group) noexcept;
[[nodiscard]] const char* word(sim::drill::PersonOutcome outcome) noexcept;
/// "A".."E" in words; empty for anything else.
[[nodiscard]] const char* mobility_word(const std::string& letter) noexcept;
/// "3:42" or "1:03:42".
[[nodiscard]] std::string format_clock(double time_s);

/// All problems in one line, each with what was expected.
[[nodiscard]] std::string words_of(const sim::core::Error& error);

} // namespace editor::view
