/// 值班业务培训: what the rules in force ask of whoever leads on duty or keeps watch. A rule is of
/// that kind when it binds persons, asks for trainings and their content is duty (tag "duty").
/// Severity "serious" bars from these posts, any other warns. Reads only.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/schedule/duty_file.h"
#include "roster/store/database.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roster::service {

/// The strictest in force for that organisation on that day; nothing where no rule asks.
[[nodiscard]] sim::core::Result<std::optional<domain::Rule>>
find_duty_training_rule(store::Database& database, const std::string& organisation_key,
                        domain::Date day);
[[nodiscard]] bool is_bar(const domain::Rule& rule) noexcept;

/// From the day of a training that counts to the last day on which it holds: of a rolling window
/// its end, of a calendar window the end of the next one, so that nobody is barred before he is
/// overdue. Of everybody with a post there at any time; one training is enough.
/// @param until trainings up to that day
[[nodiscard]] sim::core::Result<
    std::map<std::string, std::vector<schedule::DutyQualification>, std::less<>>>
load_duty_trainings(store::Database& database, const std::string& organisation_key,
                    const domain::Rule& rule, domain::Date until);

/// Asks for the training at every post of leaders, of the duty room and of the control room.
void require_duty_training(schedule::DutyProblem& problem);

/// A line for each of the people who lacks it: with the shifts at those posts on days without it,
/// or without cells whoever may stand there and lacks it on the first day. Empty: nobody, or no
/// rule asks.
[[nodiscard]] sim::core::Result<std::vector<std::string>>
list_untrained(store::Database& database, const schedule::DutyFile& duty);

} // namespace roster::service
