#include "roster/store/session_table.h"

#include "roster/store/columns.h"
#include "roster/store/part_sql.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

/// Common columns of a session in force; its activity counts while it stands, under its own key.
#define SESSION_COLUMNS_SQL                                                                        \
    "SELECT s.id, f.id, s.key, o.key, s.level, s.form, s.state, s.course, s.batch_no, "            \
    "s.first_day, s.last_day, s.venue, s.capacity_count, s.home_cap_count, s.reason, "             \
    "COALESCE(h.id, 0), COALESCE(a.key, '') "
#define SESSION_JOINS_SQL                                                                          \
    "JOIN organisation AS o ON o.id = s.organisation_id "                                          \
    "JOIN session AS f ON f.key = s.key AND f.corrects_id IS NULL "                                \
    "LEFT JOIN session_held_in_force AS h ON h.session_id = f.id "                                 \
    "LEFT JOIN activity AS w ON w.id = h.activity_id "                                             \
    "LEFT JOIN activity_in_force AS a ON a.key = w.key AND a.progress = 'held' "

struct SessionColumns {
    SessionRow row;
    long long id = 0, first_id = 0, held_id = 0;
    std::string first_day, last_day;

    SessionRow read() {
        row.id = id;
        row.first_id = first_id;
        row.held_id = held_id;
        row.days = {read_date(first_day), read_date(last_day)};
        return row;
    }
};
/// Where the columns go.
#define SESSION_INTO(c)                                                                            \
    into((c).id), into((c).first_id), into((c).row.key), into((c).row.organisation_key),           \
        into((c).row.level), into((c).row.form), into((c).row.state), into((c).row.course),        \
        into((c).row.batch_no), into((c).first_day), into((c).last_day), into((c).row.venue),      \
        into((c).row.capacity_count), into((c).row.home_cap_count), into((c).row.reason),          \
        into((c).held_id), into((c).row.activity_key)

Column<long long> row_column(std::int64_t id) {
    return Column<long long>(id != 0 ? std::optional(id) : std::nullopt);
}

} // namespace

Result<std::vector<SessionRow>> load_sessions(Database& database, const std::string& top_key) {
    return guard(database, "session.load", [&](soci::session& sql) {
        std::vector<SessionRow> sessions;
        SessionColumns c;
        soci::statement rows = (sql.prepare << ROSTER_PART_SQL SESSION_COLUMNS_SQL
                                    "FROM part JOIN session_in_force AS s ON s.organisation_id = "
                                    "part.id " SESSION_JOINS_SQL "ORDER BY s.first_day, s.key",
                                SESSION_INTO(c), use(top_key));
        rows.execute();
        while (rows.fetch())
            sessions.push_back(c.read());
        return sessions;
    });
}

Result<SessionRow> find_session(Database& database, const std::string& key) {
    return guard(database, "session.find", [&](soci::session& sql) {
        SessionColumns c;
        sql << SESSION_COLUMNS_SQL "FROM session_in_force AS s " SESSION_JOINS_SQL
                                   "WHERE s.key = :key",
            SESSION_INTO(c), use(key);
        return sql.got_data() ? c.read() : SessionRow{};
    });
}

Result<std::int64_t> insert_session(Database& database, const SessionRow& row, const Entry& entry) {
    return guard(database, "session.insert", [&](soci::session& sql) -> std::int64_t {
        const auto corrects = row_column(row.id);
        const std::string first = iso(row.days.first), last = iso(row.days.last);
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO session(corrects_id, key, organisation_id, level, form, state, course, "
               "batch_no, first_day, last_day, venue, capacity_count, home_cap_count, reason, "
               "recorded_at_utc, recorded_by) VALUES(:corrects, :key, "
               "(SELECT id FROM organisation WHERE key = :organisation), :level, :form, :state, "
               ":course, :batch, :first, :last, :venue, :capacity, :cap, :reason, :at, :who) "
               "RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(row.key),
            use(row.organisation_key), use(row.level), use(row.form), use(row.state),
            use(row.course), use(row.batch_no), use(first), use(last), use(row.venue),
            use(row.capacity_count), use(row.home_cap_count), use(row.reason), use(at),
            use(entry.who);
        return id;
    });
}

Result<std::vector<SessionQuotaRow>> load_session_quotas(Database& database,
                                                         const std::string& top_key) {
    return guard(database, "session.quotas", [&](soci::session& sql) {
        std::vector<SessionQuotaRow> quotas;
        SessionQuotaRow row;
        long long id = 0;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT q.id, s.key, c.key, q.seats_count FROM part "
                 "JOIN session AS s ON s.organisation_id = part.id AND s.corrects_id IS NULL "
                 "JOIN session_quota_in_force AS q ON q.session_id = s.id "
                 "JOIN organisation AS c ON c.id = q.county_id ORDER BY s.key, c.key",
             into(id), into(row.session_key), into(row.county_key), into(row.seats_count),
             use(top_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            quotas.push_back(row);
        }
        return quotas;
    });
}

Result<std::int64_t> insert_session_quota(Database& database, const SessionQuotaRow& row,
                                          bool withdrawn, const Entry& entry) {
    return guard(database, "session.quota", [&](soci::session& sql) -> std::int64_t {
        const auto corrects = row_column(row.id);
        const int taken_back = withdrawn;
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO session_quota(corrects_id, withdrawn, session_id, county_id, "
               "seats_count, recorded_at_utc, recorded_by) VALUES(:corrects, :withdrawn, "
               "(SELECT id FROM session WHERE key = :session AND corrects_id IS NULL), "
               "(SELECT id FROM organisation WHERE key = :county), :seats, :at, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(taken_back),
            use(row.session_key), use(row.county_key), use(row.seats_count), use(at),
            use(entry.who);
        return id;
    });
}

Result<std::vector<SessionBookingRow>> load_session_bookings(Database& database,
                                                             const std::string& top_key) {
    return guard(database, "session.bookings", [&](soci::session& sql) {
        std::vector<SessionBookingRow> bookings;
        SessionBookingRow row;
        long long id = 0;
        int told = 0;
        soci::statement rows =
            (sql.prepare << ROSTER_PART_SQL
                 "SELECT b.id, s.key, p.key, b.told FROM part "
                 "JOIN session AS s ON s.organisation_id = part.id AND s.corrects_id IS NULL "
                 "JOIN session_booking_in_force AS b ON b.session_id = s.id "
                 "JOIN person AS p ON p.id = b.person_id ORDER BY s.key, p.key",
             into(id), into(row.session_key), into(row.person_key), into(told), use(top_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.told = told != 0;
            bookings.push_back(row);
        }
        return bookings;
    });
}

Result<std::int64_t> insert_session_booking(Database& database, const SessionBookingRow& row,
                                            bool withdrawn, const Entry& entry) {
    return guard(database, "session.booking", [&](soci::session& sql) -> std::int64_t {
        const auto corrects = row_column(row.id);
        const int taken_back = withdrawn, told = row.told;
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO session_booking(corrects_id, withdrawn, session_id, person_id, told, "
               "reason, recorded_at_utc, recorded_by) VALUES(:corrects, :withdrawn, "
               "(SELECT id FROM session WHERE key = :session AND corrects_id IS NULL), "
               "(SELECT id FROM person WHERE key = :person), :told, :reason, :at, :who) "
               "RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(taken_back),
            use(row.session_key), use(row.person_key), use(told), use(row.reason), use(at),
            use(entry.who);
        return id;
    });
}

Result<std::int64_t> insert_session_held(Database& database, const SessionRow& session,
                                         std::int64_t activity_id, const Entry& entry) {
    return guard(database, "session.held", [&](soci::session& sql) -> std::int64_t {
        const auto corrects = row_column(session.held_id);
        const long long first = session.first_id, activity = activity_id;
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO session_held(corrects_id, session_id, activity_id, recorded_at_utc, "
               "recorded_by) VALUES(:corrects, :session, :activity, :at, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(first), use(activity), use(at),
            use(entry.who);
        return id;
    });
}

} // namespace roster::store
