/// The words for kinds that stand in files and records: the C++ names of the enumerators.
#pragma once
#include "sim/plan/plan.h"
#include <span>

namespace sim::plan {

// Names in the order of the enumerators, so that a position is a value.
[[nodiscard]] std::span<const std::string_view> space_kind_names() noexcept;
[[nodiscard]] std::span<const std::string_view> flight_kind_names() noexcept;
[[nodiscard]] std::span<const std::string_view> opening_kind_names() noexcept;
[[nodiscard]] std::span<const std::string_view> equipment_kind_names() noexcept;
[[nodiscard]] std::span<const std::string_view> agent_names() noexcept;
[[nodiscard]] std::span<const std::string_view> detector_kind_names() noexcept;

[[nodiscard]] std::string_view name_of(SpaceKind kind) noexcept;
[[nodiscard]] std::string_view name_of(FlightKind kind) noexcept;
[[nodiscard]] std::string_view name_of(OpeningKind kind) noexcept;
[[nodiscard]] std::string_view name_of(EquipmentKind kind) noexcept;
[[nodiscard]] std::string_view name_of(Agent agent) noexcept;
[[nodiscard]] std::string_view name_of(DetectorKind kind) noexcept;

} // namespace sim::plan
