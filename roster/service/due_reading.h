/// How much of the past must be read to answer what is due. Pure.
#pragma once
#include "roster/domain/obligation.h"
#include "roster/store/due_table.h"

namespace roster::service {

/// How far back everything is read for a rule. House rule: far enough to name what was missed, near
/// enough to answer at once; what was missed before that counts as missed since then. On the first
/// day of a month or a year, so that what was missed there does not move from day to day. What runs
/// from the last deed needs none: of that the old deeds are read, however old.
[[nodiscard]] domain::Date calc_horizon(const domain::Window& window, domain::Date today);

/// What has to be read for some rules.
struct DueReading {
    store::Horizons horizons;
    store::OldDeedsOf old_deeds;

    void add(const domain::Rule& rule, domain::Date today);
};

} // namespace roster::service
