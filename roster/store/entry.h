/// Who wrote a row, and when.
#pragma once
#include "roster/domain/calendar.h"
#include <string>

namespace roster::store {

struct Entry {
    domain::Instant at_utc{};
    std::string who;
};

} // namespace roster::store
