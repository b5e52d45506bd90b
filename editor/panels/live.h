/// A simulated drill at the desk: what is chosen before, whose turn it is, what is ticked.
#pragma once
#include "editor/live/papers.h"
#include "editor/live/question.h"
#include "editor/panels/known_files.h"
#include "editor/panels/role_choices.h"
#include "sim/drill/before_run.h"
#include <optional>
#include <string>
#include <vector>

namespace editor::panels {

/// Before the drill: which script, how it begins.
struct Setup {
    std::vector<OfferedScript> offers;
    std::size_t chosen = 0;
    sim::drill::StartMode start = sim::drill::StartMode::system;
    bool announced = true;
    std::vector<RoleChoice> roles;
    std::optional<std::size_t> roles_of;     ///< the script that `roles` belong to
    std::string refused;                     ///< why it did not begin, in words
    std::vector<sim::drill::Remark> remarks; ///< what would go wrong with the chosen script
    std::optional<sim::plan::Plan> plan;     ///< of the chosen script, to show where
};

struct Live {
    std::unique_ptr<live::LiveDrill> drill;
    std::unique_ptr<tools::casting::Ledger> ledger; ///< null: none could be opened
    live::Draft draft;                              ///< of whose turn it is
    std::vector<std::string> ticked;
    std::size_t page = 0; ///< of choices, nine each
    std::string notice;   ///< what was done or refused last, in words
    bool is_projected = false;
    bool ending_asked = false; ///< End was pressed once
    double wait_s = 0;         ///< of the wall, until a drill that nobody was told of begins
    bool repeat_asked = false; ///< why once more?
    bool writing_note = false, focus_note = false;
    std::string note;
    std::size_t facts_shown = 0;
    // After the end.
    std::optional<live::Ending> ending;
    std::vector<tools::casting::LevelChange> levels;
    std::string entered; ///< what the ledger said
    std::optional<live::Papers> papers;
    std::vector<std::string> places; ///< of the teams that played this night, once asked for
};

} // namespace editor::panels
