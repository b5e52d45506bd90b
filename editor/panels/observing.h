/// What the pages of the observer's sheet show now. A test drives it without a window.
#pragma once
#include "editor/document/child_program.h"
#include "editor/document/found_files.h"
#include "editor/document/sheet_marks.h"
#include "editor/panels/known_files.h"
#include "editor/panels/role_choices.h"
#include <memory>
#include <optional>

namespace editor::panels {

/// What is asked before a sheet begins.
struct ObserveSetup {
    std::vector<OfferedScript> offers;
    std::string scenario, observer, lead_observer;
    std::vector<RoleChoice> roles; ///< of the script `roles_of`
    std::string roles_of;
    sim::core::Problems problems;
};

struct Observing {
    document::SheetDocument file;
    sim::drill::LoadedScenario written; ///< as its file has it
    sim::drill::LoadedScenario cast;    ///< with the people of the day
    std::vector<document::Post> posts;
    std::size_t post = 0, first_act = 0;
    std::string person; ///< key; whose deed the next mark is
    document::Verdict verdict = document::Verdict::done;
    std::string notice; ///< what was done or refused; in words
    bool refused = false;
    // Page review.
    std::size_t chosen = 0; ///< of Sheet::marks
    std::string why, other, offset_s;
    bool choosing_photo = false; ///< for the chosen mark
    std::vector<document::FoundFile> photos;
    std::string photo_path;
    std::unique_ptr<document::ChildProgram> printing; ///< the form of the drill on file
    std::filesystem::path form;                       ///< that it writes, or has written
    std::optional<sim::drill::Score> score; ///< of the marks as they were when it was asked for
    std::int64_t (*now_ms)() = nullptr;     ///< the clock on the wall; a test has its own
};

inline constexpr std::size_t acts_shown = 9; ///< one digit key each

} // namespace editor::panels
