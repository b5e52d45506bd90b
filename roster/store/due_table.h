/// Everything that the question "what is due?" is answered from, read in a few statements for a
/// whole part of the tree. Reads only.
#pragma once
#include "roster/domain/certificate.h"
#include "roster/domain/obligation.h"
#include "roster/store/roll.h"
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace roster::store {

/// How far back everything is read, by activity.
using Horizons = std::map<std::string, domain::Date, std::less<>>;
/// What is read however old it is: a rule whose time runs from the last deed must know that deed,
/// or whoever was never done again would pass for new. Empty lists: any.
struct OldDeeds {
    std::vector<std::string> levels, scopes, forms;
    int newest_count = 1; ///< inspections: so many a home, the newest
};
using OldDeedsOf = std::map<std::string, OldDeeds, std::less<>>; ///< by activity, also in Horizons

struct DueTeam {
    std::int64_t id = 0;
    std::int64_t organisation_id = 0;
    std::string key, name;
    std::vector<std::pair<std::int64_t, domain::Date>> members; ///< person and first day
};
struct DueDeed {
    domain::Deed deed;
    std::int64_t organisation_id = 0;
    std::int64_t team_id = 0; ///< 0 for none
};
struct DueTables {
    std::unordered_map<std::int64_t, std::string> organisation_key;
    std::unordered_map<std::string, std::int64_t> organisation_id;
    Roll roll; ///< of the part, today
    std::vector<DueTeam> teams;
    std::vector<DueDeed> deeds; ///< never resized after reading: others point into it
    /// Person and deed, by day.
    std::unordered_map<std::int64_t, std::vector<const domain::Deed*>> deeds_of_person;
    std::vector<domain::Certificate> certificates; ///< of those people and organisations
};

/// @param organisation_key top of the part
[[nodiscard]] Result<DueTables> load_due_tables(Database& database,
                                                const std::string& organisation_key,
                                                const Horizons& horizons,
                                                const OldDeedsOf& old_deeds, domain::Date today);

} // namespace roster::store
