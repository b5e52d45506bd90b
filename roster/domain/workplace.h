/// Who works where on which day. Pure.
#pragma once
#include "roster/domain/post.h"
#include <span>

namespace roster::domain {

/// The person as one home sees them around `day`: `organisation_key` is that home, `roles` are held
/// there that day, `joined_on` and `left_on` are the first and last day of the stay there, so that
/// is_on_roll(seen, day) answers who works at the home on that day: whoever holds a post there; and
/// the home's own, with or without a post, until they go to another home for good.
/// @param posts all of this person, in any home @return nothing for a stranger to the home
[[nodiscard]] std::optional<Person> seen_from(const Person& person,
                                              std::span<const PostAssignment> posts,
                                              const std::string& organisation_key, Date day);

} // namespace roster::domain
