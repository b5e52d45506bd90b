#include "roster/service/quizzes.h"

#include "roster/domain/evidence.h"
#include "roster/service/journal.h"
#include "roster/store/competence_table.h"
#include "roster/store/people_table.h"
#include "sim/core/text.h"
#include <nlohmann/json.hpp>

namespace roster::service {

using namespace roster::domain;
using sim::core::make_error;
using sim::core::Problems;
using sim::core::Result;
using sim::core::tr;
using sim::core::trf;

namespace {

Problems check_all(const QuizResult& quiz, const std::string& who,
                   const store::PersonDays& persons) {
    Problems problems = check(quiz, read_clock());
    if (who.empty()) problems.push_back({"", "/who", tr("没有写记录人"), tr("记录人")});
    if (quiz.person_key.empty()) return problems;
    const auto person = persons.find(quiz.person_key);
    const Date day = calc_local_day(quiz.started_at_utc);
    if (person == persons.end())
        problems.push_back({"", "/person", trf("数据库里没有 {}", quiz.person_key),
                            tr("`yanlian people` 列出的人")});
    else if (day < person->second.joined_on ||
             (person->second.left_on && *person->second.left_on < day))
        problems.push_back({"", "/person", trf("{} 在 {} 不在岗", person->second.name, iso(day)),
                            tr("当天在岗的人")});
    return problems;
}

/// The level that a sitting carries; nothing is written when it carries none.
Result<std::int64_t> write_level(store::Database& database, const QuizResult& quiz,
                                 const ElementScore& score, std::int64_t sitting_id) {
    const int level = score.evidence ? calc_level_cap(score.element, EvidenceSource::quiz) : 0;
    if (level == 0) return std::int64_t{0};
    CompetenceEntry entry{score.element, level, grade(EvidenceSource::quiz).quality,
                          calc_local_day(quiz.started_at_utc), quiz.started_at_utc};
    entry.evidence_sitting_id = sitting_id;
    return store::insert_competence(database, quiz.person_key, entry);
}

Result<RecordedQuiz> write_quiz(store::Database& database, const QuizResult& quiz,
                                const std::string& who) {
    const Date day = calc_local_day(quiz.started_at_utc);
    const auto before = store::load_person_file(database, quiz.person_key);
    if (!before) return tl::unexpected(before.error());
    const auto inserted = store::insert_quiz(database, quiz, read_clock(), who);
    if (!inserted) return tl::unexpected(inserted.error());
    RecordedQuiz recorded{inserted->paper_id, {}};
    const auto scores = calc_scores(quiz);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto id = write_level(database, quiz, scores[i], inserted->sitting_ids[i]);
        if (!id) return tl::unexpected(id.error());
        recorded.elements.push_back({scores[i], inserted->sitting_ids[i], *id});
    }
    const auto after = store::load_person_file(database, quiz.person_key);
    if (!after) return tl::unexpected(after.error());
    for (RecordedElement& one : recorded.elements) {
        one.level_before = calc_standing(*before, one.score.element, day).level;
        one.level_after = calc_standing(*after, one.score.element, day).level;
    }
    return recorded;
}

std::string audit_text(const QuizResult& quiz, const RecordedQuiz& recorded) {
    nlohmann::ordered_json elements = nlohmann::ordered_json::array();
    for (const RecordedElement& one : recorded.elements)
        elements.push_back({{"element", sim::core::letter(one.score.element)},
                            {"sitting", one.sitting_id},
                            {"correct", one.score.correct_count},
                            {"questions", one.score.question_count},
                            {"competence", one.competence_id}});
    return nlohmann::ordered_json{{"person", quiz.person_key},
                                  {"started_at_utc", iso(quiz.started_at_utc)},
                                  {"seed", std::to_string(quiz.seed)},
                                  {"plan_sha256", quiz.plan_sha256},
                                  {"elements", std::move(elements)}}
        .dump();
}

} // namespace

Result<RecordedQuiz> record_quiz(store::Database& database, const QuizResult& quiz,
                                 const std::string& who) {
    return in_transaction(database, [&]() -> Result<RecordedQuiz> {
        const auto persons = store::load_person_days(database);
        if (!persons) return tl::unexpected(persons.error());
        if (auto problems = check_all(quiz, who, *persons); !problems.empty())
            return make_error(std::move(problems));
        auto recorded = write_quiz(database, quiz, who);
        if (!recorded) return recorded;
        auto noted =
            store::append_audit(database, {0, read_clock(), who, "quiz.record",
                                           fmt::format("quiz_paper/{}", recorded->paper_id), "null",
                                           audit_text(quiz, *recorded), "", ""});
        if (!noted) return tl::unexpected(noted.error());
        return recorded;
    });
}

} // namespace roster::service
