/// What talking a drill over adds to the page of a record. A test drives it without a window.
#pragma once
#include "editor/document/bookmarks.h"
#include "editor/document/plan_actual.h"
#include <optional>
#include <string>

namespace editor::panels {

enum class LeftList { people, acts, bookmarks };
enum class Writing { nothing, bookmark, finding };

struct Debriefing {
    LeftList list = LeftList::people;
    std::vector<document::PlannedAct> acts;
    std::optional<std::size_t> act, bookmark; ///< chosen rows
    document::Bookmarks bookmarks;
    bool bookmarks_damaged = false; ///< the file stays as it is
    bool tracks = false;            ///< whole ways on the plan

    Writing writing = Writing::nothing;
    std::string words, zone, who; ///< of what is being written
    bool focus_words = false, focus_who = false, scroll_to_row = false;
    std::string notice; ///< what was done or refused
    bool refused = false;
};

} // namespace editor::panels
