/// Key moments of drills. Insert-only.
#pragma once
#include "roster/domain/key_moment.h"
#include "roster/store/database.h"
#include <vector>

namespace roster::store {

/// Whose moments: a drill that was run or observed, or an activity entered afterwards.
enum class MomentOwner { drill, activity };
[[nodiscard]] Result<void> insert_key_moments(Database& database, MomentOwner owner,
                                              std::int64_t id,
                                              const std::vector<domain::KeyMoment>& moments);
/// In the order of domain::Moment.
[[nodiscard]] Result<std::vector<domain::KeyMoment>>
load_key_moments(Database& database, MomentOwner owner, std::int64_t id);

} // namespace roster::store
