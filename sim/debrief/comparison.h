/// What came out otherwise: two records of one night, beside each other.
#pragma once
#include "sim/drill/scoring.h"
#include "sim/record/record.h"

namespace sim::debrief {

/// Something worth telling that happened in one of the nights only, or at another time.
struct Happening {
    core::Tick tick;
    std::string sentence;
};

struct FirstDifference {
    core::Tick tick;                  ///< of the first fact that differs
    std::optional<Happening> was, is; ///< the first on each side from there; none: none any more
};

struct OutcomeChange {
    std::size_t person = 0; ///< in the cast
    std::string name;
    drill::PersonOutcome was{}, is{};
};

struct TimeChange {
    const char* word = ""; ///< Chinese; pass through tr() to show
    std::optional<double> was_s, is_s;
};

struct Comparison {
    drill::Score was, is;
    std::optional<FirstDifference> first; ///< none: the nights are the same
    std::vector<OutcomeChange> people;    ///< those whose end differs, the worse ones first
    std::vector<TimeChange> times;        ///< the key times, all of them
};

/// Both of one plan and one cast. Numbers of commands do not count as a difference.
[[nodiscard]] Comparison compare_nights(const record::Record& was, const record::Record& is);

} // namespace sim::debrief
