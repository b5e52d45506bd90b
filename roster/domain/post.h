/// Posts and leave over time. Plain values; the tables are post_assignment and absence.
#pragma once
#include "roster/domain/people.h"
#include <cstdint>

namespace roster::domain {

/// Somebody in a post at an organisation; one person may hold several, in several homes.
struct PostAssignment {
    std::int64_t id = 0; ///< row; 0 before it is written
    std::string person_key;
    std::string organisation_key;
    PersonRole role;
    Date from_day{};
    std::optional<Date> until_day{}; ///< last day; empty while open
};
struct Absence {
    std::int64_t id = 0;
    std::string person_key;
    Date from_day{};
    std::optional<Date> until_day{};
    std::string reason{};
};
[[nodiscard]] constexpr bool covers(const PostAssignment& assignment, Date day) noexcept {
    return assignment.from_day <= day && (!assignment.until_day || day <= *assignment.until_day);
}
/// Somebody in a team from when until when.
struct TeamMembership {
    std::int64_t id = 0;
    std::string team_key;
    std::string person_key;
    TeamRole role{};
    Date from_day{};
    std::optional<Date> until_day{};
};

} // namespace roster::domain
