/// A quiz into the ledger: paper, sittings, answers, and the levels that follow, whole or not at
/// all. What nobody named, or what was only a look (--preview), never comes here.
#pragma once
#include "roster/service/record_drill.h"
#include "roster/store/quiz_table.h"

namespace roster::service {

struct RecordedElement {
    domain::ElementScore score;
    std::int64_t sitting_id = 0;
    std::int64_t competence_id = 0;        ///< 0: no evidence
    int level_before = 0, level_after = 0; ///< on the day of the quiz
};
struct RecordedQuiz {
    std::int64_t paper_id = 0;
    std::vector<RecordedElement> elements;
};
/// A quiz shows L1 at most, whoever watched it (roster/domain/evidence.h).
/// Errors: bad_input with everything wrong at once (nobody named, not on the roll that day, a day
/// to come); conflict when this quiz is on file already.
[[nodiscard]] sim::core::Result<RecordedQuiz>
record_quiz(store::Database& database, const domain::QuizResult& quiz, const std::string& who);
using store::load_sitting;
using store::SittingLine;

} // namespace roster::service
