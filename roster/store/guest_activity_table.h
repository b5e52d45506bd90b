/// What organisations took part in and others held: the second half of activity_table.h.
#pragma once
#include "roster/store/activity_table.h"

namespace roster::store {

struct GuestActivity {
    ActivityLine line;     ///< as whoever held it has it
    std::string guest_key; ///< of the part, that took part
};
/// In force, held by nobody of the part; a line for each guest, newest first, one activity's
/// together.
[[nodiscard]] Result<std::vector<GuestActivity>>
load_guest_activities(Database& database, const ActivityFilter& filter);

} // namespace roster::store
