/// Counts of what is due, home by home and up the tree: nobody counts twice. Pure.
#pragma once
#include "roster/domain/organisation.h"
#include "roster/service/due.h"
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace roster::service {

/// Worst state of each subject seen so far, by its number in the ledger.
using WorstStates = std::map<std::int64_t, domain::DueState>;
void worsen(WorstStates& worst, std::int64_t id, domain::DueState state);

/// Of one organisation.
struct DueTally {
    WorstStates homes, offices, persons, teams;
    int certificate_count = 0; ///< that have run out or are about to
};
/// By position in the list of organisations.
using DueTallies = std::map<std::size_t, DueTally>;

/// Each organisation of the part with everything below it, children right under their parent.
/// @param part positions in organisations, the top first, parents before their children
[[nodiscard]] std::vector<OrganisationDue>
sum_up(std::span<const domain::Organisation> organisations, std::span<const std::size_t> part,
       DueTallies tallies);

} // namespace roster::service
