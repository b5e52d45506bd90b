#include "roster/service/quizzes.h"

#include "roster/domain/evidence.h"
#include "roster/service/activities.h"
#include "roster/service/assessments.h"
#include "roster/service/competence_list.h"
#include "roster/service/open_database.h"
#include "roster/service/person_records.h"
#include "roster/store/audit_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace roster::domain;
using namespace roster::service;
using sim::core::describe;
using tests::make_drill;
using Element = CompetenceElement;

namespace {

constexpr const char* home = "org/ankang";
constexpr const char* fang = "person/wang-fang";
const Date day_one = make_date(2026, 1, 10);

struct HomeDatabase {
    tests::TempFolder folder;
    std::filesystem::path path = folder / "home.yanlian.db";
    Database database = std::move(open_or_create(path).value().database);

    int level(Element element, Date day, const char* person = fang) {
        const auto one = list_competence(database, home, person, day);
        REQUIRE_MESSAGE(one, describe(one.error()));
        return one->line.levels[static_cast<std::size_t>(element)].level;
    }
    std::string training(Date day, ActivityForm form, ActivityKind kind = ActivityKind::training,
                         ActivityProgress progress = ActivityProgress::held) {
        ActivityEntry entry;
        Activity& a = entry.activity;
        a.organisation_key = home;
        a.kind = kind;
        a.form = form;
        a.progress = progress;
        a.title = fmt::format("灭火器实操 {} {}", static_cast<int>(kind), static_cast<int>(form));
        a.local_day = day;
        a.lead = "周督导";
        a.recorder = "许文静";
        if (kind != ActivityKind::demonstration && progress == ActivityProgress::held)
            entry.attendances.push_back({fang});
        const auto done = record_activity(database, entry, "测试");
        REQUIRE_MESSAGE(done, describe(done.error()));
        return done->key;
    }
};

QuizResult make_quiz(Date day, int right, int wrong, std::vector<Element> elements) {
    QuizResult quiz;
    quiz.person_key = fang;
    quiz.started_at_utc = Instant{day} + std::chrono::hours{2};
    quiz.seed = 18446744073709551615u;
    quiz.bank_sha256 = sim::core::sha256_hex("bank");
    quiz.plan_key = "ankang";
    quiz.plan_sha256 = sim::core::sha256_hex("plan");
    for (const Element element : elements)
        for (int i = 0; i < right + wrong; ++i) {
            QuizAnswer answer;
            answer.element = element;
            answer.question = fmt::format("题 {}", i);
            answer.expected_json = R"({"right":[0]})";
            answer.given_json = R"({"chosen":[0]})";
            answer.correct = i < right;
            if (i % 2 == 0)
                answer.item = QuizItem{fmt::format("q/{}-{}", letter(element), i),
                                       "MPS-61",
                                       "公安部令第61号",
                                       "第三十六条",
                                       element,
                                       "choice",
                                       answer.question,
                                       "[]",
                                       "[0]",
                                       "因为",
                                       "verified"};
            else
                answer.distance_m = 12.5;
            quiz.answers.push_back(answer);
        }
    return quiz;
}

} // namespace

TEST_CASE("quiz record: passed sittings are L1, with paper, seed, plan and every answer") {
    HomeDatabase on;
    const auto recorded = record_quiz(
        on.database, make_quiz(day_one, 4, 1, {Element::hazards, Element::alarm}), "测试");
    REQUIRE_MESSAGE(recorded, describe(recorded.error()));
    REQUIRE(recorded->elements.size() == 2);
    for (const RecordedElement& one : recorded->elements) {
        CHECK(one.competence_id != 0);
        CHECK(one.level_before == 0);
        CHECK(one.level_after == 1);
    }
    CHECK(on.level(Element::hazards, day_one) == 1);
    CHECK(on.level(Element::alarm, day_one) == 1);
    CHECK(on.level(Element::extinguish, day_one) == 0);
    CHECK(on.level(Element::alarm, day_one - Days{1}) == 0);

    const auto sitting = load_sitting(on.database, recorded->elements[1].sitting_id);
    REQUIRE(sitting);
    CHECK(sitting->element == Element::alarm);
    CHECK(sitting->seed == "18446744073709551615");
    CHECK(sitting->plan_sha256 == sim::core::sha256_hex("plan"));
    REQUIRE(sitting->answers.size() == 5);
    CHECK(sitting->answers[0].item_key == "q/A-0");
    CHECK(sitting->answers[0].norm_title == "公安部令第61号");
    CHECK(sitting->answers[1].item_key.empty());
    CHECK(sitting->answers[1].distance_m == 12.5);
    CHECK_FALSE(sitting->answers[4].correct);

    const auto trail = list_competence(on.database, home, fang, day_one)->trail;
    REQUIRE(trail.size() == 2);
    CHECK(trail[0].kind == roster::store::EvidenceKind::quiz);
    CHECK(trail[0].detail == "4/5");
    CHECK(trail[0].entry.quality == 0.4);
    CHECK_FALSE(roster::store::check_audit_chain(on.database)->broken_id.has_value());
}

TEST_CASE("quiz record: L1 at most, however good and however often") {
    HomeDatabase on;
    for (int i = 0; i < 5; ++i)
        REQUIRE(record_quiz(on.database,
                            make_quiz(day_one + Days{i}, 50, 0,
                                      {Element::hazards, Element::alarm, Element::extinguish,
                                       Element::evacuate, Element::command}),
                            "测试"));
    for (const Element element : sim::core::all_competence_elements)
        CHECK(on.level(element, day_one + Days{10}) == 1);
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT max(level) FROM competence") == 1);
    CHECK(raw.number("SELECT count(*) FROM drill_obligation") == 0);
    CHECK(raw.number("SELECT count(*) FROM countable_activity") == 0);
    CHECK(raw.number("SELECT count(*) FROM countable_attendance") == 0);
}

TEST_CASE("quiz record: failed, or too few questions, is on file and no evidence") {
    HomeDatabase on;
    const auto failed =
        record_quiz(on.database, make_quiz(day_one, 3, 2, {Element::alarm}), "测试");
    const auto few =
        record_quiz(on.database, make_quiz(day_one + Days{1}, 4, 0, {Element::alarm}), "测试");
    REQUIRE(failed);
    REQUIRE(few);
    CHECK(failed->elements[0].competence_id == 0);
    CHECK(few->elements[0].competence_id == 0);
    CHECK(few->elements[0].score.passed);
    CHECK(on.level(Element::alarm, day_one + Days{1}) == 0);
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM quiz_sitting") == 2);
    CHECK(raw.number("SELECT count(*) FROM competence") == 0);
}

TEST_CASE("quiz record: refused whole when nobody, a stranger or the future is named") {
    HomeDatabase on;
    QuizResult quiz = make_quiz(day_one, 5, 0, {Element::alarm});
    quiz.person_key.clear();
    CHECK_FALSE(record_quiz(on.database, quiz, "测试"));
    quiz.person_key = "person/nobody";
    quiz.started_at_utc += std::chrono::hours{24 * 36500};
    const auto refused = record_quiz(on.database, quiz, "");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problems.size() == 3);
    quiz = make_quiz(make_date(2001, 1, 1), 5, 0, {Element::alarm});
    CHECK_FALSE(record_quiz(on.database, quiz, "测试")); // not employed yet
    quiz = make_quiz(day_one, 5, 0, {Element::alarm});
    REQUIRE(record_quiz(on.database, quiz, "测试"));
    CHECK_FALSE(record_quiz(on.database, quiz, "测试")); // the same quiz again
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM quiz_paper") == 1);
    CHECK(raw.number("SELECT count(*) FROM quiz_item") == 3);
}

TEST_CASE("quiz record: a question that was reworded is a new row, the old stays") {
    HomeDatabase on;
    QuizResult quiz = make_quiz(day_one, 5, 0, {Element::alarm});
    REQUIRE(record_quiz(on.database, quiz, "测试"));
    quiz = make_quiz(day_one + Days{1}, 5, 0, {Element::alarm});
    quiz.answers[0].item->question = "新的问法";
    REQUIRE(record_quiz(on.database, quiz, "测试"));
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM quiz_item") == 4);
    CHECK(raw.number("SELECT count(*) FROM quiz_item_in_force") == 3);
    CHECK(raw.rows("SELECT question FROM quiz_item_in_force WHERE key = 'q/A-0'") == "新的问法\n");
    CHECK(raw.number("SELECT count(*) FROM norm") == 1);
}

TEST_CASE("quiz record: no statement changes, removes or adds to what was sat") {
    HomeDatabase on;
    REQUIRE(record_quiz(on.database, make_quiz(day_one, 4, 1, {Element::alarm}), "测试"));
    REQUIRE(record_quiz(on.database, make_quiz(day_one + Days{1}, 1, 4, {Element::alarm}), "测试"));
    tests::RawDatabase raw(on.path);
    raw.exec("PRAGMA recursive_triggers = OFF"); // as another program would come
    for (const std::string table : {"quiz_paper", "quiz_sitting", "quiz_answer", "quiz_item"}) {
        CAPTURE(table);
        const std::string before = raw.rows("SELECT * FROM " + table);
        CHECK(raw.exec("UPDATE " + table + " SET id = id") != SQLITE_OK);
        CHECK(raw.message.find("append-only") != std::string::npos);
        CHECK(raw.exec("DELETE FROM " + table) != SQLITE_OK);
        CHECK(raw.exec("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table) != SQLITE_OK);
        CHECK(raw.rows("SELECT * FROM " + table) == before);
    }
    // One more right answer to the sitting that failed.
    CHECK(raw.exec("INSERT INTO quiz_answer(quiz_sitting_id, answer_no, question, expected_json, "
                   "given_json, correct) VALUES(2, 99, 'x', '{}', '{}', 1)") != SQLITE_OK);
    // A level out of it all the same, and one more out of the sitting that counted.
    const auto award = [&](int sitting, int level) {
        return raw.exec(fmt::format("INSERT INTO competence(person_id, element, level, quality, "
                                    "evidence_sitting_id, assessed_on, valid_until) SELECT "
                                    "person_id, 'A', {}, 0.4, id, local_day, '2027-12-31' "
                                    "FROM quiz_sitting WHERE id = {}",
                                    level, sitting)) == SQLITE_OK;
    };
    CHECK_FALSE(award(2, 1));
    CHECK_FALSE(award(1, 1));
    CHECK_FALSE(award(1, 2));
    // A sitting without its answers.
    CHECK(raw.exec("INSERT INTO quiz_sitting(person_id, organisation_id, element, started_at_utc, "
                   "local_day, seed, question_count, correct_count, passed, invigilator) SELECT "
                   "person_id, organisation_id, 'K', started_at_utc, local_day, '1', 9, 9, 1, '' "
                   "FROM quiz_sitting WHERE id = 1") == SQLITE_OK);
    CHECK(raw.exec("INSERT INTO competence(person_id, element, level, quality, "
                   "evidence_sitting_id, assessed_on, valid_until) SELECT person_id, 'K', 1, 0.4, "
                   "id, local_day, '2027-12-31' FROM quiz_sitting WHERE id = 3") != SQLITE_OK);
}

TEST_CASE("assessment: L2 at most, L1 where it was not done by hand, each once") {
    HomeDatabase on;
    const std::string by_hand = on.training(day_one, ActivityForm::hands_on);
    const std::string told = on.training(day_one, ActivityForm::meeting);
    const auto assess = [&](const std::string& key, Element element, int level,
                            const char* examiner = "周督导") {
        return record_assessment(on.database, {key, fang, element, level, examiner, "看到了"},
                                 "测试");
    };
    const auto fire = assess(by_hand, Element::extinguish, 4);
    REQUIRE_MESSAGE(fire, describe(fire.error()));
    CHECK(fire->level == 2);
    CHECK(fire->level_after == 2);
    CHECK(on.level(Element::extinguish, day_one) == 2);
    CHECK(on.level(Element::extinguish, day_one + Days{366}) == 1);
    CHECK_FALSE(assess(by_hand, Element::extinguish, 2)); // on file already
    const auto words = assess(told, Element::evacuate, 2);
    REQUIRE(words);
    CHECK(words->level == 1);
    CHECK_FALSE(assess(by_hand, Element::alarm, 2, "王芳")); // oneself
    CHECK_FALSE(assess(by_hand, Element::alarm, 5));
    CHECK_FALSE(assess("activity/none", Element::alarm, 2));
    const auto trail = list_competence(on.database, home, fang, day_one)->trail;
    REQUIRE(trail.size() == 2);
    CHECK(trail[0].witness == "周督导");
    CHECK(load_assessment(on.database, fire->id)->assessment.note == "看到了");
    CHECK_FALSE(load_assessment(on.database, 99));
    tests::RawDatabase raw(on.path);
    CHECK(raw.exec("DELETE FROM assessment") != SQLITE_OK);
    CHECK(raw.exec("UPDATE assessment SET level = 4") != SQLITE_OK);
    CHECK(raw.exec("INSERT INTO competence(person_id, element, level, quality, "
                   "evidence_assessment_id, assessed_on, valid_until) SELECT person_id, element, "
                   "2, 0.8, id, '2026-01-10', '2027-01-10' FROM assessment WHERE element = 'L'") !=
          SQLITE_OK);
}

TEST_CASE("assessment: plans, table-tops and demonstrations are no training") {
    HomeDatabase on;
    for (const auto& key :
         {on.training(day_one, ActivityForm::hands_on, ActivityKind::demonstration),
          on.training(day_one, ActivityForm::hands_on, ActivityKind::tabletop),
          on.training(make_date(2090, 1, 1), ActivityForm::hands_on, ActivityKind::training,
                      ActivityProgress::planned)}) {
        const auto refused = record_assessment(
            on.database, {key, fang, Element::extinguish, 2, "周督导", ""}, "测试");
        CHECK_FALSE(refused);
    }
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM assessment") == 0);
    CHECK(raw.number("SELECT count(*) FROM competence") == 0);
}

TEST_CASE("assessment: a level from a quiz or a training can be taken back, and stays on file") {
    HomeDatabase on;
    const auto quiz = record_quiz(on.database, make_quiz(day_one, 5, 0, {Element::alarm}), "测试");
    REQUIRE(quiz);
    const auto taken =
        withdraw_level(on.database, quiz->elements[0].competence_id, "周督导", "代答");
    REQUIRE_MESSAGE(taken, describe(taken.error()));
    CHECK(on.level(Element::alarm, day_one) == 0);
    tests::RawDatabase raw(on.path);
    CHECK(raw.number("SELECT count(*) FROM competence") == 2);
}

TEST_CASE("rates: 掌握率 and 三提示普及率 equal SQL of their own, missing is not zero") {
    HomeDatabase on;
    const Date today = make_date(2026, 11, 1);
    const auto no_tips = calc_tips_rate(on.database, home, make_date(2026, 1, 1), today);
    REQUIRE(no_tips);
    CHECK_FALSE(no_tips->ratio().has_value());
    REQUIRE(record_drill(on.database, make_drill(DrillKind::real, day_one), {"周督导", 0}));
    DrillResult other = make_drill(DrillKind::real, day_one + Days{40}, "b");
    other.persons[0].person_key = "person/li-ming";
    REQUIRE(record_drill(on.database, other, {"周督导", 0}));
    REQUIRE(record_quiz(on.database, make_quiz(day_one, 5, 0, {Element::hazards}), "测试"));
    REQUIRE(
        record_three_tips(on.database, {0, home, make_date(2026, 3, 1), "入住", 10, 9}, "测试"));
    REQUIRE(
        record_three_tips(on.database, {0, home, make_date(2026, 6, 1), "探视", 30, 12}, "测试"));
    REQUIRE(record_three_tips(on.database, {0, home, make_date(2025, 6, 1), "", 100, 0}, "测试"));
    CHECK_FALSE(record_three_tips(on.database, {0, home, today, "", 3, 4}, "测试"));
    // A double tap is no second gathering.
    CHECK_FALSE(
        record_three_tips(on.database, {0, home, make_date(2026, 3, 1), "入住", 10, 9}, "测试"));

    tests::RawDatabase raw(on.path);
    // Without wrong critical acts a row is worth L2 or more for 365 + 183 * (level - 2) days.
    const auto mastered = [&](Date day) {
        return raw.rows(fmt::format(
            "SELECT sum(four), count(*) FROM (SELECT (SELECT count(DISTINCT k.element) FROM "
            "competence AS k WHERE k.person_id = p.id AND k.element IN ('K','A','E','L') AND "
            "k.level >= 2 AND k.assessed_on <= '{0}' AND julianday('{0}') - "
            "julianday(k.assessed_on) <= 365 + 183 * (k.level - 2)) = 4 AS four FROM person AS p "
            "WHERE p.joined_on <= '{0}' AND COALESCE(p.left_on, '9999') >= '{0}' AND NOT "
            "(p.leave_from IS NOT NULL AND p.leave_from <= '{0}' AND "
            "COALESCE(p.leave_until, '9999-12-31') >= '{0}' AND "
            "julianday(COALESCE(p.leave_until, '{0}')) - julianday(p.leave_from) + 1 > 90))",
            iso(day)));
    };
    for (const Date day : {day_one, day_one + Days{40}, today, day_one + Days{365},
                           day_one + Days{366}, day_one + Days{405}, day_one + Days{406}}) {
        const auto part = list_part_competence(on.database, home, day);
        REQUIRE(part);
        CHECK_MESSAGE(mastered(day) == fmt::format("{}|{}\n", part->mastery.mastered_count,
                                                   part->mastery.on_roll_count),
                      iso(day));
    }
    // The drop comes on the day after the last one.
    CHECK(list_part_competence(on.database, home, day_one + Days{365})->mastery.mastered_count ==
          2);
    CHECK(list_part_competence(on.database, home, day_one + Days{366})->mastery.mastered_count ==
          1);
    CHECK(list_part_competence(on.database, home, day_one + Days{406})->mastery.mastered_count ==
          0);

    const auto tips = calc_tips_rate(on.database, home, make_date(2026, 1, 1), today);
    REQUIRE(tips);
    CHECK(raw.rows("SELECT sum(informed_count), sum(present_count), count(*) FROM three_tips "
                   "WHERE local_day BETWEEN '2026-01-01' AND '2026-11-01'") ==
          fmt::format("{}|{}|{}\n", tips->informed_count, tips->present_count, tips->rows.size()));
    CHECK(*tips->ratio() == doctest::Approx(21.0 / 40));
}

TEST_CASE("rates: up the tree everybody counts once; nobody on the roll is no rate") {
    HomeDatabase on;
    const auto part = list_part_competence(on.database, home, make_date(1990, 1, 1));
    REQUIRE(part);
    CHECK(part->mastery.on_roll_count == 0);
    CHECK_FALSE(part->rate().has_value());
    const auto now = list_part_competence(on.database, home, day_one);
    const auto alone = calc_mastery_today(on.database, home, day_one);
    REQUIRE(now);
    CHECK(now->mastery.on_roll_count == alone->on_roll_count);
    CHECK(now->people.size() >= static_cast<std::size_t>(now->mastery.on_roll_count));
}

TEST_CASE("evidence firewall: ten thousand demonstrations and table-tops change no counter") {
    HomeDatabase on;
    REQUIRE(record_drill(on.database, make_drill(DrillKind::real, day_one), {"周督导", 0}));
    REQUIRE(record_quiz(on.database, make_quiz(day_one, 5, 0, {Element::alarm}), "测试"));
    REQUIRE(record_drill(on.database, make_drill(DrillKind::demonstration, day_one, "d"),
                         {"周督导", 0}));
    REQUIRE(
        record_drill(on.database, make_drill(DrillKind::tabletop, day_one, "t"), {"周督导", 0}));
    on.training(day_one, ActivityForm::online, ActivityKind::demonstration);
    tests::RawDatabase raw(on.path);
    const auto people_side = [&] {
        std::string all;
        for (const char* table :
             {"competence", "competence_in_force", "drill_obligation", "outcome_in_force",
              "evidence_outcome", "countable_activity", "countable_attendance", "assessment",
              "quiz_sitting", "three_tips_in_force"})
            all += raw.rows(std::string("SELECT * FROM ") + table);
        return all;
    };
    const auto numbers = [&] {
        const auto part = list_part_competence(on.database, home, day_one + Days{30});
        REQUIRE(part);
        std::string all =
            fmt::format("{}/{}", part->mastery.mastered_count, part->mastery.on_roll_count);
        for (const auto& one : part->people)
            for (const Standing& standing : one.line.levels)
                all += fmt::format(" {}", standing.level);
        return all;
    };
    const std::string side = people_side(), before = numbers();
    const char* copies = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                         "{}) INSERT INTO {}({}) SELECT {} FROM {} AS s JOIN n WHERE {}";
    const char* drill = "organisation_id, kind, progress, scenario_key, scenario_sha256, plan_key, "
                        "plan_sha256, record_sha256, seed, started_at_utc, local_day, rating, "
                        "score, lead_observer, night, distractors, blocked_exit, headcount_exact, "
                        "zone_staff_count, deciding_count, recorded_at_utc";
    CHECK_MESSAGE(raw.exec(fmt::format(fmt::runtime(copies), 5000, "drill", drill, drill, "drill",
                                       "kind IN ('demonstration', 'tabletop')")) == SQLITE_OK,
                  raw.message);
    CHECK_MESSAGE(
        raw.exec(fmt::format(
            fmt::runtime(copies), 10000, "activity",
            "key, organisation_id, kind, progress, level, scope, form, content_tags, title, "
            "local_day, recorded_at_utc, recorded_by",
            "key || i, organisation_id, kind, progress, level, scope, form, content_tags, title, "
            "local_day, recorded_at_utc, recorded_by",
            "activity", "kind = 'demonstration'")) == SQLITE_OK,
        raw.message);
    CHECK(raw.number("SELECT count(*) FROM drill WHERE kind <> 'real'") == 10002);
    CHECK(raw.number("SELECT count(*) FROM activity") == 10001);
    CHECK(people_side() == side);
    CHECK(numbers() == before);
}

TEST_CASE("assessment: nobody examines himself, by no spelling, and no robot does") {
    HomeDatabase on;
    const std::string key = on.training(day_one, ActivityForm::hands_on);
    const auto refused = [&](const char* examiner) {
        const auto done =
            record_assessment(on.database, {key, fang, Element::alarm, 2, examiner, ""}, "测试");
        return done ? std::string() : describe(done.error());
    };
    for (const char* self :
         {"王芳", "王 芳", "　王芳", "王芳（本人）", "person/wang-fang", "周督导、王芳"})
        CHECK_MESSAGE(refused(self).find("不能自己考评自己") != std::string::npos, self);
    for (const char* nobody : {"机器人", "系统", "无", "-", "123"})
        CHECK_MESSAGE(refused(nobody).find("不是人的姓名") != std::string::npos, nobody);
    CHECK(refused("　").find("没有写考评人") != std::string::npos);
    CHECK(refused("person/none").find("数据库里没有") != std::string::npos);
    CHECK(refused("person/chen-jing") == "");
    CHECK(list_competence(on.database, home, fang, day_one)->trail[0].witness == "陈静");
}

TEST_CASE("assessment: who is on leave on the day of the training was not seen at work there") {
    HomeDatabase on;
    const std::string key = on.training(day_one, ActivityForm::hands_on);
    REQUIRE(record_leave(on.database, {fang, day_one - Days{2}, day_one + Days{2}, "病假"},
                         {Instant{day_one}, "孙建平"}));
    const auto done =
        record_assessment(on.database, {key, fang, Element::alarm, 2, "周督导", ""}, "测试");
    REQUIRE_FALSE(done);
    CHECK(describe(done.error()).find("王芳 在 2026-01-10 请假") != std::string::npos);
}
