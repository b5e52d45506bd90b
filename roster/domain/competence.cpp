#include "roster/domain/competence.h"

#include <algorithm>

namespace roster::domain {
namespace {

constexpr int first_level = 1;

/// Within 90 days only the very action, done right, lifts a block; later any evidence of L2 and
/// more does. Time alone never lifts it, for a level must not rise without evidence.
bool is_lifted(const CriticalError& error, const CompetenceFile& file, Date day) {
    const bool redone = std::ranges::any_of(file.corrects, [&](const CorrectAction& correct) {
        return correct.element == error.element && correct.action == error.action &&
               correct.at_utc > error.at_utc && calc_local_day(correct.at_utc) <= day;
    });
    const Date free_from = error.day + Days{block_days + 1};
    return redone || std::ranges::any_of(file.entries, [&](const CompetenceEntry& entry) {
               return entry.element == error.element && entry.level >= mastered_level &&
                      entry.assessed_on >= free_from && entry.assessed_on <= day;
           });
}

bool is_blocked(const CompetenceFile& file, CompetenceElement element, Date day) {
    return std::ranges::any_of(file.errors, [&](const CriticalError& error) {
        return error.element == element && error.day <= day && !is_lifted(error, file, day);
    });
}

/// Last day on which the entry is at least `level`; only for a level it has on `day`.
Date calc_last_day_of(const CompetenceEntry& entry, int level) {
    Date last = entry.assessed_on;
    for (const LevelSpan& span : calc_decay(entry.level, entry.assessed_on))
        if (span.level >= level) last = span.last_day;
    return last;
}

} // namespace

Date calc_valid_until(Date assessed_on) noexcept {
    return assessed_on + Days{validity_days};
}

std::vector<LevelSpan> calc_decay(int level, Date assessed_on) {
    std::vector<LevelSpan> spans;
    Date last_day = calc_valid_until(assessed_on);
    for (int now = level; now > first_level; --now) {
        spans.push_back({now, last_day});
        last_day += Days{decay_step_days};
    }
    if (level >= first_level)
        spans.push_back({first_level, assessed_on + Days{forgotten_days - 1}});
    return spans;
}

int calc_level_on(int level, Date assessed_on, Date day) {
    if (day < assessed_on) return 0;
    for (const LevelSpan& span : calc_decay(level, assessed_on))
        if (day <= span.last_day) return span.level;
    return 0;
}

Standing calc_standing(const CompetenceFile& file, CompetenceElement element, Date day) {
    const bool blocked = is_blocked(file, element, day);
    Standing standing;
    for (std::size_t i = 0; i < file.entries.size(); ++i) {
        const CompetenceEntry& entry = file.entries[i];
        if (entry.element != element) continue;
        int level = calc_level_on(entry.level, entry.assessed_on, day);
        if (blocked) level = std::min(level, first_level);
        if (level == 0) continue;
        const Date until = calc_last_day_of(entry, level);
        if (level > standing.level || (level == standing.level && until > standing.holds_until)) {
            standing.level = level;
            standing.holds_until = until;
            standing.entry = i;
        }
    }
    standing.blocked = blocked && standing.level > 0;
    if (standing.entry) {
        const CompetenceEntry& entry = file.entries[*standing.entry];
        standing.due_soon = calc_days_between(entry.assessed_on, day) >= warning_days;
    }
    return standing;
}

std::vector<Fall> calc_falls(const CompetenceFile& file, CompetenceElement element, Date day) {
    CompetenceFile known = file;
    std::erase_if(known.entries, [&](const auto& one) { return one.assessed_on > day; });
    std::erase_if(known.errors, [&](const auto& one) { return one.day > day; });
    std::erase_if(known.corrects,
                  [&](const auto& one) { return calc_local_day(one.at_utc) > day; });
    std::vector<Fall> falls;
    Standing standing = calc_standing(known, element, day);
    while (standing.holds_until) {
        const Date next = *standing.holds_until + Days{1};
        standing = calc_standing(known, element, next);
        falls.push_back({next, standing.level});
    }
    return falls;
}

} // namespace roster::domain
