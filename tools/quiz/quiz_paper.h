/// A paper: the questions of one quiz, drawn from bank and plan by a seed. The same bank, plan,
/// wish and seed give the same paper, byte for byte.
#pragma once
#include "tools/quiz/bank.h"
#include "tools/quiz/plan_questions.h"

namespace tools::quiz {

struct PaperWish {
    std::vector<CompetenceElement> elements{CompetenceElement::hazards, CompetenceElement::alarm,
                                            CompetenceElement::extinguish,
                                            CompetenceElement::evacuate};
    int question_count = 20; ///< over all elements, as evenly as it divides
    std::uint64_t seed = 0;
    std::vector<std::string> posts; ///< questions for these posts and for everybody; empty: all
    std::string level_key;          ///< of the plan: the own zone, "level/2"; empty: all levels
    std::string day;                ///< "YYYY-MM-DD": norms repealed by then are not asked
};

struct QuizPaper {
    std::uint64_t seed = 0;
    std::string bank_sha256;
    std::string plan_key, plan_name, plan_sha256; ///< empty without a plan
    std::vector<Question> questions;              ///< options as shown, by element
};

/// About half of each element's questions are of the plan where it answers enough.
/// Errors: bad_input, every element that has too few questions, with the number there is.
[[nodiscard]] sim::core::Result<QuizPaper> make_paper(const Bank& bank, const PlanQuestions* plan,
                                                      const PaperWish& wish);

} // namespace tools::quiz
