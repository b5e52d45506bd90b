#include "roster/store/alarm_table.h"

#include "roster/store/columns.h"
#include <map>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;
using std::chrono::milliseconds;

namespace {

void insert_notice(soci::session& sql, long long alarm, const AlarmNoticeRow& row) {
    const AlarmNotice& notice = row.notice;
    const long long queued = notice.queued.count();
    const Column<int> after(notice.after_no);
    sql << "INSERT INTO alarm_notice(alarm_id, position_no, person_id, queued_ms, after_no) "
           "VALUES(:alarm, :position, (SELECT id FROM person WHERE key = :person), :queued, "
           ":after)",
        use(alarm), use(notice.position_no), use(row.person_key), use(queued),
        use(after.value, after.indicator);
    if (!notice.acked) return;
    const long long acked = notice.acked->count();
    sql << "INSERT INTO alarm_ack(alarm_id, position_no, acked_ms) VALUES(:alarm, :position, :at)",
        use(alarm), use(notice.position_no), use(acked);
}

void read_notices(soci::session& sql, const std::string& organisation_key,
                  std::map<std::int64_t, std::vector<AlarmNoticeRow>>& notices) {
    long long alarm = 0, queued = 0;
    AlarmNoticeRow row;
    Column<int> after;
    Column<long long> acked;
    soci::statement rows =
        (sql.prepare
             << "SELECT n.alarm_id, n.position_no, COALESCE(p.key, ''), n.queued_ms, n.after_no, "
                "k.acked_ms FROM alarm_notice AS n JOIN alarm AS a ON a.id = n.alarm_id "
                "JOIN organisation AS o ON o.id = a.organisation_id "
                "LEFT JOIN person AS p ON p.id = n.person_id "
                "LEFT JOIN alarm_ack AS k ON k.alarm_id = n.alarm_id AND k.position_no = "
                "n.position_no WHERE o.key = :organisation ORDER BY n.alarm_id, n.position_no",
         into(alarm), into(row.notice.position_no), into(row.person_key), into(queued),
         into(after.value, after.indicator), into(acked.value, acked.indicator),
         use(organisation_key));
    rows.execute();
    while (rows.fetch()) {
        row.notice.queued = milliseconds{queued};
        row.notice.after_no = after.optional<int>();
        row.notice.acked.reset();
        if (const auto at = acked.optional()) row.notice.acked = milliseconds{*at};
        notices[alarm].push_back(row);
    }
}

} // namespace

Result<std::vector<std::string>> load_alarm_chain(Database& database,
                                                  const std::string& organisation_key) {
    return guard(database, "alarm_chain.load", [&](soci::session& sql) {
        std::vector<std::string> chain;
        std::string person;
        soci::statement rows =
            (sql.prepare << "SELECT COALESCE(p.key, '') FROM alarm_chain_step AS s "
                            "JOIN organisation AS o ON o.id = s.organisation_id "
                            "LEFT JOIN person AS p ON p.id = s.person_id "
                            "WHERE o.key = :organisation AND s.edition_no = (SELECT "
                            "max(l.edition_no) FROM alarm_chain_step AS l "
                            "WHERE l.organisation_id = o.id) ORDER BY s.position_no",
             into(person), use(organisation_key));
        rows.execute();
        while (rows.fetch())
            chain.push_back(person);
        return chain;
    });
}

Result<void> insert_alarm_chain(Database& database, const std::string& organisation_key,
                                const std::vector<std::string>& person_keys, const Entry& entry) {
    return guard(database, "alarm_chain.insert", [&](soci::session& sql) {
        long long edition = 0;
        sql << "SELECT COALESCE(max(s.edition_no), 0) + 1 FROM alarm_chain_step AS s JOIN "
               "organisation AS o ON o.id = s.organisation_id WHERE o.key = :organisation",
            into(edition), use(organisation_key);
        const std::string recorded = iso(entry.at_utc);
        int position = 0;
        for (const std::string& person : person_keys) {
            ++position;
            sql << "INSERT INTO alarm_chain_step(organisation_id, edition_no, position_no, "
                   "person_id, recorded_at_utc, recorded_by) VALUES("
                   "(SELECT id FROM organisation WHERE key = :organisation), :edition, :position, "
                   "(SELECT id FROM person WHERE key = :person), :recorded, :who)",
                use(organisation_key), use(edition), use(position), use(person), use(recorded),
                use(entry.who);
        }
    });
}

Result<std::int64_t> insert_alarm(Database& database, const AlarmRow& row, const Entry& entry) {
    return guard(database, "alarm.insert", [&](soci::session& sql) -> std::int64_t {
        const std::string raised = iso(row.raised_at_utc), recorded = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO alarm(organisation_id, source, point, raised_at_utc, trace_sha256, "
               "recorded_at_utc, recorded_by) VALUES("
               "(SELECT id FROM organisation WHERE key = :organisation), :source, :point, :raised, "
               ":sha256, :recorded, :who) RETURNING id",
            into(id), use(row.organisation_key), use(row.source), use(row.point), use(raised),
            use(row.trace_sha256), use(recorded), use(entry.who);
        for (const AlarmNoticeRow& notice : row.notices)
            insert_notice(sql, id, notice);
        return id;
    });
}

Result<std::vector<AlarmRow>> load_alarms(Database& database, const std::string& organisation_key) {
    return guard(database, "alarm.load", [&](soci::session& sql) {
        std::map<std::int64_t, std::vector<AlarmNoticeRow>> notices;
        read_notices(sql, organisation_key, notices);
        std::vector<AlarmRow> alarms;
        AlarmRow row;
        long long id = 0;
        std::string raised;
        soci::statement rows =
            (sql.prepare << "SELECT a.id, a.source, a.point, a.raised_at_utc, a.trace_sha256, "
                            "a.recorded_by FROM alarm AS a JOIN organisation AS o "
                            "ON o.id = a.organisation_id WHERE o.key = :organisation "
                            "ORDER BY a.raised_at_utc DESC, a.id DESC",
             into(id), into(row.source), into(row.point), into(raised), into(row.trace_sha256),
             into(row.recorded_by), use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.organisation_key = organisation_key;
            row.raised_at_utc = read_instant(raised);
            row.notices = std::move(notices[id]);
            alarms.push_back(row);
        }
        return alarms;
    });
}

} // namespace roster::store
