/// A micro-lesson told to a shift: one entry, with everybody who was on it.
#pragma once
#include "roster/domain/lesson_cards.h"
#include "roster/service/activities.h"
#include <string>
#include <vector>

namespace roster::service {

struct LessonOrder {
    std::string organisation_key;
    std::string shift;                      ///< "2026-03-01/night"
    std::string card_key;                   ///< empty: the card of the day
    std::string lead;                       ///< who told it
    std::vector<std::string> absent_keys{}; ///< of the shift, but not there
};
struct RecordedLesson {
    RecordedActivity activity;
    const domain::LessonCard* card = nullptr;
    int present_count = 0;
};
/// Errors: bad_input with everything wrong at once (shift, card, nobody there, in the future);
/// conflict when this card was told to this shift.
[[nodiscard]] sim::core::Result<RecordedLesson>
record_lesson(store::Database& database, const LessonOrder& order, const std::string& who);

} // namespace roster::service
