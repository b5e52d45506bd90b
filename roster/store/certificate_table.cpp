#include "roster/store/certificate_table.h"

#include "roster/store/columns.h"

namespace roster::store {

using namespace roster::domain;
using soci::into;
using soci::use;

Result<std::optional<CertificateOnFile>> find_certificate(Database& database, std::int64_t id) {
    return guard(database, "certificate.find", [&](soci::session& sql) {
        CertificateOnFile found;
        const long long wanted = id;
        long long row = 0;
        int replaced = 0;
        std::string kind, issued;
        Column<std::string> expires, revoked;
        sql << "SELECT c.id, COALESCE(p.key, ''), COALESCE(o.key, ''), COALESCE(h.key, ''), "
               "c.kind, "
               "c.number, c.issuer, c.issued_on, c.expires_on, v.revoked_on, "
               "CASE WHEN n.id IS NULL THEN 0 ELSE 1 END FROM certificate AS c "
               "LEFT JOIN person AS p ON p.id = c.person_id "
               "LEFT JOIN organisation AS o ON o.id = c.organisation_id "
               "LEFT JOIN organisation AS h ON h.id = COALESCE(p.organisation_id, o.id) "
               "LEFT JOIN certificate AS n ON n.corrects_id = c.id "
               "LEFT JOIN certificate_revocation AS v ON v.certificate_id = c.id "
               "WHERE c.id = :id AND c.withdrawn = 0",
            into(row), into(found.certificate.person_key), into(found.certificate.organisation_key),
            into(found.home_key), into(kind), into(found.certificate.number),
            into(found.certificate.issuer), into(issued), into(expires.value, expires.indicator),
            into(revoked.value, revoked.indicator), into(replaced), use(wanted, "id");
        if (!sql.got_data()) return std::optional<CertificateOnFile>();
        found.certificate.id = row;
        found.certificate.kind = read_named<CertificateKind>(certificate_kind_names, kind);
        found.certificate.issued_on = read_date(issued);
        found.certificate.expires_on = read_date(expires);
        found.certificate.revoked_on = read_date(revoked);
        found.replaced = replaced != 0;
        return std::optional(found);
    });
}

Result<std::int64_t> insert_revocation(Database& database, std::int64_t certificate_id,
                                       Date revoked_on, const std::string& reason, Instant at,
                                       const std::string& by) {
    return guard(database, "certificate.revoke", [&](soci::session& sql) {
        const long long certificate = certificate_id;
        const std::string day = iso(revoked_on), instant = iso(at);
        long long id = 0;
        sql << "INSERT INTO certificate_revocation(certificate_id, revoked_on, reason, "
               "recorded_at_utc, recorded_by) VALUES(:certificate, :day, :reason, :at, :by) "
               "RETURNING id",
            into(id), use(certificate), use(day), use(reason), use(instant), use(by);
        return std::int64_t{id};
    });
}

} // namespace roster::store
