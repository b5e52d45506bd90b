#include "roster/store/drill_table.h"

#include "roster/domain/activity.h"
#include "roster/store/columns.h"
#include <charconv>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

long long insert_head(soci::session& sql, const DrillResult& drill, std::int64_t corrects_id,
                      Instant recorded_at_utc) {
    const Column<long long> corrects(corrects_id != 0 ? std::optional(corrects_id) : std::nullopt);
    const std::string kind = text_of(drill_kind_names, drill.kind);
    const std::string progress = text_of(drill_progress_names, drill.progress);
    const Column<std::string> record = text_column(drill.record_sha256);
    const std::string seed = std::to_string(drill.seed);
    const std::string started = iso(drill.started_at_utc), day = iso(drill.local_day);
    const Column<std::string> rating = text_column(drill.rating);
    const Column<double> score(drill.score);
    const DrillConditions& was = drill.conditions;
    const int night = was.night, distractors = was.distractors, blocked = was.blocked_exit,
              exact = was.headcount_exact, deciding = calc_deciding_count(drill);
    const std::string recorded = iso(recorded_at_utc), tags = join_tags(drill.tags);
    long long id = 0;
    sql << "INSERT INTO drill(corrects_id, organisation_id, kind, progress, scenario_key, "
           "scenario_sha256, plan_key, plan_sha256, record_sha256, seed, started_at_utc, "
           "local_day, rating, score, lead_observer, night, distractors, blocked_exit, "
           "headcount_exact, zone_staff_count, deciding_count, recorded_at_utc, content_tags) "
           "VALUES(:corrects, (SELECT id FROM organisation WHERE key = :organisation), :kind, "
           ":progress, :scenario, :scenario_hash, :plan, :plan_hash, :record, :seed, :started, "
           ":day, :rating, :score, :lead, :night, :distractors, :blocked, :exact, :staff, "
           ":deciding, :recorded, :tags) RETURNING id",
        into(id), use(corrects.value, corrects.indicator), use(drill.organisation_key), use(kind),
        use(progress), use(drill.scenario_key), use(drill.scenario_sha256), use(drill.plan_key),
        use(drill.plan_sha256), use(record.value, record.indicator), use(seed), use(started),
        use(day), use(rating.value, rating.indicator), use(score.value, score.indicator),
        use(drill.lead_observer), use(night), use(distractors), use(blocked), use(exact),
        use(was.zone_staff_count), use(deciding), use(recorded), use(tags);
    return id;
}

void insert_person_result(soci::session& sql, long long drill_id, const PersonResult& person) {
    const std::string played_by = text_of(played_by_names, person.played_by);
    const Column<double> score(person.score);
    sql << "INSERT INTO drill_person(drill_id, person_id, role, played_by, score) "
           "VALUES(:drill, (SELECT id FROM person WHERE key = :person), :role, :played, :score)",
        use(drill_id), use(person.person_key), use(person.role), use(played_by),
        use(score.value, score.indicator);
}

long long insert_outcome(soci::session& sql, long long drill_id, const std::string& person_key,
                         const Outcome& outcome) {
    const std::string element(sim::core::letter(outcome.element));
    const std::string status = text_of(outcome_status_names, outcome.status);
    const int critical = outcome.critical;
    const Column<double> time(outcome.time_s), delay(outcome.delay_s);
    const Column<int> items(outcome.items_count);
    const Column<long long> seq(outcome.fact_seq >= 0 ? std::optional(outcome.fact_seq)
                                                      : std::nullopt);
    const Column<std::string> hash = text_column(outcome.fact_sha256);
    long long id = 0;
    sql << "INSERT INTO outcome(drill_id, person_id, expected_no, action, element, status, "
           "critical, time_s, delay_s, items_count, fire_class, observer, fact_seq, fact_sha256, "
           "reason) VALUES(:drill, (SELECT id FROM person WHERE key = :person), :no, :action, "
           ":element, :status, :critical, :time, :delay, :items, :class, :observer, :seq, :hash, "
           ":reason) RETURNING id",
        into(id), use(drill_id), use(person_key), use(outcome.expected_no), use(outcome.action),
        use(element), use(status), use(critical), use(time.value, time.indicator),
        use(delay.value, delay.indicator), use(items.value, items.indicator),
        use(outcome.fire_class), use(outcome.observer), use(seq.value, seq.indicator),
        use(hash.value, hash.indicator), use(outcome.reason);
    return id;
}

std::uint64_t read_seed(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (code != std::errc{} || end != text.data() + text.size()) refuse_column(text);
    return seed;
}

} // namespace

Result<InsertedDrill> insert_drill(Database& database, const DrillResult& drill,
                                   std::int64_t corrects_id, Instant recorded_at_utc) {
    return guard(database, "drill.insert", [&](soci::session& sql) {
        InsertedDrill inserted;
        inserted.drill_id = insert_head(sql, drill, corrects_id, recorded_at_utc);
        if (drill.kind == DrillKind::demonstration) return inserted; // its people are robots
        for (const PersonResult& person : drill.persons) {
            insert_person_result(sql, inserted.drill_id, person);
            auto& ids = inserted.outcome_ids.emplace_back();
            for (const Outcome& outcome : person.outcomes)
                ids.push_back(insert_outcome(sql, inserted.drill_id, person.person_key, outcome));
        }
        return inserted;
    });
}

Result<std::vector<DrillLine>> load_drills(Database& database,
                                           const std::string& organisation_key) {
    return guard(database, "drill.load", [&](soci::session& sql) {
        std::vector<DrillLine> drills;
        DrillLine row;
        long long id = 0;
        std::string kind, progress, seed, started, day;
        Column<double> score;
        soci::statement rows =
            (sql.prepare
                 << "SELECT d.id, d.kind, d.progress, d.scenario_key, d.scenario_sha256, "
                    "d.plan_key, COALESCE(d.record_sha256, ''), d.seed, d.started_at_utc, "
                    "d.local_day, COALESCE(d.rating, ''), d.score, d.lead_observer, "
                    "(SELECT count(*) FROM drill_person AS p WHERE p.drill_id = d.id), "
                    "(SELECT count(*) FROM outcome AS q WHERE q.drill_id = d.id) "
                    "FROM drill_in_force AS d JOIN organisation AS o ON o.id = d.organisation_id "
                    "WHERE o.key = :organisation ORDER BY d.started_at_utc DESC, d.id DESC",
             into(id), into(kind), into(progress), into(row.scenario_key),
             into(row.scenario_sha256), into(row.plan_key), into(row.record_sha256), into(seed),
             into(started), into(day), into(row.rating), into(score.value, score.indicator),
             into(row.lead_observer), into(row.person_count), into(row.outcome_count),
             use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.kind = read_named<DrillKind>(drill_kind_names, kind);
            row.progress = read_named<DrillProgress>(drill_progress_names, progress);
            row.seed = read_seed(seed);
            row.started_at_utc = read_instant(started);
            row.local_day = read_date(day);
            row.score = score.optional();
            drills.push_back(row);
        }
        return drills;
    });
}

Result<std::vector<ObligationLine>> load_obligations(Database& database,
                                                     const std::string& organisation_key) {
    return guard(database, "obligation.load", [&](soci::session& sql) {
        std::vector<ObligationLine> obligations;
        std::string half_year, first, last;
        int held_count = 0;
        soci::statement rows =
            (sql.prepare << "SELECT v.half_year, v.held_count, v.first_day, v.last_day "
                            "FROM drill_obligation AS v "
                            "JOIN organisation AS o ON o.id = v.organisation_id "
                            "WHERE o.key = :organisation ORDER BY v.half_year",
             into(half_year), into(held_count), into(first), into(last), use(organisation_key));
        rows.execute();
        while (rows.fetch())
            obligations.push_back({half_year, held_count, read_date(first), read_date(last)});
        return obligations;
    });
}

} // namespace roster::store
