#include "roster/store/duty_log_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// Columns of a row as they come, in one order for both statements.
struct Fetched {
    DutyLogRow row;
    long long id = 0, corrects = 0;
    int withdrawn = 0;
    std::string at, linkage, entered;
    [[nodiscard]] DutyLogRow take() {
        row.id = id;
        row.corrects_id = corrects;
        row.withdrawn = withdrawn != 0;
        row.at_utc = read_instant(at);
        row.linkage = read_named<Linkage>(linkage_names, linkage);
        row.entered_at_utc = read_instant(entered);
        return row;
    }
};
constexpr const char* columns =
    "SELECT l.id, COALESCE(l.corrects_id, 0), l.withdrawn, l.at_utc, w.key, w.name, "
    "COALESCE(s.key, ''), COALESCE(s.name, ''), l.fire_count, l.fault_count, l.isolated_count, "
    "l.linkage, l.panel_note, l.handled, l.entered_at_utc, l.reason, l.recorded_by ";
constexpr const char* people = "JOIN person AS w ON w.id = l.writer_id "
                               "LEFT JOIN person AS s ON s.id = l.second_id "
                               "JOIN organisation AS o ON o.id = l.organisation_id "
                               "WHERE o.key = :organisation ";

soci::details::prepare_temp_type prepare(soci::session& sql, const std::string& text, Fetched& f) {
    return (sql.prepare << text, into(f.id), into(f.corrects), into(f.withdrawn), into(f.at),
            into(f.row.writer_key), into(f.row.writer_name), into(f.row.second_key),
            into(f.row.second_name), into(f.row.fire_count), into(f.row.fault_count),
            into(f.row.isolated_count), into(f.linkage), into(f.row.panel_note),
            into(f.row.handled), into(f.entered), into(f.row.reason), into(f.row.recorded_by));
}

} // namespace

Result<std::int64_t> insert_duty_log(Database& database, const DutyLogRow& row,
                                     const Entry& entry) {
    return guard(database, "duty_log.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects(row.corrects_id != 0 ? std::optional(row.corrects_id)
                                                              : std::nullopt);
        const int withdrawn = row.withdrawn;
        const std::string at = iso(row.at_utc), entered = iso(row.entered_at_utc),
                          recorded = iso(entry.at_utc),
                          linkage = text_of(linkage_names, row.linkage);
        long long id = 0;
        sql << "INSERT INTO duty_log(corrects_id, withdrawn, organisation_id, at_utc, writer_id, "
               "second_id, fire_count, fault_count, isolated_count, linkage, panel_note, handled, "
               "entered_at_utc, reason, recorded_at_utc, recorded_by) VALUES(:corrects, "
               ":withdrawn, (SELECT id FROM organisation WHERE key = :organisation), :at, "
               "(SELECT id FROM person WHERE key = :writer), "
               "(SELECT id FROM person WHERE key = :second), :fires, :faults, :isolated, "
               ":linkage, :note, :handled, :entered, :reason, :recorded, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(withdrawn),
            use(row.organisation_key), use(at), use(row.writer_key), use(row.second_key),
            use(row.fire_count), use(row.fault_count), use(row.isolated_count), use(linkage),
            use(row.panel_note), use(row.handled), use(entered), use(row.reason), use(recorded),
            use(entry.who);
        return id;
    });
}

Result<std::vector<DutyLogRow>> load_duty_log(Database& database,
                                              const std::string& organisation_key, Instant from,
                                              Instant until) {
    return guard(database, "duty_log.load", [&](soci::session& sql) {
        std::vector<DutyLogRow> log;
        Fetched fetched;
        fetched.row.organisation_key = organisation_key;
        const std::string first = iso(from), end = iso(until);
        soci::statement rows =
            (prepare(sql,
                     std::string(columns) + "FROM duty_log_in_force AS l " + people +
                         "AND l.at_utc >= :first AND l.at_utc < :until ORDER BY l.at_utc, l.id",
                     fetched),
             use(organisation_key), use(first), use(end));
        rows.execute();
        while (rows.fetch())
            log.push_back(fetched.take());
        return log;
    });
}

Result<std::optional<FoundDutyLog>>
find_duty_log(Database& database, const std::string& organisation_key, std::int64_t id) {
    return guard(database, "duty_log.find", [&](soci::session& sql) {
        std::optional<FoundDutyLog> found;
        Fetched fetched;
        fetched.row.organisation_key = organisation_key;
        const long long number = id;
        soci::statement rows =
            (prepare(sql, std::string(columns) + "FROM duty_log AS l " + people + "AND l.id = :id",
                     fetched),
             use(organisation_key), use(number));
        rows.execute();
        if (rows.fetch()) found = FoundDutyLog{fetched.take(), 0};
        if (!found) return found;
        long long by = 0;
        sql << "SELECT COALESCE(max(id), 0) FROM duty_log WHERE corrects_id = :id", into(by),
            use(number);
        found->corrected_by = by;
        return found;
    });
}

} // namespace roster::store
