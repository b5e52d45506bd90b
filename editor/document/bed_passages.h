/// Whether each bed gets out of its room, turns included. A search takes up to 60 ms, so they are
/// asked one at a time between drawings; rooms alike share an answer.
#pragma once
#include "editor/document/plan_problems.h"
#include "sim/plan/clearance.h"
#include <map>
#include <string>
#include <vector>

namespace editor::document {

class BedPassages {
public:
    /// What has to be known of this plan; answers of before that still hold are kept.
    void update(const sim::plan::Plan& plan);
    /// One search. False when there was nothing left to ask.
    bool step();
    [[nodiscard]] bool is_done() const noexcept { return next_ == wanted_.size(); }
    /// Beds that do not get out of any door, or only with less than the margin; of those asked so
    /// far. Beds wider than every door are told by the plan's own check and left out.
    [[nodiscard]] std::vector<PlanProblem> problems() const;

private:
    struct Wanted {
        std::size_t bed;
        sim::plan::SpaceId to;
        sim::plan::OpeningId through;
        std::string shape; ///< equal for passages alike
    };
    sim::plan::Plan plan_;
    std::vector<Wanted> wanted_;
    std::size_t next_ = 0;
    std::map<std::string, sim::plan::Clearance> known_; ///< by shape
};

} // namespace editor::document
