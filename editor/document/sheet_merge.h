/// Sheets of several observers become one, by the clock; where they contradict each other, that is
/// shown, and a person decides.
#pragma once
#include "editor/document/observer_sheet.h"

namespace editor::document {

/// Marks of `other` that `sheet` does not hold yet, their times moved by `offset_ms` (added).
/// Struck marks come along struck. Error: another scenario; the same sheet.
[[nodiscard]] sim::core::Result<std::vector<SheetMark>>
take_marks(const Sheet& sheet, const Sheet& other, std::int64_t offset_ms);

/// How far the other clock is behind, from an event that both marked.
[[nodiscard]] constexpr std::int64_t offset_of(const SheetMark& own,
                                               const SheetMark& others) noexcept {
    return own.at_ms - others.at_ms;
}

/// Two observers saw one act differently: another verdict, or further apart than people press.
struct Contradiction {
    std::size_t first = 0, second = 0; ///< places in Sheet::marks
    bool verdict = false;              ///< else the time
};
inline constexpr std::int64_t same_moment_ms = 10'000; ///< two presses about one deed (未核实)
[[nodiscard]] std::vector<Contradiction> find_contradictions(const Sheet& sheet);

} // namespace editor::document
