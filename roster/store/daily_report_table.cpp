#include "roster/store/daily_report_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::int64_t> insert_daily_report(Database& database, const DailyReport& report,
                                         const Entry& entry) {
    return guard(database, "daily_report.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects(report.corrects_id != 0 ? std::optional(report.corrects_id)
                                                                 : std::nullopt);
        const int withdrawn = report.withdrawn;
        const std::string day = iso(report.local_day), at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO daily_report(corrects_id, withdrawn, organisation_id, local_day, "
               "event_count, note, recorded_at_utc, recorded_by) VALUES(:corrects, :withdrawn, "
               "(SELECT id FROM organisation WHERE key = :organisation), :day, :events, :note, "
               ":at, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(withdrawn),
            use(report.organisation_key), use(day), use(report.event_count), use(report.note),
            use(at), use(entry.who);
        return id;
    });
}

Result<DailyReportRow> find_last_report(Database& database, const std::string& organisation_key,
                                        Date day) {
    return guard(database, "daily_report.find", [&](soci::session& sql) {
        DailyReportRow row;
        const std::string on = iso(day);
        long long id = 0, corrects = 0;
        int withdrawn = 0;
        std::string at;
        sql << "SELECT r.id, COALESCE(r.corrects_id, 0), r.withdrawn, r.event_count, r.note, "
               "r.recorded_at_utc, r.recorded_by FROM daily_report AS r "
               "JOIN organisation AS o ON o.id = r.organisation_id "
               "WHERE o.key = :organisation AND r.local_day = :day ORDER BY r.id DESC LIMIT 1",
            into(id), into(corrects), into(withdrawn), into(row.report.event_count),
            into(row.report.note), into(at), into(row.recorded_by), use(organisation_key), use(on);
        if (!sql.got_data()) return row;
        row.report.id = id;
        row.report.corrects_id = corrects;
        row.report.withdrawn = withdrawn != 0;
        row.report.organisation_key = organisation_key;
        row.report.local_day = day;
        row.recorded_at_utc = read_instant(at);
        row.corrected = corrects != 0;
        return row;
    });
}

Result<std::vector<DailyReportRow>> load_daily_reports(Database& database,
                                                       const std::string& top_key, DaySpan span) {
    return guard(database, "daily_report.load", [&](soci::session& sql) {
        std::vector<DailyReportRow> reports;
        DailyReportRow row;
        const std::string first = iso(span.first), last = iso(span.last);
        long long id = 0, corrects = 0;
        std::string day, at;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT r.id, COALESCE(r.corrects_id, 0), o.key, r.local_day, r.event_count, "
                 "r.note, r.recorded_at_utc, r.recorded_by FROM part "
                 "JOIN organisation AS o ON o.id = part.id "
                 "JOIN daily_report_in_force AS r ON r.organisation_id = o.id "
                 "WHERE r.local_day BETWEEN :first AND :last ORDER BY o.key, r.local_day",
             into(id), into(corrects), into(row.report.organisation_key), into(day),
             into(row.report.event_count), into(row.report.note), into(at), into(row.recorded_by),
             use(top_key), use(first), use(last));
        rows.execute();
        while (rows.fetch()) {
            row.report.id = id;
            row.report.corrects_id = corrects;
            row.report.local_day = read_date(day);
            row.recorded_at_utc = read_instant(at);
            row.corrected = corrects != 0;
            reports.push_back(row);
        }
        return reports;
    });
}

} // namespace roster::store
