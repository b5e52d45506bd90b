/// What the commands of kept duty share: instants as people write them.
#pragma once
#include "roster/domain/calendar.h"
#include "tools/cli/finding_options.h"
#include <optional>
#include <string>

namespace tools::cli {

/// "09:30" of the day given, "2026-03-01 09:30", or UTC as "2026-03-01T01:30:00Z"; local time in
/// China else. Nothing when it is none of them.
[[nodiscard]] std::optional<roster::domain::Instant> find_local_instant(const std::string& text,
                                                                        roster::domain::Date today);
/// "2026-03-01 09:30", local
[[nodiscard]] std::string local_text(roster::domain::Instant instant);
/// Reads an instant and notes one that is none; the default when nothing was written.
[[nodiscard]] roster::domain::Instant read_instant(Answers& answers, const char* option,
                                                   const std::string& text,
                                                   roster::domain::Date today,
                                                   roster::domain::Instant otherwise);
/// This second.
[[nodiscard]] roster::domain::Instant read_clock();

} // namespace tools::cli
