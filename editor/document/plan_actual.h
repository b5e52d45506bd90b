/// Plan against actual: what the script expected of each role and when, beside what was done.
#pragma once
#include "editor/document/document.h"

namespace editor::document {

struct PlannedAct {
    int no = 0; ///< of the script's expectation
    std::string role, person, words;
    sim::drill::OutcomeStatus status{};
    std::optional<double> due_s, done_s; ///< none: its anchor never happened; not done
    double late_s = 0, points = 0, weight = 0;
    std::string reason;
};

/// Scored from the record's facts; in order of when each was due, then done, then number. Those
/// that do not apply to the way the drill began are left out. Empty for a plan.
/// Cost: that of calc_score, some milliseconds.
[[nodiscard]] std::vector<PlannedAct> compare_plan(const Document& document);

/// The moment to look at: when it was done, else when it was due.
[[nodiscard]] std::optional<double> moment_s(const PlannedAct& act) noexcept;

} // namespace editor::document
