/// Plans as files: `.plan.json`, format "yanlian-plan", schema scenarios/schema/plan.schema.json.
#pragma once
#include "sim/core/result.h"
#include "sim/plan/plan.h"

namespace sim::plan {

inline constexpr std::uintmax_t plan_file_limit_bytes = 8u << 20;

/// All problems at once: syntax, keys, types, ranges, references, and geometry (open polygon,
/// crossing edges, overlapping spaces, door on no wall, room without a way out, bed outside its
/// room, bed wider than every way out of it, flight on no landing). Never a half-loaded plan.
[[nodiscard]] core::Result<Plan> load_plan(const std::string& file);
/// The same from bytes; `file` only names the source in problems. Never throws.
[[nodiscard]] core::Result<Plan> parse_plan(const std::string& file, std::string_view bytes);
/// A plan that can be drawn and written, and what is still wrong between its things.
struct JudgedPlan {
    Plan plan;
    core::Problems problems;
};
/// For a plan that is being drawn: errors only where a thing cannot be read by itself (syntax,
/// keys, types, ranges, references, crossing outlines); what things are to each other comes as
/// problems beside the plan. Never throws.
[[nodiscard]] core::Result<JudgedPlan> judge_plan(const std::string& file, std::string_view bytes);
/// Canonical text: fixed key order, shortest numbers that read back equal, one line feed at the
/// end. parse_plan(save(p)) equals p, and saving that again gives the same bytes.
[[nodiscard]] std::string format_plan(const Plan& plan);

} // namespace sim::plan
