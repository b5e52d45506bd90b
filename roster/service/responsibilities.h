/// Zones and board of a home: set, ended, listed with the gaps, one transaction each.
#pragma once
#include "roster/domain/responsibility.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

/// Takes over from its first day; who answered before ends the day before.
/// Errors: bad_input with everything wrong at once (zone, people of another home or who have left).
[[nodiscard]] sim::core::Result<void>
set_zone(store::Database& database, const domain::ZoneDuty& duty, const std::string& who);
/// The same for a name on the board. With a person of the roster the name is the person's.
[[nodiscard]] sim::core::Result<void>
set_responsible(store::Database& database, const domain::Responsible& one, const std::string& who);

struct ZoneRow {
    std::string zone, person_key, person, deputy_key, deputy, phone, why;
    domain::ZoneState state{};
    std::optional<domain::Date> from_day{};
};
/// @param wanted_zones every zone that the home has, from its plan; also those of its posts and of
/// its history are listed
[[nodiscard]] sim::core::Result<std::vector<ZoneRow>>
list_zones(store::Database& database, const std::string& organisation_key,
           std::vector<std::string> wanted_zones, domain::Date today);

struct BoardName {
    std::string name, phone;
};
/// Who stands on the board today: the register first, then the posts. By role; absent roles have no
/// one, and who has left is nobody.
[[nodiscard]] sim::core::Result<std::vector<std::pair<domain::ResponsibleRole, BoardName>>>
list_board(store::Database& database, const std::string& organisation_key, domain::Date today);

} // namespace roster::service
