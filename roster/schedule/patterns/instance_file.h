/// The text format of the public shift-scheduling instances (docs/references.md#curtois-qu-2014):
/// sections of comma-separated lines, `#` begins a comment.
#pragma once
#include "roster/schedule/patterns/pattern_problem.h"
#include <filesystem>
#include <string_view>

namespace roster::schedule::patterns {

inline constexpr std::uintmax_t max_instance_bytes =
    8'000'000; ///< the largest public one has 1.6 MB

/// Every fault at once, each with `file` and its line number as pointer; never a half-read problem.
[[nodiscard]] sim::core::Result<PatternProblem> parse_instance(const std::string& file,
                                                               std::string_view bytes);
[[nodiscard]] sim::core::Result<PatternProblem> load_instance(const std::filesystem::path& path);

/// The same format; parse_instance() of it gives an equal problem.
/// Error when the problem holds what the format cannot say (carry-over, barred choices, a first day
/// that is no Monday, a horizon of broken weeks, ids with separators).
[[nodiscard]] sim::core::Result<std::string> format_instance(const PatternProblem& problem);

} // namespace roster::schedule::patterns
