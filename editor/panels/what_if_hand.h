/// What the hand does on the pages 假设 and 对照 (two nights beside each other).
#pragma once
#include "editor/panels/desk.h"

namespace editor::panels {

/// From a record that is shown: chooses the decision that was taken last.
void show_what_if(Desk& desk);
/// Decision of that number in the list; the clock goes to its moment.
void choose_decision(Desk& desk, std::size_t index);
/// Runs the night again with that offer; the desk goes on drawing meanwhile.
void start_what_if(Desk& desk, std::size_t offer);
/// The night that runs is given up; without one, back to the record.
void leave_what_if(Desk& desk);
/// Both nights on one clock, from shortly before the change. Needs the other night.
void show_pair(Desk& desk);
/// Opens another record beside the one that is shown.
void open_beside(Desk& desk, const std::filesystem::path& other);
/// The changed night alone, as a record like any other.
void open_changed_night(Desk& desk);

/// True while something happens though nobody touches anything.
[[nodiscard]] bool is_running(const Desk& desk) noexcept;
void advance_what_if(Desk& desk);
void press_on_what_if(Desk& desk, Key key);
/// True when the key means something of its own beside two nights.
[[nodiscard]] bool press_on_pair(Desk& desk, Key key);

} // namespace editor::panels
