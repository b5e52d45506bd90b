/// What a person holds of the ways out beyond their length: which he knows, whom he follows, what
/// he was told. It prices openings for his own choice and moves nobody else's.
#pragma once
#include "sim/core/geometry.h"
#include "sim/plan/plan.h"
#include <vector>

namespace sim::crowd {

/// Source of all three: docs/references.md#exit-choice.
struct WayPreference {
    /// Exits that he knows; empty: all. Another one costs him `unfamiliar_s` more, unless he sees
    /// its sign from where he stands.
    std::vector<plan::OpeningId> familiar{};
    double unfamiliar_s = 0; ///< >= 0
    /// What it is worth to him to go where the others go: an opening of the space he is in costs so
    /// much more as the share of those on their way out of it who take another one. >= 0, 0:
    /// nothing
    double follows_s = 0;
    /// The exit that he was told to take by somebody of the staff, or none; others cost `told_s`.
    plan::OpeningId told{};
    double told_s = 120;

    [[nodiscard]] bool knows(plan::OpeningId exit) const noexcept {
        if (familiar.empty()) return true;
        for (const plan::OpeningId o : familiar)
            if (o == exit) return true;
        return false;
    }
};

} // namespace sim::crowd
