/// Posts over time, of people with several homes: who was where from when until when, and what a
/// departure from one home means for the others.
#pragma once
#include "roster/domain/post.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::store {

/// Posts in force, past, present and to come, wherever they are, of everybody who belongs to the
/// part or has or had a post in it; by person, organisation and first day. Cost: one statement.
[[nodiscard]] Result<std::vector<domain::PostAssignment>>
load_posts_around(Database& database, const std::string& top_key);

/// `last` is the person's last day at the organisation. While there is a post in another home that
/// goes on longer, the posts here end on that day and the employment goes on; otherwise the whole
/// employment ends on it, or on the last day of a post elsewhere that is later.
[[nodiscard]] Result<void> leave_organisation(Database& database, const std::string& person_key,
                                              const std::string& organisation_key,
                                              domain::Date last);

/// For a post from `from` on: when the employment had ended before, what was open then is ended on
/// that last day and the employment is open again. Otherwise nothing happens.
[[nodiscard]] Result<void> reopen_employment(Database& database, const std::string& person_key,
                                             domain::Date from);

} // namespace roster::store
