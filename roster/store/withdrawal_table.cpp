#include "roster/store/withdrawal_table.h"

#include "roster/store/engine.h"
#include "roster/store/session.h"
#include "sim/core/text.h"
#include <fmt/format.h>
#include <vector>

namespace roster::store {

using soci::into;
using soci::use;

const char* name(Withdrawable what) noexcept {
    constexpr const char* names[] = {"activity", "drill", "inspection"};
    return names[static_cast<int>(what)];
}

Result<std::int64_t> withdraw_row(Database& database, Withdrawable what, std::int64_t id,
                                  domain::Instant at_utc, const std::string& by) {
    const std::string table = name(what);
    auto row = guard(database, "withdraw", [&](soci::session& sql) -> std::int64_t {
        const long long stood = id;
        int there = 0;
        sql << fmt::format("SELECT count(*) FROM {}_in_force WHERE id = :id", table), into(there),
            use(stood);
        if (there == 0) return 0;
        // The same row once more: what it says is what is taken back.
        const std::string at = domain::iso(at_utc);
        std::string names = "corrects_id, withdrawn, recorded_at_utc";
        std::string values = "id, 1, :at";
        bool signed_row = false;
        const auto columns = database.connection().engine.list_columns(sql);
        for (const std::string& column : columns.at(table)) {
            if (column == "recorded_by") signed_row = true;
            if (column == "id" || column == "corrects_id" || column == "withdrawn" ||
                column == "recorded_at_utc" || column == "recorded_by")
                continue;
            names += ", " + column;
            values += ", " + column;
        }
        if (signed_row) {
            names += ", recorded_by";
            values += ", :by";
        }
        const std::string text = fmt::format("INSERT INTO {0}({1}) SELECT {2} FROM {0} "
                                             "WHERE id = :old RETURNING id",
                                             table, names, values);
        long long written = 0;
        if (signed_row)
            sql << text, into(written), use(at), use(by), use(stood);
        else
            sql << text, into(written), use(at), use(stood);
        return written;
    });
    if (!row || *row != 0) return row;
    return sim::core::make_error(sim::core::Errc::bad_input,
                                 {database.path().string(), fmt::format("{}/{}", table, id),
                                  sim::core::tr("没有这一行，或已经更正、撤回"), ""});
}

} // namespace roster::store
