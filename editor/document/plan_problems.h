/// What is wrong with a drawing, in the words of who draws it, with the thing and the way to mend
/// it.
#pragma once
#include "editor/document/plan_document.h"
#include "editor/document/selection.h"

namespace editor::document {

enum class Severity {
    wrong,   ///< a drill cannot run in this plan
    advised, ///< a norm asks for more
};

struct Mend {
    enum class Kind { none, widen_door, add_detector, unlock };
    Kind kind = Kind::none;
    std::size_t index = 0; ///< of the opening, or of the room
    double width_m = 0;    ///< of the door afterwards
    [[nodiscard]] explicit operator bool() const noexcept { return kind != Kind::none; }
};

struct PlanProblem {
    Severity severity = Severity::wrong;
    std::string words;
    std::string norm; ///< which norm asks for it, and whether its number was checked
    Selection where;  ///< none: the whole plan
    sim::plan::LevelId level;
    Mend mend; ///< offered only where the wall has room for it
};

/// What forbids a drill first. Cost: linear in the plan, plus one wall search a narrow door.
[[nodiscard]] std::vector<PlanProblem> find_problems(const PlanDocument& document);
[[nodiscard]] sim::plan::Plan mended(sim::plan::Plan plan, const Mend& mend);

} // namespace editor::document
