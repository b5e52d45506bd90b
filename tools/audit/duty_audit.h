/// The independent auditor of duty rosters: reads an exported roster ("yanlian-duty") and says
/// every rule that it breaks, and hour by hour that every post is covered. Written apart from the
/// planner and its checker, on intervals of minutes instead of tables of days, and shares no code
/// with them.
#pragma once
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace tools::audit {

/// Minutes and days count from 1970-01-01, local time.
using Minute = std::int64_t;
using Day = std::int64_t;

struct Finding {
    std::string rule;
    std::vector<std::string> people;
    Day first = 0, last = 0;
    std::string post, shift;
    Minute from = 0, until = 0; ///< of gaps in cover; else both 0
    std::int64_t got = 0, limit = 0;
};

/// How many hours each post was covered against what is asked for, accepted gaps or not, and the
/// fewest people in any of them.
struct PostProof {
    std::string post;
    std::int64_t hours = 0;          ///< owed
    std::int64_t covered_hours = 0;  ///< with nobody missing in any minute
    std::int64_t accepted_hours = 0; ///< short in some minute, never by more than was accepted
    std::map<std::int64_t, std::int64_t> hours_by_least; ///< fewest people in the hour -> hours
};

struct Audit {
    Day first_day = 0, last_day = 0;
    Minute opens = 0; ///< first minute that is owed
    std::int64_t cells = 0;
    std::vector<Finding> findings; ///< sorted
    std::vector<PostProof> proofs;
};

/// The file cannot be judged: not JSON, keys missing, a day that does not exist.
struct BadFile : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// @param text the whole file. Throws BadFile. Cost: cells × log(cells)
[[nodiscard]] Audit audit(const std::string& text);

[[nodiscard]] std::string date_text(Day day);         ///< "2026-02-28"
[[nodiscard]] std::string minute_text(Minute minute); ///< "2026-02-28 23:59"

} // namespace tools::audit
