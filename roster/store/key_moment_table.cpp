#include "roster/store/key_moment_table.h"

#include "roster/store/columns.h"
#include <algorithm>

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<void> insert_key_moments(Database& database, MomentOwner owner, std::int64_t id,
                                const std::vector<KeyMoment>& moments) {
    return guard(database, "key_moment.insert", [&](soci::session& sql) {
        const long long row = id;
        const char* const statement =
            owner == MomentOwner::drill
                ? "INSERT INTO key_moment(drill_id, moment, time_s, reason) "
                  "VALUES(:id, :moment, :time, :reason)"
                : "INSERT INTO key_moment(activity_id, moment, time_s, reason) "
                  "VALUES(:id, :moment, :time, :reason)";
        for (const KeyMoment& one : moments) {
            const std::string moment = text_of(moment_names, one.moment);
            const Column<double> time(one.time_s);
            sql << statement, use(row), use(moment), use(time.value, time.indicator),
                use(one.reason);
        }
    });
}

Result<std::vector<KeyMoment>> load_key_moments(Database& database, MomentOwner owner,
                                                std::int64_t id) {
    return guard(database, "key_moment.load", [&](soci::session& sql) {
        std::vector<KeyMoment> moments;
        KeyMoment row;
        const long long wanted = id;
        std::string moment;
        Column<double> time;
        soci::statement rows =
            (sql.prepare << (owner == MomentOwner::drill
                                 ? "SELECT moment, time_s, reason FROM key_moment "
                                   "WHERE drill_id = :id"
                                 : "SELECT moment, time_s, reason FROM key_moment "
                                   "WHERE activity_id = :id"),
             into(moment), into(time.value, time.indicator), into(row.reason), use(wanted));
        rows.execute();
        while (rows.fetch()) {
            row.moment = read_named<Moment>(moment_names, moment);
            row.time_s = time.optional();
            moments.push_back(row);
        }
        std::ranges::sort(moments, {}, &KeyMoment::moment);
        return moments;
    });
}

} // namespace roster::store
