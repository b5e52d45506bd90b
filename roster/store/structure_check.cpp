#include "roster/store/structure_check.h"

#include "roster/store/engine.h"
#include "sim/core/text.h"

namespace roster::store {

Result<sim::core::Problems> check_structure(Database& database) {
    return guard(database, "structure.check", [&](soci::session& sql) {
        const auto& connection = database.connection();
        sim::core::Problems problems;
        for (Unsound& one :
             connection.engine.list_unsound(sql, shipped_migrations(connection.address.dialect())))
            problems.push_back({database.path().string(), std::move(one.where), std::move(one.what),
                                sim::core::tr("最近的备份")});
        return problems;
    });
}

} // namespace roster::store
