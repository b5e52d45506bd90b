/// What the pages of a script show now: one from the library being fitted to a plan, one being
/// written. A test drives them without a window.
#pragma once
#include "editor/document/script_rows.h"
#include "editor/panels/known_files.h"
#include "tools/library/fit.h"
#include <map>
#include <optional>

namespace editor::panels {

/// Before: which scenario, which building, which rooms.
struct ScriptChoice {
    std::vector<tools::library::Template> library;
    std::vector<OfferedTemplate> plans; ///< those that ship, then one's own
    std::size_t scenario = 0, plan = 0;
    std::optional<sim::plan::Plan> loaded;    ///< of `plan`
    std::map<std::string, std::string> rooms; ///< slot -> space; missing: what suits best
    sim::core::Problems problems;
};

struct Scripting {
    document::ScriptDocument file;
    document::ScriptList list = document::ScriptList::events;
    document::ScriptItem selected;
    std::vector<document::ScriptRow> rows; ///< of `list`, as the file is
    bool scroll_to_row = false;
    document::EventChoice choice; ///< condition being put together
    double shift_by_s = 30, scale_ratio = 1;
    std::string notice;
    bool refused = false;
};

} // namespace editor::panels
