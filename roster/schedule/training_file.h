/// Training as a file: people, sessions, rules, the plan and what changed, "format":
/// "yanlian-training" (scenarios/schema/training.schema.json). What yanlian-training-audit checks.
#pragma once
#include "roster/schedule/training_joiners.h"
#include "roster/schedule/training_replan.h"

namespace roster::schedule {

inline constexpr int training_file_version = 1;

struct TrainingFile {
    TrainingInput input;
    std::optional<TrainingPlan> plan{}; ///< none: not planned yet
    std::vector<TrainingMove> moves{};  ///< of the plan against `input.booked`
    std::vector<JoinerDuty> joiners{};  ///< of the plan
};

/// Plans, compares and lists. Errors: as plan_training.
[[nodiscard]] sim::core::Result<TrainingFile> make_training_file(TrainingInput input);
/// JSON, one line feed at the end; the same file gives the same bytes.
[[nodiscard]] std::string write_training(const TrainingFile& file);
/// Errors: bad_input with everything that is wrong with the JSON, else with everything that
/// check(input) finds. A plan is read as it stands; the audit judges it.
[[nodiscard]] sim::core::Result<TrainingFile> read_training(const std::string& file,
                                                            std::string_view bytes);

} // namespace roster::schedule
