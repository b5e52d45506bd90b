#include "roster/store/audit_table.h"

#include "roster/store/columns.h"
#include "sim/core/file.h"
#include <fmt/format.h>

namespace roster::store {

using soci::into;
using soci::use;

namespace {

const std::string first_previous(64, '0');

/// A line as it stands in the table: what somebody tampered with may be no instant.
struct StoredLine {
    long long id = 0;
    std::string at;
    AuditLine line; ///< without its instant
};

std::string calc_sha256(const AuditLine& line, const std::string& at) {
    // Lengths keep two fields from trading characters across their border.
    std::string text;
    for (const std::string& field : {line.previous_sha256, at, line.who, line.action, line.subject,
                                     line.before_json, line.after_json})
        text += fmt::format("{}:{}\n", field.size(), field);
    return sim::core::sha256_hex(text);
}

/// Every line in order. @param see called with a StoredLine
template <class See>
void read_lines(soci::session& sql, See&& see) {
    StoredLine row;
    soci::statement rows =
        (sql.prepare << "SELECT id, at_utc, who, action, subject, before_json, after_json, "
                        "previous_sha256, sha256 FROM audit ORDER BY id",
         into(row.id), into(row.at), into(row.line.who), into(row.line.action),
         into(row.line.subject), into(row.line.before_json), into(row.line.after_json),
         into(row.line.previous_sha256), into(row.line.sha256));
    rows.execute();
    while (rows.fetch())
        see(row);
}

} // namespace

std::string calc_audit_sha256(const AuditLine& line) {
    return calc_sha256(line, domain::iso(line.at_utc));
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
        read_lines(sql, [&](const StoredLine& row) {
            lines.push_back(row.line);
            lines.back().id = row.id;
            lines.back().at_utc = read_instant(row.at);
        });
        return lines;
    });
}

Result<AuditChain> check_audit_chain(Database& database) {
    return guard(database, "audit.check", [](soci::session& sql) {
        AuditChain chain;
        std::string previous = first_previous;
        read_lines(sql, [&](const StoredLine& row) {
            chain.end_sha256 = row.line.sha256;
            if (!chain.broken_id && (row.line.previous_sha256 != previous ||
                                     row.line.sha256 != calc_sha256(row.line, row.at)))
                chain.broken_id = row.id;
            previous = row.line.sha256;
        });
        return chain;
    });
}

} // namespace roster::store
