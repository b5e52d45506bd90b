/// What an import would do or did, for people and for programs.
#pragma once
#include "tools/import/plan.h"
#include <nlohmann/json.hpp>

namespace tools::import {

/// Counts that add up, every row that is not simply the same, with its place and its words.
[[nodiscard]] nlohmann::ordered_json report_json(const ImportPlan& plan);
/// A heading, then a line for each thing said of a row, for a spreadsheet. Rows that stay as they
/// are and of which nothing is said are left out.
[[nodiscard]] std::vector<std::vector<std::string>> report_rows(const ImportPlan& plan);
/// The same as lines of text: counts, then problems, changes and warnings by row. What is said
/// alike of many cells of a column is one line with their places; problems are all listed.
/// @param quiet_warnings beyond so many warnings and notes of each sort the rest is counted
[[nodiscard]] std::string report_text(const ImportPlan& plan, std::size_t quiet_warnings = 20);

} // namespace tools::import
