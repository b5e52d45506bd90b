/// A score as a terminal shows it: the answer first, then key times, items, caps.
#pragma once
#include "sim/drill/scoring.h"
#include "sim/record/record.h"
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace tools::cli {

[[nodiscard]] std::string format_score(const sim::drill::Scenario& scenario,
                                       const sim::record::Header& header,
                                       const sim::drill::Score& score);
/// The seven key times by name, null where there is none.
[[nodiscard]] nlohmann::ordered_json key_times_json(const sim::drill::KeyTimes& times);

} // namespace tools::cli
