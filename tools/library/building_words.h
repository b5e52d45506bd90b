/// The words that templates may use, for one building and the rooms chosen in it. docs/formats.md
/// lists them.
#pragma once
#include "tools/library/expand.h"
#include "tools/library/people.h"

namespace tools::library {

[[nodiscard]] Words make_words(const Building& building, const Chosen& chosen,
                               const std::vector<Member>& staff,
                               const std::vector<Resident>& residents);

} // namespace tools::library
