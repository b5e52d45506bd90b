/// Whether there are people enough by counting alone: who could stand where on which day, each once
/// a day, within caps of a month and of a run of days. A flow answers in a millisecond what clauses
/// would count out one by one.
#pragma once
#include "roster/schedule/duty_clauses.h"
#include <functional>

namespace roster::schedule {

class DutyCounting {
public:
    /// Same stretch and meaning as DutyClauses.
    DutyCounting(const DutyProblem& problem, const DutyGrid& grid, const DutyTable& table,
                 int first, int last, std::uint64_t kinds);
    /// Person-shifts that cannot be filled whoever stands where; 0 says only that counting finds
    /// nothing. @param active whether a member is switched on
    [[nodiscard]] int calc_missing(const std::function<bool(const ConflictMember&)>& active) const;
    /// Everything that counting looks at.
    [[nodiscard]] const std::vector<ConflictMember>& members() const noexcept { return members_; }

private:
    const DutyProblem& problem_;
    const DutyGrid& grid_;
    const DutyTable& table_;
    int first_, last_;
    std::uint64_t kinds_;
    std::vector<std::vector<ConflictMember>> bars_; ///< [person][column][kind]
    std::vector<ConflictMember> members_;
};

} // namespace roster::schedule
