#include "roster/store/audit_table.h"

#include "roster/store/columns.h"
#include "sim/core/file.h"
#include <fmt/format.h>

namespace roster::store {

using soci::into;
using soci::use;

namespace {

const std::string first_previous(64, '0');

} // namespace

std::string calc_audit_sha256(const AuditLine& line) {
    // Lengths keep two fields from trading characters across their border.
    std::string text;
    for (const std::string& field : {line.previous_sha256, domain::iso(line.at_utc), line.who,
                                     line.action, line.subject, line.before_json, line.after_json})
        text += fmt::format("{}:{}\n", field.size(), field);
    return sim::core::sha256_hex(text);
}

Result<void> append_audit(Database& database, AuditLine line) {
    return guard(database, "audit.append", [&](soci::session& sql) {
        soci::indicator there = soci::i_ok;
        sql << "SELECT (SELECT sha256 FROM audit ORDER BY id DESC LIMIT 1)",
            into(line.previous_sha256, there);
        if (there != soci::i_ok) line.previous_sha256 = first_previous;
        line.sha256 = calc_audit_sha256(line);
        const std::string at = domain::iso(line.at_utc);
        sql << "INSERT INTO audit(at_utc, who, action, subject, before_json, after_json, "
               "previous_sha256, sha256) VALUES(:at, :who, :action, :subject, :before, :after, "
               ":previous, :hash)",
            use(at), use(line.who), use(line.action), use(line.subject), use(line.before_json),
            use(line.after_json), use(line.previous_sha256), use(line.sha256);
    });
}

Result<std::vector<AuditLine>> load_audit(Database& database) {
    return guard(database, "audit.load", [](soci::session& sql) {
        std::vector<AuditLine> lines;
        AuditLine row;
        long long id = 0;
        std::string at;
        soci::statement rows =
            (sql.prepare << "SELECT id, at_utc, who, action, subject, before_json, after_json, "
                            "previous_sha256, sha256 FROM audit ORDER BY id",
             into(id), into(at), into(row.who), into(row.action), into(row.subject),
             into(row.before_json), into(row.after_json), into(row.previous_sha256),
             into(row.sha256));
        rows.execute();
        while (rows.fetch()) {
            row.id = id;
            row.at_utc = read_instant(at);
            lines.push_back(row);
        }
        return lines;
    });
}

Result<std::optional<std::int64_t>> find_broken_audit(Database& database) {
    const auto lines = load_audit(database);
    if (!lines) return tl::unexpected(lines.error());
    std::string previous = first_previous;
    for (const AuditLine& line : *lines) {
        if (line.previous_sha256 != previous || line.sha256 != calc_audit_sha256(line))
            return std::optional(line.id);
        previous = line.sha256;
    }
    return std::optional<std::int64_t>{};
}

} // namespace roster::store
