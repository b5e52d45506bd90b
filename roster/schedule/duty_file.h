/// A roster and its problem as one file: "yanlian-duty", what the auditor (tools/audit) reads.
/// Schema: scenarios/schema/duty.schema.json. Keys are the names of duty_model.h.
#pragma once
#include "roster/schedule/duty_model.h"
#include "sim/core/result.h"

namespace roster::schedule {

inline constexpr std::uintmax_t duty_file_limit_bytes = 64u << 20;

struct DutyFile {
    DutyProblem problem;
    DutyRoster cells;
};

/// Every problem at once: syntax, keys, types, dates, then check_problem, with JSON pointers. Cells
/// that break rules or name nobody are read; that is the checker's matter.
[[nodiscard]] sim::core::Result<DutyFile> parse_duty(const std::string& file,
                                                     std::string_view bytes);
[[nodiscard]] sim::core::Result<DutyFile> load_duty(const std::string& file);
/// Canonical text; parse_duty gives the same back, and formatting that the same bytes.
[[nodiscard]] std::string format_duty(const DutyFile& duty);

} // namespace roster::schedule
