#include "roster/domain/quiz.h"

#include "sim/core/text.h"

namespace roster::domain {

using sim::core::tr;
using sim::core::trf;

sim::core::Problems check(const QuizResult& quiz, Instant now) {
    sim::core::Problems problems;
    if (quiz.person_key.empty())
        problems.push_back({"", "/person", tr("没有写是谁答的"), tr("人员编号")});
    if (quiz.answers.empty()) problems.push_back({"", "/answers", tr("没有答题"), ""});
    if (quiz.started_at_utc > now)
        problems.push_back({"", "/started_at_utc",
                            trf("答题的日期 {} 还没有到", iso(calc_local_day(quiz.started_at_utc))),
                            tr("今天或以前")});
    for (std::size_t i = 0; i < quiz.answers.size(); ++i)
        if (!quiz.answers[i].item && quiz.plan_sha256.empty())
            problems.push_back({"", fmt::format("/answers/{}", i),
                                tr("这道题出自平面图，却没有写是哪张平面图"), ""});
    return problems;
}

std::vector<ElementScore> calc_scores(const QuizResult& quiz) {
    std::vector<ElementScore> scores;
    for (const CompetenceElement element : sim::core::all_competence_elements) {
        ElementScore score{element};
        for (const QuizAnswer& answer : quiz.answers) {
            if (answer.element != element) continue;
            ++score.question_count;
            score.correct_count += answer.correct;
        }
        if (score.question_count == 0) continue;
        score.passed = score.correct_count * 100 >= score.question_count * quiz_pass_percent;
        score.evidence = score.passed && score.question_count >= quiz_least_questions_count;
        scores.push_back(score);
    }
    return scores;
}

} // namespace roster::domain
