#include "roster/store/drill_detail.h"

#include "roster/store/columns.h"
#include "roster/store/key_moment_table.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

bool read_head(soci::session& sql, DrillDetail& detail) {
    const long long id = detail.id;
    std::string kind, started, recorded;
    Column<double> score;
    int night = 0, version = 0;
    sql << "SELECT o.name, d.kind, d.scenario_key, COALESCE(d.record_sha256, ''), "
           "COALESCE(d.rating, ''), d.score, d.lead_observer, d.started_at_utc, "
           "d.recorded_at_utc, d.night, COALESCE(r.title, ''), COALESCE(r.version, 0) "
           "FROM drill_in_force AS d JOIN organisation AS o ON o.id = d.organisation_id "
           "LEFT JOIN drill_response_plan AS l ON l.drill_id = d.id "
           "LEFT JOIN response_plan AS r ON r.id = l.response_plan_id WHERE d.id = :id",
        into(detail.organisation_name), into(kind), into(detail.scenario_key),
        into(detail.record_sha256), into(detail.rating), into(score.value, score.indicator),
        into(detail.lead_observer), into(started), into(recorded), into(night),
        into(detail.response_plan), into(version), use(id);
    if (!sql.got_data()) return false;
    detail.kind = read_named<DrillKind>(drill_kind_names, kind);
    detail.score = score.optional();
    detail.started_at_utc = read_instant(started);
    detail.recorded_at_utc = read_instant(recorded);
    detail.night = night != 0;
    if (version != 0) detail.response_plan += " " + std::to_string(version);
    return true;
}

void read_people(soci::session& sql, DrillDetail& detail) {
    const long long id = detail.id;
    DrillPerson row;
    Column<double> score;
    soci::statement rows =
        (sql.prepare << "SELECT p.name, d.role, d.score FROM drill_person AS d "
                        "JOIN person AS p ON p.id = d.person_id WHERE d.drill_id = :id "
                        "ORDER BY p.name, p.key",
         into(row.name), into(row.role), into(score.value, score.indicator), use(id));
    rows.execute();
    while (rows.fetch()) {
        row.score = score.optional();
        detail.people.push_back(row);
    }
}

void read_outcomes(soci::session& sql, DrillDetail& detail) {
    const long long id = detail.id;
    DrillOutcome row;
    std::string status;
    int critical = 0;
    Column<double> time;
    soci::statement rows =
        (sql.prepare << "SELECT p.name, o.action, o.reason, o.observer, o.status, o.critical, "
                        "o.time_s, o.expected_no FROM outcome_in_force AS o JOIN person AS p "
                        "ON p.id = o.person_id WHERE o.drill_id = :id "
                        "ORDER BY CASE WHEN o.time_s IS NULL THEN 1 ELSE 0 END, o.time_s, o.id",
         into(row.name), into(row.action), into(row.reason), into(row.observer), into(status),
         into(critical), into(time.value, time.indicator), into(row.expected_no), use(id));
    rows.execute();
    while (rows.fetch()) {
        row.status = read_named<OutcomeStatus>(outcome_status_names, status);
        row.critical = critical != 0;
        row.time_s = time.optional();
        detail.outcomes.push_back(row);
    }
}

/// Of this row and of those that it stands in the place of.
void read_attachments(soci::session& sql, DrillDetail& detail) {
    const long long top = detail.id;
    AttachmentLine row;
    long long id = 0, size = 0;
    std::string at;
    soci::statement rows =
        (sql.prepare << "WITH RECURSIVE chain(id) AS (SELECT id FROM drill WHERE id = :top "
                        "UNION SELECT d.corrects_id FROM drill AS d JOIN chain ON d.id = chain.id "
                        "WHERE d.corrects_id IS NOT NULL) "
                        "SELECT f.id, f.sha256, f.size_bytes, f.media_type, f.file_name, f.note, "
                        "f.recorded_at_utc, f.recorded_by FROM attachment_in_force AS f "
                        "JOIN chain ON f.drill_id = chain.id ORDER BY f.id",
         into(id), into(row.sha256), into(size), into(row.media_type), into(row.file_name),
         into(row.note), into(at), into(row.recorded_by), use(top));
    rows.execute();
    while (rows.fetch()) {
        row.id = id;
        row.size_bytes = size;
        row.recorded_at_utc = read_instant(at);
        detail.attachments.push_back(row);
    }
}

} // namespace

Result<std::optional<DrillDetail>> find_drill_detail(Database& database, std::int64_t id) {
    auto found =
        guard(database, "drill.detail", [&](soci::session& sql) -> std::optional<DrillDetail> {
            DrillDetail detail;
            detail.id = id;
            if (!read_head(sql, detail)) return std::nullopt;
            read_people(sql, detail);
            read_outcomes(sql, detail);
            read_attachments(sql, detail);
            return detail;
        });
    if (!found || !*found) return found;
    auto moments = load_key_moments(database, MomentOwner::drill, id);
    if (!moments) return tl::unexpected(moments.error());
    (*found)->moments = std::move(*moments);
    return found;
}

} // namespace roster::store
