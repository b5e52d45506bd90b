/// 安康养老院: the fictitious home that a new database starts with. All names are invented.
/// Beds and levels are those of scenarios/plans/ankang.plan.json.
/// Numbers by mobility and floor: docs/references.md#model-home.
#pragma once
#include "roster/domain/people.h"
#include "roster/store/database.h"
#include <string_view>
#include <vector>

namespace roster::service {

inline constexpr std::string_view example_home_key = "org/ankang";

struct Home {
    domain::Organisation organisation;
    std::vector<domain::Person> persons;
    std::vector<domain::Team> teams;
    std::vector<domain::Resident> residents;
};
/// 90 residents, 32 staff, a night shift of five, a team of nine.
[[nodiscard]] Home make_example_home();

/// Writes a home with one line of audit, in the caller's transaction.
[[nodiscard]] sim::core::Result<void> fill_home(store::Database& database, const Home& home);

} // namespace roster::service
