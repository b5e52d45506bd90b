/// Several teams through the same night: the same script, building, start and seed, so that only
/// what they decided differs.
#pragma once
#include "sim/drill/scoring.h"
#include "sim/record/record.h"
#include <filesystem>

namespace sim::record {

/// One team's night.
struct Contest {
    std::filesystem::path file;
    std::string team; ///< as the file is named, without its endings
    std::string started_utc;
    drill::Score score;
};
struct Standing {
    int rank = 0; ///< from 1; equals share one
    Contest contest;
};

/// Better first: final score; fewer incapacitated; more people safe or sheltered; the room of
/// origin cleared earlier; then by name. Two that equal in all but the name share a rank. Errors,
/// all at once: files that do not load, that are not finished, that are of another script,
/// building, start or seed than the first. The names of who played may differ.
[[nodiscard]] core::Result<std::vector<Standing>>
rank_records(const std::vector<std::filesystem::path>& files);

/// Records in the folder that may be ranked beside this one, itself among them.
[[nodiscard]] std::vector<std::filesystem::path> find_rivals(const std::filesystem::path& record);

} // namespace sim::record
