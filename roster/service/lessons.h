/// A micro-lesson told to a shift: one entry, with those who were said to be there.
#pragma once
#include "roster/domain/lesson_cards.h"
#include "roster/service/activities.h"
#include <string>
#include <vector>

namespace roster::service {

struct LessonOrder {
    std::string organisation_key;
    std::string shift;                       ///< as domain::ShiftName reads
    std::string card_key;                    ///< empty: the card of the day
    std::string lead;                        ///< who told it
    std::vector<std::string> absent_keys{};  ///< of the shift, but not there
    std::vector<std::string> present_keys{}; ///< those who were there; others are not spoken of
    /// Everybody of that shift but the absent. Where a duty roster was published for it: those of
    /// it who signed in for duty then and those said to be present, for who was planned need not
    /// have come; of the others it must be said. Where none was: everybody with a post of that
    /// shift, said by who enters it, signed by nobody, and the entry says so; then without
    /// `present_keys`. One of the two must be there.
    bool all_of_shift = false;
};
struct RecordedLesson {
    RecordedActivity activity;
    const domain::LessonCard* card = nullptr;
    int present_count = 0;
    bool by_roster = false; ///< of all_of_shift: a published roster said who
};
/// Errors: bad_input with everything wrong at once (shift, card, nobody named, in the future);
/// conflict when this card was told to this shift.
[[nodiscard]] sim::core::Result<RecordedLesson>
record_lesson(store::Database& database, const LessonOrder& order, const std::string& who);

} // namespace roster::service
