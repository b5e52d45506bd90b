// Origin of single rows: the second half of bulletin_table.h.
#include "roster/store/bulletin_table.h"
#include "roster/store/columns.h"
#include "sim/core/text.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <span>

namespace roster::store {

using namespace roster::domain;
using sim::core::Errc;
using sim::core::make_error;
using sim::core::tr;
using soci::into;
using soci::use;

namespace {

struct SourceQuery {
    std::string_view table;
    const char* sql; ///< id, day, text, origin of the rows whose ids take the place of {}
};

/// Columns of the import behind a row, where it has one.
#define IMPORT_JOIN                                                                                \
    "LEFT JOIN import_row AS w ON w.id = r.import_row_id "                                         \
    "LEFT JOIN import_batch AS b ON b.id = w.batch_id "
#define IMPORT_TEXT                                                                                \
    "COALESCE(' ' || b.file_name || ' ' || w.sheet || ' ' || CAST(w.row_no AS TEXT), '') "

constexpr std::array queries{
    SourceQuery{"organisation", "SELECT r.id, COALESCE(r.opened_on, ''), r.name, r.key "
                                "FROM organisation AS r WHERE r.id IN ({})"},
    SourceQuery{"person", "SELECT r.id, r.joined_on, r.key, o.key FROM person AS r "
                          "JOIN organisation AS o ON o.id = r.organisation_id WHERE r.id IN ({})"},
    SourceQuery{"team", "SELECT r.id, '', r.name, r.key FROM team AS r WHERE r.id IN ({})"},
    SourceQuery{"certificate",
                "SELECT r.id, r.issued_on, r.kind || ' ' || COALESCE(r.expires_on, ''), "
                "r.recorded_by FROM certificate AS r WHERE r.id IN ({})"},
    SourceQuery{"drill", "SELECT r.id, r.local_day, r.scenario_key, "
                         "r.lead_observer || ' ' || COALESCE(r.record_sha256, '') "
                         "FROM drill AS r WHERE r.id IN ({})"},
    SourceQuery{"activity", "SELECT r.id, r.local_day, r.title, r.recorded_by || " IMPORT_TEXT
                            "FROM activity AS r " IMPORT_JOIN "WHERE r.id IN ({})"},
    SourceQuery{"inspection", "SELECT r.id, r.local_day, r.kind || ' ' || r.result, "
                              "r.inspector || ' ' || r.recorded_by || " IMPORT_TEXT
                              "FROM inspection AS r " IMPORT_JOIN "WHERE r.id IN ({})"},
    SourceQuery{"duty_roster", "SELECT r.id, r.first_day, r.first_day || ' ' || r.last_day, "
                               "r.recorded_by || ' ' || r.file_sha256 FROM duty_roster AS r "
                               "WHERE r.id IN ({})"},
    SourceQuery{"duty_sign", "SELECT r.id, r.in_utc, p.key || ' ' || r.post_key || ' ' || "
                             "COALESCE(r.out_utc, ''), r.recorded_by FROM duty_sign AS r "
                             "JOIN person AS p ON p.id = r.person_id WHERE r.id IN ({})"},
    SourceQuery{"duty_call",
                "SELECT r.id, r.called_at_utc, r.post_key || ' ' || "
                "COALESCE(r.answered_at_utc, '') || COALESCE(' ' || p.key, ''), r.called_by "
                "FROM duty_call_in_force AS r LEFT JOIN person AS p ON p.id = r.answered_by_id "
                "WHERE r.id IN ({})"},
    SourceQuery{"finding", "SELECT r.id, r.found_on, r.text, r.key || " IMPORT_TEXT
                           "FROM finding AS r " IMPORT_JOIN "WHERE r.id IN ({})"},
    SourceQuery{"finding_step", "SELECT r.id, r.at_utc, r.state, p.key || ' ' || "
                                "r.evidence FROM finding_step AS r "
                                "JOIN person AS p ON p.id = r.actor_id WHERE r.id IN ({})"},
};
#undef IMPORT_JOIN
#undef IMPORT_TEXT

/// One statement for many rows: a statement a row costs a server a round trip each.
constexpr std::size_t ids_at_once = 500;

void read_sources(soci::session& sql, const SourceQuery& query, std::span<const std::int64_t> ids,
                  std::map<std::int64_t, SourceRow>& found) {
    SourceRow row;
    row.table = query.table;
    long long id = 0;
    const std::string text = fmt::format(fmt::runtime(query.sql), fmt::join(ids, ","));
    soci::statement rows =
        (sql.prepare << text, into(id), into(row.day), into(row.text), into(row.origin));
    rows.execute();
    while (rows.fetch()) {
        row.id = id;
        found.insert_or_assign(row.id, row);
    }
}

} // namespace

Result<std::vector<SourceRow>> load_sources(Database& database, const std::string& table,
                                            const std::vector<std::int64_t>& ids) {
    const auto* const at = std::ranges::find(queries, table, &SourceQuery::table);
    if (at == queries.end())
        return make_error(Errc::bad_input, {database.path().string(), table, tr("没有这张表"), ""});
    return guard(database, "bulletin.sources", [&](soci::session& sql) {
        std::map<std::int64_t, SourceRow> found;
        for (std::size_t first = 0; first < ids.size(); first += ids_at_once)
            read_sources(sql, *at,
                         std::span(ids).subspan(first, std::min(ids_at_once, ids.size() - first)),
                         found);
        std::vector<SourceRow> sources;
        for (const std::int64_t id : ids)
            if (const auto row = found.find(id); row != found.end()) sources.push_back(row->second);
        return sources;
    });
}

Result<std::vector<std::int64_t>> list_duty_places(Database& database, DaySpan days, Instant from,
                                                   Instant until) {
    return guard(database, "bulletin.duty", [&](soci::session& sql) {
        std::vector<std::int64_t> ids;
        long long id = 0;
        const std::string first = iso(days.first), last = iso(days.last), begin = iso(from),
                          end = iso(until);
        soci::statement rows =
            (sql.prepare
                 << "SELECT o.id FROM organisation AS o WHERE "
                    "EXISTS (SELECT 1 FROM duty_roster AS r WHERE r.organisation_id = o.id "
                    "AND r.first_day <= :last AND r.last_day >= :first) "
                    "OR EXISTS (SELECT 1 FROM duty_sign AS s WHERE s.organisation_id = o.id "
                    "AND s.in_utc >= :from_a AND s.in_utc < :until_a) "
                    "OR EXISTS (SELECT 1 FROM duty_call AS c WHERE c.organisation_id = o.id "
                    "AND c.called_at_utc >= :from_b AND c.called_at_utc < :until_b) "
                    "ORDER BY o.id",
             into(id), use(last), use(first), use(begin), use(end), use(begin), use(end));
        rows.execute();
        while (rows.fetch())
            ids.push_back(id);
        return ids;
    });
}

Result<std::vector<std::int64_t>> list_duty_rows(Database& database, const std::string& table,
                                                 const std::string& place_key, DaySpan days) {
    return guard(database, "bulletin.duty_rows", [&](soci::session& sql) {
        std::vector<std::int64_t> ids;
        long long id = 0;
        const bool rosters = table == "duty_roster";
        // A day before: who signed in the evening before was there in the first morning.
        const std::string first = rosters ? iso(days.first)
                                          : iso(Instant{days.first - Days{1}} - local_offset),
                          last = rosters ? iso(days.last)
                                         : iso(Instant{days.last + Days{1}} - local_offset);
        const std::string query =
            rosters ? "SELECT r.id FROM duty_roster AS r JOIN organisation AS o "
                      "ON o.id = r.organisation_id WHERE o.key = :place AND r.last_day >= :first "
                      "AND r.first_day <= :last ORDER BY r.id"
                    : "SELECT r.id FROM duty_sign_in_force AS r JOIN organisation AS o "
                      "ON o.id = r.organisation_id WHERE o.key = :place AND r.in_utc >= :first "
                      "AND r.in_utc < :last ORDER BY r.id";
        soci::statement rows =
            (sql.prepare << query, into(id), use(place_key), use(first), use(last));
        rows.execute();
        while (rows.fetch())
            ids.push_back(id);
        return ids;
    });
}

Result<std::vector<std::int64_t>> list_step_rows(Database& database, std::int64_t finding_id,
                                                 Instant before) {
    return guard(database, "bulletin.steps", [&](soci::session& sql) {
        std::vector<std::int64_t> ids;
        long long id = 0;
        const long long finding = finding_id;
        const std::string end = iso(before);
        soci::statement rows =
            (sql.prepare << "SELECT r.id FROM finding_step AS r WHERE r.finding_id = :finding "
                            "AND r.at_utc < :end ORDER BY r.id",
             into(id), use(finding), use(end));
        rows.execute();
        while (rows.fetch())
            ids.push_back(id);
        return ids;
    });
}

Result<std::vector<std::int64_t>> list_inspection_rows(Database& database,
                                                       const std::string& home_key,
                                                       InspectionKind kind, DaySpan period) {
    return guard(database, "bulletin.inspections", [&](soci::session& sql) {
        std::vector<std::int64_t> ids;
        long long id = 0;
        const std::string first = iso(period.first), last = iso(period.last);
        const std::string name = text_of(inspection_kind_names, kind);
        soci::statement rows =
            (sql.prepare
                 << "SELECT i.id FROM inspection_in_force AS i "
                    "JOIN organisation AS o ON o.id = i.organisation_id WHERE o.key = :home "
                    "AND i.kind = :kind AND i.result <> 'not_possible' AND i.local_day >= :first "
                    "AND i.local_day <= :last "
                    "AND (o.opened_on IS NULL OR i.local_day >= o.opened_on) "
                    "AND (o.closed_on IS NULL OR i.local_day <= o.closed_on) ORDER BY i.id",
             into(id), use(home_key), use(name), use(first), use(last));
        rows.execute();
        while (rows.fetch())
            ids.push_back(id);
        return ids;
    });
}

} // namespace roster::store
