/// The few facts that people know a drill by, as marks on the time line.
#pragma once
#include "editor/document/document.h"

namespace editor::document {

struct Milestone {
    double time_s = 0;
    std::string word;     ///< short: what happened
    std::string sentence; ///< who, what and where
};

/// The first of each main kind, in order of time.
[[nodiscard]] std::vector<Milestone> find_milestones(const Document& document);

} // namespace editor::document
