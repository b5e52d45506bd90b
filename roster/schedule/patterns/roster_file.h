/// A planned roster as JSON: {"format": "yanlian-pattern-roster", "version": 1, ...}. Lines are
/// keyed by people's and shifts' ids, so that the file can be read beside the problem alone.
#pragma once
#include "roster/schedule/patterns/plan_patterns.h"

namespace roster::schedule::patterns {

inline constexpr int roster_file_version = 1;

/// What a roster file says.
struct RosterFile {
    std::string instance; ///< name of the problem, as the writer was told
    std::int64_t cost = 0;
    std::int64_t bound = -1; ///< -1 when not known
    Roster roster;
};

/// @param file.roster fits the problem
[[nodiscard]] std::string format_roster(const PatternProblem& problem, const RosterFile& file);

/// All faults at once: unknown people or shifts, absent or doubled people, lines of wrong length.
/// The roster is not checked against the rules (recount.h does that).
[[nodiscard]] sim::core::Result<RosterFile>
parse_roster(const PatternProblem& problem, const std::string& file, std::string_view bytes);

} // namespace roster::schedule::patterns
