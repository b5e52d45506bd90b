/// 班前班后五分钟: cards that are told in five minutes at most. Plain text, in the reader's
/// language.
#pragma once
#include "roster/domain/calendar.h"
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

/// House rule: one card is told in five minutes.
inline constexpr int lesson_minutes = 5;

struct LessonCard {
    const char* key;   ///< "call-119"
    const char* title; ///< message id
    const char* text;  ///< message id; what is told, one point a line
    const char* tag;   ///< of content_tag_names
};
[[nodiscard]] std::span<const LessonCard> lesson_cards() noexcept;
/// nullptr: none.
[[nodiscard]] const LessonCard* find_lesson_card(std::string_view key) noexcept;
/// The card of a day: all in turn, the same for the same day.
[[nodiscard]] const LessonCard& choose_lesson_card(Date day) noexcept;

/// "2026-03-01/night": the day on which the shift begins, and which: day, night, or a shift of the
/// published roster by key or name ("中班").
struct ShiftName {
    Date day{};
    std::string which;
};
[[nodiscard]] std::optional<ShiftName> read_shift_name(std::string_view text);

} // namespace roster::domain
