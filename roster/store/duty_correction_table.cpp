#include "roster/store/duty_correction_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

Column<long long> row_column(std::int64_t id) {
    return Column<long long>(id != 0 ? std::optional(id) : std::nullopt);
}

} // namespace

Result<std::optional<StoodCall>>
find_duty_call(Database& database, const std::string& organisation_key, std::int64_t id) {
    return guard(database, "duty_call.find", [&](soci::session& sql) {
        std::optional<StoodCall> found;
        StoodCall one;
        one.row.organisation_key = organisation_key;
        const long long number = id;
        long long correction = 0, answer = 0;
        int withdrawn = 0;
        std::string called;
        Column<std::string> answered;
        soci::statement rows =
            (sql.prepare
                 << "SELECT COALESCE(c.post_key, s.post_key), "
                    "COALESCE(c.called_at_utc, s.called_at_utc), s.called_by, "
                    "CASE WHEN c.id IS NULL THEN s.answered_at_utc ELSE c.answered_at_utc END, "
                    "COALESCE(p.key, ''), COALESCE(c.id, 0), COALESCE(c.withdrawn, 0), "
                    "COALESCE((SELECT max(a.id) FROM duty_call AS a WHERE a.corrects_id = s.id), "
                    "0) "
                    "FROM duty_call AS s JOIN organisation AS o ON o.id = s.organisation_id "
                    "LEFT JOIN duty_call_correction AS c ON c.call_id = s.id AND NOT EXISTS "
                    "(SELECT 1 FROM duty_call_correction AS n WHERE n.corrects_id = c.id) "
                    "LEFT JOIN person AS p ON p.id = CASE WHEN c.id IS NULL "
                    "THEN s.answered_by_id ELSE c.answered_by_id END "
                    "WHERE o.key = :organisation AND s.id = :id",
             into(one.row.post_key), into(called), into(one.row.called_by),
             into(answered.value, answered.indicator), into(one.row.answered_by_key),
             into(correction), into(withdrawn), into(answer), use(organisation_key), use(number));
        rows.execute();
        if (!rows.fetch()) return found;
        one.row.id = id;
        one.row.called_at_utc = read_instant(called);
        if (answered.indicator == soci::i_ok)
            one.row.answered_at_utc = read_instant(answered.value);
        one.row.correction_id = correction;
        one.withdrawn = withdrawn != 0;
        one.answer_id = answer;
        found = std::move(one);
        return found;
    });
}

Result<std::int64_t> insert_call_correction(Database& database, const DutyCallRow& row,
                                            bool withdrawn, const std::string& reason,
                                            const Entry& entry) {
    return guard(database, "duty_call.correct", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects = row_column(row.correction_id);
        const long long call = row.id;
        const int taken_back = withdrawn;
        const std::string called = iso(row.called_at_utc), at = iso(entry.at_utc);
        const Column<std::string> answered(
            row.answered_at_utc ? std::optional(iso(*row.answered_at_utc)) : std::nullopt);
        long long id = 0;
        sql << "INSERT INTO duty_call_correction(corrects_id, call_id, withdrawn, post_key, "
               "called_at_utc, answered_at_utc, answered_by_id, reason, recorded_at_utc, "
               "recorded_by) VALUES(:corrects, :call, :withdrawn, :post, :called, :answered, "
               "(SELECT id FROM person WHERE key = :person), :reason, :at, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(call), use(taken_back),
            use(row.post_key), use(called), use(answered.value, answered.indicator),
            use(row.answered_by_key), use(reason), use(at), use(entry.who);
        return id;
    });
}

Result<std::optional<StoodHandover>>
find_duty_handover(Database& database, const std::string& organisation_key, std::int64_t id) {
    const auto found = guard(database, "duty_handover.find", [&](soci::session& sql) {
        std::optional<StoodHandover> answer;
        StoodHandover one;
        one.row.organisation_key = organisation_key;
        const long long number = id;
        long long correction = 0;
        int withdrawn = 0;
        std::string day, gave, took;
        soci::statement rows =
            (sql.prepare << "SELECT h.post_key, h.local_day, h.shift_key, g.key, t.key, "
                            "COALESCE(c.giver_signed_utc, h.giver_signed_utc), "
                            "COALESCE(c.taker_signed_utc, h.taker_signed_utc), "
                            "COALESCE(c.id, 0), COALESCE(c.withdrawn, 0) "
                            "FROM duty_handover AS h "
                            "JOIN organisation AS o ON o.id = h.organisation_id "
                            "LEFT JOIN duty_handover_correction AS c ON c.handover_id = h.id AND "
                            "NOT EXISTS (SELECT 1 FROM duty_handover_correction AS n "
                            "WHERE n.corrects_id = c.id) "
                            "JOIN person AS g ON g.id = COALESCE(c.giver_id, h.giver_id) "
                            "JOIN person AS t ON t.id = COALESCE(c.taker_id, h.taker_id) "
                            "WHERE o.key = :organisation AND h.id = :id",
             into(one.row.post_key), into(day), into(one.row.shift_key), into(one.row.giver_key),
             into(one.row.taker_key), into(gave), into(took), into(correction), into(withdrawn),
             use(organisation_key), use(number));
        rows.execute();
        if (!rows.fetch()) return answer;
        one.row.id = id;
        one.row.day = read_date(day);
        one.row.giver_signed_utc = read_instant(gave);
        one.row.taker_signed_utc = read_instant(took);
        one.row.correction_id = correction;
        one.withdrawn = withdrawn != 0;
        answer = std::move(one);
        return answer;
    });
    if (!found || !*found) return found;
    auto items = load_handover_items(database, id, (*found)->row.correction_id);
    if (!items) return tl::unexpected(items.error());
    StoodHandover whole = **found;
    whole.row.items = std::move(*items);
    return std::optional(std::move(whole));
}

Result<std::int64_t> insert_handover_correction(Database& database, const DutyHandoverRow& row,
                                                bool withdrawn, const std::string& reason,
                                                const Entry& entry) {
    return guard(database, "duty_handover.correct", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects = row_column(row.correction_id);
        const long long handover = row.id;
        const int taken_back = withdrawn, item_count = static_cast<int>(row.items.size());
        const std::string gave = iso(row.giver_signed_utc), took = iso(row.taker_signed_utc),
                          at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO duty_handover_correction(corrects_id, handover_id, withdrawn, "
               "giver_id, taker_id, giver_signed_utc, taker_signed_utc, item_count, reason, "
               "recorded_at_utc, recorded_by) VALUES(:corrects, :handover, :withdrawn, "
               "(SELECT id FROM person WHERE key = :giver), "
               "(SELECT id FROM person WHERE key = :taker), :gave, :took, :items, :reason, :at, "
               ":who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(handover), use(taken_back),
            use(row.giver_key), use(row.taker_key), use(gave), use(took), use(item_count),
            use(reason), use(at), use(entry.who);
        for (const DutyItemRow& item : row.items) {
            const int closed = item.closed;
            sql << "INSERT INTO duty_handover_correction_item(correction_id, item_key, words, "
                   "closed) VALUES(:correction, :key, :words, :closed)",
                use(id), use(item.key), use(item.words), use(closed);
        }
        return id;
    });
}

} // namespace roster::store
