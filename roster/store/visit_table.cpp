// Visit plans and samples: the second half of inspection_table.h.
#include "roster/store/columns.h"
#include "roster/store/inspection_table.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

constexpr const char* plan_columns =
    "SELECT v.id, o.key, o.name, b.key, b.name, v.kind, v.planned_day, v.round_no, v.unannounced, "
    "COALESCE(v.sample_draw_id, 0), COALESCE((SELECT max(i.id) FROM inspection_in_force AS i "
    "WHERE i.visit_plan_id = v.id AND i.result <> 'not_possible'), 0) "
    "FROM visit_plan_in_force AS v JOIN organisation AS o ON o.id = v.organisation_id "
    "JOIN organisation AS b ON b.id = v.by_organisation_id ";

/// @param bind binds what the query uses
template <class Bind>
std::vector<VisitPlanRow> read_plans(soci::session& sql, const std::string& query, Bind&& bind) {
    std::vector<VisitPlanRow> plans;
    VisitPlanRow row;
    std::string kind, day;
    long long id = 0, sample = 0, inspection = 0;
    int unannounced = 0;
    soci::statement rows(sql);
    rows.exchange(into(id));
    for (std::string* text : {&row.plan.organisation_key, &row.organisation_name, &row.plan.by_key,
                              &row.by_name, &kind, &day})
        rows.exchange(into(*text));
    rows.exchange(into(row.plan.round_no));
    rows.exchange(into(unannounced));
    rows.exchange(into(sample));
    rows.exchange(into(inspection));
    bind(rows);
    rows.alloc();
    rows.prepare(query);
    rows.define_and_bind();
    rows.execute();
    while (rows.fetch()) {
        row.plan.id = id;
        row.plan.sample_draw_id = sample;
        row.plan.unannounced = unannounced != 0;
        row.inspection_id = inspection;
        row.plan.kind = read_named<InspectionKind>(inspection_kind_names, kind);
        row.plan.planned_day = read_date(day);
        plans.push_back(row);
    }
    return plans;
}

} // namespace

Result<std::int64_t> insert_visit_plan(Database& database, const VisitPlan& plan,
                                       const Entry& entry) {
    return guard(database, "visit_plan.insert", [&](soci::session& sql) -> std::int64_t {
        const std::string kind = text_of(inspection_kind_names, plan.kind);
        const std::string day = iso(plan.planned_day), recorded = iso(entry.at_utc);
        const int unannounced = plan.unannounced;
        const Column<long long> sample(plan.sample_draw_id != 0 ? std::optional(plan.sample_draw_id)
                                                                : std::nullopt);
        long long id = 0;
        sql << "INSERT INTO visit_plan(organisation_id, by_organisation_id, kind, planned_day, "
               "round_no, unannounced, sample_draw_id, recorded_at_utc, recorded_by) "
               "VALUES((SELECT id FROM organisation WHERE key = :home), "
               "(SELECT id FROM organisation WHERE key = :by), :kind, :day, :round, :hidden, "
               ":sample, :recorded, :who) RETURNING id",
            into(id), use(plan.organisation_key), use(plan.by_key), use(kind), use(day),
            use(plan.round_no), use(unannounced), use(sample.value, sample.indicator),
            use(recorded), use(entry.who);
        return id;
    });
}

Result<std::vector<VisitPlanRow>> load_visit_plans(Database& database, const std::string& top_key,
                                                   int year) {
    return guard(database, "visit_plan.list", [&](soci::session& sql) {
        const std::string first = iso(make_date(year, 1, 1)), last = iso(make_date(year, 12, 31));
        return read_plans(sql,
                          std::string(ROSTER_PART_SQL) + plan_columns +
                              "WHERE v.organisation_id IN (SELECT id FROM part) "
                              "AND v.planned_day BETWEEN :first AND :last "
                              "ORDER BY v.planned_day, o.key, v.id",
                          [&](soci::statement& rows) {
                              for (const std::string* text : {&top_key, &first, &last})
                                  rows.exchange(use(*text));
                          });
    });
}

Result<std::optional<VisitPlanRow>> find_visit_plan(Database& database, std::int64_t id) {
    return guard(
        database, "visit_plan.find", [&](soci::session& sql) -> std::optional<VisitPlanRow> {
            const long long wanted = id;
            auto plans = read_plans(sql, std::string(plan_columns) + "WHERE v.id = :id",
                                    [&](soci::statement& rows) { rows.exchange(use(wanted)); });
            if (plans.empty()) return std::nullopt;
            return plans.front();
        });
}

Result<void> withdraw_visit_plan(Database& database, std::int64_t id, const Entry& entry) {
    return guard(database, "visit_plan.withdraw", [&](soci::session& sql) {
        const long long row = id;
        const std::string recorded = iso(entry.at_utc);
        sql << "INSERT INTO visit_plan(corrects_id, withdrawn, organisation_id, "
               "by_organisation_id, kind, planned_day, round_no, unannounced, sample_draw_id, "
               "recorded_at_utc, recorded_by) SELECT id, 1, organisation_id, by_organisation_id, "
               "kind, planned_day, round_no, unannounced, sample_draw_id, :recorded, :who "
               "FROM visit_plan WHERE id = :id",
            use(recorded), use(entry.who), use(row);
    });
}

Result<std::int64_t> insert_sample(Database& database, const SampleDraw& draw,
                                   std::span<const SampledHome> homes) {
    return guard(database, "sample.insert", [&](soci::session& sql) -> std::int64_t {
        const std::string seed = std::to_string(draw.seed), recorded = iso(draw.at_utc);
        long long id = 0;
        sql << "INSERT INTO sample_draw(organisation_id, year, seed, wanted_count, "
               "recorded_at_utc, recorded_by) VALUES((SELECT id FROM organisation WHERE key = "
               ":office), :year, :seed, :wanted, :recorded, :who) RETURNING id",
            into(id), use(draw.organisation_key), use(draw.year), use(seed), use(draw.wanted_count),
            use(recorded), use(draw.who);
        for (const SampledHome& home : homes) {
            const int chosen = home.chosen;
            sql << "INSERT INTO sample_home(sample_draw_id, organisation_id, weight, chosen, "
                   "reason) VALUES(:draw, (SELECT id FROM organisation WHERE key = :home), "
                   ":weight, :chosen, :reason)",
                use(id), use(home.key), use(home.weight), use(chosen), use(home.reason);
        }
        return id;
    });
}

Result<std::vector<SampleDraw>> load_samples(Database& database,
                                             const std::string& organisation_key, int year) {
    return guard(database, "sample.list", [&](soci::session& sql) {
        std::vector<SampleDraw> draws;
        SampleDraw row{0, organisation_key, year, 0, 0, {}, ""};
        long long id = 0;
        std::string seed, at;
        soci::statement rows =
            (sql.prepare << "SELECT d.id, d.seed, d.wanted_count, d.recorded_at_utc, d.recorded_by "
                            "FROM sample_draw_in_force AS d "
                            "JOIN organisation AS o ON o.id = d.organisation_id "
                            "WHERE o.key = :office AND d.year = :year ORDER BY d.id DESC",
             into(id), into(seed), into(row.wanted_count), into(at), into(row.who),
             use(organisation_key), use(year));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.seed = std::stoull(seed);
            row.at_utc = read_instant(at);
            draws.push_back(row);
        }
        return draws;
    });
}

Result<std::vector<SampledHome>> load_sample_homes(Database& database, std::int64_t draw_id) {
    return guard(database, "sample.homes", [&](soci::session& sql) {
        std::vector<SampledHome> homes;
        SampledHome row;
        int chosen = 0;
        const long long id = draw_id;
        soci::statement rows =
            (sql.prepare << "SELECT o.key, h.weight, h.chosen, h.reason FROM sample_home AS h "
                            "JOIN organisation AS o ON o.id = h.organisation_id "
                            "WHERE h.sample_draw_id = :id ORDER BY o.key",
             into(row.key), into(row.weight), into(chosen), into(row.reason), use(id));
        rows.execute();
        while (rows.fetch()) {
            row.chosen = chosen != 0;
            homes.push_back(row);
        }
        return homes;
    });
}

/// Real drills of the home o within a year, those of others in which it took part too: the ones
/// that its half-year counts. One that was entered by hand has a grade alone.
#define HELD_DRILLS(n)                                                                             \
    "countable_activity AS r LEFT JOIN drill AS d ON r.source = 'drill' AND d.id = r.source_id "   \
    "LEFT JOIN activity AS a ON r.source = 'activity' AND a.id = r.source_id "                     \
    "WHERE r.organisation_id = o.id AND r.activity = 'drill' AND r.source <> 'inspection' "        \
    "AND r.local_day BETWEEN :ago" #n " AND :till" #n                                              \
    " ORDER BY r.local_day DESC, r.source, r.source_id DESC LIMIT 1"

Result<std::vector<SampleCandidate>> load_candidates(Database& database, const std::string& top_key,
                                                     Date today) {
    return guard(database, "sample.candidates", [&](soci::session& sql) {
        std::vector<SampleCandidate> candidates;
        SampleCandidate row;
        Column<double> score;
        std::string kind;
        const std::string day = iso(today), year_ago = iso(today - Days{365});
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT o.key, o.kind, "
                 "(SELECT count(*) FROM finding AS f JOIN finding_state AS s ON s.finding_id = "
                 "f.id "
                 "WHERE f.organisation_id = o.id AND s.state <> 'closed'), "
                 "(SELECT count(*) FROM finding AS f JOIN finding_state AS s ON s.finding_id = "
                 "f.id "
                 "WHERE f.organisation_id = o.id AND s.state <> 'closed' AND f.severity = "
                 "'major'), "
                 "(SELECT d.score FROM " HELD_DRILLS(
                     1) "), "
                        "COALESCE((SELECT COALESCE(a.rating, '') FROM " HELD_DRILLS(
                            2) "), '') "
                               "FROM part JOIN organisation AS o ON o.id = part.id "
                               "WHERE (o.opened_on IS NULL OR o.opened_on <= :day2) "
                               "AND (o.closed_on IS NULL OR o.closed_on >= :day3) ORDER BY o.key",
             into(row.key), into(kind), into(row.open_count), into(row.major_count),
             into(score.value, score.indicator), into(row.drill_grade), use(top_key), use(year_ago),
             use(day), use(year_ago), use(day), use(day), use(day));
        rows.execute();
        while (rows.fetch()) {
            row.drill_score = score.optional();
            if (is_institution(read_named<OrganisationKind>(organisation_kind_names, kind)))
                candidates.push_back(row);
        }
        return candidates;
    });
}

} // namespace roster::store
