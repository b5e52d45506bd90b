/// Who is on the shift to which a micro-lesson is told: by the published duty roster where there is
/// one, else by the posts. Reads only.
#pragma once
#include "roster/domain/lesson_cards.h"
#include "roster/store/database.h"
#include <string>
#include <vector>

namespace roster::service {

struct ShiftMember {
    std::string person_key, name;
    bool signed_in = false; ///< for duty in that shift; false where nothing was planned
};
struct LessonShift {
    std::vector<ShiftMember> members; ///< once each
    bool by_roster = false;
    bool night = false;
    domain::Instant begin{}; ///< of the first shift that is meant; the epoch without a roster
};
/// Errors: bad_input when the roster has no such shift that day, or there is none and the name is
/// neither day nor night. A shift of a whole day stands for both. With a roster whoever signed in
/// for duty then without being on it is a member too. Cost: the rosters of three days.
[[nodiscard]] sim::core::Result<LessonShift> list_lesson_shift(store::Database& database,
                                                               const std::string& organisation_key,
                                                               const domain::ShiftName& shift);

} // namespace roster::service
