/// Quizzes that were sat: one paper, one sitting an element, every answer. Insert-only.
#pragma once
#include "roster/domain/quiz.h"
#include "roster/store/database.h"
#include <cstdint>
#include <string>
#include <vector>

namespace roster::store {

struct InsertedQuiz {
    std::int64_t paper_id = 0;
    std::vector<std::int64_t> sitting_ids; ///< in the order of domain::calc_scores
};
/// Questions of the bank are kept beside it as they were asked; a changed one is a new row.
/// Errors: conflict when this person's quiz of that second is on file already.
[[nodiscard]] Result<InsertedQuiz> insert_quiz(Database& database, const domain::QuizResult& quiz,
                                               domain::Instant recorded_at_utc,
                                               const std::string& recorded_by);

/// A sitting with all that was asked and answered.
struct AnswerLine {
    int answer_no = 0;
    std::string item_key; ///< empty: made from the plan
    std::string norm_title, clause;
    std::string question, expected_json, given_json;
    std::optional<double> distance_m;
    bool correct = false;
};
struct SittingLine {
    std::int64_t paper_id = 0;
    std::int64_t sitting_id = 0;
    std::string person_key, person_name;
    domain::CompetenceElement element{};
    domain::Instant started_at_utc{};
    domain::QuizWay way{};
    std::string seed, bank_sha256, plan_key, plan_sha256, invigilator, recorded_by;
    int question_count = 0, correct_count = 0;
    bool passed = false;
    std::vector<AnswerLine> answers;
};
/// Errors: bad_input when there is no such sitting.
[[nodiscard]] Result<SittingLine> load_sitting(Database& database, std::int64_t sitting_id);

} // namespace roster::store
