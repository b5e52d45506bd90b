/// What `yanlian quiz` shares between asking, printing and recording.
#pragma once
#include "roster/domain/people.h"
#include "roster/domain/quiz.h"
#include "tools/cli/ledger_home.h"
#include "tools/paper/form.h"
#include "tools/quiz/quiz_paper.h"
#include <iosfwd>

namespace tools::cli {

/// An answer of each question in order; empty: not answered.
using QuizAnswers = std::vector<quiz::Answer>;

/// Asks on a terminal; what is no answer is asked again. None when the input ends before the last
/// question: the quiz was broken off.
[[nodiscard]] std::optional<QuizAnswers> ask_quiz(const quiz::QuizPaper& paper, std::istream& in);
/// One line a question, "-" or empty: not answered; lines that start with # are skipped. Every line
/// that is no answer, and a wrong number of lines, come at once.
[[nodiscard]] sim::core::Result<QuizAnswers> read_answers(const quiz::QuizPaper& paper,
                                                          const std::string& file);

/// Right and wrong with reason and clause, question by question.
[[nodiscard]] std::string format_results(const quiz::QuizPaper& paper, const QuizAnswers& answers);
/// Without `answers` the questions only.
[[nodiscard]] nlohmann::ordered_json quiz_json(const quiz::QuizPaper& paper,
                                               const QuizAnswers* answers);
/// Who sat when stays empty.
[[nodiscard]] roster::domain::QuizResult
make_quiz_result(const quiz::QuizPaper& paper, const quiz::Bank& bank, const QuizAnswers& answers);

/// The paper to print: questions, then the answers on pages of their own.
[[nodiscard]] paper::Form make_quiz_form(const quiz::QuizPaper& paper, const std::string& name);

} // namespace tools::cli
