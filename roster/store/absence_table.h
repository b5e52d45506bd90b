/// Leave of people: rows of absence in force.
#pragma once
#include "roster/domain/post.h"
#include "roster/store/database.h"
#include <optional>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace roster::store {

/// Of everybody who holds or held a post in the organisation, whatever is not over before `from`;
/// by person and day.
[[nodiscard]] Result<std::vector<domain::Absence>>
load_absences(Database& database, const std::string& organisation_key, domain::Date from);

/// In force of one person, by day.
[[nodiscard]] Result<std::vector<domain::Absence>>
load_person_absences(Database& database, const std::string& person_key);
/// Leave in force with the person's name.
struct NamedAbsence {
    domain::Absence absence;
    std::string person_name;
};
/// Of everybody, on that day or, without one, ever; by person and first day.
[[nodiscard]] Result<std::vector<NamedAbsence>> load_all_absences(Database& database,
                                                                  std::optional<domain::Date> day);
/// In force; nothing when there is none of that row.
[[nodiscard]] Result<std::optional<domain::Absence>> find_absence(Database& database,
                                                                  std::int64_t id);
/// Leave that is not over `today` becomes the one in hand of the person, unless another still is.
/// @return row
[[nodiscard]] Result<std::int64_t>
insert_absence(Database& database, const domain::Absence& absence, domain::Date today);
/// A row that takes it back; it is no longer the one in hand either.
[[nodiscard]] Result<void> withdraw_absence(Database& database, const domain::Absence& absence);

/// Sets leave_from and leave_until to the leave of that day: a person shows only one leave, the one
/// in hand when it was entered, and the rows are the truth. Whoever has none that day is left as he
/// is. Inside a guard of the caller. Cost: one statement.
void read_leave_of_day(soci::session& sql, domain::Date day, std::vector<domain::Person>& persons);

} // namespace roster::store
