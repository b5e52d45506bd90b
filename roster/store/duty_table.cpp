#include "roster/store/duty_table.h"

#include "roster/store/columns.h"
#include "sim/core/file.h"
#include "sim/core/text.h"
#include <fmt/format.h>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::int64_t> insert_duty_roster(Database& database, const DutyRosterRow& row,
                                        const std::string& file, const Entry& entry) {
    return guard(database, "duty_roster.insert", [&](soci::session& sql) -> std::int64_t {
        const std::string first = iso(row.days.first), last = iso(row.days.last),
                          at = iso(entry.at_utc), hash = sim::core::sha256_hex(file);
        long long id = 0;
        sql << "INSERT INTO duty_roster(organisation_id, version_no, first_day, last_day, "
               "file_text, file_sha256, accepted_count, accepted_reason, recorded_at_utc, "
               "recorded_by) SELECT o.id, (SELECT COALESCE(max(version_no), 0) + 1 FROM "
               "duty_roster WHERE organisation_id = o.id), :first, :last, :file, :hash, :accepted, "
               ":reason, :at, :who FROM organisation AS o WHERE o.key = :organisation RETURNING id",
            into(id), use(first), use(last), use(file), use(hash), use(row.accepted_count),
            use(row.accepted_reason), use(at), use(entry.who), use(row.organisation_key);
        return id;
    });
}

Result<std::vector<DutyRosterRow>>
load_duty_rosters(Database& database, const std::string& organisation_key, DaySpan span) {
    return guard(database, "duty_roster.load", [&](soci::session& sql) {
        std::vector<DutyRosterRow> rosters;
        DutyRosterRow row;
        row.organisation_key = organisation_key;
        const std::string from = iso(span.first), until = iso(span.last);
        std::string first, last, at;
        long long id = 0;
        soci::statement rows =
            (sql.prepare
                 << "SELECT r.id, r.version_no, r.first_day, r.last_day, r.file_sha256, "
                    "r.accepted_count, r.accepted_reason, r.recorded_at_utc, r.recorded_by "
                    "FROM duty_roster AS r JOIN organisation AS o ON o.id = r.organisation_id "
                    "WHERE o.key = :organisation AND r.first_day <= :until "
                    "AND r.last_day >= :from ORDER BY r.id",
             into(id), into(row.version_no), into(first), into(last), into(row.file_sha256),
             into(row.accepted_count), into(row.accepted_reason), into(at), into(row.published_by),
             use(organisation_key), use(until), use(from));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.days = {read_date(first), read_date(last)};
            row.published_at_utc = read_instant(at);
            rosters.push_back(row);
        }
        return rosters;
    });
}

Result<std::string> load_duty_file(Database& database, std::int64_t roster_id) {
    std::string hash;
    auto file = guard(database, "duty_roster.file", [&](soci::session& sql) {
        const long long id = roster_id;
        std::string text;
        sql << "SELECT file_text, file_sha256 FROM duty_roster WHERE id = :id", into(text),
            into(hash), use(id, "id");
        return text;
    });
    if (file && sim::core::sha256_hex(*file) != hash)
        return sim::core::make_error(sim::core::Errc::internal,
                                     {database.path().string(),
                                      fmt::format("duty_roster/{}", roster_id),
                                      sim::core::tr("值班表和登记时的哈希不符"), ""});
    return file;
}

} // namespace roster::store
