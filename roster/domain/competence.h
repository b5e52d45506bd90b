/// Levels of 一懂三会: what stands in the ledger, how it fades, and what it is today. Pure.
/// The rules are explained in docs/competence.md; source: docs/references.md#house-competence.
#pragma once
#include "roster/domain/calendar.h"
#include "roster/domain/competence_constants.h"
#include "sim/core/competence_element.h"
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roster::domain {

using sim::core::CompetenceElement;

/// One line of the ledger: never changed, never deleted.
struct CompetenceEntry {
    CompetenceElement element{};
    int level = 0;      ///< 1 to 4 on the day of the evidence
    double quality = 0; ///< of the evidence, 0.4 to 1
    Date assessed_on{};
    Instant assessed_at_utc{};               ///< orders two drills of one day
    std::int64_t evidence_outcome_id = 0;    ///< row in the database; 0 before it is written
    std::int64_t evidence_sitting_id = 0;    ///< of a quiz, instead of an outcome
    std::int64_t evidence_assessment_id = 0; ///< at a training, instead of an outcome
};

/// A wrong critical action: blocks the element above L1.
struct CriticalError {
    CompetenceElement element{};
    std::string action;
    Date day{};
    Instant at_utc{};
};

/// An action done right (on time or late) in a drill that counts.
struct CorrectAction {
    CompetenceElement element{};
    std::string action;
    Instant at_utc{};
};

/// All that is on file about one person, any order; other elements are skipped where one is asked.
struct CompetenceFile {
    std::vector<CompetenceEntry> entries;
    std::vector<CriticalError> errors;
    std::vector<CorrectAction> corrects;
};

/// A level and the last day on which it holds.
struct LevelSpan {
    int level = 0;
    Date last_day{};
};

/// How one entry fades: one span a level, highest first; after the last one comes L0.
/// @param level 1 to 4
[[nodiscard]] std::vector<LevelSpan> calc_decay(int level, Date assessed_on);
/// Level of one entry on a day; 0 before its evidence.
[[nodiscard]] int calc_level_on(int level, Date assessed_on, Date day);
/// Last day on which an entry's first level holds: what the ledger calls valid_until.
[[nodiscard]] Date calc_valid_until(Date assessed_on) noexcept;

/// Where a person stands in one element on one day.
struct Standing {
    int level = 0;
    std::optional<Date> holds_until;  ///< last day of this level without new evidence; empty at L0
    bool due_soon = false;            ///< half of the validity is over, or the level has faded
    bool blocked = false;             ///< a wrong critical action keeps it at L1
    std::optional<std::size_t> entry; ///< index of the entry in file.entries that carries the level
};
/// Without new evidence the level never rises from one day to the next.
/// Cost: entries * errors * corrects of the element.
[[nodiscard]] Standing calc_standing(const CompetenceFile& file, CompetenceElement element,
                                     Date day);

/// A day on which the level falls, and to what.
struct Fall {
    Date on{};
    int level = 0;
};
/// How the level goes down from `day` on if nothing new is shown: every fall, nearest first, down
/// to L0; empty at L0. What was assessed after `day` is left out, as if it had not happened yet.
[[nodiscard]] std::vector<Fall> calc_falls(const CompetenceFile& file, CompetenceElement element,
                                           Date day);

} // namespace roster::domain
