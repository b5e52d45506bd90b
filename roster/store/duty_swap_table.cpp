#include "roster/store/duty_swap_table.h"

#include "roster/store/columns.h"
#include <map>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

namespace {

using SwapById = std::map<long long, DutySwapRow*>;

void load_shifts(soci::session& sql, const std::string& organisation_key, const SwapById& swaps) {
    DutySwapShiftRow row;
    long long swap = 0, id = 0, declined = 0;
    std::string day;
    soci::statement rows =
        (sql.prepare << "SELECT s.swap_id, s.id, f.key, t.key, s.local_day, s.post_key, "
                        "s.shift_key, (SELECT count(*) FROM duty_swap_declined AS d "
                        "WHERE d.shift_id = s.id) FROM duty_swap_shift AS s JOIN duty_swap AS w ON "
                        "w.id = s.swap_id "
                        "JOIN organisation AS o ON o.id = w.organisation_id "
                        "JOIN person AS f ON f.id = s.from_id JOIN person AS t ON t.id = s.to_id "
                        "WHERE o.key = :organisation ORDER BY s.id",
         into(swap), into(id), into(row.from_key), into(row.to_key), into(day), into(row.post_key),
         into(row.shift_key), into(declined), use(organisation_key));
    rows.execute();
    while (rows.fetch()) {
        row.day = read_date(day);
        row.id = id;
        row.declined = declined != 0;
        swaps.at(swap)->shifts.push_back(row);
    }
}

void load_steps(soci::session& sql, const std::string& organisation_key, const SwapById& swaps) {
    DutySwapStepRow row;
    long long id = 0, swap = 0;
    std::string at;
    soci::statement rows =
        (sql.prepare << "SELECT s.id, s.swap_id, s.state, b.key, COALESCE(f.key, ''), s.note, "
                        "s.recorded_at_utc FROM duty_swap_step AS s "
                        "JOIN duty_swap AS w ON w.id = s.swap_id "
                        "JOIN organisation AS o ON o.id = w.organisation_id "
                        "JOIN person AS b ON b.id = s.by_id "
                        "LEFT JOIN person AS f ON f.id = s.on_behalf_of_id "
                        "WHERE o.key = :organisation ORDER BY s.id",
         into(id), into(swap), into(row.state), into(row.by_key), into(row.on_behalf_of_key),
         into(row.note), into(at), use(organisation_key));
    rows.execute();
    while (rows.fetch()) {
        row.id = id;
        row.at_utc = read_instant(at);
        swaps.at(swap)->steps.push_back(row);
    }
}

} // namespace

Result<std::int64_t> insert_duty_swap(Database& database, const DutySwapRow& row,
                                      const Entry& entry) {
    return guard(database, "duty_swap.insert", [&](soci::session& sql) -> std::int64_t {
        const long long roster = row.roster_id;
        const int shift_count = static_cast<int>(row.shifts.size());
        const std::string at = iso(entry.at_utc);
        long long id = 0;
        sql << "INSERT INTO duty_swap(organisation_id, roster_id, asker_id, colleague_id, "
               "shift_count, recorded_at_utc, recorded_by) "
               "VALUES((SELECT id FROM organisation WHERE key = :organisation), :roster, "
               "(SELECT id FROM person WHERE key = :asker), "
               "(SELECT id FROM person WHERE key = :colleague), :shifts, :at, :who) RETURNING id",
            into(id), use(row.organisation_key), use(roster), use(row.asker_key),
            use(row.colleague_key), use(shift_count), use(at), use(entry.who);
        for (const DutySwapShiftRow& shift : row.shifts) {
            const std::string day = iso(shift.day);
            sql << "INSERT INTO duty_swap_shift(swap_id, from_id, to_id, local_day, post_key, "
                   "shift_key) VALUES(:swap, (SELECT id FROM person WHERE key = :giver), "
                   "(SELECT id FROM person WHERE key = :taker), :day, :post, :shift)",
                use(id), use(shift.from_key), use(shift.to_key), use(day), use(shift.post_key),
                use(shift.shift_key);
        }
        return id;
    });
}

Result<void> insert_duty_swap_step(Database& database, std::int64_t swap_id,
                                   const DutySwapStepRow& step, const Entry& entry) {
    return guard(database, "duty_swap.step", [&](soci::session& sql) {
        const long long swap = swap_id;
        const std::string at = iso(entry.at_utc);
        sql << "INSERT INTO duty_swap_step(swap_id, state, by_id, on_behalf_of_id, note, "
               "recorded_at_utc, recorded_by) VALUES(:swap, :state, "
               "(SELECT id FROM person WHERE key = :actor), "
               "(SELECT id FROM person WHERE key = :behalf), :note, :at, :who)",
            use(swap), use(step.state), use(step.by_key), use(step.on_behalf_of_key),
            use(step.note), use(at), use(entry.who);
    });
}

Result<void> insert_duty_swap_declined(Database& database, std::int64_t shift_id,
                                       const Entry& entry) {
    return guard(database, "duty_swap.declined", [&](soci::session& sql) {
        const long long shift = shift_id;
        const std::string at = iso(entry.at_utc);
        sql << "INSERT INTO duty_swap_declined(shift_id, recorded_at_utc, recorded_by) "
               "VALUES(:shift, :at, :who)",
            use(shift), use(at), use(entry.who);
    });
}

Result<std::vector<DutySwapRow>> load_duty_swaps(Database& database,
                                                 const std::string& organisation_key) {
    return guard(database, "duty_swap.load", [&](soci::session& sql) {
        std::vector<DutySwapRow> swaps;
        DutySwapRow row;
        row.organisation_key = organisation_key;
        long long id = 0, roster = 0;
        soci::statement rows =
            (sql.prepare << "SELECT w.id, w.roster_id, a.key, c.key FROM duty_swap AS w "
                            "JOIN organisation AS o ON o.id = w.organisation_id "
                            "JOIN person AS a ON a.id = w.asker_id "
                            "JOIN person AS c ON c.id = w.colleague_id "
                            "WHERE o.key = :organisation ORDER BY w.id",
             into(id), into(roster), into(row.asker_key), into(row.colleague_key),
             use(organisation_key));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.roster_id = roster;
            swaps.push_back(row);
        }
        SwapById by_id;
        for (DutySwapRow& one : swaps)
            by_id.emplace(one.id, &one);
        load_shifts(sql, organisation_key, by_id);
        load_steps(sql, organisation_key, by_id);
        return swaps;
    });
}

} // namespace roster::store
