/// What the hands of a simulated drill share: before it, the trainer's, the people's.
#pragma once
#include "editor/panels/live_hand.h"

namespace editor::panels {

/// Problems, a line each, as they stand on the page.
[[nodiscard]] std::string words_of(const sim::core::Error& error);
[[nodiscard]] bool is_staff(const sim::drill::Cast& one);
/// Says what could not be done; a drill whose disk is full stands still and loses nothing.
bool is_done(Desk& desk, const sim::core::Result<void>& result);
/// Takes over what has happened since.
void show_world(Desk& desk);
/// Goes to the drill's page; the first of the staff has the turn.
void show_live(Desk& desk, std::unique_ptr<live::LiveDrill> drill);

} // namespace editor::panels
