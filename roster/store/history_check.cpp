#include "roster/store/history_check.h"

#include "roster/store/audit_table.h"
#include "roster/store/seal.h"
#include <map>

namespace roster::store {

using soci::into;

namespace {

using Digests = std::map<long long, std::string>;

std::vector<Seal> load_seals(soci::session& sql) {
    std::vector<Seal> seals;
    Seal seal;
    soci::statement rows =
        (sql.prepare << "SELECT id, table_name, first_id, last_id, row_digests, previous_sha256, "
                        "sha256 FROM history_seal ORDER BY id",
         into(seal.id), into(seal.table), into(seal.first_id), into(seal.last_id),
         into(seal.row_digests), into(seal.previous_sha256), into(seal.sha256));
    rows.execute();
    while (rows.fetch())
        seals.push_back(seal);
    return seals;
}

class Check {
public:
    HistoryCheck answer;

    /// What the seals say of each row; a seal that lies says nothing.
    void read_seals(const std::vector<Seal>& seals) {
        std::string previous(64, '0');
        for (const Seal& seal : seals) {
            const auto count = static_cast<std::size_t>(seal.last_id - seal.first_id + 1);
            if (seal.previous_sha256 != previous || seal.sha256 != calc_seal_sha256(seal) ||
                seal.row_digests.size() != count * digest_digits) {
                add(HistoryFaultKind::chain, "history_seal", seal.id);
            } else {
                for (std::size_t i = 0; i < count; ++i)
                    sealed_[seal.table][seal.first_id + static_cast<long long>(i)] =
                        seal.row_digests.substr(i * digest_digits, digest_digits);
            }
            previous = seal.sha256;
        }
        answer.seals_sha256 = previous;
    }

    void compare(soci::session& sql, const Engine& engine, const HistoryTable& table) {
        Digests& sealed = sealed_[table.name];
        long long last = 0;
        sql << "SELECT COALESCE(max(id), 0) FROM " + table.name, into(last);
        for (long long low = 0; low < last; low += largest_run)
            for (const DigestedRow& row : digest_rows(sql, engine, table, low, low + largest_run)) {
                const auto at = sealed.find(row.id);
                if (at == sealed.end()) {
                    add(HistoryFaultKind::unsealed, table.name, row.id);
                    continue;
                }
                if (at->second != row.digest) add(HistoryFaultKind::changed, table.name, row.id);
                sealed.erase(at);
                ++answer.row_count;
            }
    }

    /// Rows that change: each stands as it was written last (table row_version, sealed as history).
    void compare_present(soci::session& sql, const std::string& table) {
        long long id = 0;
        int unknown = 0;
        soci::statement present =
            (sql.prepare << "SELECT t.id, CASE WHEN v.id IS NULL THEN 1 ELSE 0 END FROM " + table +
                                "_text AS t LEFT JOIN row_version AS v ON v.id = (SELECT max(l.id) "
                                "FROM row_version AS l WHERE l.table_name = '" +
                                table +
                                "' AND l.row_id = t.id) WHERE v.id IS NULL OR v.row_text <> "
                                "t.row_text ORDER BY t.id",
             into(id), into(unknown));
        present.execute();
        while (present.fetch())
            add(unknown ? HistoryFaultKind::unsealed : HistoryFaultKind::changed, table, id);
        soci::statement gone =
            (sql.prepare
                 << "SELECT DISTINCT l.row_id FROM row_version AS l WHERE l.table_name = '" +
                        table + "' AND NOT EXISTS (SELECT 1 FROM " + table +
                        " AS t WHERE t.id = l.row_id) ORDER BY l.row_id",
             into(id));
        gone.execute();
        while (gone.fetch())
            add(HistoryFaultKind::missing, table, id);
    }

    /// What is sealed and was not found, dropped tables too.
    void name_missing() {
        for (const auto& [table, digests] : sealed_)
            for (const auto& [id, digest] : digests)
                add(HistoryFaultKind::missing, table, id);
    }

    void add(HistoryFaultKind kind, const std::string& table, long long id) {
        ++answer.fault_count;
        if (answer.faults.size() < largest_fault_count) answer.faults.push_back({kind, table, id});
    }

private:
    std::map<std::string, Digests> sealed_;
};

} // namespace

Result<HistoryCheck> check_history(Database& database) {
    Check check;
    auto done = guard(database, "history.check", [&](soci::session& sql) {
        check.read_seals(load_seals(sql));
        const Engine& engine = database.connection().engine;
        for (const auto& table : list_history_tables(engine.list_columns(sql)))
            check.compare(sql, engine, table);
        for (const char* table : {"organisation", "person", "team", "resident"})
            check.compare_present(sql, table);
        check.name_missing();
    });
    if (!done) return tl::unexpected(done.error());
    const auto audit = check_audit_chain(database);
    if (!audit) return tl::unexpected(audit.error());
    check.answer.audit_sha256 = audit->end_sha256;
    if (audit->broken_id) check.add(HistoryFaultKind::chain, "audit", *audit->broken_id);
    return std::move(check.answer);
}

} // namespace roster::store
