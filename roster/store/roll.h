/// Who is on the roll of a part of the tree on a day, and since when rules bind them: what the list
/// of what is due and the bulletin both start from.
#pragma once
#include "roster/domain/stay.h"
#include "roster/store/database.h"
#include <string>
#include <unordered_map>
#include <vector>

namespace soci {
class session;
}

namespace roster::store {

/// Somebody holds a post there on the day.
struct PostHeld {
    std::int64_t person_id = 0;
    std::int64_t organisation_id = 0;
};
struct PersonOnRoll {
    std::string key, name;
    domain::Date bound_since{};      ///< joined, or back from a leave of more than 90 days
    bool long_leave = false;         ///< on the day
    std::vector<domain::Stay> stays; ///< every post up to the day, in every organisation
};
struct Roll {
    std::vector<PostHeld> posts; ///< by organisation and person; each pair once
    std::unordered_map<std::int64_t, PersonOnRoll> persons;
};

/// Inside a guard of the caller. @param top_key top of the part
[[nodiscard]] Roll read_roll(soci::session& sql, const std::string& top_key, domain::Date day);

} // namespace roster::store
