#include "roster/service/competence_list.h"
#include "roster/service/open_database.h"
#include "roster/service/record_drill.h"
#include "roster/store/audit_table.h"
#include "tests/support/roster_fixture.h"
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

using namespace roster::domain;
using namespace roster::service;
using Element = CompetenceElement;

namespace {

constexpr const char* home = "org/ankang";
const Date first_day = make_date(2026, 1, 10);
constexpr int evidence_days = 500;

/// The mastered, counted from the raw tables alone: no view, no code of ours.
/// {0} is the day. Ages in days carry the spans of the decay: 365, 548, 731, 1095.
constexpr const char* mastered_sql = R"sql(
WITH in_force AS (
  SELECT id FROM drill WHERE id NOT IN (SELECT corrects_id FROM drill WHERE corrects_id IS NOT NULL)
), deed AS (
  SELECT o.*, d.local_day AS day, d.started_at_utc AS at FROM outcome o
  JOIN drill d ON d.id = o.drill_id JOIN in_force f ON f.id = d.id
  JOIN drill_person p ON p.drill_id = d.id AND p.person_id = o.person_id
  WHERE p.played_by = 'person' AND d.progress = 'held' AND d.local_day <= '{0}'
    AND (d.kind = 'live' OR (d.kind = 'real' AND o.observer <> ''))
), entry AS (
  SELECT k.*, CAST(julianday('{0}') - julianday(k.assessed_on) AS INTEGER) AS age
  FROM competence k JOIN outcome o ON o.id = k.evidence_outcome_id JOIN in_force f ON f.id = o.drill_id
  WHERE k.level > 0 AND k.assessed_on <= '{0}'
    AND k.id NOT IN (SELECT corrects_id FROM competence WHERE corrects_id IS NOT NULL)
), blocked AS (
  SELECT DISTINCT w.person_id, w.element FROM deed w WHERE w.status = 'wrong' AND w.critical = 1
  AND NOT EXISTS (SELECT 1 FROM deed c WHERE c.person_id = w.person_id AND c.element = w.element
                  AND c.action = w.action AND c.status IN ('on_time', 'late') AND c.at > w.at)
  AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.person_id = w.person_id AND e.element = w.element
                  AND e.level >= 2 AND e.assessed_on > date(w.day, '+90 days'))
), level_now AS (
  SELECT e.person_id, e.element, max(min(CASE
      WHEN e.age <= 365 THEN e.level WHEN e.age <= 548 THEN max(e.level - 1, 1)
      WHEN e.age <= 731 THEN max(e.level - 2, 1) WHEN e.age < 1096 THEN 1 ELSE 0 END,
    CASE WHEN b.person_id IS NULL THEN 4 ELSE 1 END)) AS level
  FROM entry e LEFT JOIN blocked b ON b.person_id = e.person_id AND b.element = e.element
  GROUP BY e.person_id, e.element
)
SELECT count(*) FROM person p WHERE p.joined_on <= '{0}' AND (p.left_on IS NULL OR p.left_on >= '{0}')
  AND 4 = (SELECT count(*) FROM level_now l
           WHERE l.person_id = p.id AND l.element IN ('K', 'A', 'E', 'L') AND l.level >= 2))sql";

/// The same in the words of the engine under test.
std::string mastered_query(Date day) {
    std::string sql = mastered_sql;
    if (tests::on_server())
        for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
                 {"CAST(julianday('{0}') - julianday(k.assessed_on) AS INTEGER)",
                  "CAST('{0}' AS date) - CAST(k.assessed_on AS date)"},
                 {"date(w.day, '+90 days')", "to_char(CAST(w.day AS date) + 90, 'YYYY-MM-DD')"},
                 {"max(min(CASE", "max(least(CASE"},
                 {"max(e.level - 1, 1)", "greatest(e.level - 1, 1)"},
                 {"max(e.level - 2, 1)", "greatest(e.level - 2, 1)"}})
            sql.replace(sql.find(from), from.size(), to);
    return fmt::format(fmt::runtime(sql), iso(day));
}

/// What must be in the tables.
struct Model {
    int drills = 0, outcomes = 0, audits = 1, real_held = 0;
    std::vector<std::int64_t> levels; ///< rows that may still be taken back
};

DrillResult any_drill(int number) {
    const auto kind = *rc::gen::weightedElement<DrillKind>({{4, DrillKind::real},
                                                            {2, DrillKind::live},
                                                            {1, DrillKind::tabletop},
                                                            {2, DrillKind::demonstration}});
    DrillResult drill = tests::make_drill(
        kind, first_day + Days{*rc::gen::inRange(0, evidence_days)}, std::to_string(number));
    drill.conditions.distractors = *rc::gen::arbitrary<bool>();
    drill.conditions.blocked_exit = *rc::gen::arbitrary<bool>();
    drill.conditions.zone_staff_count = 2;
    for (PersonResult& person : drill.persons)
        for (Outcome& outcome : person.outcomes) {
            outcome.status = *rc::gen::weightedElement<OutcomeStatus>({{12, OutcomeStatus::on_time},
                                                                       {1, OutcomeStatus::late},
                                                                       {1, OutcomeStatus::missed},
                                                                       {1, OutcomeStatus::wrong}});
            outcome.critical = *rc::gen::arbitrary<bool>();
            outcome.fire_class = *rc::gen::element<std::string>("A", "F", "E");
            if (*rc::gen::inRange(0, 12) == 0) outcome.observer.clear();
        }
    return drill;
}

void record(Database& database, Model& model) {
    const DrillResult drill = any_drill(model.drills);
    const auto recorded = record_drill(database, drill, {"周督导", 0, {}, {}, true});
    RC_ASSERT(recorded.has_value());
    ++model.drills;
    ++model.audits;
    model.outcomes += recorded->outcome_count;
    model.real_held += drill.kind == DrillKind::real;
    for (const NewLevel& level : recorded->levels) {
        RC_ASSERT(drill.kind == DrillKind::real || drill.kind == DrillKind::live);
        model.levels.push_back(level.competence_id);
    }
    if (drill.kind == DrillKind::real || drill.kind == DrillKind::live)
        RC_ASSERT_FALSE(record_drill(database, drill, {"周督导", 0, {}, {}, true}).has_value());
}

void take_back(Database& database, Model& model) {
    if (model.levels.empty()) return;
    const auto at = *rc::gen::inRange<std::size_t>(0, model.levels.size());
    RC_ASSERT(withdraw_level(database, model.levels[at], "周督导", "更正").has_value());
    model.levels.erase(model.levels.begin() + static_cast<std::ptrdiff_t>(at));
    ++model.audits;
}

void attack(tests::RawDatabase& raw) {
    const auto table =
        *rc::gen::element<std::string>("drill", "drill_person", "outcome", "competence", "audit");
    if (raw.number("SELECT count(*) FROM " + table) == 0) return;
    const auto sql = *rc::gen::element<std::string>(
        "DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1", "REPLACE INTO {} SELECT * FROM {}");
    RC_ASSERT(raw.exec(fmt::format(fmt::runtime(sql), table, table)) != SQLITE_OK);
}

void compare(Database& database, tests::RawDatabase& raw, const Model& model) {
    RC_ASSERT(raw.number("SELECT count(*) FROM drill") == model.drills);
    RC_ASSERT(raw.number("SELECT count(*) FROM outcome") == model.outcomes);
    RC_ASSERT(raw.number("SELECT count(*) FROM audit") == model.audits);
    RC_ASSERT(raw.number("SELECT count(*) FROM competence_in_force") ==
              static_cast<long long>(model.levels.size()));
    RC_ASSERT(raw.number("SELECT COALESCE(sum(held_count), 0) FROM drill_obligation") ==
              model.real_held);
    RC_ASSERT_FALSE(roster::store::check_audit_chain(database)->broken_id.has_value());
    for (int day : {0, 90, 250, 400, 600, 800, 1100, 1700}) {
        const Date today = first_day + Days{day};
        const auto mastery = calc_mastery_today(database, home, today);
        RC_ASSERT(mastery.has_value());
        RC_ASSERT(mastery->mastered_count == raw.number(mastered_query(today)));
    }
}

} // namespace

TEST_CASE("store: behaves like its model, and rates agree with SQL of their own") {
    tests::TempFolder folder;
    const auto fresh = tests::ledger_in(folder, "fresh");
    REQUIRE(open_or_create(fresh));
    int number = 0;
    CHECK(rc::check("model", [&] {
        const auto path = tests::ledger_in(folder, fmt::format("home-{}", ++number));
        if (!tests::on_server()) std::filesystem::copy_file(fresh, path);
        Database database = std::move(open_or_create(path).value().database);
        tests::RawDatabase raw(path);
        Model model;
        const int steps = *rc::gen::inRange(1, 12);
        for (int i = 0; i < steps; ++i) {
            switch (*rc::gen::inRange(0, 6)) {
            case 0:
                take_back(database, model);
                break;
            case 1:
                attack(raw);
                break;
            default:
                record(database, model);
                break;
            }
        }
        compare(database, raw, model);
        RC_CLASSIFY(!model.levels.empty(), "with levels");
        RC_CLASSIFY(raw.number("SELECT count(*) FROM outcome WHERE status = 'wrong'") > 0,
                    "with mistakes");
        const Date late = first_day + Days{evidence_days};
        RC_CLASSIFY(calc_mastery_today(database, home, late)->mastered_count > 0, "with mastery");
    }));
}
