/// Rule sets as they were adopted, and for whom. Insert-only.
#pragma once
#include "roster/domain/rules_file.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// Row of that set; written when it is not on file. Error: conflict when the same key and version
/// hold other bytes.
[[nodiscard]] Result<std::int64_t> put_rule_set(Database& database, const domain::RuleSet& rules);

struct Adoption {
    std::int64_t id = 0;
    std::string organisation_key;
    std::int64_t rule_set_id = 0;
    std::string rule_set_key;
    int version = 0;
    domain::Date from_day{};
    std::optional<domain::Date> until_day{};
};
[[nodiscard]] Result<void> insert_adoption(Database& database, const std::string& organisation_key,
                                           std::int64_t rule_set_id, domain::Date from,
                                           domain::Instant at_utc, const std::string& who);
/// Ends one the day before `from`, or takes it back when it began no earlier.
[[nodiscard]] Result<void> end_adoption(Database& database, std::int64_t adoption_id,
                                        domain::Date from, domain::Instant at_utc,
                                        const std::string& who);
/// In force on any day, by organisation and set.
[[nodiscard]] Result<std::vector<Adoption>> load_adoptions(Database& database);
/// The bytes of a set on file.
[[nodiscard]] Result<std::string> load_rule_json(Database& database, std::int64_t rule_set_id);

} // namespace roster::store
