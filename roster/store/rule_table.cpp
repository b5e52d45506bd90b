#include "roster/store/rule_table.h"

#include "roster/store/columns.h"
#include "sim/core/text.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::int64_t> put_rule_set(Database& database, const RuleSet& rules) {
    struct Row {
        long long id = 0;
        std::string sha256;
    };
    const auto found = guard(database, "rule_set.put", [&](soci::session& sql) {
        Row row;
        sql << "SELECT id, sha256 FROM rule_set WHERE key = :key AND version = :version",
            into(row.id), into(row.sha256), use(rules.key), use(rules.version);
        if (sql.got_data()) return row;
        sql << "INSERT INTO rule_set(key, version, sha256, json) "
               "VALUES(:key, :version, :hash, :json)",
            use(rules.key), use(rules.version), use(rules.sha256), use(rules.json);
        sql << "SELECT id FROM rule_set WHERE key = :key AND version = :version", into(row.id),
            use(rules.key), use(rules.version);
        row.sha256 = rules.sha256;
        return row;
    });
    if (!found) return tl::unexpected(found.error());
    if (found->sha256 == rules.sha256) return std::int64_t{found->id};
    return sim::core::make_error(sim::core::Errc::conflict,
                                 {database.path().string(), rules.key,
                                  sim::core::trf("第 {} 版规则已经登记过，内容不同", rules.version),
                                  sim::core::tr("新的版本号（edition）")});
}

Result<void> insert_adoption(Database& database, const std::string& organisation_key,
                             std::int64_t rule_set_id, Date from, Instant at_utc,
                             const std::string& who) {
    return guard(database, "rule_adoption.insert", [&](soci::session& sql) {
        const std::string day = iso(from), at = iso(at_utc);
        const long long set = rule_set_id;
        sql << "INSERT INTO rule_adoption(organisation_id, rule_set_id, from_day, "
               "recorded_at_utc, recorded_by) VALUES((SELECT id FROM organisation WHERE key = "
               ":organisation), :set, :day, :at, :who)",
            use(organisation_key), use(set), use(day), use(at), use(who);
    });
}

Result<void> end_adoption(Database& database, std::int64_t adoption_id, Date from, Instant at_utc,
                          const std::string& who) {
    return guard(database, "rule_adoption.end", [&](soci::session& sql) {
        const std::string last = iso(from - Days{1}), at = iso(at_utc);
        const long long id = adoption_id;
        sql << "INSERT INTO rule_adoption(corrects_id, withdrawn, organisation_id, rule_set_id, "
               "from_day, until_day, recorded_at_utc, recorded_by) SELECT id, CASE WHEN from_day > "
               ":last "
               "THEN 1 ELSE 0 END, "
               "organisation_id, rule_set_id, from_day, CASE WHEN from_day > :last2 THEN NULL ELSE "
               ":last3 END, :at, :who FROM rule_adoption WHERE id = :id",
            use(last), use(last), use(last), use(at), use(who), use(id);
    });
}

Result<std::vector<Adoption>> load_adoptions(Database& database) {
    return guard(database, "rule_adoption.load", [](soci::session& sql) {
        std::vector<Adoption> adoptions;
        Adoption row;
        long long id = 0, set = 0;
        std::string from;
        Column<std::string> until;
        soci::statement rows =
            (sql.prepare << "SELECT a.id, o.key, s.id, s.key, s.version, a.from_day, a.until_day "
                            "FROM rule_adoption_in_force AS a "
                            "JOIN organisation AS o ON o.id = a.organisation_id "
                            "JOIN rule_set AS s ON s.id = a.rule_set_id "
                            "ORDER BY o.key, s.key, s.version, a.id",
             into(id), into(row.organisation_key), into(set), into(row.rule_set_key),
             into(row.version), into(from), into(until.value, until.indicator));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.rule_set_id = set;
            row.from_day = read_date(from);
            row.until_day = read_date(until);
            adoptions.push_back(row);
        }
        return adoptions;
    });
}

Result<std::string> load_rule_json(Database& database, std::int64_t rule_set_id) {
    return guard(database, "rule_set.load", [&](soci::session& sql) {
        std::string json;
        const long long id = rule_set_id;
        sql << "SELECT json FROM rule_set WHERE id = :id", into(json), use(id);
        return json;
    });
}

} // namespace roster::store
