#include "roster/store/competence_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"
#include "sim/core/text.h"
#include <algorithm>
#include <tuple>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

using Files = std::map<std::string, CompetenceFile>;

CompetenceElement read_element(const std::string& letter) {
    const auto element = sim::core::find_element(letter);
    return element ? *element : (refuse_column(letter), CompetenceElement{});
}

/// Whose files: `with` stands at the head of a statement and makes the table whose(id) from :top.
/// The home's own people, and whoever ever held a post there.
constexpr const char* whose_home =
    "WITH home(id) AS (SELECT id FROM organisation WHERE key = :top), whose(id) AS (SELECT p.id "
    "FROM person AS p WHERE p.organisation_id IN (SELECT id FROM home) UNION SELECT a.person_id "
    "FROM post_assignment_in_force AS a WHERE a.organisation_id IN (SELECT id FROM home)) ";
/// Everybody of the part, and whoever ever held a post there.
constexpr const char* whose_part =
    ROSTER_PART_SQL ", whose(id) AS (SELECT p.id FROM person AS p WHERE p.organisation_id IN "
                    "(SELECT id FROM part) UNION SELECT a.person_id FROM post_assignment_in_force "
                    "AS a WHERE a.organisation_id IN (SELECT id FROM part)) ";

constexpr const char* whose_own = "WITH whose(id) AS (SELECT id FROM person WHERE key = :top) ";

/// The instant of the evidence, whatever it is. A training without a time counts from noon.
constexpr const char* evidence_instant =
    "COALESCE(d.started_at_utc, q.started_at_utc, a.started_at_utc, k.assessed_on || "
    "'T04:00:00Z')";
constexpr const char* evidence_joins =
    "LEFT JOIN outcome AS e ON e.id = k.evidence_outcome_id "
    "LEFT JOIN drill AS d ON d.id = e.drill_id "
    "LEFT JOIN quiz_sitting AS q ON q.id = k.evidence_sitting_id "
    "LEFT JOIN assessment AS s ON s.id = k.evidence_assessment_id "
    "LEFT JOIN activity AS a ON a.id = s.activity_id ";

void load_entries(soci::session& sql, const char* whose, const std::string& top, Files& files) {
    std::string person, element, day, started;
    int level = 0;
    double quality = 0;
    long long id = 0, outcome = 0, sitting = 0, assessment = 0;
    soci::statement rows =
        (sql.prepare << fmt::format(
             "{}SELECT p.key, k.element, k.level, k.quality, k.assessed_on, {}, "
             "COALESCE(k.evidence_outcome_id, 0), COALESCE(k.evidence_sitting_id, 0), "
             "COALESCE(k.evidence_assessment_id, 0), k.id FROM competence_in_force AS k "
             "JOIN person AS p ON p.id = k.person_id {}"
             "WHERE k.person_id IN (SELECT id FROM whose)",
             whose, evidence_instant, evidence_joins),
         into(person), into(element), into(level), into(quality), into(day), into(started),
         into(outcome), into(sitting), into(assessment), into(id), use(top));
    rows.execute();
    // Ordered here, person by person: a city's rows take the database longer to sort than to read.
    std::map<std::string, std::vector<std::pair<long long, CompetenceEntry>>> found;
    while (rows.fetch())
        found[person].push_back({id,
                                 {read_element(element), level, quality, read_date(day),
                                  read_instant(started), outcome, sitting, assessment}});
    for (auto& [key, entries] : found) {
        std::ranges::sort(entries, {}, [](const auto& one) {
            return std::pair(one.second.assessed_at_utc, one.first);
        });
        for (auto& [row, entry] : entries)
            files[key].entries.push_back(entry);
    }
}

void load_deeds(soci::session& sql, const char* whose, const std::string& top, Files& files) {
    std::string person, element, action, status, day, started;
    soci::statement rows =
        (sql.prepare << fmt::format(
             "{}SELECT p.key, e.element, e.action, e.status, e.local_day, "
             "e.started_at_utc FROM whose JOIN evidence_outcome AS e ON e.person_id = whose.id "
             "JOIN person AS p ON p.id = e.person_id "
             "WHERE (e.status IN ('on_time', 'late') "
             "OR (e.status = 'wrong' AND e.critical = 1)) "
             "ORDER BY e.started_at_utc, e.id",
             whose),
         into(person), into(element), into(action), into(status), into(day), into(started),
         use(top));
    rows.execute();
    while (rows.fetch()) {
        CompetenceFile& file = files[person];
        const Instant at_utc = read_instant(started);
        if (status == "wrong")
            file.errors.push_back({read_element(element), action, read_date(day), at_utc});
        else
            file.corrects.push_back({read_element(element), action, at_utc});
    }
}

/// The columns of an outcome, bound one by one wherever outcomes are read.
struct OutcomeColumns {
    Outcome row;
    std::string element, status;
    int critical = 0;
    Column<double> time, delay;
    Column<int> items;
    Column<long long> seq;

    [[nodiscard]] Outcome read() const {
        Outcome outcome = row;
        outcome.element = read_element(element);
        outcome.status = read_named<OutcomeStatus>(outcome_status_names, status);
        outcome.critical = critical != 0;
        outcome.time_s = time.optional();
        outcome.delay_s = delay.optional();
        outcome.items_count = items.optional();
        outcome.fact_seq = seq.optional<std::int64_t>().value_or(-1);
        return outcome;
    }
};
constexpr const char* outcome_columns =
    "e.expected_no, e.action, e.element, e.status, e.critical, e.time_s, e.delay_s, "
    "e.items_count, e.fire_class, e.observer, e.fact_seq, COALESCE(e.fact_sha256, ''), e.reason";

/// Binds them in the order of `outcome_columns`.
void bind(soci::statement& rows, OutcomeColumns& c) {
    rows.exchange(into(c.row.expected_no));
    rows.exchange(into(c.row.action));
    rows.exchange(into(c.element));
    rows.exchange(into(c.status));
    rows.exchange(into(c.critical));
    rows.exchange(into(c.time.value, c.time.indicator));
    rows.exchange(into(c.delay.value, c.delay.indicator));
    rows.exchange(into(c.items.value, c.items.indicator));
    rows.exchange(into(c.row.fire_class));
    rows.exchange(into(c.row.observer));
    rows.exchange(into(c.seq.value, c.seq.indicator));
    rows.exchange(into(c.row.fact_sha256));
    rows.exchange(into(c.row.reason));
}

/// The columns of the drill in which an outcome fell.
struct SettingColumns {
    std::string kind, scenario, started, day;
    int night = 0, distractors = 0, blocked = 0, exact = 0, staff = 0, deciding = 0;

    [[nodiscard]] Performance read() const {
        Performance performance;
        performance.source = calc_source(read_named<DrillKind>(drill_kind_names, kind), deciding);
        performance.scenario_key = scenario;
        performance.local_day = read_date(day);
        performance.at_utc = read_instant(started);
        performance.conditions = {night != 0, distractors != 0, blocked != 0, exact != 0, staff};
        return performance;
    }
};

void bind(soci::statement& rows, SettingColumns& c) {
    for (std::string* text : {&c.kind, &c.scenario, &c.started, &c.day})
        rows.exchange(into(*text));
    for (int* number : {&c.night, &c.distractors, &c.blocked, &c.exact, &c.staff, &c.deciding})
        rows.exchange(into(*number));
}

void run(soci::statement& rows, const std::string& query) {
    rows.alloc();
    rows.prepare(query);
    rows.define_and_bind();
    rows.execute();
}

} // namespace

Result<std::int64_t> insert_competence(Database& database, const std::string& person_key,
                                       const CompetenceEntry& entry) {
    return guard(database, "competence.insert", [&](soci::session& sql) {
        const std::string element(sim::core::letter(entry.element));
        const auto present = [](std::int64_t row) {
            return Column<long long>(row != 0 ? std::optional(row) : std::nullopt);
        };
        const auto outcome = present(entry.evidence_outcome_id);
        const auto sitting = present(entry.evidence_sitting_id);
        const auto assessment = present(entry.evidence_assessment_id);
        const std::string day = iso(entry.assessed_on);
        const std::string until = iso(calc_valid_until(entry.assessed_on));
        long long id = 0;
        sql << "INSERT INTO competence(person_id, element, level, quality, evidence_outcome_id, "
               "evidence_sitting_id, evidence_assessment_id, assessed_on, valid_until) "
               "VALUES((SELECT id FROM person WHERE key = :person), "
               ":element, :level, :quality, :outcome, :sitting, :assessment, :day, :until) "
               "RETURNING id",
            into(id), use(person_key), use(element), use(entry.level), use(entry.quality),
            use(outcome.value, outcome.indicator), use(sitting.value, sitting.indicator),
            use(assessment.value, assessment.indicator), use(day), use(until);
        return std::int64_t{id};
    });
}

Result<std::int64_t> withdraw_competence(Database& database, std::int64_t competence_id) {
    const auto inserted = guard(database, "competence.withdraw", [&](soci::session& sql) {
        const long long corrects = competence_id;
        long long there = 0, id = 0;
        sql << "SELECT count(*) FROM competence WHERE id = :id AND level > 0", into(there),
            use(corrects);
        if (there == 0) return std::int64_t{0};
        sql << "INSERT INTO competence(corrects_id, person_id, element, level, quality, "
               "evidence_outcome_id, evidence_sitting_id, evidence_assessment_id, assessed_on, "
               "valid_until) SELECT id, person_id, element, 0, 0.0, evidence_outcome_id, "
               "evidence_sitting_id, evidence_assessment_id, assessed_on, valid_until FROM "
               "competence WHERE id = :id RETURNING id",
            into(id), use(corrects);
        return std::int64_t{id};
    });
    if (!inserted || *inserted != 0) return inserted;
    return sim::core::make_error(sim::core::Errc::bad_input,
                                 {database.path().string(),
                                  fmt::format("competence/{}", competence_id),
                                  sim::core::tr("没有这一条能力记录"), ""});
}

Result<Files> load_competence_files(Database& database, const std::string& organisation_key) {
    return guard(database, "competence.load", [&](soci::session& sql) {
        Files files;
        load_entries(sql, whose_home, organisation_key, files);
        load_deeds(sql, whose_home, organisation_key, files);
        return files;
    });
}

Result<Files> load_part_files(Database& database, const std::string& top_key) {
    return guard(database, "competence.load", [&](soci::session& sql) {
        Files files;
        load_entries(sql, whose_part, top_key, files);
        load_deeds(sql, whose_part, top_key, files);
        return files;
    });
}

Result<CompetenceFile> load_person_file(Database& database, const std::string& person_key) {
    return guard(database, "competence.load", [&](soci::session& sql) {
        Files files;
        load_entries(sql, whose_own, person_key, files);
        load_deeds(sql, whose_own, person_key, files);
        return std::move(files[person_key]);
    });
}

Result<std::vector<Performance>> load_performances(Database& database,
                                                   const std::string& person_key, Date since) {
    return guard(database, "performance.load", [&](soci::session& sql) {
        std::vector<Performance> performances;
        const std::string first_day = iso(since);
        long long drill = 0, drill_before = 0;
        SettingColumns setting;
        OutcomeColumns outcome;
        soci::statement rows(sql);
        rows.exchange(into(drill));
        bind(rows, setting);
        bind(rows, outcome);
        rows.exchange(use(person_key));
        rows.exchange(use(first_day));
        run(rows, fmt::format("SELECT e.drill_id, e.kind, e.scenario_key, e.started_at_utc, "
                              "e.local_day, e.night, e.distractors, e.blocked_exit, "
                              "e.headcount_exact, e.zone_staff_count, e.deciding_count, {} "
                              "FROM evidence_outcome AS e JOIN person AS p ON p.id = e.person_id "
                              "WHERE p.key = :person AND e.local_day >= :since "
                              "ORDER BY e.started_at_utc, e.drill_id, e.id",
                              outcome_columns));
        while (rows.fetch()) {
            if (drill != drill_before) performances.push_back(setting.read());
            performances.back().outcomes.push_back(outcome.read());
            drill_before = drill;
        }
        return performances;
    });
}

namespace {

/// Lines that stand on a quiz or an assessment.
void load_other_trail(soci::session& sql, const std::string& person_key,
                      std::vector<TrailLine>& trail) {
    TrailLine row;
    long long id = 0, sitting = 0, assessment = 0;
    std::string element, day, until, at;
    soci::statement rows =
        (sql.prepare << fmt::format(
             "SELECT k.id, COALESCE(k.evidence_sitting_id, 0), "
             "COALESCE(k.evidence_assessment_id, 0), k.element, k.level, k.quality, "
             "k.assessed_on, k.valid_until, {}, COALESCE(q.invigilator, s.examiner), "
             "COALESCE(CAST(q.correct_count AS TEXT) || '/' || CAST(q.question_count AS TEXT), "
             "a.key) FROM competence_in_force AS k JOIN person AS p ON p.id = k.person_id {}"
             "WHERE p.key = :person AND k.evidence_outcome_id IS NULL",
             evidence_instant, evidence_joins),
         into(id), into(sitting), into(assessment), into(element), into(row.entry.level),
         into(row.entry.quality), into(day), into(until), into(at), into(row.witness),
         into(row.detail), use(person_key));
    rows.execute();
    while (rows.fetch()) {
        row.competence_id = id;
        row.kind = sitting != 0 ? EvidenceKind::quiz : EvidenceKind::assessment;
        row.evidence_id = sitting != 0 ? sitting : assessment;
        row.entry.element = row.outcome.element = read_element(element);
        row.entry.assessed_on = row.local_day = read_date(day);
        row.entry.assessed_at_utc = read_instant(at);
        row.entry.evidence_sitting_id = sitting;
        row.entry.evidence_assessment_id = assessment;
        row.valid_until = read_date(until);
        trail.push_back(row);
    }
}

} // namespace

Result<std::vector<TrailLine>> load_trail(Database& database, const std::string& person_key) {
    return guard(database, "trail.load", [&](soci::session& sql) {
        std::vector<TrailLine> trail;
        TrailLine row;
        long long id = 0, evidence = 0, drill = 0;
        std::string day, until, kind, started;
        OutcomeColumns outcome;
        soci::statement rows(sql);
        for (long long* number : {&id, &evidence, &drill})
            rows.exchange(into(*number));
        rows.exchange(into(row.entry.level));
        rows.exchange(into(row.entry.quality));
        for (std::string* text :
             {&day, &until, &kind, &started, &row.scenario_key, &row.record_sha256})
            rows.exchange(into(*text));
        bind(rows, outcome);
        rows.exchange(use(person_key));
        run(rows, fmt::format("SELECT k.id, k.evidence_outcome_id, d.id, k.level, k.quality, "
                              "k.assessed_on, k.valid_until, d.kind, d.started_at_utc, "
                              "d.scenario_key, COALESCE(d.record_sha256, ''), {} "
                              "FROM competence_in_force AS k "
                              "JOIN person AS p ON p.id = k.person_id "
                              "JOIN outcome AS e ON e.id = k.evidence_outcome_id "
                              "JOIN drill AS d ON d.id = e.drill_id WHERE p.key = :person "
                              "ORDER BY d.started_at_utc DESC, k.id DESC",
                              outcome_columns));
        while (rows.fetch()) {
            row.competence_id = id;
            row.drill_id = row.evidence_id = drill;
            row.outcome = outcome.read();
            row.witness = row.outcome.observer;
            row.entry.element = row.outcome.element;
            row.entry.assessed_on = row.local_day = read_date(day);
            row.entry.assessed_at_utc = read_instant(started);
            row.entry.evidence_outcome_id = evidence;
            row.valid_until = read_date(until);
            row.drill_kind = read_named<DrillKind>(drill_kind_names, kind);
            trail.push_back(row);
        }
        load_other_trail(sql, person_key, trail);
        std::ranges::stable_sort(trail, [](const TrailLine& a, const TrailLine& b) {
            return std::tuple(a.entry.assessed_at_utc, a.competence_id) >
                   std::tuple(b.entry.assessed_at_utc, b.competence_id);
        });
        return trail;
    });
}

} // namespace roster::store
