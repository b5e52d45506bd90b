// What the lists of a city cost: 154 homes, some 6,000 people, three years of activities, 6,160
// findings.
// The fixture below checks with doctest, which needs a home in each program.
#define DOCTEST_CONFIG_IMPLEMENT
#include "roster/service/due.h"
#include "roster/service/findings.h"
#include "roster/service/open_database.h"
#include "roster/service/rules.h"
#include "tests/support/roster_fixture.h"
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace roster;

constexpr const char* top = "org/city";
constexpr domain::Date first_of_july = domain::make_date(2026, 7, 1);

/// Homes h1 … h153 beside the example home, 39 people in each, a team of every fourth.
constexpr const char* people_sql =
    "INSERT INTO organisation(key, name, kind) VALUES('org/city', '市', 'city');"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 153) "
    "INSERT INTO organisation(key, name, kind, parent_id) SELECT 'org/h' || i, 'H' || i, 'home', 2 "
    "FROM n; UPDATE organisation SET parent_id = 2 WHERE id = 1;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 39) "
    "INSERT INTO person(key, organisation_id, name, joined_on) SELECT 'p/' || o.id || '-' || n.i, "
    "o.id, '某', '2020-01-01' FROM organisation AS o, n WHERE o.kind = 'home' AND o.id > 1;"
    "INSERT INTO post_assignment(person_id, organisation_id, post, shift, zone, from_day) "
    "SELECT id, organisation_id, CASE id % 39 WHEN 0 THEN 'leader' WHEN 1 THEN 'safety_officer' "
    "ELSE 'carer' END, 'day', '', '2020-01-01' FROM person WHERE key LIKE 'p/%';"
    "INSERT INTO team(key, organisation_id, name) SELECT 't/' || id, id, 'T' FROM organisation "
    "WHERE id > 2; INSERT INTO team_membership(team_id, person_id, role, from_day) "
    "SELECT t.id, p.id, 'evacuate', '2020-01-01' FROM team AS t JOIN person AS p "
    "ON p.organisation_id = t.organisation_id WHERE t.key LIKE 't/%' AND p.id % 4 = 0;";

/// A training and a study a month in each home; every sixth of the trainings is the county's.
constexpr const char* activities_sql =
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 71) "
    "INSERT INTO activity(key, organisation_id, kind, progress, level, scope, form, content_tags, "
    "title, local_day, recorded_at_utc, recorded_by) SELECT 'a/' || o.id || '-' || n.i, o.id, "
    "CASE n.i % 2 WHEN 0 THEN 'training' ELSE 'study' END, 'held', "
    "CASE n.i % 12 WHEN 0 THEN 'county' ELSE 'home' END, 'all_staff', 'topic', ' fire ', 'x', "
    "date('2023-07-05', '+' || (n.i / 2) || ' months'), '2026-06-01T00:00:00Z', 'x' "
    "FROM organisation AS o, n WHERE o.kind = 'home';"
    "INSERT INTO activity_person(activity_id, person_id, attended) SELECT a.id, p.id, 1 "
    "FROM activity AS a JOIN person AS p ON p.organisation_id = a.organisation_id "
    "WHERE a.level = 'county' OR p.id % 4 = 0;";

/// 40 findings in each home: a quarter only registered, the rest at work, some closed.
constexpr const char* findings_sql =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
    "INSERT INTO finding(key, organisation_id, text, severity, life_safety, found_on, zone) "
    "SELECT 'finding/' || o.id || '-' || n.i, o.id, '门锁着', 'ordinary', n.i % 10 = 0, "
    "date('2026-01-01', '+' || n.i || ' days'), 'level/2' FROM organisation AS o, n "
    "WHERE o.kind = 'home';";

std::string step_sql(const std::string& state, const std::string& actor, int of_four) {
    const auto person = [](const std::string& rank) {
        return "(SELECT id FROM person AS p WHERE p.organisation_id = f.organisation_id "
               "ORDER BY id LIMIT 1 OFFSET " +
               rank + ")";
    };
    return "INSERT INTO finding_step(finding_id, state, responsible_id, measure, deadline, at_utc, "
           "actor_id, evidence, contingency) SELECT f.id, '" +
           state + "', " + person("0") + ", '拆除', '2026-06-20', '2026-06-01T02:00:00Z', " +
           person(actor) +
           ", '照片', '专人看守' FROM finding AS f WHERE f.id % 4 >= " + std::to_string(of_four) +
           ";";
}

[[noreturn]] void give_up(const std::string& text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    std::exit(3);
}

void adopt(store::Database& database, const char* key, domain::Date from) {
    const auto rules = service::find_shipped_rules(key);
    if (!rules) give_up(key);
    if (auto done = service::adopt_rules(database, top, *rules, from, "x"); !done)
        give_up(sim::core::describe(done.error()));
}

struct City {
    tests::TempFolder folder;
    service::OpenedDatabase opened = service::open_or_create(folder / "city.yanlian.db").value();

    City() {
        tests::RawDatabase raw(opened.database.path());
        const std::string sql = std::string("BEGIN;") + people_sql + activities_sql + findings_sql +
                                step_sql("registered", "1", 0) + step_sql("in_progress", "1", 1) +
                                step_sql("to_be_rechecked", "2", 2) + step_sql("closed", "3", 3) +
                                "COMMIT; ANALYZE";
        if (raw.exec(sql) != SQLITE_OK) give_up(raw.message);
        adopt(opened.database, "rules/qidong", domain::make_date(2023, 1, 1));
        adopt(opened.database, "rules/yangzhou", domain::make_date(2024, 6, 11));
    }
};

store::Database& city() {
    static City made;
    return made.opened.database;
}

void due(benchmark::State& state) {
    store::Database& database = city();
    for (auto _ : state) {
        const auto list = service::list_due(database, {top, first_of_july, false});
        if (!list) return state.SkipWithError(sim::core::describe(list.error()).c_str());
        state.counters["lines"] = static_cast<double>(list->lines.size());
    }
}
BENCHMARK(due)->Name("ledger: due list of a city")->Unit(benchmark::kMillisecond);

void findings(benchmark::State& state) {
    store::Database& database = city();
    for (auto _ : state) {
        const auto list = service::list_ledger(database, top, first_of_july);
        if (!list) return state.SkipWithError(sim::core::describe(list.error()).c_str());
        state.counters["lines"] = static_cast<double>(list->size());
    }
}
BENCHMARK(findings)->Name("ledger: findings of a city")->Unit(benchmark::kMillisecond);

} // namespace
