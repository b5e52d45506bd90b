/// The rosters of a whole city, one file an organisation, planned on several threads. A run may be
/// killed at any moment and started again: rosters and the list of what is finished
/// (city_manifest.h) are written whole or not at all, and the same problems, seed and budget give
/// the same bytes whatever was interrupted and however many threads there were.
#pragma once
#include "roster/schedule/duty_explain.h"
#include "tools/duty/city_manifest.h"
#include <filesystem>
#include <functional>
#include <optional>

namespace tools::duty {

/// One organisation whose roster is owed.
struct CityTask {
    std::string key, name;
    std::string file_name; ///< of the roster, in the folder of the run
    std::optional<roster::schedule::DutyProblem> problem{};
    sim::core::Problems problems{}; ///< why there is no problem to plan
};

struct CityOrder {
    std::filesystem::path folder; ///< made when it is not there
    roster::schedule::DutySearch search{};
    int jobs = 1;        ///< threads; 1 and more
    std::string program; ///< version of the planner: another one plans everything again
};

/// One organisation is done.
struct CityStep {
    int done_count = 0, task_count = 0;
    const CityRow& row;
    bool reused = false; ///< finished by a run before
};

/// What the checker found in the file of one organisation.
struct CityProof {
    int hour_count = 0, whole_hour_count = 0; ///< prove_cover
    int violation_count = 0;                  ///< check_roster
    int gap_count = 0;
};
struct CityYear {
    std::vector<CityRow> rows;                 ///< by task
    std::vector<CityProof> proofs;             ///< by task; zeros where there is no roster
    std::vector<sim::core::Problems> problems; ///< by task; of `unusable` ones
    int reused_count = 0;
};

/// Plans what is not finished, then reads every roster back and proves it. A roster that somebody
/// changed since it was planned (a repair, a swap, a way out accepted) is left as it is.
/// @param note called from any thread, one at a time; empty: nobody is told
/// Errors: io (folder, disk; what was finished stays and counts), conflict (another run is at work
/// in the folder), bad_input (the list of finished rosters is no such list).
/// Cost: a year of a home of 40 takes about 2 s of CPU; docs/references.md#duty-search.
[[nodiscard]] sim::core::Result<CityYear>
plan_city(const std::vector<CityTask>& tasks, const CityOrder& order,
          const std::function<void(const CityStep&)>& note);

/// Names for files of organisations: what a file system may not like becomes "_"; keys that would
/// share a name get the begin of their hash behind it.
[[nodiscard]] std::vector<std::string> name_city_files(const std::vector<std::string>& keys);

} // namespace tools::duty
