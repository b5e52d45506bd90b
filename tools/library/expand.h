/// The body of a template becomes a scenario: words in place of ${...}, items over lists.
///   "${origin.door}"          the word; alone in a text it keeps its kind (list, point, number)
///   "${all rooms: P ${it}}"   (P a and P b and ...), one for each of the list
///   "${set rooms}"            'a','b': for {...} in predicates
///   {"each": "rooms", ...}    in an array: one item for each of the list; ${it}, ${it.name} ...
///   {"if": "rooms", ...}      in an array: left out when the word is missing or empty
///   {"unless": "rooms", ...}  the other way round
#pragma once
#include "tools/library/template.h"

namespace tools::library {

/// A word is a text, a number, a point, or a list whose items are objects with "key".
using Words = std::map<std::string, Json, std::less<>>;

/// Unknown words are problems, each with its place in the template.
[[nodiscard]] sim::core::Result<Json> expand(const Template& from, const Words& words);

} // namespace tools::library
