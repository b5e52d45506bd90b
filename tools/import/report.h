/// What an import would do or did, for people and for programs.
#pragma once
#include "tools/import/plan.h"
#include <nlohmann/json.hpp>

namespace tools::import {

/// Counts that add up, every row that is not simply the same, with its place and its words.
[[nodiscard]] nlohmann::ordered_json report_json(const ImportPlan& plan);
/// The same as lines of text: counts, then problems, changes and warnings by row.
/// @param quiet_warnings beyond so many warnings and notes of each sort the rest is counted
[[nodiscard]] std::string report_text(const ImportPlan& plan, std::size_t quiet_warnings = 20);

} // namespace tools::import
