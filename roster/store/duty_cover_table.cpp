#include "roster/store/duty_cover_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

Column<std::string> instant_column(const std::optional<Instant>& at) {
    return Column<std::string>(at ? std::optional(iso(*at)) : std::nullopt);
}
std::optional<Instant> read_instant_column(const Column<std::string>& column) {
    if (column.indicator != soci::i_ok) return std::nullopt;
    return read_instant(column.value);
}
Column<long long> row_column(std::int64_t id) {
    return Column<long long>(id != 0 ? std::optional(id) : std::nullopt);
}

} // namespace

Result<std::int64_t> insert_duty_sign(Database& database, const DutySignRow& row,
                                      const Entry& entry) {
    return guard(database, "duty_sign.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects = row_column(row.corrects_id);
        const int withdrawn = row.withdrawn;
        const std::string in = iso(row.in_utc), entered = iso(row.in_entered_at_utc),
                          at = iso(entry.at_utc);
        const Column<std::string> out = instant_column(row.out_utc);
        long long id = 0;
        sql << "INSERT INTO duty_sign(corrects_id, withdrawn, organisation_id, person_id, "
               "post_key, in_utc, out_utc, in_entered_at_utc, reason, recorded_at_utc, "
               "recorded_by) VALUES(:corrects, :withdrawn, "
               "(SELECT id FROM organisation WHERE key = :organisation), "
               "(SELECT id FROM person WHERE key = :person), :post, :in_utc, :out_utc, :entered, "
               ":reason, :at, :who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(withdrawn),
            use(row.organisation_key), use(row.person_key), use(row.post_key), use(in),
            use(out.value, out.indicator), use(entered), use(row.reason), use(at), use(entry.who);
        return id;
    });
}

Result<std::vector<DutySignRow>> load_duty_signs(Database& database,
                                                 const std::string& organisation_key, Instant from,
                                                 Instant until) {
    return guard(database, "duty_sign.load", [&](soci::session& sql) {
        std::vector<DutySignRow> signs;
        DutySignRow row;
        row.organisation_key = organisation_key;
        const std::string first = iso(from), end = iso(until);
        long long id = 0, corrects = 0;
        std::string in, entered;
        Column<std::string> out;
        soci::statement rows =
            (sql.prepare << "SELECT s.id, COALESCE(s.corrects_id, 0), p.key, s.post_key, s.in_utc, "
                            "s.out_utc, s.in_entered_at_utc, s.reason FROM duty_sign_in_force AS s "
                            "JOIN person AS p ON p.id = s.person_id WHERE s.organisation_id = "
                            "(SELECT id FROM organisation WHERE key = :organisation) "
                            "AND s.in_utc >= :first AND s.in_utc < :until ORDER BY s.in_utc, s.id",
             into(id), into(corrects), into(row.person_key), into(row.post_key), into(in),
             into(out.value, out.indicator), into(entered), into(row.reason), use(organisation_key),
             use(first), use(end));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.corrects_id = corrects;
            row.in_utc = read_instant(in);
            row.out_utc = read_instant_column(out);
            row.in_entered_at_utc = read_instant(entered);
            signs.push_back(row);
        }
        return signs;
    });
}

Result<std::int64_t> insert_duty_call(Database& database, const DutyCallRow& row,
                                      const Entry& entry) {
    return guard(database, "duty_call.insert", [&](soci::session& sql) -> std::int64_t {
        const Column<long long> corrects = row_column(row.corrects_id);
        const std::string called = iso(row.called_at_utc), at = iso(entry.at_utc);
        const Column<std::string> answered = instant_column(row.answered_at_utc);
        long long id = 0;
        sql << "INSERT INTO duty_call(corrects_id, organisation_id, post_key, called_at_utc, "
               "called_by, answered_at_utc, answered_by_id, recorded_at_utc, recorded_by) "
               "VALUES(:corrects, (SELECT id FROM organisation WHERE key = :organisation), :post, "
               ":called, :caller, :answered, (SELECT id FROM person WHERE key = :person), :at, "
               ":who) RETURNING id",
            into(id), use(corrects.value, corrects.indicator), use(row.organisation_key),
            use(row.post_key), use(called), use(row.called_by),
            use(answered.value, answered.indicator), use(row.answered_by_key), use(at),
            use(entry.who);
        return id;
    });
}

Result<std::vector<DutyCallRow>> load_duty_calls(Database& database,
                                                 const std::string& organisation_key, Instant from,
                                                 Instant until) {
    return guard(database, "duty_call.load", [&](soci::session& sql) {
        std::vector<DutyCallRow> calls;
        DutyCallRow row;
        row.organisation_key = organisation_key;
        const std::string first = iso(from), end = iso(until);
        long long id = 0, corrects = 0, correction = 0;
        std::string called;
        Column<std::string> answered;
        soci::statement rows =
            (sql.prepare << "SELECT c.id, COALESCE(c.corrects_id, 0), c.post_key, c.called_at_utc, "
                            "c.called_by, c.answered_at_utc, COALESCE(p.key, ''), "
                            "COALESCE(c.correction_id, 0) "
                            "FROM duty_call_in_force AS c "
                            "LEFT JOIN person AS p ON p.id = c.answered_by_id "
                            "WHERE c.organisation_id = "
                            "(SELECT id FROM organisation WHERE key = :organisation) "
                            "AND c.called_at_utc >= :first AND c.called_at_utc < :until "
                            "ORDER BY c.called_at_utc, c.id",
             into(id), into(corrects), into(row.post_key), into(called), into(row.called_by),
             into(answered.value, answered.indicator), into(row.answered_by_key), into(correction),
             use(organisation_key), use(first), use(end));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.corrects_id = corrects;
            row.called_at_utc = read_instant(called);
            row.answered_at_utc = read_instant_column(answered);
            row.correction_id = correction;
            calls.push_back(row);
        }
        return calls;
    });
}

Result<std::int64_t> insert_duty_handover(Database& database, const DutyHandoverRow& row,
                                          const Entry& entry) {
    return guard(database, "duty_handover.insert", [&](soci::session& sql) -> std::int64_t {
        const std::string day = iso(row.day), gave = iso(row.giver_signed_utc),
                          took = iso(row.taker_signed_utc), at = iso(entry.at_utc);
        const int item_count = static_cast<int>(row.items.size());
        long long id = 0;
        sql << "INSERT INTO duty_handover(organisation_id, post_key, local_day, shift_key, "
               "giver_id, taker_id, giver_signed_utc, taker_signed_utc, item_count, "
               "recorded_at_utc, recorded_by) "
               "VALUES((SELECT id FROM organisation WHERE key = :organisation), :post, :day, "
               ":shift, (SELECT id FROM person WHERE key = :giver), "
               "(SELECT id FROM person WHERE key = :taker), :gave, :took, :items, :at, :who) "
               "RETURNING id",
            into(id), use(row.organisation_key), use(row.post_key), use(day), use(row.shift_key),
            use(row.giver_key), use(row.taker_key), use(gave), use(took), use(item_count), use(at),
            use(entry.who);
        for (const DutyItemRow& item : row.items) {
            const int closed = item.closed;
            sql << "INSERT INTO duty_handover_item(handover_id, item_key, words, closed) "
                   "VALUES(:handover, :key, :words, :closed)",
                use(id), use(item.key), use(item.words), use(closed);
        }
        return id;
    });
}

Result<std::vector<DutyHandoverRow>> load_duty_handovers(Database& database,
                                                         const std::string& organisation_key,
                                                         Date first, Date last) {
    return guard(database, "duty_handover.load", [&](soci::session& sql) {
        std::vector<DutyHandoverRow> handovers;
        DutyHandoverRow row;
        row.organisation_key = organisation_key;
        const std::string from = iso(first), until = iso(last);
        long long id = 0, correction = 0;
        std::string day, gave, took;
        soci::statement rows =
            (sql.prepare << "SELECT h.id, h.post_key, h.local_day, h.shift_key, g.key, t.key, "
                            "h.giver_signed_utc, h.taker_signed_utc, COALESCE(h.correction_id, 0) "
                            "FROM duty_handover_in_force AS h "
                            "JOIN person AS g ON g.id = h.giver_id "
                            "JOIN person AS t ON t.id = h.taker_id WHERE h.organisation_id = "
                            "(SELECT id FROM organisation WHERE key = :organisation) "
                            "AND h.local_day BETWEEN :first AND :last ORDER BY h.id",
             into(id), into(row.post_key), into(day), into(row.shift_key), into(row.giver_key),
             into(row.taker_key), into(gave), into(took), into(correction), use(organisation_key),
             use(from), use(until));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.day = read_date(day);
            row.giver_signed_utc = read_instant(gave);
            row.taker_signed_utc = read_instant(took);
            row.correction_id = correction;
            handovers.push_back(row);
        }
        return handovers;
    });
}

Result<std::vector<DutyItemRow>> load_handover_items(Database& database, std::int64_t handover_id,
                                                     std::int64_t correction_id) {
    return guard(database, "duty_handover.items", [&](soci::session& sql) {
        std::vector<DutyItemRow> items;
        DutyItemRow row;
        const long long owner = correction_id != 0 ? correction_id : handover_id;
        int closed = 0;
        const std::string query =
            correction_id != 0
                ? "SELECT item_key, words, closed FROM duty_handover_correction_item "
                  "WHERE correction_id = :owner ORDER BY id"
                : "SELECT item_key, words, closed FROM duty_handover_item "
                  "WHERE handover_id = :owner ORDER BY id";
        soci::statement rows =
            (sql.prepare << query, into(row.key), into(row.words), into(closed), use(owner));
        rows.execute();
        while (rows.fetch()) {
            row.closed = closed != 0;
            items.push_back(row);
        }
        return items;
    });
}

Result<std::vector<DutyItemRow>> load_open_items(Database& database,
                                                 const std::string& organisation_key,
                                                 const std::string& post_key, std::int64_t before) {
    struct Last {
        long long handover = 0, correction = 0;
    };
    const auto last = guard(database, "duty_handover.last", [&](soci::session& sql) {
        Last found;
        const long long limit = before;
        soci::statement rows =
            (sql.prepare << "SELECT h.id, COALESCE(h.correction_id, 0) "
                            "FROM duty_handover_in_force AS h "
                            "JOIN organisation AS o ON o.id = h.organisation_id "
                            "WHERE o.key = :organisation AND h.post_key = :post "
                            "AND (:all_of = 0 OR h.id < :before) ORDER BY h.id DESC LIMIT 1",
             into(found.handover), into(found.correction), use(organisation_key), use(post_key),
             use(limit), use(limit));
        rows.execute();
        rows.fetch();
        return found;
    });
    if (!last) return tl::unexpected(last.error());
    if (last->handover == 0) return std::vector<DutyItemRow>{};
    auto items = load_handover_items(database, last->handover, last->correction);
    if (items) std::erase_if(*items, [](const DutyItemRow& item) { return item.closed; });
    return items;
}

} // namespace roster::store
