#include "roster/store/quiz_table.h"

#include "roster/store/columns.h"
#include "sim/core/text.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

void keep_norm(soci::session& sql, const QuizItem& item) {
    sql << "INSERT INTO norm(key, title) SELECT :key, :title "
           "WHERE NOT EXISTS (SELECT 1 FROM norm WHERE key = :key2)",
        use(item.norm_key), use(item.norm_title), use(item.norm_key);
}

/// Row of the question as it stands now; 0 when it is not on file.
long long find_item(soci::session& sql, const QuizItem& item, bool same_text) {
    long long id = 0;
    if (same_text)
        sql << "SELECT COALESCE(max(q.id), 0) FROM quiz_item_in_force AS q "
               "JOIN norm AS n ON n.id = q.norm_id WHERE q.key = :key AND n.key = :norm "
               "AND q.clause = :clause AND q.question = :question AND q.options_json = :options "
               "AND q.answer_json = :answer AND q.explanation = :explanation AND q.mark = :mark",
            into(id), use(item.key), use(item.norm_key), use(item.clause), use(item.question),
            use(item.options_json), use(item.answer_json), use(item.explanation), use(item.mark);
    else
        sql << "SELECT COALESCE(max(id), 0) FROM quiz_item_in_force WHERE key = :key", into(id),
            use(item.key);
    return id;
}

/// The row of a question of the bank; written when it is new or was changed.
long long keep_item(soci::session& sql, const QuizItem& item, const std::string& at,
                    const std::string& by) {
    if (const long long kept = find_item(sql, item, true); kept != 0) return kept;
    keep_norm(sql, item);
    const long long before = find_item(sql, item, false);
    const Column<long long> corrects(before != 0 ? std::optional(before) : std::nullopt);
    const std::string element(sim::core::letter(item.element));
    sql << "INSERT INTO quiz_item(corrects_id, key, norm_id, clause, element, form, question, "
           "options_json, answer_json, explanation, mark, recorded_at_utc, recorded_by) "
           "VALUES(:corrects, :key, (SELECT id FROM norm WHERE key = :norm), :clause, :element, "
           ":form, :question, :options, :answer, :explanation, :mark, :at, :by)",
        use(corrects.value, corrects.indicator), use(item.key), use(item.norm_key),
        use(item.clause), use(element), use(item.form), use(item.question), use(item.options_json),
        use(item.answer_json), use(item.explanation), use(item.mark), use(at), use(by);
    return find_item(sql, item, true);
}

long long insert_paper(soci::session& sql, const QuizResult& quiz, const std::string& at,
                       const std::string& by) {
    const std::string started = iso(quiz.started_at_utc);
    const std::string day = iso(calc_local_day(quiz.started_at_utc));
    const std::string way = text_of(quiz_way_names, quiz.way);
    const std::string seed = std::to_string(quiz.seed);
    const auto plan_hash = text_column(quiz.plan_sha256);
    const int count = static_cast<int>(quiz.answers.size());
    sql << "INSERT INTO quiz_paper(person_id, organisation_id, started_at_utc, local_day, way, "
           "seed, bank_sha256, plan_key, plan_sha256, question_count, invigilator, "
           "recorded_at_utc, recorded_by) SELECT id, organisation_id, :started, :day, :way, :seed, "
           ":bank, :plan, :plan_hash, :count, :invigilator, :at, :by FROM person "
           "WHERE key = :person",
        use(started), use(day), use(way), use(seed), use(quiz.bank_sha256), use(quiz.plan_key),
        use(plan_hash.value, plan_hash.indicator), use(count), use(quiz.invigilator), use(at),
        use(by), use(quiz.person_key);
    long long id = 0;
    sql << "SELECT q.id FROM quiz_paper AS q JOIN person AS p ON p.id = q.person_id "
           "WHERE p.key = :person AND q.started_at_utc = :started",
        into(id), use(quiz.person_key), use(started);
    return id;
}

long long insert_sitting(soci::session& sql, long long paper, const QuizResult& quiz,
                         const ElementScore& score) {
    const std::string element(sim::core::letter(score.element));
    const int passed = score.passed;
    sql << "INSERT INTO quiz_sitting(person_id, organisation_id, element, started_at_utc, "
           "local_day, seed, plan_key, plan_sha256, question_count, correct_count, passed, "
           "invigilator, quiz_paper_id) SELECT person_id, organisation_id, :element, "
           "started_at_utc, local_day, seed, plan_key, plan_sha256, :count, :correct, :passed, "
           ":invigilator, id FROM quiz_paper WHERE id = :paper",
        use(element), use(score.question_count), use(score.correct_count), use(passed),
        use(quiz.invigilator), use(paper);
    long long id = 0;
    sql << "SELECT id FROM quiz_sitting WHERE quiz_paper_id = :paper AND element = :element",
        into(id), use(paper), use(element);
    return id;
}

void insert_answer(soci::session& sql, long long sitting, int no, const QuizAnswer& answer,
                   const std::string& at, const std::string& by) {
    const Column<long long> item(answer.item ? std::optional(keep_item(sql, *answer.item, at, by))
                                             : std::nullopt);
    const Column<double> distance(answer.distance_m);
    const int correct = answer.correct;
    sql << "INSERT INTO quiz_answer(quiz_sitting_id, answer_no, quiz_item_id, question, "
           "expected_json, given_json, distance_m, correct) VALUES(:sitting, :no, :item, "
           ":question, :expected, :given, :distance, :correct)",
        use(sitting), use(no), use(item.value, item.indicator), use(answer.question),
        use(answer.expected_json), use(answer.given_json), use(distance.value, distance.indicator),
        use(correct);
}

bool read_head(soci::session& sql, long long id, SittingLine& line) {
    std::string element, started, way;
    Column<std::string> plan_hash;
    Column<long long> paper;
    int passed = 0;
    sql << "SELECT q.quiz_paper_id, w.key, w.name, q.element, q.started_at_utc, "
           "COALESCE(p.way, 'paper'), q.seed, COALESCE(p.bank_sha256, ''), q.plan_key, "
           "q.plan_sha256, q.invigilator, COALESCE(p.recorded_by, ''), q.question_count, "
           "q.correct_count, q.passed FROM quiz_sitting AS q JOIN person AS w ON w.id = "
           "q.person_id LEFT JOIN quiz_paper AS p ON p.id = q.quiz_paper_id WHERE q.id = :id",
        into(paper.value, paper.indicator), into(line.person_key), into(line.person_name),
        into(element), into(started), into(way), into(line.seed), into(line.bank_sha256),
        into(line.plan_key), into(plan_hash.value, plan_hash.indicator), into(line.invigilator),
        into(line.recorded_by), into(line.question_count), into(line.correct_count), into(passed),
        use(id);
    if (!sql.got_data()) return false;
    line.sitting_id = id;
    line.paper_id = paper.optional<std::int64_t>().value_or(0);
    line.element = *sim::core::find_element(element);
    line.started_at_utc = read_instant(started);
    line.way = read_named<QuizWay>(quiz_way_names, way);
    line.plan_sha256 = plan_hash.optional().value_or("");
    line.passed = passed != 0;
    return true;
}

void read_answers(soci::session& sql, long long id, SittingLine& line) {
    AnswerLine row;
    Column<double> distance;
    int correct = 0;
    soci::statement rows =
        (sql.prepare << "SELECT a.answer_no, COALESCE(i.key, ''), COALESCE(n.title, ''), "
                        "COALESCE(i.clause, ''), a.question, a.expected_json, a.given_json, "
                        "a.distance_m, a.correct FROM quiz_answer AS a "
                        "LEFT JOIN quiz_item AS i ON i.id = a.quiz_item_id "
                        "LEFT JOIN norm AS n ON n.id = i.norm_id "
                        "WHERE a.quiz_sitting_id = :id ORDER BY a.answer_no",
         into(row.answer_no), into(row.item_key), into(row.norm_title), into(row.clause),
         into(row.question), into(row.expected_json), into(row.given_json),
         into(distance.value, distance.indicator), into(correct), use(id));
    rows.execute();
    while (rows.fetch()) {
        row.distance_m = distance.optional();
        row.correct = correct != 0;
        line.answers.push_back(row);
    }
}

} // namespace

Result<InsertedQuiz> insert_quiz(Database& database, const QuizResult& quiz,
                                 Instant recorded_at_utc, const std::string& recorded_by) {
    return guard(database, "quiz.insert", [&](soci::session& sql) {
        const std::string at = iso(recorded_at_utc);
        InsertedQuiz inserted;
        const long long paper = insert_paper(sql, quiz, at, recorded_by);
        inserted.paper_id = paper;
        for (const ElementScore& score : calc_scores(quiz)) {
            const long long sitting = insert_sitting(sql, paper, quiz, score);
            inserted.sitting_ids.push_back(sitting);
            for (std::size_t i = 0; i < quiz.answers.size(); ++i)
                if (quiz.answers[i].element == score.element)
                    insert_answer(sql, sitting, static_cast<int>(i) + 1, quiz.answers[i], at,
                                  recorded_by);
        }
        return inserted;
    });
}

Result<SittingLine> load_sitting(Database& database, std::int64_t sitting_id) {
    SittingLine line;
    const auto found = guard(database, "quiz.load", [&](soci::session& sql) {
        if (!read_head(sql, sitting_id, line)) return false;
        read_answers(sql, sitting_id, line);
        return true;
    });
    if (!found) return tl::unexpected(found.error());
    if (*found) return line;
    return sim::core::make_error(sim::core::Errc::bad_input,
                                 {database.path().string(), fmt::format("quiz/{}", sitting_id),
                                  sim::core::tr("没有这一次答题"), ""});
}

} // namespace roster::store
